"""What a person decided last, each to be taken back, and how much of it today."""

import sqlite3
from datetime import UTC, datetime

import msgspec

from lansir.keys import key_of
from lansir.query.found import EventFound, StatementFound
from lansir.query.loading import load_events, load_statements
from lansir.store import Store

__all__ = ["Recent", "decided_today", "recent"]

SHOWN = 10
LOOKED_AT = 2000
"""Decisions of everybody among which those of one person are looked for, the latest ones."""
LATEST = """
SELECT id, target, state, at, note, EXISTS (SELECT 1 FROM review x WHERE x.target = r.target AND x.id > r.id) AS over
FROM (SELECT * FROM review ORDER BY id DESC LIMIT ?) r WHERE r."by" = ? ORDER BY id DESC
"""
TODAY = """
SELECT count(DISTINCT target) FROM (SELECT * FROM review ORDER BY id DESC LIMIT ?) r
WHERE r."by" = ? AND state <> 'machine' AND at >= ?
AND NOT EXISTS (SELECT 1 FROM review x WHERE x.target = r.target AND x.id > r.id AND x.state = 'machine')
"""


class Recent(msgspec.Struct, frozen=True):
    """A decision and its item; `state` is machine where it was taken back, and with `over` another one came after."""

    number: int
    state: str
    at: str
    note: str | None
    found: EventFound | StatementFound
    over: bool

    @property
    def stands(self) -> bool:
        """Whether it can be taken back."""
        return self.state != "machine" and not self.over


def recent(store: Store, by: str) -> list[Recent]:
    """The last decisions of a person, the latest first, of each item one; those on items that are gone are left out."""
    latest: dict[str, sqlite3.Row] = {}
    for row in store.connection.execute(LATEST, (LOOKED_AT, by)):
        latest.setdefault(row["target"], row)
        if len(latest) == SHOWN:
            break
    items = _items(store.connection, list(latest))
    return [
        Recent(row["id"], row["state"], row["at"], row["note"], items[target], bool(row["over"]))
        for target, row in latest.items()
        if target in items
    ]


def decided_today(connection: sqlite3.Connection, by: str) -> int:
    """On how many events and statements a person has decided since midnight on this machine."""
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    row = connection.execute(TODAY, (LOOKED_AT, by, midnight.isoformat(timespec="seconds"))).fetchone()
    number: int = row[0]
    return number


def _items(connection: sqlite3.Connection, targets: list[str]) -> dict[str, EventFound | StatementFound]:
    keys: dict[str, list[int]] = {"ev": [], "st": []}
    for target in targets:
        keys[target[:2]].append(key_of(target))
    found: list[EventFound | StatementFound] = [
        *load_events(connection, keys["ev"]),
        *load_statements(connection, keys["st"]),
    ]
    return {one.id: one for one in found}
