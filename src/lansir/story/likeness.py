"""How likely two tellings are of one happening."""

import math
from functools import cache
from importlib.resources import files
from operator import mul
from typing import Any

import msgspec

from lansir.story.acts import Act

__all__ = ["Likeness", "Weights", "chance", "likeness", "weights"]

MOST_DAYS = 7
MOST_NAMES = 3


class Likeness(msgspec.Struct, frozen=True):
    """What two events have in common; `same.yaml` says what each number means."""

    near: float
    same_words: float
    same_mode: float
    other_mode: float
    same_actor: float
    other_actor: float
    same_recipient: float
    other_recipient: float
    same_days: float
    days_apart: float
    told_apart: float
    same_place: float
    other_place: float
    same_size: float
    other_size: float
    same_names: float
    shared_names: float
    other_names: float
    same_numbers: float
    other_numbers: float
    shared_day: float
    other_day: float


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `same.yaml`."""

    bias: float
    weights: Likeness


def chance(one: Act, other: Act) -> float:
    """The chance that two events of one type and stage are one happening; none where one sentence tells both."""
    if one.sentence == other.sentence and one.offset != other.offset:
        return 0.0
    score = weights().bias + sum(map(mul, msgspec.structs.astuple(likeness(one, other)), _each_weight()))
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


def likeness(one: Act, other: Act) -> Likeness:
    """What two events have in common."""
    mode, place, apart = _same_mode(one, other), _same_place(one, other), _days_apart(one, other)
    same_size, other_size = _sizes(one, other)
    names = len(one.names & other.names)
    return Likeness(
        near=_nearness(one, other),
        same_words=float(one.words == other.words),
        same_mode=float(mode is True),
        other_mode=float(mode is False),
        same_actor=_share(one.actors, other.actors),
        other_actor=_disjoint(one.actors, other.actors),
        same_recipient=_share(one.recipients, other.recipients),
        other_recipient=_disjoint(one.recipients, other.recipients),
        same_days=float(apart == 0),
        days_apart=float(min(apart or 0, MOST_DAYS)),
        told_apart=_told_apart(one, other) if apart is None else 0.0,
        same_place=float(place is True),
        other_place=float(place is False),
        same_size=same_size,
        other_size=other_size,
        same_names=names / min(len(one.names), len(other.names)) if names else 0.0,
        shared_names=float(min(names, MOST_NAMES)),
        other_names=float(not names and bool(one.names) and bool(other.names)),
        same_numbers=_met(one.numbers, other.numbers),
        other_numbers=_disjoint(one.numbers, other.numbers),
        shared_day=_met(one.days, other.days),
        other_day=_disjoint(one.days, other.days),
    )


def _nearness(one: Act, other: Act) -> float:
    return float(one.vector @ other.vector) if len(one.vector) and len(one.vector) == len(other.vector) else 0.0


def _same_mode(one: Act, other: Act) -> bool | None:
    return one.mode == other.mode if one.mode and other.mode else None


def _same_place(one: Act, other: Act) -> bool | None:
    """By the number in the gazetteer, else by name; None where one has neither."""
    if (None, None) in (one.place, other.place):
        return None
    return one.place[0] == other.place[0] if one.place[0] else one.place[1] == other.place[1]


def _sizes(one: Act, other: Act) -> tuple[float, float]:
    """Whether a number of those killed, injured and so on that both tell is the same, and whether one is another."""
    if not one.sized or not other.sized:
        return 0.0, 0.0
    both = [(a, b) for a, b in zip(one.size, other.size, strict=True) if a is not None and b is not None]
    return float(any(a == b for a, b in both)), float(any(a != b for a, b in both))


def _told_apart(one: Act, other: Act) -> float:
    """Days between their publications, 0 where one has none."""
    return float(min(abs(one.told - other.told), MOST_DAYS)) if one.told is not None and other.told is not None else 0.0


def _days_apart(one: Act, other: Act) -> int | None:
    """Days between the times of two events, 0 where they meet; None where one has none."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max(0, one.first - other.last, other.first - one.last)


def _share(one: frozenset[Any], other: frozenset[Any]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _met(one: frozenset[Any], other: frozenset[Any]) -> float:
    return float(bool(one) and not one.isdisjoint(other))


def _disjoint(one: frozenset[Any], other: frozenset[Any]) -> float:
    return float(bool(one) and bool(other) and one.isdisjoint(other))


@cache
def weights() -> Weights:
    """The fitted weights of `same.yaml`."""
    return msgspec.yaml.decode(files(__package__).joinpath("same.yaml").read_bytes(), type=Weights)


@cache
def _each_weight() -> tuple[float, ...]:
    each: tuple[float, ...] = msgspec.structs.astuple(weights().weights)
    return each
