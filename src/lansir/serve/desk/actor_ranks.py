"""Which actors of a store are the most active, and what they are: kept in memory while the store stays as it is."""

import json
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from threading import Lock
from typing import Any, NamedTuple

from lansir.serve.desk.actor_names import COUNTRY, entry_of, seat_of
from lansir.serve.desk.store_days import newest_day

__all__ = ["MOST", "Counts", "Ranked", "Ranks", "counts_of"]

MOST = 5_000
"""Actors that are ranked: with most acts or most statements."""
AT_ONCE = 400
SAMPLE = 4
"""Articles by which it is judged whose an actor is that no table knows."""
STALE = 20
"""A ranking of a store that has changed since is kept for so many times as long as it took to make."""
ACTS = """
SELECT actor, count(*) FROM event_actor INDEXED BY event_actor_actor WHERE actor IS NOT NULL
GROUP BY 1 ORDER BY 2 DESC LIMIT ?
"""
SAID = """
SELECT actor, count(*) FROM statement INDEXED BY statement_actor WHERE actor IS NOT NULL
GROUP BY 1 ORDER BY 2 DESC LIMIT ?
"""
KEYS = "SELECT id, key, type FROM actor WHERE id IN (SELECT value FROM json_each(?))"
TOLD = """
SELECT j.value AS actor, n.country, n.sector, n.role FROM json_each(?1) j
CROSS JOIN entity n ON n.id IN (SELECT id FROM entity WHERE actor = j.value LIMIT ?2)
"""
SLOTS = """
SELECT actor, slot, count(DISTINCT event) AS n FROM event_actor WHERE actor IN (SELECT value FROM json_each(?))
GROUP BY 1, 2
"""
WORDS = "SELECT actor, count(*) AS n FROM statement WHERE actor IN (SELECT value FROM json_each(?)) GROUP BY 1"
STATE = "SELECT max(number) FROM change"


class Counts(NamedTuple):
    """How often an actor acts, is acted upon, and speaks."""

    did: int
    received: int
    said: int

    @property
    def all(self) -> int:
        """The sum."""
        return self.did + self.received + self.said


class Ranked(NamedTuple):
    """An actor and what it is: country and main sector by the table on the store's last day, else as most told."""

    id: int
    key: str
    type: str
    country: str | None
    sector: str | None
    role: str | None


class Ranking:
    """The most active actors of one state of a store, described as far as somebody asked."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Rank them."""
        started = time.monotonic()
        totals: Counter[int] = Counter()
        for query in (ACTS, SAID):
            cursor = connection.cursor()
            cursor.row_factory = None
            totals.update(dict(cursor.execute(query, (MOST,)).fetchall()))
        self.order = [actor for actor, _ in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]]
        self.place = {actor: place for place, actor in enumerate(self.order)}
        self.described: dict[int, Ranked] = {}
        self.state = _state(connection)
        self.made, self.took = time.monotonic(), time.monotonic() - started

    def is_good(self, state: int | None) -> bool:
        """Whether it still tells of the store, or nearly."""
        return self.state == state or time.monotonic() < self.made + STALE * self.took


class Ranks:
    """Rankings by store."""

    def __init__(self) -> None:
        """None yet."""
        self._kept: dict[str, Ranking] = {}
        self._lock = Lock()

    def first(self, connection: sqlite3.Connection, store: str) -> Iterator[Ranked]:
        """The ranked actors, the most active first."""
        ranking = self._ranking(connection, store)
        for start in range(0, len(ranking.order), AT_ONCE):
            yield from self.describe(connection, store, ranking.order[start : start + AT_ONCE])

    def size(self, connection: sqlite3.Connection, store: str) -> int:
        """How many are ranked."""
        return len(self._ranking(connection, store).order)

    def describe(self, connection: sqlite3.Connection, store: str, ids: list[int]) -> list[Ranked]:
        """The actors of these ids, in their order."""
        ranking = self._ranking(connection, store)
        missing = [one for one in ids if one not in ranking.described]
        if missing:
            ranking.described |= _described(connection, missing)
        return [ranking.described[one] for one in ids if one in ranking.described]

    def sort(self, connection: sqlite3.Connection, store: str, ids: Iterable[int]) -> list[int]:
        """The ids, those of the most active actors first."""
        place = self._ranking(connection, store).place
        return sorted(set(ids), key=lambda one: (place.get(one, MOST), one))

    def _ranking(self, connection: sqlite3.Connection, store: str) -> Ranking:
        with self._lock:
            found = self._kept.get(store)
            if found is None or not found.is_good(_state(connection)):
                found = self._kept[store] = Ranking(connection)
            return found


def counts_of(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Counts]:
    """How often these actors act, are acted upon and speak."""
    listed = json.dumps(list(ids))
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for row in connection.execute(SLOTS, (listed,)):
        found[row["actor"]][row["slot"]] = row["n"]
    for row in connection.execute(WORDS, (listed,)):
        found[row["actor"]]["said"] = row["n"]
    return {one: Counts(by["actor"], by["recipient"], by["said"]) for one, by in found.items()}


def _state(connection: sqlite3.Connection) -> int | None:
    state: int | None = connection.execute(STATE).fetchone()[0]
    return state


def _described(connection: sqlite3.Connection, ids: list[int]) -> dict[int, Ranked]:
    today = newest_day(connection)
    on = date.fromisoformat(today) if today else None
    told: defaultdict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(TOLD, (json.dumps(ids), SAMPLE)):
        told[row["actor"]].append(row)
    rows = connection.execute(KEYS, (json.dumps(ids),)).fetchall()
    return {row["id"]: _ranked(row, told[row["id"]], on) for row in rows}


def _ranked(row: sqlite3.Row, told: list[Any], on: date | None) -> Ranked:
    key, entry, seat = row["key"], entry_of(row["key"]), seat_of(row["key"])
    told_country, told_sector, told_role = (_most(told, name) for name in ("country", "sector", "role"))
    if seat or key.startswith(COUNTRY):
        country, sector = (seat.country, seat.sector) if seat else (key.removeprefix(COUNTRY), "GOV")
        return Ranked(row["id"], key, row["type"], country, sector, None)
    if entry is None:
        return Ranked(row["id"], key, row["type"], told_country, told_sector, told_role)
    role = entry.role_on(on)
    country = (role and role.country) or entry.country or told_country
    sectors: list[str] = (role.sectors if role else []) or entry.sectors
    return Ranked(
        row["id"], key, entry.type, country, sectors[0] if sectors else told_sector, (role and role.role) or told_role
    )


def _most(told: list[Any], name: str) -> str | None:
    counted = Counter(row[name] for row in told if row[name])
    return next((value for value, _ in counted.most_common(1)), None)
