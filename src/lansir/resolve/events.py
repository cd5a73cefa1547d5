"""Found triggers become events with slots, status, time, place, size and the statement that tells them."""

from collections.abc import Mapping, Sequence
from typing import cast

import msgspec

from lansir.codebook import codebook
from lansir.encoder.calibration import calibrated
from lansir.encoder.reading import FoundTrigger, Reading
from lansir.record import Argument, Event, EventType, Mention, Place, Size, Statement, Status, Time, content_id
from lansir.resolve.contexts import Contexts
from lansir.resolve.event_sizes import FoundSize
from lansir.resolve.fillers import Fillers, Slots
from lansir.resolve.modes import code_mode
from lansir.resolve.passage import Passage
from lansir.resolve.size_slots import resolve_sizes
from lansir.resolve.statements import Told

__all__ = ["Surroundings", "resolve_events"]


class Surroundings:
    """What is already resolved around the events: mentions, places, times, statements and the article's contexts."""

    def __init__(
        self,
        mentions: Mapping[int, Mention],
        places: Mapping[int, Place],
        times: Mapping[int, Time],
        statements: Sequence[Statement],
        contexts: Contexts,
    ) -> None:
        self.mentions, self.places, self.times, self.told = mentions, places, times, Told(statements)
        self.contexts = contexts


def resolve_events(passage: Passage, reading: Reading, around: Surroundings) -> list[Event]:
    """Events in text order."""
    sizes = resolve_sizes(passage, reading, around.mentions)
    fillers = Fillers(passage, reading, around.mentions)
    events = [_event(passage, trigger, fillers.of(trigger), around) for trigger in reading.triggers]
    return [_with_size(event, sizes.get((event.trigger.start, event.trigger.end))) for event in events]


def _with_size(event: Event, found: FoundSize | None) -> Event:
    """The event with its numbers of people, how they were read, and why one that is told of is none."""
    if found is None:
        return event
    return msgspec.structs.replace(
        event,
        size=Size(**found.counts) if found.counts else None,
        resolved=event.resolved | ({"size": found.resolved} if found.resolved else {}),
        reasons=event.reasons | ({"size": found.reason} if found.reason else {}),
    )


def _event(passage: Passage, trigger: FoundTrigger, slots: Slots, around: Surroundings) -> Event:
    kind, span = cast(EventType, trigger.type), passage.span(trigger.span)
    actors, recipients = slots
    time = around.times.get(trigger.time.to) if trigger.time else None
    place = around.places.get(trigger.place.to) if trigger.place else None
    told = around.told.innermost(span.start, span.end)
    model = (trigger.mode, trigger.mode_chance)
    mode, how = code_mode(kind, span.text, passage.sentence(trigger.span.sentence).text, passage.language, model)
    contexts = around.contexts.of_sentence(trigger.span.sentence)
    return Event(
        id=content_id("ev", passage.article_id, span.start, span.end),
        type=kind,
        status=cast(Status, trigger.status),
        trigger=span,
        sentence=passage.sentence(trigger.span.sentence),
        confidence=round(calibrated(passage.calibration, "event", trigger.span.chance * trigger.type_chance), 4),
        quad=codebook().quad(kind),
        intensity=codebook().intensity(kind, mode),
        mode=mode,
        contexts=list(contexts),
        actors=actors,
        recipients=recipients,
        time=time.id if time else None,
        place=place.id if place else None,
        reported_by=told.id if told else None,
        resolved=_resolved(how, contexts),
        reasons=_reasons(passage, actors, recipients, time, place),
    )


def _resolved(mode: str | None, contexts: Mapping[str, str]) -> dict[str, str]:
    """How mode and contexts were coded."""
    told = {"mode": mode} if mode else {}
    if contexts:
        told["contexts"] = "; ".join(f'{name}: "{word}"' for name, word in contexts.items())
    return told


def _reasons(
    passage: Passage, actors: list[Argument], recipients: list[Argument], time: Time | None, place: Place | None
) -> dict[str, str]:
    reasons = {}
    if not actors:
        reasons["actors"] = "no actor could be read for this act"
    if not recipients:
        reasons["recipients"] = "no recipient could be read for this act"
    if time is None:
        day = f"; published {passage.published}" if passage.published else "; the page states no date of publication"
        reasons["time"] = f"no time could be tied to this act{day}"
    if place is None:
        reasons["place"] = "no place could be tied to this act"
    return reasons
