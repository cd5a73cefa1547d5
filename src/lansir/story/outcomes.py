"""What came of it: what was planned, asked for or threatened, and what then happened or was refused."""

import math
import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from operator import mul
from typing import Literal

import msgspec

from lansir.record import EventType
from lansir.story.memory import Memory
from lansir.story.tellings import Happening

__all__ = [
    "Happening",
    "Promise",
    "candidates",
    "chance",
    "happenings",
    "link_outcomes",
    "may_follow",
    "outcome_rules",
    "promise",
]

MOST_CANDIDATES = 16
"""Occurrences of a type that one is compared with: those told nearest in time."""
MOST_DAYS, MOST_NAMES = 14, 4
NEAREST = 1.01
"""A little more than the cosine of two vectors can be."""
OCCURRENCE = "SELECT * FROM occurrence WHERE id = ?"
HOLDING = """
SELECT DISTINCT h.type, o.id FROM occurrence_event t JOIN event e ON e.id = t.event
JOIN event h ON h.article = e.article AND h.start = e.start AND h.id <> e.id
JOIN occurrence_event p ON p.event = h.id JOIN occurrence o ON o.id = p.occurrence
WHERE t.occurrence = ? AND o.stage = 'happened' AND h.trigger_start < e.trigger_start
"""


HELD = """
SELECT DISTINCT p.occurrence FROM occurrence_event t JOIN event h ON h.id = t.event
JOIN event e ON e.article = h.article AND e.start = h.start AND h.trigger_start < e.trigger_start
JOIN occurrence_event p ON p.event = e.id JOIN occurrence o ON o.id = p.occurrence
WHERE t.occurrence = ? AND o.stage = 'ahead'
"""
"""Acts in whose sentence an occurrence is told behind them, and what lies ahead in the sentences of an act."""


Kind = Literal["happened", "refused"]


class Promise(msgspec.Struct, frozen=True):
    """What an occurrence that lay ahead and another have in common; `outcomes.yaml` says what each number means."""

    near: float
    same_type: float
    same_words: float
    shared_names: float
    same_actor: float
    other_actor: float
    on_day: float
    days_later: float
    intended: float


class Outcomes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `outcomes.yaml`."""

    kin: list[list[EventType]]
    announcing: list[EventType]
    asking: list[EventType]
    refusing: list[EventType]
    threshold: float
    bias: float
    weights: Promise


def happenings(connection: sqlite3.Connection, occurrences: Iterable[int]) -> dict[int, Happening]:
    """Occurrences to be compared, by key; those that are not there are left out."""
    return Memory(connection).happenings(_rows(connection, occurrences))


def link_outcomes(connection: sqlite3.Connection, occurrences: Iterable[int], memory: Memory | None = None) -> None:
    """Say anew what came of these occurrences, and of what they came."""
    memory = memory or Memory(connection)
    given = list(dict.fromkeys(occurrences))
    held = [row[0] for key in given for row in connection.execute(HELD, (key,))]
    touched = memory.happenings(_rows(connection, dict.fromkeys([*given, *held])))
    near = {key: _candidates(connection, one) for key, one in touched.items()}
    others = {row["id"]: row for rows in near.values() for row in rows if row["id"] not in touched}
    known = touched | memory.happenings(others.values())
    linking = _Linking(connection)
    for key in touched:
        connection.execute("DELETE FROM outcome WHERE ahead = ? OR result = ?", (key, key))
    for key, one in touched.items():
        for other in (known[row["id"]] for row in near[key]):
            ahead, result = (one, other) if one.stage == "ahead" else (other, one)
            linking.link(ahead, result)
        if one.stage == "ahead":
            linking.refuse(one)


class _Linking:
    """Writes outcomes; what a pair or a sentence was asked once is not asked again."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._strengths: dict[tuple[int, int], float | None] = {}
        self._holding: dict[int, list[tuple[EventType, int]]] = {}

    def link(self, ahead: Happening, result: Happening) -> None:
        """Write that the one came of the other, where that is likely."""
        pair = ahead.key, result.key
        if pair not in self._strengths:
            self._strengths[pair] = _strength(ahead, result)
        strength = self._strengths[pair]
        if strength is not None:
            self._write(ahead, result.key, "refused" if result.stage == "denied" else "happened", strength)

    def refuse(self, ahead: Happening) -> None:
        """Acts of refusal in whose sentence it is told are what came of it."""
        for type_, act in self._acts(ahead):
            if type_ in outcome_rules().refusing:
                self._write(ahead, act, "refused", 1.0)

    def _write(self, ahead: Happening, result: int, kind: Kind, strength: float) -> None:
        """An outcome, of the occurrence ahead and of the acts in whose sentences it was announced or asked for."""
        rules = outcome_rules()
        types = rules.asking if kind == "refused" else rules.announcing
        acts = [act for type_, act in self._acts(ahead) if type_ in types and act != result]
        rows = [(key, result, kind, strength) for key in dict.fromkeys([ahead.key, *acts])]
        query = "INSERT OR REPLACE INTO outcome(ahead, result, kind, strength) VALUES (?, ?, ?, ?)"
        self._connection.executemany(query, rows)

    def _acts(self, ahead: Happening) -> list[tuple[EventType, int]]:
        """The acts in whose sentences it is told behind them, with their types."""
        if ahead.key not in self._holding:
            rows = self._connection.execute(HOLDING, (ahead.key,))
            self._holding[ahead.key] = [(row["type"], row["id"]) for row in rows]
        return self._holding[ahead.key]


