"""An event or statement as a person decided it: the machine's reading with a correction laid over it."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from lansir.codebook import codebook
from lansir.record import Argument, Event, Record, Size, Span, Statement, Time
from lansir.store.decided.correction import Correction, EventCorrection, StatementCorrection
from lansir.store.decided.fillers import Filler, Fillers
from lansir.store.decided.moments import time_of

__all__ = ["corrected", "read_alike"]

DECIDED = ("type", "mode", "status", "actors", "recipients", "time", "place", "size", "speaker", "form", "addressee")


def corrected(
    item: Event | Statement, correction: Correction | None, record: Record, by: str
) -> tuple[Event | Statement, Time | None]:
    """The machine's reading `item` as it shall be, and its time where the article has none such.

    `correction` is one that `correction_of` gave for this record. What changes says "decided by NAME" in `resolved`,
    and in `reasons` where it becomes empty.
    """
    if isinstance(item, Event) and isinstance(correction, EventCorrection):
        return _event(item, correction, record, by)
    if isinstance(item, Statement) and isinstance(correction, StatementCorrection):
        return _statement(item, correction, record, by), None
    return item, None


def read_alike(one: Event | Statement, other: Event | Statement) -> bool:
    """Whether two readings of an item say the same in every field that a person may set."""
    return all(_value(one, name) == _value(other, name) for name in DECIDED)


def _value(item: Event | Statement, name: str) -> object:
    value = getattr(item, name, None)
    if isinstance(value, list):
        return [one.entity for one in value]
    return value.entity if isinstance(value, Argument) else value


def _event(event: Event, wanted: EventCorrection, record: Record, by: str) -> tuple[Event, Time | None]:
    values: dict[str, Any] = {
        name: value for name in ("type", "mode", "status", "place") if (value := getattr(wanted, name)) is not UNSET
    }
    given = None
    if wanted.time is not UNSET:
        values["time"], given = _time(wanted.time, event, record, by)
    if wanted.size is not UNSET:
        values["size"] = _size(event.size, wanted.size)
    for slot in ("actors", "recipients"):
        if getattr(wanted, slot) is not UNSET:
            values[slot] = _slot(getattr(event, slot), getattr(wanted, slot), record, event.sentence, event.trigger)
    changed = [name for name, value in values.items() if value != getattr(event, name)]
    told = msgspec.structs.replace(event, **values)
    if "type" in changed or "mode" in changed:
        book = codebook()
        told = msgspec.structs.replace(told, quad=book.quad(told.type), intensity=book.intensity(told.type, told.mode))
    resolved = event.resolved | dict.fromkeys(changed, f"decided by {by}")
    return msgspec.structs.replace(told, resolved=resolved, reasons=_reasons(told, changed, by)), given


def _statement(statement: Statement, wanted: StatementCorrection, record: Record, by: str) -> Statement:
    values: dict[str, Any] = {} if wanted.form is UNSET else {"form": wanted.form}
    near = statement.cue or statement.sentence
    for slot in ("speaker", "addressee"):
        filler, now = getattr(wanted, slot), getattr(statement, slot)
        if filler is not UNSET:
            fillers = _slot([now] if now else [], [filler] if filler else [], record, statement.sentence, near)
            values[slot] = fillers[0] if fillers else None
    changed = [name for name, value in values.items() if value != getattr(statement, name)]
    told = msgspec.structs.replace(statement, **values)
    return msgspec.structs.replace(told, reasons=_reasons(told, changed, by))


def _reasons(told: Event | Statement, changed: list[str], by: str) -> dict[str, str]:
    """Why fields are empty, with those that a person emptied, without those filled."""
    kept = {name: why for name, why in told.reasons.items() if name not in changed}
    slots = [name for name in changed if name not in ("mode", "size") and not getattr(told, name)]
    return kept | dict.fromkeys(slots, f"decided by {by}")


def _time(value: str | None, event: Event, record: Record, by: str) -> tuple[str | None, Time | None]:
    """The id of the time with a value, and the time itself where the record has none such."""
    times = {time.id: time for time in record.times}
    held = times.get(event.time or "")
    if value is None or (held and held.value == value):
        return (event.time if held and held.value == value else None), None
    time = time_of(value, event, record, by)
    return time.id, time if times.get(time.id) != time else None


def _size(read: Size | None, wanted: Mapping[Any, int | None]) -> Size | None:
    size = msgspec.structs.replace(read or Size(), **wanted)
    return size if size != Size() else None


def _slot(read: list[Argument], wanted: Sequence[Filler], record: Record, sentence: Span, near: Span) -> list[Argument]:
    """The fillers of a slot; those that the machine read stay with its mention and confidence."""
    held, known = {argument.entity: argument for argument in read}, Fillers(record)
    return [held.get(one.entity) or known.argument(one, sentence, near.start, record.article.id) for one in wanted]
