"""Events of the record as PLOVER codes them, for every format that comes from that tradition.

The record keeps an act and whether it happened; PLOVER, and CAMEO before it, code the words: who promises aid has
agreed, who threatens with an attack has threatened. `lansir.codebook.projection` says what becomes of each. A format
without auxiliary modes takes only what then did take place (`Coded.asserted`); the rest is left out there and told.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import IO, TypeVar

from lansir.codebook.projection import Condition, Projection, project
from lansir.export.coded_event import Coded
from lansir.export.coded_losses import CodedLosses, count_event
from lansir.export.coded_tables import kinds
from lansir.export.coded_text import line
from lansir.query.entries import Entry
from lansir.record import Argument, Event, EventType, Statement
from lansir.store.days import days_of

__all__ = ["coded_events", "happened_events", "write_happened"]

DAY_DIGITS = 10
Shared = TypeVar("Shared")


def coded_events(entry: Entry, losses: CodedLosses) -> Iterator[Coded]:
    """The selected events in text order, less those that another of them tells; what is lost is counted."""
    losses.count_entry(entry)
    for coded in _events(entry, losses):
        count_event(entry, coded.event, coded, losses)
        yield coded


def happened_events(entry: Entry, losses: CodedLosses) -> Iterator[Coded]:
    """Those of `coded_events` that took place, in deed or in words, and that nobody rejected; others are counted."""
    losses.count_entry(entry)
    for coded in _events(entry, losses):
        if coded.event.review.state == "rejected":
            losses.add("rejected")
        elif coded.asserted:
            count_event(entry, coded.event, coded, losses)
            yield coded
        else:
            losses.add("not_happened")


def write_happened(
    entries: Iterable[Entry],
    file: IO[bytes],
    losses: CodedLosses,
    shared: Callable[[Entry], Shared],
    rows: Callable[[Entry, Coded, Shared, CodedLosses], Iterable[Iterable[str]]],
) -> None:
    """Write the lines of `happened_events`: what `rows` makes of each.

    `shared` makes what the rows of an article have in common, once for an article that has any.
    """
    for entry in entries:
        found = list(happened_events(entry, losses))
        if found:
            common = shared(entry)
            for coded in found:
                file.writelines(line(cells) for cells in rows(entry, coded, common, losses))


def _events(entry: Entry, losses: CodedLosses) -> Iterator[Coded]:
    published, stored = _published(entry), date.fromisoformat(entry.ingested[:DAY_DIGITS])
    carriers = _carriers(entry)
    for event in entry.events:
        own = _days(entry, event)
        found = project(event.type, event.mode, event.status, _condition(entry, event, own, published))
        if any((event.sentence.start, type_) in carriers for type_ in found.carriers):
            losses.add("carried")
        else:
            yield _coded(entry, event, found, own, published or stored, bool(published))


def _coded(
    entry: Entry, event: Event, found: Projection, own: tuple[date, date] | None, news: date, published: bool
) -> Coded:
    spoken = found.asserted and event.status != "actual"
    first, last = own if own and not spoken else (news, news)
    asked = found.roles == "asked"
    return Coded(
        event=event,
        type=found.type or event.type,
        mode=found.mode,
        auxiliary=found.auxiliary,
        asserted=found.asserted,
        asked=asked,
        actors=_distinct(_askers(entry, event) if asked else event.actors),
        recipients=_distinct(event.actors if asked else event.recipients),
        first=first,
        last=last,
        dated="event" if own and not spoken else "published" if published else "stored",
        reason=found.reason.en,
    )


def _distinct(arguments: list[Argument]) -> tuple[Argument, ...]:
    """Each entity once, as first named."""
    first: dict[str, Argument] = {}
    for argument in arguments:
        first.setdefault(argument.entity, argument)
    return tuple(first.values())


def _carriers(entry: Entry) -> set[tuple[int, EventType]]:
    """Start of the sentence and type of each actual event: it may tell another of its sentence."""
    return {(event.sentence.start, event.type) for event in entry.events if event.status == "actual"}


def _condition(entry: Entry, event: Event, own: tuple[date, date] | None, published: date | None) -> Condition | None:
    if event.status == "actual":
        long = timedelta(days=kinds().historical_after_days)
        return "long-past" if own and published and published - own[1] > long else None
    told = _told(entry, event)
    speaker = told.speaker.entity if told and told.speaker else None
    return "told-by-other" if told and speaker not in {actor.entity for actor in event.actors} else None


def _askers(entry: Entry, event: Event) -> list[Argument]:
    told = _told(entry, event)
    return [told.speaker] if told and told.speaker else []


def _told(entry: Entry, event: Event) -> Statement | None:
    return entry.statements_by_id.get(event.reported_by or "")


def _days(entry: Entry, event: Event) -> tuple[date, date] | None:
    """First and last day of the event's time."""
    time = entry.times.get(event.time or "")
    found = days_of(time.value) if time else None
    return (date.fromisoformat(found[0]), date.fromisoformat(found[1])) if found else None


def _published(entry: Entry) -> date | None:
    stated = entry.record.article.published
    if stated is None or stated.precision in ("year", "month"):
        return None
    try:
        return date.fromisoformat(stated.value[:DAY_DIGITS])
    except ValueError:
        return None
