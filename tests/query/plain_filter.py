"""The query language once more, as a plain filter of records: what SQL finds must be the same."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from lansir.query.entries import Entry
from lansir.query.language import Query, Term
from lansir.record import Argument, Event, Statement
from lansir.store.days import days_of

__all__ = ["selected"]

TODAY = date(2031, 3, 4)
Item = Event | Statement
KNOWN = {"Jokowi": "person/joko-widodo", "Israel": "country/ISR", "ISR": "country/ISR"}
"""Names that the actor table knows, of those that the tests ask for."""


def selected(known: Iterable[Entry], query: Query, kind: str) -> list[str]:
    """The ids of the events or statements that the query asks for, in order."""
    found = []
    for entry in known:
        for item in entry.record.events if kind == "events" else entry.record.statements:
            if _fits(entry, item, query):
                found.append((entry, item))
    sort = query.single("sort") or "-day"
    down = sort.startswith("-")
    keys: dict[str, Callable[[Entry, Any], Any]] = {
        "day": lambda entry, item: _day(entry, item) or "",
        "confidence": lambda entry, item: item.confidence,
        "ingested": lambda entry, item: entry.ingested,
    }
    key = keys[sort.removeprefix("-")]
    found.sort(key=lambda one: (key(*one), _number(one[1].id)), reverse=down)
    if sort == "day":
        found.sort(key=lambda one: _day(*one) is None)
    return [item.id for _, item in found]


def _number(identity: str) -> int:
    number = int(identity.partition("-")[2], 16)
    return number - (1 << 64) if number >= 1 << 63 else number


def _fits(entry: Entry, item: Item, query: Query) -> bool:
    if item.review.state == "rejected" and not any(not term.excluded for term in query.of("review")):
        return False
    if not entry.newest and not query.of("version"):
        return False
    told = entry.record.events if isinstance(item, Statement) else []
    events = [one for one in told if one.reported_by == item.id and one.review.state != "rejected"]
    about_events = [term for term in query.terms if term.field in OF_EVENT and isinstance(item, Statement)]
    asked = [term for term in about_events if not term.excluded]
    if asked and not any(all(_has(entry, event, term) for term in asked) for event in events):
        return False
    if any(_has(entry, event, term) for term in about_events if term.excluded for event in events):
        return False
    others = [term for term in query.terms if term not in about_events and term.field != "sort"]
    return all(_has(entry, item, term) != term.excluded for term in others)


def _has(entry: Entry, item: Item, term: Term) -> bool:
    return any(_is(entry, item, term.field, value) for value in term.values)


OF_EVENT = {
    "actor", "recipient", "actor.country", "recipient.country", "actor.sector", "recipient.sector", "type", "mode",
    "status", "quad", "killed", "injured", "place", "place.country", "occurrence",
}  # fmt: skip


def _is(entry: Entry, item: Item, field: str, value: str) -> bool:  # noqa: PLR0911, PLR0912
    article = entry.record.article
    if field == "text":
        return _words(value) in f" {_folded(f'{article.title} | {article.text}')} " or _begins(
            value, article.title, article.text
        )
    if field in ("language", "outlet"):
        return _label(value, getattr(article, field), OUTLETS_KNOWN) if field == "outlet" else article.language == value
    if field == "published":
        return _within(_published(entry), value)
    if field == "origin":
        return entry.origin == re.sub(r"\W", "", value.lower())
    if field in ("story", "article"):
        return value == (entry.story if field == "story" else article.id)
    if field == "version":
        return value == "all" or entry.newest == (value == "newest")
    if field == "copies":
        return value == "yes" or entry.how not in ("copy", "abridged", "translation")
    if field == "id":
        return item.id == value
    if field == "confidence":
        return _ranged(item.confidence, value)
    if field == "review":
        return value in ("any", item.review.state)
    if field in ("day", "from", "to", "last"):
        return _dated(_day(entry, item), field, value)
    if field == "has":
        return _having(entry, item, value)
    if isinstance(item, Event) and field in OF_EVENT | {"who", "who.country", "context", "reported_by"}:
        return _event(entry, item, field, value)
    if isinstance(item, Event):
        teller = entry.statements_by_id.get(item.reported_by or "")
        return teller is not None and teller.review.state != "rejected" and _statement(entry, teller, field, value)
    return _statement(entry, item, field, value)


def _event(entry: Entry, event: Event, field: str, value: str) -> bool:  # noqa: PLR0911
    slots = {"actor": event.actors, "recipient": event.recipients, "who": [*event.actors, *event.recipients]}
    first, _, part = field.partition(".")
    if first in slots:
        return any(_party(entry, argument, part, value) for argument in slots[first])
    if first == "place":
        place = entry.places.get(event.place or "")
        if place is None:
            return False
        return place.country == value if part else _label(value, place.name, PLACES_KNOWN)
    if field == "context":
        return value in event.contexts
    if field in ("killed", "injured"):
        number = getattr(event.size, field) if event.size else None
        return number is not None and _ranged(number, value)
    if field == "occurrence":
        return event.id in entry.occurred and entry.occurred[event.id].id == value
    if field == "reported_by":
        teller = entry.statements_by_id.get(event.reported_by or "")
        if value == "outlet":
            return teller is None
        return bool(teller and teller.speaker and _party(entry, teller.speaker, "", value))
    found: object = getattr(event, field)
    return found == value


def _statement(entry: Entry, told: Statement, field: str, value: str) -> bool:  # noqa: PLR0911
    first, _, part = field.partition(".")
    if field == "context":
        return value in entry.record.contexts
    if field == "form":
        return told.form == value
    if field == "who":
        arguments = [one for one in (told.speaker, told.addressee) if one]
        return any(_party(entry, one, "", value) for one in arguments)
    if field == "reported_by":
        outer = entry.statements_by_id.get(told.inside or "")
        if value == "outlet":
            return outer is None
        return bool(outer and outer.speaker and _party(entry, outer.speaker, "", value))
    if field == "addressee":
        return bool(told.addressee and _party(entry, told.addressee, "", value))
    if told.speaker is None:
        return False
    entity = entry.entity_of(told.speaker)
    if field == "anonymous":
        return entity.anonymous == (value == "yes")
    if field == "source":
        return entity.source_kind == value
    return _party(entry, told.speaker, part, value) if first in ("speaker", "who") else False


def _party(entry: Entry, argument: Argument, part: str, value: str) -> bool:
    entity = entry.entity_of(argument)
    if part == "country":
        return entity.country == value
    if part == "sector":
        return bool(entity.sectors) and entity.sectors[0] == value
    if entity.name is None:
        return False
    if "/" in value:
        return entity.knowledge_id == value
    if value in KNOWN:
        return entity.knowledge_id == KNOWN[value] or (
            not entity.knowledge_id and _folded(entity.name) == _folded(value)
        )
    return _sought(value) in f" {_folded(entity.name)} "


def _having(entry: Entry, item: Item, value: str) -> bool:
    if isinstance(item, Event):
        return _event_having(entry, item, value)
    own = {
        "time": item.time, "speaker": item.speaker, "addressee": item.addressee, "statement": item.inside,
        "story": entry.story,
    }  # fmt: skip
    if value in own:
        return own[value] is not None
    told = (one for one in entry.record.events if one.reported_by == item.id and one.review.state != "rejected")
    return any(_event_having(entry, event, value) for event in told)


def _event_having(entry: Entry, event: Event, value: str) -> bool:
    teller = entry.statements_by_id.get(event.reported_by or "")
    place = entry.places.get(event.place or "")
    return bool(
        {
            "time": event.time,
            "place": place,
            "coordinates": place and place.lat is not None,
            "actor": event.actors,
            "recipient": event.recipients,
            "speaker": teller and teller.speaker,
            "addressee": teller and teller.addressee,
            "size": event.size,
            "mode": event.mode,
            "statement": event.reported_by,
            "story": entry.story,
        }[value]
    )


def _day(entry: Entry, item: Item) -> str | None:
    time = entry.times.get(item.time or "") if isinstance(item, Event) else None
    days = days_of(time.value) if time else None
    return days[0] if days else _published(entry)


def _published(entry: Entry) -> str | None:
    stated = entry.record.article.published
    return stated.value[:10] if stated and stated.precision not in ("year", "month") else None


def _dated(day: str | None, field: str, value: str) -> bool:
    if field == "last":
        return day is not None and (TODAY - timedelta(days=int(value[:-1]) - 1)).isoformat() <= day <= TODAY.isoformat()
    if field in ("from", "to"):
        return _within(day, f"{'>=' if field == 'from' else '<='}{value}")
    return _within(day, value)


def _within(day: str | None, value: str) -> bool:
    if day is None:
        return False
    found = re.fullmatch(r"(>=|<=|>|<)?(.+?)(?:\.\.(.+))?", value)
    assert found
    sign, first, last = found.groups()
    low, high = _bounds(first)
    if last:
        return low <= day <= _bounds(last)[1]
    return {">=": day >= low, "<=": day <= high, ">": day > high, "<": day < low, None: low <= day <= high}[sign]


def _bounds(point: str) -> tuple[str, str]:
    if point == "today":
        return TODAY.isoformat(), TODAY.isoformat()
    days = days_of(point)
    assert days
    return days


def _ranged(number: float, value: str) -> bool:
    found = re.fullmatch(r"(>=|<=|>|<)?([\d.]+?)(?:\.\.([\d.]+))?", value)
    assert found
    sign, first, last = found.groups()
    low = float(first)
    if last:
        return low <= number <= float(last)
    return {">=": number >= low, "<=": number <= low, ">": number > low, "<": number < low, None: number == low}[sign]


OUTLETS_KNOWN = ("Pos Samudra", "Radio Tanjung", "Radio Tanjung Baru", "Kabar Délta")
PLACES_KNOWN = ("Jakarta", "Jakarta Lama", "Jerusalem")
OTHER_NAMES = {"Yerusalem": "Jerusalem"}


def _label(value: str, name: str | None, known: Iterable[str]) -> bool:
    if name is None:
        return False
    value = OTHER_NAMES.get(value, value)
    if not value.endswith("*") and any(_folded(one) == _folded(value) for one in known):
        return _folded(name) == _folded(value)
    return _sought(value) in f" {_folded(name)} "


def _folded(words: str) -> str:
    plain = "".join(one for one in unicodedata.normalize("NFD", words.lower()) if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+|\|", plain))


def _words(value: str) -> str:
    return f" {_folded(value)} "


def _sought(value: str) -> str:
    return f" {_folded(value)}" if value.endswith("*") else _words(value)


def _begins(value: str, *texts: str | None) -> bool:
    return value.endswith("*") and any(f" {_folded(value)}" in f" {_folded(text or '')}" for text in texts)
