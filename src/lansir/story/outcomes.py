"""What came of it: what was planned, asked for or threatened, and what then happened or was refused."""

import math
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from lansir.record import EventType
from lansir.story.acts import Act, Stage, acts_of

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

MOST_TELLINGS = 4
"""Tellings of an occurrence that are compared: the earliest."""
MOST_CANDIDATES = 16
"""Occurrences of a type that one is compared with: those told nearest in time."""
DAY = len("2031-03-05")
MOST_HELD = 1024
"""Occurrences that are held in memory."""
MOST_DAYS, MOST_NAMES = 14, 4
TELLINGS = (
    "SELECT t.event FROM occurrence_event t JOIN event e ON e.id = t.event JOIN article a ON a.id = e.article "
    "WHERE t.occurrence = ? ORDER BY a.published_day, a.id, e.number LIMIT ?"
)
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
Matrix = NDArray[np.float32]


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


class Happening(msgspec.Struct, frozen=True):
    """An occurrence with the first of its tellings; `told` is the ordinal of the day of the very first.

    `vectors` are those of the tellings, row by row; there may be none.
    """

    key: int
    story: int
    type: EventType
    stage: Stage
    earliest: str
    events: int
    told: int | None
    tellings: list[Act]
    names: frozenset[int]
    vectors: Matrix


def happenings(
    connection: sqlite3.Connection, occurrences: Iterable[int], held: dict[int, Happening] | None = None
) -> dict[int, Happening]:
    """Occurrences to be compared, by key; those that are not there are left out.

    `held` keeps them for the next call; what has changed since is read again.
    """
    held = {} if held is None else held
    if len(held) > MOST_HELD:
        held.clear()
    found: dict[int, Happening] = {}
    for key in occurrences:
        row = connection.execute("SELECT * FROM occurrence WHERE id = ?", (key,)).fetchone()
        if row is None:
            continue
        known = held.get(key)
        if known is None or (known.events, known.earliest) != (row["events"], row["earliest"]):
            events = [event for (event,) in connection.execute(TELLINGS, (key, MOST_TELLINGS))]
            known = _happening(row, acts_of(connection, events))
        found[key] = held[key] = known
    return found


def _happening(row: sqlite3.Row, tellings: list[Act]) -> Happening:
    given = [act.vector for act in tellings if len(act.vector)]
    vectors = np.stack(given) if len({len(vector) for vector in given}) == 1 else np.zeros((0, 0), dtype=np.float32)
    return Happening(
        key=row["id"],
        story=row["story"],
        type=row["type"],
        stage=row["stage"],
        earliest=row["earliest"],
        events=row["events"],
        told=_day(row["earliest"]),
        tellings=tellings,
        names=frozenset[int]().union(*(act.names for act in tellings)),
        vectors=vectors,
    )


def link_outcomes(
    connection: sqlite3.Connection, occurrences: Iterable[int], memory: dict[int, Happening] | None = None
) -> None:
    """Say anew what came of these occurrences, and of what they came; `memory` is that of `happenings`."""
    memory = {} if memory is None else memory
    given = list(dict.fromkeys(occurrences))
    held = [row[0] for key in given for row in connection.execute(HELD, (key,))]
    for key in (*given, *held):
        memory.pop(key, None)
    touched = happenings(connection, dict.fromkeys([*given, *held]), memory)
    near = {key: candidates(connection, one) for key, one in touched.items()}
    known = touched | happenings(connection, {key for keys in near.values() for key in keys} - touched.keys(), memory)
    for key in touched:
        connection.execute("DELETE FROM outcome WHERE ahead = ? OR result = ?", (key, key))
    for key, one in touched.items():
        for other in (known[candidate] for candidate in near[key] if candidate in known):
            ahead, result = (one, other) if one.stage == "ahead" else (other, one)
            strength = chance(promise(ahead, result)) if may_follow(ahead, result) else 0.0
            if strength >= outcome_rules().threshold:
                _write(connection, ahead, result.key, "refused" if result.stage == "denied" else "happened", strength)
        if one.stage == "ahead":
            _refuse(connection, one)


