"""The form of a decision: what may be chosen in its fields, what stands in them, and what of it a person changed."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from starlette.datastructures import FormData

from lansir.errors import InputError
from lansir.query.entries import Entry
from lansir.record import Argument, Entity, Event, Size, Span, Statement
from lansir.store.decided.correction import SIZES

__all__ = ["Choice", "Values", "correction", "given_values", "people", "places", "stands", "times"]

Values = Mapping[str, tuple[str, ...]]
"""The fields of an item by name, as a form holds them: entities and places by id, a list has any number of values."""
LISTS = ("actors", "recipients")
MOST_DIGITS = 9


class Choice(NamedTuple):
    """Something that may be chosen; `near` says that the sentence has it, `marks` are the ids of its words there."""

    value: str
    words: str
    near: bool = False
    marks: str = ""


def stands(found: Entry, item: Event | Statement) -> Values:
    """The fields of an item as they are now."""
    if isinstance(item, Statement):
        return {"speaker": _one(item.speaker), "form": (item.form,), "addressee": _one(item.addressee)}
    time = found.times.get(item.time or "")
    size = item.size or Size()
    return {
        "type": (item.type,),
        "mode": _some(item.mode),
        "status": (item.status,),
        "actors": tuple(one.entity for one in item.actors),
        "recipients": tuple(one.entity for one in item.recipients),
        "time": _some(time.value if time else None),
        "place": _some(item.place),
        **{name: _some(getattr(size, name)) for name in SIZES},
    }


def given_values(form: FormData, now: Values) -> Values:
    """The fields as a form gives them; what the form does not have stays as it is."""
    return {name: _given(form, name) if name in form else held for name, held in now.items()}


def correction(now: Values, given: Values) -> dict[str, Any]:
    """What a person changed, as `lansir.review` takes it; empty where that is nothing. InputError for no number."""
    changed = {name: values for name, values in given.items() if values != now[name]}
    told: dict[str, Any] = {name: list(values) for name, values in changed.items() if name in LISTS}
    single = [name for name in changed if name not in (*LISTS, *SIZES)]
    told |= {name: changed[name][0] if changed[name] else None for name in single}
    size = {name: _number(changed[name]) for name in SIZES if name in changed}
    return told | ({"size": size} if size else {})


def people(found: Entry, item: Event | Statement) -> list[Choice]:
    """The entities that words of the article stand for, those of the sentence first."""
    near: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for mention in found.record.mentions:
        words.setdefault(mention.entity, mention.span.text)
        if _inside(mention.span, item.sentence):
            near.setdefault(mention.entity, []).append(mention.id)
    known = [entity for entity in found.record.entities if entity.id in words]
    labels = _told_apart([_label(entity, words[entity.id]) for entity in known])
    choices = [
        Choice(entity.id, label, entity.id in near, " ".join(near.get(entity.id, [])))
        for entity, label in zip(known, labels, strict=True)
    ]
    return sorted(choices, key=lambda choice: not choice.near)


def places(found: Entry, item: Event | Statement) -> list[Choice]:
    """The places that the article names, each name once unless it is the item's own; those of the sentence first."""
    own = item.place if isinstance(item, Event) else None
    held: dict[str, Choice] = {}
    for place in sorted(found.record.places, key=lambda one: (one.id != own, not _inside(one.span, item.sentence))):
        name = place.name or place.span.text
        label = f"{name} ({place.country})" if place.country else name
        held.setdefault(label, Choice(place.id, label, _inside(place.span, item.sentence), place.id))
    return list(held.values())


def times(found: Entry) -> list[Choice]:
    """The days and times of the article as values, each once, with the words that gave it."""
    held = {time.value: time.span.text for time in reversed(found.record.times) if time.value and _is_moment(time.type)}
    return [Choice(value, words) for value, words in reversed(held.items())]


def _is_moment(kind: str) -> bool:
    return kind in ("DATE", "TIME")


def _given(form: FormData, name: str) -> tuple[str, ...]:
    values = (value.strip() for value in form.getlist(name) if isinstance(value, str))
    return tuple(dict.fromkeys(value for value in values if value))


def _number(values: tuple[str, ...]) -> int | None:
    if not values:
        return None
    if not values[0].isascii() or not values[0].isdecimal() or len(values[0]) > MOST_DIGITS:
        raise InputError(f"{values[0][:20]!r} is no number of people; write digits alone, or nothing")
    return int(values[0])


def _one(argument: Argument | None) -> tuple[str, ...]:
    return (argument.entity,) if argument else ()


def _some(value: str | int | None) -> tuple[str, ...]:
    return () if value is None else (str(value),)


def _inside(span: Span, sentence: Span) -> bool:
    return sentence.start <= span.start and span.end <= sentence.end


def _label(entity: Entity, words: str) -> str:
    name = entity.name or words
    return f"{name} ({entity.country})" if entity.country else name


def _told_apart(labels: list[str]) -> list[str]:
    """Labels that come more than once are numbered."""
    many = Counter(labels)
    seen: Counter[str] = Counter()
    told = []
    for label in labels:
        seen[label] += 1
        told.append(f"{label} [{seen[label]}]" if many[label] > 1 else label)
    return told
