"""The comparison in a few lines, for the README: Lansir beside the best of the others, task by task."""

from collections.abc import Iterable, Iterator

from bench.markdown import figure, table
from bench.peers.catalogue import TaskName
from bench.peers.compare import Results, Row

__all__ = ["CLOSE", "OPEN", "field"]

OPEN, CLOSE = "<!-- field:start -->", "<!-- field:end -->"
OURS = "Lansir"
TOLD: dict[TaskName, str] = {
    "statements": "who said what, words and speaker",
    "times": "times with the right day",
    "pages": "main text of a page",
    "types": "type of the act between two marked actors, macro",
    "events": "who did what to whom, status too",
}
LANGUAGES = {"en": "English", "id": "Indonesian", "en, id": "both", "many": "many"}


def field(results: Results) -> str:
    """A row for each task and language, with the best of the others that know it."""
    rows = [line for task, found in results.tables.items() for line in _lines(task, found)]
    return f"{OPEN}\n{table(HEAD, rows)}\n{CLOSE}"


HEAD = ("On the same data, F1", "language", OURS, "best of the others", "which")


def _lines(task: TaskName, rows: Iterable[Row]) -> Iterator[tuple[object, ...]]:
    every = list(rows)
    for ours in sorted((row for row in every if _is_ours(row)), key=lambda row: row.languages):
        others = [row for row in every if row.languages == ours.languages and not _is_ours(row)]
        best = max(others, key=_value, default=None)
        told = (figure(_value(best)), best.system) if best else ("", "none that knows it")
        yield TOLD[task], LANGUAGES.get(ours.languages, ours.languages), figure(_value(ours)), *told


def _is_ours(row: Row) -> bool:
    """Whether Lansir itself answered, and not something that only borrows its encoder."""
    return row.system.partition(" (")[0] == OURS


def _value(row: Row) -> float:
    """The first figure of a row is the one that counts."""
    return next(iter(row.figures.values())).value
