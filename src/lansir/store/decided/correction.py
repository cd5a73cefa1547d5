"""Corrections: which fields of an event or a statement a person may set, and how what was given is checked."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar, get_args

import msgspec
from msgspec import UNSET, UnsetType

from lansir.codebook import codebook
from lansir.errors import InputError
from lansir.record import Argument, Event, EventType, Form, Record, Size, Statement, Status
from lansir.store.decided.fillers import Filler, Fillers
from lansir.store.decided.moments import moment

__all__ = [
    "Correction",
    "EventCorrection",
    "SizeName",
    "StatementCorrection",
    "as_it_stands",
    "correction_of",
    "merged",
]

SizeName = Literal["killed", "injured", "arrested", "displaced", "released"]
People = Annotated[int, msgspec.Meta(ge=0)]
SIZES: tuple[SizeName, ...] = get_args(SizeName)
CLOSED: dict[str, tuple[str, ...]] = {"type": get_args(EventType), "status": get_args(Status), "form": get_args(Form)}
"""Fields whose values are a closed list."""


class EventCorrection(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The fields of an event as they shall be; what is unset stays as the machine read it.

    `time` is an ISO 8601 value, `place` the id or name of a place of the article; None empties a field. Of `size` only
    the numbers given count.
    """

    type: EventType | UnsetType = UNSET
    mode: str | UnsetType | None = UNSET
    status: Status | UnsetType = UNSET
    actors: tuple[Filler | str, ...] | UnsetType = UNSET
    recipients: tuple[Filler | str, ...] | UnsetType = UNSET
    time: str | UnsetType | None = UNSET
    place: str | UnsetType | None = UNSET
    size: dict[SizeName, People | None] | UnsetType = UNSET


class StatementCorrection(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The fields of a statement as they shall be; what is unset stays as the machine read it, None empties a field."""

    speaker: Filler | str | UnsetType | None = UNSET
    form: Form | UnsetType = UNSET
    addressee: Filler | str | UnsetType | None = UNSET


Correction = EventCorrection | StatementCorrection
Wanted = TypeVar("Wanted", EventCorrection, StatementCorrection)


def correction_of(given: Mapping[str, Any], item: Event | Statement, record: Record) -> Correction:
    """What was given as a correction of an item of the record, with each name as the entity that it means.

    InputError where a field is unknown, a value is none that the codebook knows, or a name fits no entity of the
    article, or several. A mode that does not fit another type is emptied where none is given with it.
    """
    shape = EventCorrection if isinstance(item, Event) else StatementCorrection
    for name, allowed in CLOSED.items():
        if name in given and name in shape.__struct_fields__ and given[name] not in allowed:
            raise InputError(f"{item.id}: {name} {given[name]!r} is not known; write one of {', '.join(allowed)}")
    unknown = [name for name in given if name not in shape.__struct_fields__]
    if unknown:
        raise InputError(f"{item.id}: no field {unknown[0]!r} to correct; use {', '.join(shape.__struct_fields__)}")
    if isinstance(item, Event):
        return _event(_read(given, EventCorrection, item.id), item, record)
    return _named(_read(given, StatementCorrection, item.id), item, record, ("speaker", "addressee"))


def merged(first: Correction | None, second: Correction) -> Correction:
    """The two as one: where both set a field the second counts, number by number in the size."""
    if not isinstance(first, type(second)):
        return second
    fields = {**_set_fields(first), **_set_fields(second)}
    sizes = [one.size for one in (first, second) if isinstance(one, EventCorrection) and one.size is not UNSET]
    if sizes:
        fields["size"] = {name: value for size in sizes for name, value in size.items()}
    return type(second)(**fields)


def as_it_stands(item: Event | Statement, record: Record) -> Correction:
    """Every field of an item as it is: what a confirmation holds fast."""
    names = {entity.id: entity.name for entity in record.entities}

    def filler(argument: Argument | None) -> Filler | None:
        return Filler(argument.entity, names.get(argument.entity)) if argument else None

    if isinstance(item, Statement):
        return StatementCorrection(speaker=filler(item.speaker), form=item.form, addressee=filler(item.addressee))
    values = {time.id: time.value for time in record.times}
    return EventCorrection(
        type=item.type,
        mode=item.mode,
        status=item.status,
        actors=tuple(Filler(one.entity, names.get(one.entity)) for one in item.actors),
        recipients=tuple(Filler(one.entity, names.get(one.entity)) for one in item.recipients),
        time=values.get(item.time or "") if item.time else None,
        place=item.place,
        size=_numbers(item.size or Size()),
    )


def _read(given: Mapping[str, Any], shape: type[Wanted], where: str) -> Wanted:
    try:
        return msgspec.convert(given, shape)
    except msgspec.ValidationError as error:
        raise InputError(f"{where}: the correction cannot be read: {error}") from None


def _event(wanted: EventCorrection, event: Event, record: Record) -> EventCorrection:
    kind = event.type if wanted.type is UNSET else wanted.type
    mode = event.mode if wanted.mode is UNSET else wanted.mode
    if not codebook().is_mode(kind, mode):
        if wanted.mode is not UNSET:
            raise InputError(f"{event.id}: {mode!r} is no mode of {kind}; {_modes(kind)}")
        wanted = msgspec.structs.replace(wanted, mode=None)
    if isinstance(wanted.time, str):
        moment(wanted.time, event.id)
    if isinstance(wanted.place, str):
        wanted = msgspec.structs.replace(wanted, place=_place(wanted.place, event, record))
    return _named(wanted, event, record, ("actors", "recipients"))


def _numbers(size: Size) -> dict[SizeName, int | None]:
    return {name: getattr(size, name) for name in SIZES}


def _modes(kind: EventType) -> str:
    known = codebook().by_type[kind].modes
    return f"write one of {', '.join(known)}" if known else "it has none"


def _place(given: str, event: Event, record: Record) -> str:
    """The id of the place that is meant; of several of that name the one nearest to the act."""
    meant = [place for place in record.places if given in (place.id, place.name, place.span.text)]
    if not meant:
        known = ", ".join(dict.fromkeys(place.name or place.span.text for place in record.places)) or "none"
        raise InputError(f"{event.id}: {given!r} is no place of the article; it names {known}")
    return min(meant, key=lambda place: abs(place.span.start - event.trigger.start)).id


def _named(wanted: Wanted, item: Event | Statement, record: Record, names: tuple[str, ...]) -> Wanted:
    """The correction with an entity of the article for each name."""
    known, changes = Fillers(record), {}
    for name in names:
        given: Filler | str | tuple[Filler | str, ...] | UnsetType | None = getattr(wanted, name)
        if isinstance(given, tuple):
            changes[name] = tuple(dict.fromkeys(known.filler(one, f"{item.id}: {name}") for one in given))
        elif isinstance(given, str | Filler):
            changes[name] = known.filler(given, f"{item.id}: {name}")  # type: ignore[assignment]
    return msgspec.structs.replace(wanted, **changes)


def _set_fields(correction: Correction) -> dict[str, Any]:
    return {name: value for name, value in msgspec.structs.asdict(correction).items() if value is not UNSET}
