"""Whether a store is sound: every span against the stored text, every id, every reference, every hash."""

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from lansir.keys import id_of, key_of
from lansir.record import content_id
from lansir.store.store import Store
from lansir.story.soundness import story_faults

__all__ = ["Fault", "check_store"]

SPANS = {
    "block": ("",),
    "origin": ("",),
    "mention": ("",),
    "time": ("",),
    "place": ("",),
    "quantity": ("",),
    "entity": ("anonymity",),
    "statement": ("", "cue"),
    "event": ("", "trigger"),
}
"""Tables with spans, and the names that stand before `start` and `end` there."""
KINDS = {"mention": "mn", "time": "tm", "place": "pl", "quantity": "qt"}
"""Tables whose id is made from article, start and end."""


class Fault(NamedTuple):
    """Something that is not as it should be: where, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.where}: {self.what}"


def check_store(store: Store, step: Callable[[int, int], None] = lambda done, total: None) -> Iterator[Fault]:
    """Every fault of a store; `step` is told after each article how many are done, and of how many.

    Where the file itself is damaged, that alone is told: its rows cannot be relied on.
    """
    connection = store.connection
    damaged = list(_readable("file", _file(connection)))
    if damaged:
        yield from damaged
        return
    yield from _readable("references", _references(connection))
    yield from _readable("pages", _pages(connection))
    articles = store.articles()
    for done, article in enumerate(articles, start=1):
        yield from _readable(article, _article(connection, key_of(article)))
        step(done, len(articles))
    yield from _readable("versions", _versions(connection))
    yield from _readable("decisions", _decisions(connection))
    yield from _readable("stories", (Fault(where, what) for where, what in story_faults(connection)))


def _readable(where: str, faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults; where rows hold what nobody stored, so that they cannot even be read, that is one."""
    try:
        yield from faults
    except (sqlite3.Error, ValueError, TypeError) as error:
        yield Fault(where, f"cannot be read ({' '.join(str(error).split())[:200]})")


def _file(connection: sqlite3.Connection) -> Iterator[Fault]:
    """SQLite's own check of its pages and indexes."""
    for (told,) in connection.execute("PRAGMA integrity_check(20)"):
        if told != "ok":
            yield Fault("file", str(told))


def _references(connection: sqlite3.Connection) -> Iterator[Fault]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Fault(f"{table} {row}", f"refers to a row of {parent} that is not there")


def _pages(connection: sqlite3.Connection) -> Iterator[Fault]:
    for row in connection.execute("SELECT hash, size, data FROM page"):
        try:
            data = zlib.decompress(row["data"])
        except zlib.error:
            yield Fault(f"page {row['hash']}", "cannot be unpacked")
            continue
        if hashlib.sha256(data).hexdigest() != row["hash"] or len(data) != row["size"]:
            yield Fault(f"page {row['hash']}", "is not what was stored")


def _article(connection: sqlite3.Connection, article: int) -> Iterator[Fault]:
    row = connection.execute("SELECT text, page, content_hash FROM article WHERE id = ?", (article,)).fetchone()
    name, length = id_of("ar", article), len(row["text"])
    if row["page"] is not None and row["page"] != row["content_hash"]:
        yield Fault(name, "its page is not the one that it was read from")
    for table, spans in SPANS.items():
        for found in connection.execute(f"SELECT * FROM {table} WHERE article = ?", (article,)):
            yield from (Fault(f"{name} {table}", fault) for fault in _span_faults(found, spans, length))
            if table in KINDS and found["id"] != key_of(content_id(KINDS[table], name, found["start"], found["end"])):
                yield Fault(f"{name} {table}", f"{id_of(KINDS[table], found['id'])} is not the id of its words")
    query = "SELECT c.* FROM content c JOIN statement s ON s.id = c.statement WHERE s.article = ?"
    for found in connection.execute(query, (article,)):
        yield from (Fault(f"{name} content", fault) for fault in _span_faults(found, ("",), length))


def _span_faults(row: sqlite3.Row, names: tuple[str, ...], length: int) -> Iterator[str]:
    for name in names:
        before = f"{name}_" if name else ""
        start, end = row[f"{before}start"], row[f"{before}end"]
        if (start is None) != (end is None) or (start is not None and not 0 <= start <= end <= length):
            yield f"{before}start {start} and {before}end {end} are no span of a text of {length}"


def _versions(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Of every address one article is the newest, and the versions count from one."""
    query = (
        "SELECT address, count(*), max(version), count(DISTINCT version), sum(newest) FROM article "
        "WHERE address IS NOT NULL GROUP BY address"
    )
    for address, count, last, different, newest in connection.execute(query):
        if not count == last == different or newest != 1:
            yield Fault(address, f"{count} versions, numbered up to {last}, {newest} of them the newest")


def _decisions(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Events and statements show the state of the latest decision on them."""
    latest = {row["target"]: row["state"] for row in connection.execute("SELECT target, state FROM review ORDER BY id")}
    for table, kind in (("event", "ev"), ("statement", "st")):
        for key, state in connection.execute(f"SELECT id, review FROM {table} WHERE review <> 'machine'"):
            if latest.get(id_of(kind, key)) != state:
                yield Fault(id_of(kind, key), f"is {state}, but no decision says so")
