"""Reads what a store tells together, in the shapes of `told`: stories, timelines, occurrences and their tellings."""

import sqlite3
from typing import Literal

from lansir.keys import id_of, key_of
from lansir.story.articles import moment_of
from lansir.story.conflicts import Figure, changed, conflicts, figures
from lansir.story.membership import story_now
from lansir.story.told import CameOf, Day, Happened, Occurrence, Report, Story, StoryLine, Telling

__all__ = ["occurrence", "stories", "story"]

Order = Literal["recent", "largest"]
ORDERS: dict[Order, str] = {
    "recent": "last_day DESC, id DESC",
    "largest": "articles DESC, id DESC",
}
NEARLY_BEST = 0.1
"""How far below the most likely outcome others may lie and still be shown."""
MOST_OCCURRENCES = 200
MOST_TELLINGS = 200
COUNTS = """
SELECT count(DISTINCT a.outlet) AS outlets, count(DISTINCT p.origin) AS origins,
       group_concat(DISTINCT a.language) AS languages
FROM placed p JOIN article a ON a.id = p.article WHERE p.story = ?
"""
TOLD_COUNTS = """
SELECT count(DISTINCT a.outlet) AS outlets, count(DISTINCT p.origin) AS origins, count(DISTINCT a.id) AS articles,
       group_concat(DISTINCT a.language) AS languages
FROM occurrence_event t JOIN event e ON e.id = t.event JOIN article a ON a.id = e.article
JOIN placed p ON p.article = a.id WHERE t.occurrence = ?
"""
DAY_GIVEN = """
SELECT e.first_day FROM occurrence_event t JOIN event e ON e.id = t.event
WHERE t.occurrence = ? AND e.first_day = e.last_day GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
"""
TELLINGS = """
SELECT e.id AS event, e.type, e.mode, e.status, e.start, e."end", p.origin, p.how, a.*,
       substr(a.text, e.start + 1, e."end" - e.start) AS sentence,
       substr(a.text, e.trigger_start + 1, e.trigger_end - e.trigger_start) AS words
FROM occurrence_event t JOIN event e ON e.id = t.event JOIN article a ON a.id = e.article
JOIN placed p ON p.article = a.id WHERE t.occurrence = ? ORDER BY a.published_day, a.id, e.number LIMIT ?
"""
MIDDLE = """
SELECT substr(a.text, e.start + 1, e."end" - e.start) AS sentence, a.language
FROM occurrence_event t JOIN event e ON e.id = t.event JOIN article a ON a.id = e.article WHERE t.occurrence = ?
ORDER BY (SELECT count(*) FROM event_tie x WHERE x.event = e.id)
       + (SELECT count(*) FROM event_tie x WHERE x.other = e.id) DESC, a.published_day, e.id LIMIT 1
"""


def stories(
    connection: sqlite3.Connection, *, limit: int = 20, offset: int = 0, order: Order = "largest"
) -> list[StoryLine]:
    """The largest stories, or the most recent."""
    query = f"SELECT * FROM story ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?"
    return [_line(connection, row) for row in connection.execute(query, (limit, offset)).fetchall()]


def story(connection: sqlite3.Connection, identity: str, *, most: int = MOST_OCCURRENCES) -> Story:
    """A story with the timeline of its `most` told occurrences; ids of stories that were joined to it lead there.

    KeyError where there is none of that id, ValueError where it is no id.
    """
    now = story_now(connection, key_of(identity))
    if now is None:
        raise KeyError(identity)
    row = connection.execute("SELECT * FROM story WHERE id = ?", (now,)).fetchone()
    query = "SELECT * FROM occurrence WHERE story = ? ORDER BY events DESC, id LIMIT ?"
    found = [_happened(connection, told) for told in connection.execute(query, (now, most)).fetchall()]
    reports = "SELECT a.*, p.origin, p.how FROM placed p JOIN article a ON a.id = p.article WHERE p.story = ?"
    told = sorted((_report(report) for report in connection.execute(reports, (now,))), key=_time)
    return Story(_line(connection, row), told, _days(found))


def occurrence(connection: sqlite3.Connection, identity: str) -> Occurrence:
    """An occurrence with all that tells it; KeyError where there is none of that id, ValueError where it is no id."""
    key = key_of(identity)
    row = connection.execute("SELECT * FROM occurrence WHERE id = ?", (key,)).fetchone()
    if row is None:
        raise KeyError(identity)
    tellings = [_telling(told) for told in connection.execute(TELLINGS, (key, MOST_TELLINGS)).fetchall()]
    tellings.sort(key=lambda telling: (_time(telling.report), telling.start))
    found = figures(connection, key)
    return Occurrence(
        told=_happened(connection, row, found),
        story=id_of("sy", row["story"]),
        first_report=tellings[0].report,
        last_report=tellings[-1].report,
        tellings=tellings,
        figures=found,
        changed=changed(found),
        came_from=_outcomes(connection, key, of="result"),
    )


