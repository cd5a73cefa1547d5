"""What the front page lists: the newest articles, who was most active, what many tell, and where numbers differ.

Every list looks at a bounded number of rows, those of the newest days first, so that it is as fast in a large store.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from typing import Any, NamedTuple

from lansir.keys import id_of, key_of
from lansir.story.conflicts import Conflict, Figure, FigureKind, conflicts, figures

__all__ = [
    "MOST_COUNTED",
    "Active",
    "Differing",
    "Latest",
    "Story",
    "Window",
    "differing",
    "latest",
    "most_active",
    "widely_told",
]

MOST_COUNTED = 8_000
"""Acts, and statements, that are counted for the most active."""
MOST_SIZED = 12_000
"""Acts among which those with numbers are sought."""
STORIES_LOOKED_AT, OCCURRENCES_LOOKED_AT = 24, 40
DAYS_BACK = 12
"""How many days with articles are looked at for the newest."""
OF_DAY = """
SELECT a.id, a.title, a.outlet, a.language, a.published, p.how, p.story
FROM article a INDEXED BY article_published LEFT JOIN placed p ON p.article = a.id
WHERE a.published_day = ? AND a.newest ORDER BY datetime(a.published) DESC, a.id LIMIT ?
"""
DAY_BEFORE = "SELECT max(published_day) FROM article WHERE published_day < ?"
STORED = """
SELECT a.id, a.title, a.outlet, a.language, a.published, p.how, p.story
FROM (SELECT article FROM change ORDER BY number DESC LIMIT 500) c CROSS JOIN article a ON a.id = c.article
LEFT JOIN placed p ON p.article = a.id WHERE a.newest GROUP BY a.id LIMIT ?
"""
ORIGINS = """
SELECT o.article, o.name FROM json_each(?) j CROSS JOIN origin o ON o.article = j.value ORDER BY o.article, o.number
"""
NUMBERS = """
SELECT j.value AS article,
  (SELECT count(*) FROM event e INDEXED BY event_article WHERE e.article = j.value AND e.review <> 'rejected')
    AS events,
  (SELECT count(*) FROM statement s INDEXED BY statement_article WHERE s.article = j.value AND s.review <> 'rejected')
    AS statements
FROM json_each(?) j
"""
ACTS = """
WITH recent AS (SELECT id FROM event INDEXED BY event_newest WHERE day BETWEEN ?1 AND ?2 ORDER BY day DESC LIMIT ?3)
SELECT f.actor, f.slot, count(DISTINCT f.event) AS n FROM recent r CROSS JOIN event e ON e.id = r.id
CROSS JOIN article a ON a.id = e.article CROSS JOIN event_actor f ON f.event = e.id
WHERE f.actor IS NOT NULL AND e.review <> 'rejected' AND a.newest GROUP BY 1, 2
"""
SAID = """
WITH recent AS (
  SELECT id FROM statement INDEXED BY statement_day WHERE day BETWEEN ?1 AND ?2 ORDER BY day DESC LIMIT ?3
)
SELECT s.actor, 'said' AS slot, count(*) AS n FROM recent r CROSS JOIN statement s ON s.id = r.id
CROSS JOIN article a ON a.id = s.article
WHERE s.actor IS NOT NULL AND s.review <> 'rejected' AND a.newest GROUP BY 1
"""
CUT = """
SELECT EXISTS (SELECT 1 FROM event INDEXED BY event_newest WHERE day BETWEEN ?1 AND ?2 LIMIT 1 OFFSET ?3)
    OR EXISTS (SELECT 1 FROM statement INDEXED BY statement_day WHERE day BETWEEN ?1 AND ?2 LIMIT 1 OFFSET ?3)
