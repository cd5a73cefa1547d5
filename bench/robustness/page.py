"""The results of the robustness bench in Markdown."""

from bench.accuracy.rates import Rate
from bench.markdown import figure, table
from bench.robustness.comparing import ELSEWHERE, QUOTED
from bench.robustness.results import MEASURES, Difference, Results, Row

__all__ = ["markdown"]

LANGUAGES = ("id", "en")
SHORT = {
    "events": "type and trigger",
    "events whole": "events",
    "statements whole": "statements",
    "times value": "times",
    QUOTED: "in quotation marks",
    ELSEWHERE: "events of untouched sentences",
}

LEGEND = (
    "Events: type, trigger, status, actors and recipients agree; statements: content and speaker; each as the measures "
    "of the annotation folder say, the first reading standing for gold. A sign-off added changes nothing that is told."
)


def markdown(results: Results) -> str:
    """The tables: the two readings compared, by language, and both against gold."""
    parts = [
        f"{results.documents} documents of the {results.part} part, model {results.model}.",
        f"### The same record before and after the change, F1\n\n{LEGEND}\n\n" + _same(results),
        "### By language, F1\n\n" + _by_language(results),
        "### Against gold: F1 after the change less F1 before\n\n" + _against_gold(results),
    ]
    if results.twins:
        parts.append(f"### English and its translation, {results.twin_documents} documents\n\n{_twins(results.twins)}")
    return "\n\n".join(parts)


def _same(results: Results) -> str:
    shown = ("events whole", "statements whole")
    others = (ELSEWHERE, "events", "times value", QUOTED)
    head = ["Change", "documents", "stretches", *(cell for m in shown for cell in (SHORT[m], "95% interval"))]
    rows = [
        (*_head(row), *(cell for m in shown for cell in _cells(row.same[m])), *(_value(row.same[m]) for m in others))
        for row in results.rows
    ]
    return table([*head, *(SHORT[m] for m in others)], rows)


def _by_language(results: Results) -> str:
    kinds = [(language, measure) for language in LANGUAGES for measure in ("events whole", "statements whole")]
    head = ["Change", *(f"{language}: {SHORT[measure]}" for language, measure in kinds)]
    return table(head, [(row.change, *(_of(row, *kind) for kind in kinds)) for row in results.rows])


def _of(row: Row, language: str, measure: str) -> str | None:
    found = row.by_language.get(language)
    return f"{figure(found[measure].value)} ({_interval(found[measure])})" if found else None


def _against_gold(results: Results) -> str:
    head = ["Change", *(cell for m in MEASURES for cell in (f"{SHORT[m]} before", "difference", "95% interval"))]
    return table(
        head, [(row.change, *(c for m in MEASURES for c in _moved(row.against_gold[m]))) for row in results.rows]
    )


def _twins(rates: dict[str, Rate]) -> str:
    head = ["Measure", "F1", "95% interval", "English", "Indonesian"]
    return table(head, [(name, r.value, _interval(r), r.gold, r.predicted) for name, r in rates.items()])


def _head(row: Row) -> tuple[str, int, int]:
    return row.change, row.documents, row.stretches


def _value(rate: Rate) -> float | None:
    return rate.value if rate.predicted or rate.gold else None


def _cells(rate: Rate) -> tuple[float, str]:
    return rate.value, _interval(rate)


def _moved(found: Difference) -> tuple[float | None, str, str]:
    if not found.before and not found.after:
        return None, "", ""
    return found.before, f"{found.value:+.3f}", f"{found.low:+.3f} to {found.high:+.3f}"


def _interval(rate: Rate) -> str:
    return f"{figure(rate.low)}-{figure(rate.high)}"
