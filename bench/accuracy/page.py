"""The results of the accuracy bench in Markdown."""

from collections.abc import Iterable

from bench.accuracy.calibration import Calibration
from bench.accuracy.rates import Rate
from bench.accuracy.reading import Speed
from bench.accuracy.results import HEADLINE, Rates, Results
from bench.markdown import figure, table

__all__ = ["headline", "markdown"]

COLUMNS = ["F1", "95% interval", "P", "R", "predicted", "gold"]
TITLES = {
    "form": "Whole statements by form",
    "speaker": "Whole statements by kind of speaker",
    "type": "Events (type and trigger) by type",
    "status": "Events with status by status",
}


def headline(results: Results) -> str:
    """The few measures that stand for all: the table that the README repeats."""
    shown = {name: results.measures[name] for name in HEADLINE if name in results.measures}
    return table(
        ["Measure", "F1", "95% interval", "gold"], [(n, r.value, _interval(r), r.gold) for n, r in shown.items()]
    )


def markdown(results: Results) -> str:
    """All tables, below the headline."""
    parts = [f"### All measures\n\n{_rates('Measure', results.measures)}"]
    parts += [f"### By {name}, F1\n\n{_groups(name, groups)}" for name, groups in _groupings(results)]
    parts += [f"### {TITLES.get(name, name)}\n\n{_rates(name, rates)}" for name, rates in results.splits.items()]
    if results.calibration:
        parts.append(f"### Calibration\n\n{_calibration(results.calibration)}")
    if results.speed:
        parts.append(f"### Time and memory of the same run\n\n{_speed(results.speed)}")
    return "\n\n".join(parts)


def _groupings(results: Results) -> list[tuple[str, dict[str, Rates]]]:
    return [("language", results.by_language), ("length of document", results.by_length)]


def _rates(first: str, rates: Rates) -> str:
    rows = [(name, r.value, _interval(r), r.precision, r.recall, r.predicted, r.gold) for name, r in rates.items()]
    return table([first, *COLUMNS], rows)


def _groups(name: str, groups: dict[str, Rates]) -> str:
    measures = list(dict.fromkeys(measure for rates in groups.values() for measure in rates))
    return table([name, *measures], [(group, *_cells(rates, measures)) for group, rates in groups.items()])


def _cells(rates: Rates, measures: list[str]) -> Iterable[str]:
    return (f"{figure(rates[name].value)} ({_interval(rates[name])})" for name in measures)


def _interval(rate: Rate) -> str:
    return f"{figure(rate.low)}-{figure(rate.high)}"


def _calibration(found: dict[str, Calibration]) -> str:
    summary = table(
        ["Confidence of", "items", "expected calibration error"], [(n, c.items, c.error) for n, c in found.items()]
    )
    bins = [(name, b.confidence, b.right, b.items) for name, c in found.items() for b in c.bins]
    return f"{summary}\n\n{table(['Confidence of', 'mean confidence', 'share right', 'items'], bins)}"


def _speed(speed: Speed) -> str:
    rows = [
        ("articles", speed.articles),
        ("first article with loading the model, s", speed.first),
        ("median article, s", speed.median),
        ("95th percentile, s", speed.p95),
        ("longest, s", speed.longest),
        ("sentences a second", speed.sentences_per_second),
        ("peak memory of the process, MiB", speed.peak_mib),
    ]
    return table(["", "value"], rows)