def _strength(ahead: Happening, result: Happening) -> float | None:
    """The chance that the one is what came of the other; None where it cannot be, or is not likely."""
    if not may_follow(ahead, result):
        return None
    told, rules = _told(ahead, result), outcome_rules()
    nearest = math.copysign(NEAREST, rules.weights.near)
    if _chance((nearest, *told)) < rules.threshold:
        return None  # however near they lie, which takes longest to find
    strength = _chance((_nearness(ahead, result), *told))
    return strength if strength >= rules.threshold else None


def may_follow(ahead: Happening, result: Happening) -> bool:
    """Whether an occurrence can be what came of another at all.

    It is told later, in other sentences than that other, and not as of a day before that was told.
    """
    if not ahead.earliest < result.earliest or ahead.sentences & result.sentences:
        return False
    return result.last is None or ahead.told is None or result.last >= ahead.told


def chance(found: Promise) -> float:
    """The chance that the one is what came of the other."""
    return _chance(msgspec.structs.astuple(found))


def promise(ahead: Happening, result: Happening) -> Promise:
    """What an occurrence that lay ahead and another have in common."""
    return Promise(_nearness(ahead, result), *_told(ahead, result))


def _chance(found: tuple[float, ...]) -> float:
    """Of the numbers of a promise, in their order."""
    score = outcome_rules().bias + sum(map(mul, found, _weights()))
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


def _told(ahead: Happening, result: Happening) -> tuple[float, ...]:
    """The numbers of a promise but for the first, how near the vectors of the two lie."""
    same_actor = bool(ahead.actors & result.actors or ahead.recipients & result.recipients)
    later = (result.told or 0) - (ahead.told or 0) if ahead.told and result.told else 0
    return (
        float(ahead.type == result.type),
        float(not ahead.words.isdisjoint(result.words)),
        float(min(len(ahead.names & result.names), MOST_NAMES)),
        float(same_actor),
        float(bool(ahead.actors and result.actors) and not same_actor),
        float(bool(ahead.given) and _meets(ahead, result)),
        float(max(0, min(later, MOST_DAYS))),
        float(ahead.intended),
    )


def _nearness(ahead: Happening, result: Happening) -> float:
    """The cosine of the two tellings that lie nearest, 0 where there are no vectors to compare."""
    alike = ahead.vectors.size and ahead.vectors.shape[1:] == result.vectors.shape[1:]
    return float((ahead.vectors @ result.vectors.T).max()) if alike else 0.0


@cache
def outcome_rules() -> Outcomes:
    """The rules of `outcomes.yaml`."""
    return msgspec.yaml.decode(files(__package__).joinpath("outcomes.yaml").read_bytes(), type=Outcomes)


@cache
def _weights() -> tuple[float, ...]:
    weights: tuple[float, ...] = msgspec.structs.astuple(outcome_rules().weights)
    return weights


def candidates(connection: sqlite3.Connection, one: Happening) -> list[int]:
    """Occurrences of the same story that may be what came of this one, or what it came of."""
    return [row["id"] for row in _candidates(connection, one)]


def _candidates(connection: sqlite3.Connection, one: Happening) -> list[sqlite3.Row]:
    ahead = one.stage == "ahead"
    query = (
        "SELECT * FROM occurrence WHERE story = ? AND stage = ? AND type = ? AND earliest "
        f"{'> ? ORDER BY earliest' if ahead else '< ? ORDER BY earliest DESC'} LIMIT ?"
    )
    stages = ("happened", "denied") if ahead else ("ahead",)
    given = [(one.story, stage, type_, one.earliest, MOST_CANDIDATES) for stage in stages for type_ in _kin(one.type)]
    return [row for values in given for row in connection.execute(query, values)]


def _rows(connection: sqlite3.Connection, occurrences: Iterable[int]) -> list[sqlite3.Row]:
    return [row for key in occurrences for row in connection.execute(OCCURRENCE, (key,))]


def _kin(type_: EventType) -> Sequence[EventType]:
    return next((kin for kin in outcome_rules().kin if type_ in kin), [type_])


def _meets(ahead: Happening, result: Happening) -> bool:
    """Whether a day that was given ahead is a day of the other, or that on which it was told, or the next to it."""
    return any(one[0] <= other[1] + 1 and other[0] <= one[1] + 1 for one in ahead.given for other in result.days)
