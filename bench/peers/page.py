"""The comparison in Markdown."""

from collections.abc import Iterable

from bench.markdown import figure, table
from bench.peers.catalogue import Published, TaskName, published
from bench.peers.compare import Results, Row
from bench.peers.figures import Figure

__all__ = ["describe"]

TITLES: dict[TaskName, str] = {
    "statements": "Statements: content and speaker",
    "times": "Times with their value",
    "pages": "Main text of pages",
    "types": "Type of a marked pair, one of sixteen",
    "events": "Whole events",
}
THINGS: dict[TaskName, str] = {"pages": "pages", "types": "pairs"}
HEADS = {
    "statements whole": "whole",
    "statements speaker": "right speaker",
    "statements": "content",
    "direct recall": "direct ones found whole",
    "times value": "with value",
    "times": "found",
    "events whole": "whole",
    "events actor": "right actors",
    "events": "type and trigger",
    "trigger, any type": "trigger",
}
NOTE = """All systems of a table answered about the same things in one run ({asked}) and were scored by the same
measures. Intervals hold the middle 95% of 1,000 bootstrap resamples of the documents or pages. What a system learns,
and its settings, come from the training part and from annotated news of our own wording; Lansir's decoding thresholds
were fitted on the development part itself, which is a little kind to it. A language without a row is one that the
system does not know{absent}. Speed is in processor time on one core of {machine}, without loading and learning."""

ABSENT = ", or in which it could not be run here (below)"


def describe(results: Results) -> str:
    """A table for each task, then what could not run, and what others state of their systems."""
    counts = dict.fromkeys(f"{rows[0].asked} {THINGS.get(task, 'documents')}" for task, rows in results.tables.items())
    absent = ABSENT if results.left_out else ""
    parts = [NOTE.format(asked=", ".join(counts), machine=results.machine, absent=absent)]
    parts += [f"### {TITLES[task]}\n\n{_table(task, rows, results)}" for task, rows in results.tables.items()]
    if results.left_out:
        parts.append("### Not run\n\n" + "\n".join(f"- {line}" for line in results.left_out))
    return "\n\n".join([*parts, f"### Published, other data\n\n{_published(published())}"])


def _table(task: TaskName, rows: Iterable[Row], results: Results) -> str:
    ordered = sorted(rows, key=lambda row: row.languages)
    names = list(dict.fromkeys(name for row in ordered for name in row.figures))
    head = ["System", "language", f"{HEADS.get(names[0], names[0])}, 95% interval", "P", "R"]
    more = [HEADS.get(name, name) for name in names[1:]]
    cells = [
        (*_first(task, row, results, names[0]), *(row.figures[n].value for n in names[1:]), _speed(row))
        for row in ordered
    ]
    return table([*head, *more, f"{THINGS.get(task, 'documents')} a second"], cells)


def _first(task: TaskName, row: Row, results: Results, main: str) -> tuple[object, ...]:
    figures = row.figures[main]
    return _named(task, row, results), row.languages, _spread(figures), figures.precision, figures.recall


def _named(task: TaskName, row: Row, results: Results) -> str:
    """Name, versions, what it learned from."""
    own = {"Lansir": results.lansir, **({} if task == "pages" else {"model": results.model})}
    versions = row.versions or (own if "Lansir" in row.system else {"our own": "baseline"})
    return f"{row.system} ({', '.join(f'{k} {v}' for k, v in versions.items())}; learned from: {row.taught})"


def _spread(found: Figure) -> str:
    return f"{figure(found.value)} ({figure(found.low)}-{figure(found.high)})"


def _speed(row: Row) -> str:
    return f"{row.each_second:,.0f}" if row.each_second >= 10 else f"{row.each_second:.1f}"


def _published(stated: list[Published]) -> str:
    rows = [(one.task, one.system, one.data, one.measure, one.value) for one in stated]
    return table(["Task", "system", "data", "measure", "published"], rows)
