"""JSON Lines, Lansir's own: a record a line, whole, and beside it what of it was selected and where it stands.

A line is the record as `lansir read` writes it (`lansir schema`) with one more field, `selection`; `lansir ingest`
reads it back.
"""

from collections.abc import Iterable

import msgspec

from lansir.export.cells import sound
from lansir.export.columns import tables
from lansir.export.format import Loss, Options, Sink
from lansir.export.losses import UNSOUND, LossCount
from lansir.query.entries import Entry, Occurred
from lansir.record import Record

__all__ = ["Jsonl", "Selected"]


class Selected(msgspec.Struct, frozen=True):
    """What stands in `selection`."""

    events: list[str]
    statements: list[str]
    story: str | None
    origin: str | None
    how: str | None
    source: str | None
    version: int
    newest: bool
    ingested: str
    occurred: dict[str, Occurred]


class Jsonl:
    """Lansir's own records."""

    name = "jsonl"
    title = "JSON Lines, Lansir's own"
    media_type = "application/jsonl"
    single_file = True
    tables = tables("jsonl")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write `lansir.jsonl`, a line an article."""
        losses = LossCount()
        with sink.open("lansir.jsonl") as file:
            for entry in entries:
                file.write(_line(entry, losses) + b"\n")
        return losses.losses()


def _line(entry: Entry, losses: LossCount) -> bytes:
    record, selected = entry.record, _selected(entry)
    whole = {**{name: getattr(record, name) for name in Record.__struct_fields__}, "selection": selected}
    try:
        return msgspec.json.encode(whole)
    except UnicodeEncodeError:
        losses.add("characters", UNSOUND)
        return msgspec.json.encode(_sound(msgspec.to_builtins(whole)))


def _selected(entry: Entry) -> Selected:
    return Selected(
        events=[event.id for event in entry.events],
        statements=[told.id for told in entry.statements],
        story=entry.story,
        origin=entry.origin,
        how=entry.how,
        source=entry.source,
        version=entry.version,
        newest=entry.newest,
        ingested=entry.ingested,
        occurred={event.id: entry.occurred[event.id] for event in entry.events if event.id in entry.occurred},
    )


def _sound(value: object) -> object:
    """The value with every text in it made sound."""
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, list):
        return [_sound(item) for item in value]
    if isinstance(value, dict):
        return {_sound(key): _sound(item) for key, item in value.items()}
    return value