def may_follow(ahead: Happening, result: Happening) -> bool:
    """Whether an occurrence can be what came of another at all.

    It is told later, in other sentences than that other, and not as of a day before that was told.
    """
    if {(act.article, act.sentence) for act in ahead.tellings} & {
        (act.article, act.sentence) for act in result.tellings
    }:
        return False
    last = max((act.last for act in result.tellings if act.last is not None), default=None)
    return ahead.earliest < result.earliest and (last is None or ahead.told is None or last >= ahead.told)


def chance(found: Promise) -> float:
    """The chance that the one is what came of the other."""
    rules = outcome_rules()
    names = Promise.__struct_fields__
    score = rules.bias + sum(getattr(found, name) * getattr(rules.weights, name) for name in names)
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


def promise(ahead: Happening, result: Happening) -> Promise:
    """What an occurrence that lay ahead and another have in common."""
    pairs = [(one, other) for one in ahead.tellings for other in result.tellings]
    same_actor = any(one.actors & other.actors or one.recipients & other.recipients for one, other in pairs)
    named = any(one.actors for one in ahead.tellings) and any(other.actors for other in result.tellings)
    alike = ahead.vectors.size and ahead.vectors.shape[1:] == result.vectors.shape[1:]
    later = (result.told or 0) - (ahead.told or 0) if ahead.told and result.told else 0
    return Promise(
        near=float((ahead.vectors @ result.vectors.T).max()) if alike else 0.0,
        same_type=float(ahead.type == result.type),
        same_words=float(any(one.words == other.words for one, other in pairs)),
        shared_names=float(min(len(ahead.names & result.names), MOST_NAMES)),
        same_actor=float(same_actor),
        other_actor=float(named and not same_actor),
        on_day=float(any(_meets(one, other) for one, other in pairs)),
        days_later=float(max(0, min(later, MOST_DAYS))),
        intended=float(any(act.status != "hypothetical" for act in ahead.tellings)),
    )


@cache
def outcome_rules() -> Outcomes:
    """The rules of `outcomes.yaml`."""
    return msgspec.yaml.decode(files(__package__).joinpath("outcomes.yaml").read_bytes(), type=Outcomes)


def candidates(connection: sqlite3.Connection, one: Happening) -> list[int]:
    """Occurrences of the same story that may be what came of this one, or what it came of."""
    ahead = one.stage == "ahead"
    query = (
        "SELECT id FROM occurrence WHERE story = ? AND stage = ? AND type = ? AND earliest "
        f"{'> ? ORDER BY earliest' if ahead else '< ? ORDER BY earliest DESC'} LIMIT ?"
    )
    found: list[int] = []
    for stage in ("happened", "denied") if ahead else ("ahead",):
        for type_ in _kin(one.type):
            rows = connection.execute(query, (one.story, stage, type_, one.earliest, MOST_CANDIDATES))
            found += [row[0] for row in rows]
    return found


def _kin(type_: EventType) -> Sequence[EventType]:
    return next((kin for kin in outcome_rules().kin if type_ in kin), [type_])


def _write(connection: sqlite3.Connection, ahead: Happening, result: int, kind: Kind, strength: float) -> None:
    """An outcome, of the occurrence ahead and of the acts in whose sentences it was announced or asked for."""
    rules = outcome_rules()
    types = rules.asking if kind == "refused" else rules.announcing
    holding = connection.execute(HOLDING, (ahead.key,)).fetchall()
    acts = [row["id"] for row in holding if row["type"] in types and row["id"] != result]
    rows = [(key, result, kind, strength) for key in dict.fromkeys([ahead.key, *acts])]
    connection.executemany("INSERT OR REPLACE INTO outcome(ahead, result, kind, strength) VALUES (?, ?, ?, ?)", rows)


def _refuse(connection: sqlite3.Connection, ahead: Happening) -> None:
    """Acts of refusal in whose sentence it is told are what came of it."""
    for row in connection.execute(HOLDING, (ahead.key,)).fetchall():
        if row["type"] in outcome_rules().refusing:
            _write(connection, ahead, row["id"], "refused", 1.0)


def _meets(one: Act, other: Act) -> bool:
    """Whether the day that was given ahead is a day of the other, or that on which it was told."""
    if one.first is None or one.last is None:
        return False
    first, last = (other.first, other.last) if other.first is not None else (other.told, other.told)
    return first is not None and last is not None and one.first <= last + 1 and first <= one.last + 1


def _day(earliest: str) -> int | None:
    try:
        return date.fromisoformat(earliest[:DAY]).toordinal()
    except ValueError:
        return None