def _line(connection: sqlite3.Connection, row: sqlite3.Row) -> StoryLine:
    earliest = key_of(row["earliest"].rpartition(" ")[2])
    first = connection.execute("SELECT title, language FROM article WHERE id = ?", (earliest,)).fetchone()
    counts = connection.execute(COUNTS, (row["id"],)).fetchone()
    return StoryLine(
        id=id_of("sy", row["id"]),
        title=first["title"],
        language=first["language"],
        articles=row["articles"],
        outlets=counts["outlets"],
        origins=counts["origins"],
        languages=_languages(counts),
        first_day=row["first_day"],
        last_day=row["last_day"],
    )


def _happened(connection: sqlite3.Connection, row: sqlite3.Row, found: list[Figure] | None = None) -> Happened:
    counts = connection.execute(TOLD_COUNTS, (row["id"],)).fetchone()
    middle = _middle(connection, row)
    return Happened(
        id=id_of("oc", row["id"]),
        type=row["type"],
        stage=row["stage"],
        day=_day(connection, row),
        sentence=middle["sentence"],
        language=middle["language"],
        events=row["events"],
        articles=counts["articles"],
        outlets=counts["outlets"],
        origins=counts["origins"],
        languages=_languages(counts),
        conflicts=conflicts(figures(connection, row["id"]) if found is None else found),
        came_of_it=_outcomes(connection, row["id"], of="ahead"),
    )


def _outcomes(connection: sqlite3.Connection, key: int, *, of: Literal["ahead", "result"]) -> list[CameOf]:
    """The likeliest outcomes of an occurrence, or what it is the likeliest outcome of."""
    other = "result" if of == "ahead" else "ahead"
    query = (
        f"SELECT o.*, u.kind, u.strength FROM outcome u JOIN occurrence o ON o.id = u.{other} WHERE u.{of} = ? "
        "AND u.strength >= (SELECT max(b.strength) FROM outcome b WHERE b.ahead = u.ahead AND b.kind = u.kind) - ? "
        "ORDER BY u.strength DESC, o.events DESC, o.id"
    )
    return [_came_of(connection, row) for row in connection.execute(query, (key, NEARLY_BEST)).fetchall()]


def _came_of(connection: sqlite3.Connection, row: sqlite3.Row) -> CameOf:
    middle = _middle(connection, row)
    return CameOf(
        occurrence=id_of("oc", row["id"]),
        type=row["type"],
        kind=row["kind"],
        strength=round(row["strength"], 3),
        day=_day(connection, row),
        sentence=middle["sentence"],
        language=middle["language"],
    )


def _day(connection: sqlite3.Connection, row: sqlite3.Row) -> str | None:
    given = connection.execute(DAY_GIVEN, (row["id"],)).fetchone()
    return given[0] if given else row["earliest"][:10].strip() or None


def _middle(connection: sqlite3.Connection, row: sqlite3.Row) -> sqlite3.Row:
    """The sentence of the telling that most others are tied to, the earliest of these, and its language."""
    found: sqlite3.Row = connection.execute(MIDDLE, (row["id"],)).fetchone()
    return found


def _telling(row: sqlite3.Row) -> Telling:
    return Telling(
        event=id_of("ev", row["event"]),
        type=row["type"],
        mode=row["mode"],
        status=row["status"],
        sentence=row["sentence"],
        start=row["start"],
        end=row["end"],
        words=row["words"],
        language=row["language"],
        report=_report(row),
    )


def _report(row: sqlite3.Row) -> Report:
    return Report(
        article=id_of("ar", row["id"]),
        moment=moment_of(row),
        outlet=row["outlet"],
        title=row["title"],
        language=row["language"],
        origin=row["origin"],
        how=row["how"],
    )


def _days(found: list[Happened]) -> list[Day]:
    days: dict[str | None, list[Happened]] = {}
    for told in sorted(found, key=lambda told: (told.day or "~", -told.articles, told.id)):
        days.setdefault(told.day, []).append(told)
    return [Day(day, told) for day, told in days.items()]


def _time(report: Report) -> tuple[str, str]:
    return report.moment, report.article


def _languages(counts: sqlite3.Row) -> list[str]:
    return sorted((counts["languages"] or "").split(",")) if counts["languages"] else []
