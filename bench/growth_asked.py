"""What a desk asks of a store: the queries of `bench.growth`, with parameters drawn from the store itself.

Rows are drawn by chance, so what is frequent is asked for often.
"""

import random
import re
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

__all__ = ["PAGE", "QUERIES", "Query"]

PAGE = 50
DAYS = 30
NAME = re.compile(r"\b[A-Z][a-z]{4,}")
WORD = re.compile(r"\b[a-z]{5,}")
Parameters = tuple[object, ...]

EVENTS = "type:{} status:{} from:{} to:{} actor.country:{}"
"""In the query language, as `lansir find` and the desk ask; the others are plain SQL."""
RANKED = """
SELECT a.id, a.title, a.outlet, a.published, snippet(article_text, 1, '[', ']', ' … ', 16)
FROM article_text JOIN article a ON a.id = article_text.rowid
WHERE article_text MATCH ? ORDER BY rank LIMIT 20
"""
NEWEST = """
SELECT a.id, a.title, a.outlet, a.published FROM article_text JOIN article a ON a.id = article_text.rowid
WHERE article_text MATCH ? ORDER BY a.published_day DESC, a.id LIMIT 20
"""
TIMELINE = """
WITH acts AS (
  SELECT DISTINCT day, event AS id FROM event_actor WHERE actor = ?1 ORDER BY day DESC, event DESC LIMIT 50
), words AS (
  SELECT day, id FROM statement WHERE actor = ?1 ORDER BY day DESC, id DESC LIMIT 50
), told AS (
  SELECT c.day, c.id, 'event' AS what, e.type AS kind, e.article AS article, e.start AS start, e."end" AS "end"
  FROM acts c JOIN event e ON e.id = c.id
  UNION ALL
  SELECT w.day, w.id, 'statement', s.form, s.article, s.start, s."end" FROM words w JOIN statement s ON s.id = w.id
)
SELECT t.day, t.what, t.id, t.kind, substr(a.text, t.start + 1, t."end" - t.start), a.outlet, a.title
FROM told t JOIN article a ON a.id = t.article ORDER BY t.day DESC, t.id DESC LIMIT 50
"""
STORY = """
SELECT s.id, s.first_day, s.last_day, a.id, a.title, a.outlet, a.published, p.origin, p.how
FROM story s JOIN placed p ON p.story = s.id JOIN article a ON a.id = p.article WHERE s.id = ? ORDER BY a.published
"""
BY_TYPE = "SELECT type, count(*) FROM event WHERE day BETWEEN ? AND ? GROUP BY type"
BY_OUTLET = "SELECT outlet, count(*) FROM article WHERE published_day BETWEEN ? AND ? GROUP BY outlet"
EVENTS_BY_OUTLET = """
SELECT a.outlet, count(*) FROM article a JOIN event e ON e.article = a.id
WHERE a.published_day BETWEEN ? AND ? GROUP BY a.outlet
"""


class Query(msgspec.Struct, frozen=True):
    """A query, and how its parameters are drawn; `language` is whether it is one of the query language, else SQL."""

    asked: str
    draw: Callable[[sqlite3.Connection, random.Random], Parameters]
    language: bool = False


def _row(connection: sqlite3.Connection, chance: random.Random, sql: str) -> tuple[object, ...]:
    """The row of a query after a random key, or the first of all; ids are hashes, so each is as likely."""
    for key in (chance.randrange(-(2**63), 2**63), -(2**63)):
        found: tuple[object, ...] | None = connection.execute(sql, (key,)).fetchone()
        if found is not None:
            return found
    raise ValueError("the store has no rows to ask for; store more articles")


def _event(connection: sqlite3.Connection, chance: random.Random) -> Parameters:
    sql = (
        "SELECT e.type, e.status, e.day, f.country FROM event e JOIN event_actor f ON f.event = e.id "
        "WHERE f.slot = 'actor' AND f.country IS NOT NULL AND e.day IS NOT NULL "
        "AND e.id >= ? ORDER BY e.id LIMIT 1"
    )
    kind, status, day, country = _row(connection, chance, sql)
    return (kind, status, *_days(str(day)), country)


def _actor(connection: sqlite3.Connection, chance: random.Random) -> Parameters:
    return _row(connection, chance, "SELECT actor FROM entity WHERE actor IS NOT NULL AND id >= ? ORDER BY id LIMIT 1")


def _busiest_actor(connection: sqlite3.Connection, chance: random.Random) -> Parameters:
    """One of the actors with most entities."""
    sql = "SELECT actor FROM entity WHERE actor IS NOT NULL GROUP BY actor ORDER BY count(*) DESC, actor LIMIT 5"
    found: Parameters = chance.choice(connection.execute(sql).fetchall())
    return tuple(found)


def _story(connection: sqlite3.Connection, chance: random.Random) -> Parameters:
    return _row(connection, chance, "SELECT story FROM placed WHERE article >= ? ORDER BY article LIMIT 1")


def _range(connection: sqlite3.Connection, chance: random.Random) -> Parameters:
    sql = "SELECT published_day FROM article WHERE published_day IS NOT NULL AND id >= ? ORDER BY id LIMIT 1"
    return _days(str(_row(connection, chance, sql)[0]))


def _name(connection: sqlite3.Connection, chance: random.Random) -> Parameters:
    return (_words(connection, chance, NAME, 1),)


def _two_words(connection: sqlite3.Connection, chance: random.Random) -> Parameters:
    return (_words(connection, chance, WORD, 2),)


def _words(connection: sqlite3.Connection, chance: random.Random, pattern: re.Pattern[str], count: int) -> str:
    """Words of one article, quoted for a search."""
    text = str(_row(connection, chance, "SELECT text FROM article WHERE id >= ? ORDER BY id LIMIT 1")[0])
    words = pattern.findall(text) or WORD.findall(text) or ["a"]
    return " ".join(f'"{chance.choice(words)}"' for _ in range(count))


def _days(around: str) -> tuple[str, str]:
    middle, half = date.fromisoformat(around), timedelta(days=DAYS // 2)
    return (middle - half).isoformat(), (middle + half).isoformat()


QUERIES = {
    "page of 50 events by type, status, days, actor's country": Query(EVENTS, _event, language=True),
    "full text, a name, best first": Query(RANKED, _name),
    "full text, two words, best first": Query(RANKED, _two_words),
    "full text, two words, newest first": Query(NEWEST, _two_words),
    "an actor's timeline": Query(TIMELINE, _actor),
    "the timeline of one of the five busiest actors": Query(TIMELINE, _busiest_actor),
    "a story with its articles": Query(STORY, _story),
    "events by type in 30 days": Query(BY_TYPE, _range),
    "articles by outlet in 30 days": Query(BY_OUTLET, _range),
    "events by outlet in 30 days": Query(EVENTS_BY_OUTLET, _range),
}
"""The queries by name."""
