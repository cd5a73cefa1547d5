"""What an alert tells: events and statements in a line each, and what has become of them."""

import sqlite3
from collections.abc import Collection, Mapping
from hashlib import blake2b
from typing import Literal

import msgspec

from lansir.alert.search import Kind
from lansir.keys import id_of

__all__ = ["Item", "Notice", "Report", "What", "Why", "items_of"]

What = Literal["new", "corrected", "withdrawn"]
Why = Literal["decided", "rejected", "removed", "read_again", "version", "no_match"]
LONGEST = 400
"""Characters of a sentence or of words said that are told."""
ARTICLE = "SELECT id, title, outlet, coalesce(canonical_url, url) AS url, published, address FROM article WHERE id = ?"
EVENTS = """
SELECT e.id, e.type, e.mode, e.status, t.value AS time, p.name AS place,
  e.killed, e.injured, e.arrested, e.displaced, e.released,
  substr(a.text, e.trigger_start + 1, e.trigger_end - e.trigger_start) AS words,
  substr(a.text, e.start + 1, e."end" - e.start) AS sentence
FROM event e JOIN article a ON a.id = e.article LEFT JOIN time t ON t.id = e.time LEFT JOIN place p ON p.id = e.place
WHERE e.article = ? ORDER BY e.number
"""
FILLERS = """
SELECT f.event, f.slot, coalesce(n.name, substr(a.text, m.start + 1, m."end" - m.start)) AS name
FROM event e JOIN event_actor f ON f.event = e.id JOIN entity n ON n.id = f.entity JOIN mention m ON m.id = f.mention
JOIN article a ON a.id = e.article WHERE e.article = ? ORDER BY f.event, f.slot, f.number
"""
STATEMENTS = """
SELECT s.id, s.form, coalesce(n.name, substr(a.text, m.start + 1, m."end" - m.start)) AS speaker,
  coalesce(o.name, substr(a.text, q.start + 1, q."end" - q.start)) AS addressee,
  (SELECT group_concat(substr(a.text, c.start + 1, c."end" - c.start), ' … ') FROM content c WHERE c.statement = s.id)
    AS words,
  substr(a.text, s.start + 1, s."end" - s.start) AS sentence
FROM statement s JOIN article a ON a.id = s.article LEFT JOIN entity n ON n.id = s.speaker
LEFT JOIN mention m ON m.id = s.speaker_mention LEFT JOIN entity o ON o.id = s.addressee
LEFT JOIN mention q ON q.id = s.addressee_mention WHERE s.article = ? ORDER BY s.number
"""
SIZES = ("killed", "injured", "arrested", "displaced", "released")


class Item(msgspec.Struct, frozen=True):
    """An event or statement: `told` holds its fields in one line, `words` are those of the act, or what was said.

    `address` is what makes two articles versions of one page.
    """

    id: str
    article: str
    told: str
    words: str
    sentence: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    address: str | None

    @property
    def key(self) -> str:
        """What stays the same when the page comes again with another text: the words, and those around them."""
        return blake2b(f"{self.words}\x1f{self.sentence}".encode("utf-8", "replace"), digest_size=8).hexdigest()


class Notice(msgspec.Struct, frozen=True):
    """What has become of an item: `new`, `corrected` or `withdrawn`.

    `was` is what was told of it before; `why` and who decided it (`by`, `note`) are given for the latter two. `at` is
    when the store was changed, in UTC, and `number` that of the change.
    """

    what: What
    item: Item
    number: int
    at: str
    was: str | None = None
    why: Why | None = None
    by: str | None = None
    note: str | None = None


class Report(msgspec.Struct, frozen=True):
    """What a search tells; `number` is that of the store's latest change, `started` says that it was the first look."""

    name: str
    title: str
    query: str
    kind: Kind
    number: int
    started: bool
    notices: list[Notice]


def items_of(connection: sqlite3.Connection, article: int, kind: Kind, wanted: Collection[int]) -> list[Item]:
    """The wanted events or statements of a stored article, in text order."""
    facts = connection.execute(ARTICLE, (article,)).fetchone()
    rows = connection.execute(EVENTS if kind == "events" else STATEMENTS, (article,)).fetchall()
    fillers = _fillers(connection, article) if kind == "events" else {}
    return [_item(row, facts, kind, fillers.get(row["id"], {})) for row in rows if row["id"] in wanted]


def _item(row: sqlite3.Row, article: sqlite3.Row, kind: Kind, fillers: Mapping[str, list[str]]) -> Item:
    return Item(
        id=id_of("ev" if kind == "events" else "st", row["id"]),
        article=id_of("ar", article["id"]),
        told=_event(row, fillers) if kind == "events" else _statement(row),
        words=_short(row["words"]),
        sentence=_short(row["sentence"]),
        title=article["title"],
        outlet=article["outlet"],
        url=article["url"],
        published=article["published"],
        address=article["address"],
    )


def _event(row: sqlite3.Row, fillers: Mapping[str, list[str]]) -> str:
    who = ", ".join(fillers.get("actor", [])) or "?"
    whom = ", ".join(fillers.get("recipient", []))
    kind = f"{row['type']} {row['mode'] or ''}".rstrip()
    size = [f"{name} {row[name]}" for name in SIZES if row[name] is not None]
    return "; ".join([f"{kind}, {row['status']}: {who}" + (f" → {whom}" if whom else ""), *_given(row), *size])


def _given(row: sqlite3.Row) -> list[str]:
    return [row[name] for name in ("time", "place") if row[name]]


def _statement(row: sqlite3.Row) -> str:
    to = f" → {row['addressee']}" if row["addressee"] else ""
    return f"{row['speaker'] or '?'}{to} ({row['form']}): {_short(row['words'])}"


def _fillers(connection: sqlite3.Connection, article: int) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = {}
    for event, slot, name in connection.execute(FILLERS, (article,)):
        found.setdefault(event, {}).setdefault(slot, []).append(name)
    return found


def _short(text: str | None) -> str:
    words = " ".join((text or "").split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
