"""Looking at a store for what has become of a search since the last look: only at the articles that changed."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from lansir.alert.notices import Item, Notice, Report, Why, items_of
from lansir.alert.search import Search
from lansir.alert.state import Known, KnownArticle, Mark, State, new_feed
from lansir.errors import InputError
from lansir.keys import id_of, key_of
from lansir.query.language import Term
from lansir.query.selection import Selection
from lansir.review.ledger import LATEST
from lansir.store import Store
from lansir.store.connection import snapshot, store_errors

__all__ = ["RECENT", "look"]

RECENT = 100
"""Notices that the state keeps, for the feed."""
AT_ONCE = 200
"""Articles that the store is asked about in one query."""
FIRST = "SELECT article, at FROM change ORDER BY number LIMIT 1"
LAST = "SELECT coalesce(max(number), 0) FROM change"
CHANGED = "SELECT article, max(number) AS number, at FROM change WHERE number > ? GROUP BY article"
TABLES = {"events": "event", "statements": "statement"}


class Changed(NamedTuple):
    """The latest change of an article: its number, and when it was."""

    number: int
    at: str


def look(
    store: Store, search: Search, state: State | None, *, since_start: bool = False, recent: int = RECENT
) -> tuple[Report, State]:
    """What has become of a search since `state`, and the state from there; neither the store nor a file is written.

    Without a state the search begins: what matches today is known and not told, or with `since_start` told as new. So
    it is where the search asks for something else than it did. A state of another store is an InputError. What is told
    once is not told again. `recent` notices are kept for the feed.
    """
    with store_errors(store.path), snapshot(store.connection):
        if state and not since_start:
            _check(store.connection, search, state)
        if state is None or since_start or state.asks != search.asks:
            return _begun(store, search, state, since_start=since_start, recent=recent)
        return _Look(store, search, state).result(recent)


def _begun(
    store: Store, search: Search, before: State | None, *, since_start: bool, recent: int
) -> tuple[Report, State]:
    """The first look: all that matches is known from here on."""
    connection = store.connection
    number, (mark, at) = connection.execute(LAST).fetchone()[0], _first(connection)
    found = _matches(store, search, None)
    changes = _changes(connection, 0) if since_start else {}
    notices = [
        Notice("new", item, *changes.get(key_of(article), Changed(0, at)))
        for article, items in found.items()
        for item in items
        if since_start
    ]
    notices.sort(key=_order)
    known = {article: _known(items) for article, items in found.items()}
    now = _now(connection)
    state = State(
        name=search.name,
        asks=search.asks,
        feed=before.feed if before else new_feed(),
        started=now,
        store=mark,
        number=number,
        known=known,
        recent=_recent(notices, [], recent),
    )
    return _report(search, number, notices, started=True), state


class _Look:
    """A look that goes on from a state."""

    def __init__(self, store: Store, search: Search, state: State) -> None:
        self._store, self._connection, self._search, self._state = store, store.connection, search, state
        self._number: int = self._connection.execute(LAST).fetchone()[0]
        self._changes = _changes(self._connection, state.number)
        self._before = {
            item.id: item
            for key in self._changes
            for item in _remembered(id_of("ar", key), state.known.get(id_of("ar", key)))
        }
        self._found = _matches(store, search, list(self._changes))
        self._now = {item.id: item for items in self._found.values() for item in items}

    def result(self, recent: int) -> tuple[Report, State]:
        """The report, and the state from there."""
        notices = sorted(self._notices(), key=_order)
        known = dict(self._state.known)
        for key in self._changes:
            known.pop(id_of("ar", key), None)
        known |= {article: _known(items) for article, items in self._found.items()}
        mark = self._state.store or _first(self._connection)[0]
        state = msgspec.structs.replace(
            self._state,
            number=self._number,
            known=known,
            store=mark,
            recent=_recent(notices, self._state.recent, recent),
        )
        return _report(self._search, self._number, notices, started=False), state

    def _notices(self) -> Iterator[Notice]:
        come = [item for item in self._now.values() if item.id not in self._before]
        gone = [item for item in self._before.values() if item.id not in self._now]
        for item in self._now.values():
            if item.id in self._before and self._before[item.id].told != item.told:
                yield self._corrected(item, self._before[item.id].told)
        pairs = dict(self._versions(come, gone))
        for item in come:
            before = pairs.get(item.id)
            if before is None:
                yield self._notice("new", item)
            elif before.told != item.told:
                yield self._corrected(item, before.told)
        matched = {item.id for item in pairs.values()}
        yield from (self._withdrawn(item) for item in gone if item.id not in matched)

    def _versions(self, come: Iterable[Item], gone: Iterable[Item]) -> Iterator[tuple[str, Item]]:
        """Items told again in another version of their page, by id, with the item before."""
        waiting: dict[tuple[str, str], list[Item]] = {}
        for item in gone:
            if item.address:
                waiting.setdefault((item.address, self._key_before(item)), []).append(item)
        for item in come:
            held = waiting.get((item.address or "", item.key))
            if held:
                yield item.id, held.pop(0)

    def _key_before(self, item: Item) -> str:
        return self._state.known[item.article].items[item.id].key

    def _notice(self, what: str, item: Item, **more: str | None) -> Notice:
        change = self._changes[key_of(item.article)]
        return msgspec.convert({"what": what, "item": item, "number": change.number, "at": change.at, **more}, Notice)

    def _corrected(self, item: Item, was: str) -> Notice:
        by, note = self._decided(item)
        return self._notice("corrected", item, was=was, why="decided" if by else "read_again", by=by, note=note)

    def _withdrawn(self, item: Item) -> Notice:
        why = self._why(item)
        by, note = self._decided(item) if why in ("rejected", "no_match") else (None, None)
        return self._notice("withdrawn", item, was=item.told, why=why, by=by, note=note)

    def _why(self, item: Item) -> Why:
        """Why an item does not match any more."""
        newest = self._connection.execute("SELECT newest FROM article WHERE id = ?", (key_of(item.article),)).fetchone()
        if newest is None:
            return "removed"
        query = f"SELECT review FROM {TABLES[self._search.kind]} WHERE id = ?"
        row = self._connection.execute(query, (key_of(item.id),)).fetchone()
        if row is None:
            return "read_again"
        if row["review"] == "rejected":
            return "rejected"
        return "no_match" if newest[0] else "version"

    def _decided(self, item: Item) -> tuple[str | None, str | None]:
        row = self._connection.execute(LATEST, (item.id,)).fetchone()
        return (row["by"], row["note"]) if row else (None, None)


def _matches(store: Store, search: Search, articles: Sequence[int] | None) -> dict[str, list[Item]]:
    """What matches, by article: of those given, or of all."""
    found: dict[int, set[int]] = {}
    for identity in _ids(store, search, articles):
        key = key_of(identity)
        query = f"SELECT article FROM {TABLES[search.kind]} WHERE id = ?"
        found.setdefault(store.connection.execute(query, (key,)).fetchone()[0], set()).add(key)
    return {id_of("ar", key): items_of(store.connection, key, search.kind, wanted) for key, wanted in found.items()}


def _ids(store: Store, search: Search, articles: Sequence[int] | None) -> Iterator[str]:
    if articles is None:
        yield from Selection(store, search.parsed, search.kind).ids()
        return
    for start in range(0, len(articles), AT_ONCE):
        some = tuple(id_of("ar", key) for key in articles[start : start + AT_ONCE])
        yield from Selection(store, search.parsed.adding(Term("article", some)), search.kind).ids()


def _known(items: Sequence[Item]) -> KnownArticle:
    one = items[0]
    told = {item.id: Known(item.told, item.key) for item in items}
    return KnownArticle(one.title, one.outlet, one.url, one.published, one.address, told)


def _remembered(article: str, known: KnownArticle | None) -> Iterator[Item]:
    if known:
        yield from (known.item(article, identity) for identity in known.items)


def _changes(connection: sqlite3.Connection, since: int) -> dict[int, Changed]:
    """The articles that changed after a change, with their latest."""
    rows = connection.execute(CHANGED, (since,))
    return {row["article"]: Changed(row["number"], row["at"]) for row in rows}


def _check(connection: sqlite3.Connection, search: Search, state: State) -> None:
    """Refuse a state of another search or store: its numbers mean other changes."""
    last = connection.execute(LAST).fetchone()[0]
    first = _first(connection)[0]
    if state.name != search.name:
        raise InputError(f"{search.name}: the state is that of {state.name!r}; give each search a state of its own")
    if last < state.number or (state.store and state.store != first):
        raise InputError(f"{search.name}: its state is of another store; take --since-start, or another --state")


def _first(connection: sqlite3.Connection) -> tuple[Mark | None, str]:
    row = connection.execute(FIRST).fetchone()
    return (Mark(id_of("ar", row["article"]), row["at"]), row["at"]) if row else (None, _now(connection))


def _now(connection: sqlite3.Connection) -> str:
    now: str = connection.execute("SELECT strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now')").fetchone()[0]
    return now


def _order(notice: Notice) -> tuple[int, str, str]:
    return notice.number, notice.item.published or "", notice.item.id


def _recent(notices: Sequence[Notice], before: Sequence[Notice], most: int) -> list[Notice]:
    """The last notices, the newest first."""
    return [*reversed(notices), *before][:most]


def _report(search: Search, number: int, notices: list[Notice], *, started: bool) -> Report:
    asked = str(search.parsed)
    return Report(search.name, search.title or search.name, asked, search.kind, number, started, notices)