"""
STORIES = """
SELECT s.*, (SELECT count(DISTINCT p.origin) FROM placed p WHERE p.story = s.id) AS origins
FROM (SELECT * FROM story INDEXED BY story_last_day WHERE last_day BETWEEN ? AND ? ORDER BY articles DESC, id LIMIT ?) s
ORDER BY origins DESC, s.articles DESC, s.id LIMIT ?
"""
OUTLETS = """
SELECT count(DISTINCT a.outlet) FROM placed p CROSS JOIN article a ON a.id = p.article WHERE p.story = ?
"""
TITLE = "SELECT title, language FROM article WHERE id = ?"
SIZED = """
WITH recent AS (SELECT id FROM event INDEXED BY event_newest WHERE day BETWEEN ?1 AND ?2 ORDER BY day DESC LIMIT ?3)
SELECT t.occurrence, count(*) AS n FROM recent r CROSS JOIN event e ON e.id = r.id
CROSS JOIN occurrence_event t ON t.event = e.id
WHERE e.sized AND e.review <> 'rejected' GROUP BY 1 HAVING count(*) > 1 ORDER BY 2 DESC, 1 LIMIT ?4
"""
TOLD = """
SELECT o.id, o.type, o.story, o.first_day, a.language, substr(a.text, e.start + 1, e."end" - e.start) AS sentence
FROM occurrence o JOIN occurrence_event t ON t.occurrence = o.id JOIN event e ON e.id = t.event
JOIN article a ON a.id = e.article WHERE o.id = ? AND e.sized ORDER BY a.published_day DESC, e.id LIMIT 1
"""


class Window(NamedTuple):
    """The days that a list is about, both included."""

    first: str
    last: str


class Latest(NamedTuple):
    """A new article: whose news it is, and how many events and statements were read from it."""

    id: str
    title: str | None
    outlet: str | None
    language: str | None
    published: str | None
    how: str | None
    story: str | None
    origins: list[str]
    events: int
    statements: int


class Active(NamedTuple):
    """An actor by its key in the store, with its acts done and received and its statements."""

    actor: int
    did: int
    received: int
    said: int


class Story(NamedTuple):
    """A story with the independent origins of its reports."""

    id: str
    title: str | None
    language: str | None
    first: str | None
    last: str | None
    articles: int
    outlets: int
    origins: int


class Side(NamedTuple):
    """A number, and who gives it: those whom most origins tell of first."""

    value: int
    figures: list[Figure]


class Numbers(NamedTuple):
    """What was counted, with the numbers that sources give for it, the smallest first."""

    kind: FigureKind
    sides: list[Side]


class Differing(NamedTuple):
    """An occurrence of which sources give different numbers."""

    id: str
    story: str
    type: str
    day: str | None
    sentence: str
    language: str | None
    numbers: list[Numbers]


def latest(connection: sqlite3.Connection, newest: str | None, limit: int) -> list[Latest]:
    """The newest articles by their time of publication; where none has one, those stored last."""
    rows: list[Any] = []
    day, looked = newest, 0
    while day is not None and len(rows) < limit and looked < DAYS_BACK:
        rows += connection.execute(OF_DAY, (day, limit - len(rows))).fetchall()
        day, looked = connection.execute(DAY_BEFORE, (day,)).fetchone()[0], looked + 1
    rows = rows or connection.execute(STORED, (limit,)).fetchall()
    listed = json.dumps([row["id"] for row in rows])
    origins: defaultdict[int, list[str]] = defaultdict(list)
    for row in connection.execute(ORIGINS, (listed,)):
        origins[row["article"]].append(row["name"])
    numbers = {row["article"]: row for row in connection.execute(NUMBERS, (listed,))}
    return [_latest(row, origins[row["id"]], numbers[row["id"]]) for row in rows]


def most_active(connection: sqlite3.Connection, window: Window, limit: int) -> tuple[list[Active], bool]:
    """The actors with most acts and statements of those days, and whether all of these were counted."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for query in (ACTS, SAID):
        for row in connection.execute(query, (*window, MOST_COUNTED)):
            counts[row["actor"]][row["slot"]] = row["n"]
    found = [Active(actor, by["actor"], by["recipient"], by["said"]) for actor, by in counts.items()]
    found.sort(key=lambda one: (-sum(one[1:]), one.actor))
    cut = connection.execute(CUT, (*window, MOST_COUNTED)).fetchone()[0]
    return found[:limit], not cut


def widely_told(connection: sqlite3.Connection, window: Window, limit: int) -> list[Story]:
    """The stories that went on in those days and have several independent origins, those with most of them first."""
    rows = connection.execute(STORIES, (*window, STORIES_LOOKED_AT, limit)).fetchall()
    return [_story(connection, row) for row in rows if row["origins"] > 1]


def differing(connection: sqlite3.Connection, window: Window, limit: int) -> list[Differing]:
    """Occurrences of which sources give different numbers, of the most told ones of those days."""
    found: list[Differing] = []
    for row in connection.execute(SIZED, (*window, MOST_SIZED, OCCURRENCES_LOOKED_AT)).fetchall():
        if len(found) == limit:
            break
        if told := conflicts(figures(connection, row["occurrence"])):
            about = connection.execute(TOLD, (row["occurrence"],)).fetchone()
            place = id_of("oc", about["id"]), id_of("sy", about["story"])
            words = about["type"], about["first_day"], about["sentence"], about["language"]
            found.append(Differing(*place, *words, [_numbers(conflict) for conflict in told]))
    return found


def _numbers(conflict: Conflict) -> Numbers:
    sides: dict[int, list[Figure]] = {}
    for figure in conflict.figures:
        sides.setdefault(figure.value, []).append(figure)
    ordered = [Side(value, sorted(told, key=lambda one: (-one.origins, one.first))) for value, told in sides.items()]
    return Numbers(conflict.kind, sorted(ordered, key=lambda side: side.value))


def _latest(row: sqlite3.Row, origins: list[str], numbers: sqlite3.Row) -> Latest:
    return Latest(
        id=id_of("ar", row["id"]),
        title=row["title"],
        outlet=row["outlet"],
        language=row["language"],
        published=row["published"],
        how=row["how"],
        story=None if row["story"] is None else id_of("sy", row["story"]),
        origins=origins,
        events=numbers["events"],
        statements=numbers["statements"],
    )


def _story(connection: sqlite3.Connection, row: sqlite3.Row) -> Story:
    first = connection.execute(TITLE, (key_of(row["earliest"].rpartition(" ")[2]),)).fetchone()
    return Story(
        id=id_of("sy", row["id"]),
        title=first["title"] if first else None,
        language=first["language"] if first else None,
        first=row["first_day"],
        last=row["last_day"],
        articles=row["articles"],
        outlets=connection.execute(OUTLETS, (row["id"],)).fetchone()[0],
        origins=row["origins"],
    )
