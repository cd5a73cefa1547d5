"""The first step on Ray: a task goes through one file and gives its items, some at a time, as they are found.

The items are those of `lansir.ingest`; a page travels as the `Content` that a reading process takes.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from lansir.errors import InputError
from lansir.ingest.arguments import Arguments
from lansir.ingest.items import Content, Item
from lansir.ingest.pipeline import failed_to_load
from lansir.ingest.sources.kinds import Kind
from lansir.ingest.sources.plan import Plan
from lansir.scale.extras import needed
from lansir.scale.log import Known, noted_keys
from lansir.scale.notes import Before
from lansir.scale.sources import SourceFile

__all__ = ["GIVEN", "Given", "Giving", "turn_of"]

ITEMS = 32
"""Items that are given together: what one reading process has at a time."""
BYTES = 4_000_000
GIVEN = ("turn", "key", "source", "again", "content", "failed", "before")


class Given(msgspec.Struct, frozen=True):
    """How sources are gone through; see `lansir.ingest.intake.Options`."""

    kind: Kind | None = None
    columns: dict[str, str] = {}
    published: str | None = None
    again: bool = False
    retry_failed: bool = False


def turn_of(run: str, file: int, number: int) -> str:
    """What sorts items as they came: by run, then by file in the order given, then by place in the file."""
    return f"{run}/{file:08}/{number:010}"


class Giving:
    """Gives the items of files; it is sent to the tasks."""

    def __init__(self, run: str, files: Sequence[SourceFile], given: Given, lake: str, known: Known) -> None:
        """`known` says which parts of the lake at `lake` hold items of a file already."""
        self._run, self._files, self._given, self._lake, self._known = run, list(files), given, lake, known

    def __call__(self, batch: Any) -> Iterator[Any]:  # noqa: ANN401  # an Arrow table
        """A table of items at a time, for the files whose numbers are in the batch."""
        arrow = needed("pyarrow", "--engine ray")
        schema = arrow.schema(
            [
                (name, arrow.string() if n < len(("turn", "key", "source")) else arrow.binary())
                for n, name in enumerate(GIVEN)
            ]
        )
        for number in batch["number"].to_pylist():
            for rows in self._together(self._rows(number)):
                yield arrow.Table.from_pylist(rows, schema=schema)

    def _together(self, rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
        kept: list[dict[str, Any]] = []
        size = 0
        for row in rows:
            kept.append(row)
            size += len(row.get("content") or b"")
            if len(kept) >= ITEMS or size >= BYTES:
                yield kept
                kept, size = [], 0
        if kept:
            yield kept

    def _rows(self, number: int) -> Iterator[dict[str, Any]]:
        """A row an item that is new, then one that says how many were not."""
        file, before = self._files[number], Before()
        document = file.document()
        state = _State(self._lake, self._known.get(document.name, ()), self._given)
        plan = Plan(columns=self._given.columns, published=self._given.published)

        def leave(_: object) -> None:
            before.passed_over += 1

        arguments = Arguments([], plan, kind=self._given.kind, passed_over=leave)
        for place, item in enumerate(arguments.of_document(document, in_folder=file.in_folder)):
            if isinstance(item, Item) and state.is_new(item, before):
                told = {"turn": turn_of(self._run, number, place), "key": _storable(item.key)}
                yield told | {"source": _storable(document.name)} | _loaded(item)
        yield {"turn": turn_of(self._run, number, 0), "before": msgspec.msgpack.encode(before)}


class _State:
    """Which items of a file are to be given: those of its keys that were not dealt with, each once."""

    def __init__(self, lake: str, parts: Sequence[str], given: Given) -> None:
        self._done, self._failed = (set(), set()) if given.again else noted_keys(lake, parts)
        if given.retry_failed:
            self._failed.clear()

    def is_new(self, item: Item, before: Before) -> bool:
        key = _storable(item.key)
        if key in self._done:
            before.done += 1
        elif key in self._failed and not item.again.whole:
            before.failed += 1
        else:
            self._done.add(key)
            return True
        return False


def _loaded(item: Item) -> dict[str, bytes]:
    """The page of an item, or why there is none."""
    found = {"again": msgspec.json.encode(item.again)}
    try:
        loaded = item.load()
        if not isinstance(loaded, Content):
            raise InputError(f"{item.key}: a page on the web; --engine ray fetches nothing, `lansir ingest` alone does")
    except Exception as error:  # whatever is wrong with one item is that item's failure
        return found | {"failed": msgspec.msgpack.encode(failed_to_load(item.key, error))}
    return found | {"content": msgspec.msgpack.encode(loaded)}


def _storable(text: str) -> str:
    """Text without lone surrogates: names of files may hold bytes that are no characters."""
    return text.encode("utf-8", "backslashreplace").decode()
