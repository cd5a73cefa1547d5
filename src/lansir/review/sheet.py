"""Review sheets: events and statements as rows that people decide on in a spreadsheet."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

import msgspec

from lansir.errors import DataFileError
from lansir.export.cells import joined, sound
from lansir.record import Argument, Event, Record, Statement
from lansir.review.ledger import State, key_of_target
from lansir.store import Store
from lansir.store.decided.correction import SIZES
from lansir.store.decided.fillers import Fillers

__all__ = ["Column", "Row", "columns", "decision_words", "editable", "fields_of", "rows"]

Row = dict[str, str]
HELD = 64
"""Records that are held in memory while a sheet is written: its rows are not in order of articles."""


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: its heading, which items have it, whether it is read back, and what stands in it."""

    name: str
    of: Literal["event", "statement", "both"]
    part: Literal["fact", "read", "wish", "decision"]
    told: str


class Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `sheet.yaml`."""

    columns: tuple[Column, ...]
    decisions: dict[State, tuple[str, ...]]


@cache
def _sheet() -> Sheet:
    try:
        return msgspec.yaml.decode((files(__package__) / "sheet.yaml").read_bytes(), type=Sheet)
    except msgspec.DecodeError as error:
        raise DataFileError(f"review/sheet.yaml: {error}") from None


def columns() -> tuple[Column, ...]:
    """The columns in order."""
    return _sheet().columns


@cache
def decision_words() -> Mapping[str, State]:
    """What people may write into the column `decision`, in small letters, and what it means."""
    return {word: state for state, words in _sheet().decisions.items() for word in (state, *words)}


@cache
def editable(kind: Literal["event", "statement"]) -> tuple[str, ...]:
    """The names of the columns that may be edited in rows of a kind."""
    return tuple(column.name for column in columns() if column.part == "wish" and column.of == kind)


def rows(store: Store, targets: Iterable[str]) -> Iterator[Row]:
    """The rows of events and statements of a store, by their ids; those that are not there are passed over."""

    @lru_cache(HELD)
    def record_of(article: str) -> Record:
        return store.record(article)

    for target in targets:
        table = "event" if target.startswith("ev-") else "statement"
        query = f"SELECT printf('ar-%016x', article) FROM {table} WHERE id = ?"
        found = store.connection.execute(query, (key_of_target(target),)).fetchone()
        if found:
            record = record_of(found[0])
            items: list[Event | Statement] = [*record.events, *record.statements]
            yield _row(next(item for item in items if item.id == target), record)


def fields_of(item: Event | Statement, record: Record) -> Row:
    """The fields of an item that may be edited, as the cells of a sheet have them."""
    who = Fillers(record)

    def label(argument: Argument | None) -> str:
        return who.label(argument.entity) if argument else ""

    if isinstance(item, Statement):
        return {"speaker": label(item.speaker), "form": item.form, "addressee": label(item.addressee)}
    times = {time.id: time.value or "" for time in record.times}
    places = {place.id: place.name or place.span.text for place in record.places}
    size = {name: getattr(item.size, name, None) for name in SIZES}
    return {
        "type": item.type,
        "mode": item.mode or "",
        "status": item.status,
        "actors": joined([label(one) for one in item.actors]),
        "recipients": joined([label(one) for one in item.recipients]),
        "time": times.get(item.time or "", ""),
        "place": places.get(item.place or "", ""),
        **{name: "" if value is None else str(value) for name, value in size.items()},
    }


def _row(item: Event | Statement, record: Record) -> Row:
    article, fields = record.article, fields_of(item, record)
    words = item.trigger.text if isinstance(item, Event) else " ... ".join(span.text for span in item.content)
    told = {
        "id": item.id,
        "kind": "event" if isinstance(item, Event) else "statement",
        "published": article.published.value if article.published else "",
        "outlet": article.outlet or "",
        "url": article.canonical_url or article.url or "",
        "language": article.language or "",
        "sentence": item.sentence.text,
        "words": words,
        "confidence": f"{item.confidence:.2f}",
        "review": item.review.state,
        "by": item.review.by or "",
        **{f"read_{name}": value for name, value in fields.items()},
        **fields,
    }
    return {column.name: sound(told.get(column.name, "")) for column in columns()}
