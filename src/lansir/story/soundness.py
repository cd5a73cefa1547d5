"""Whether what is told together is sound: counts, ids and days of stories and occurrences, ties, marks, outcomes."""

import sqlite3
from collections.abc import Iterator

from lansir.keys import id_of, key_of
from lansir.story.fingerprints import BYTES

__all__ = ["story_faults"]

QUERIES = {
    "holds another number of articles than it says, or other days": """
        SELECT 'sy', s.id FROM story s LEFT JOIN placed p ON p.story = s.id LEFT JOIN article a ON a.id = p.article
        GROUP BY s.id HAVING s.articles <> count(a.id) OR s.first_day IS NOT min(a.published_day)
        OR s.last_day IS NOT max(a.published_day)""",
    "holds another number of events than it says, or other days": """
        SELECT 'oc', o.id FROM occurrence o LEFT JOIN occurrence_event t ON t.occurrence = o.id
        LEFT JOIN event e ON e.id = t.event GROUP BY o.id
        HAVING o.events <> count(e.id) OR o.first_day IS NOT min(e.first_day) OR o.last_day IS NOT max(e.last_day)""",
    "has a place in a story, but an event without an occurrence": """
        SELECT DISTINCT 'ar', e.article FROM placed p JOIN event e ON e.article = p.article
        LEFT JOIN occurrence_event t ON t.event = e.id WHERE t.event IS NULL AND e.review <> 'rejected'""",
    "is rejected, and has an occurrence": """
        SELECT 'ev', e.id FROM occurrence_event t JOIN event e ON e.id = t.event WHERE e.review = 'rejected'""",
    "has an event in an occurrence of another story": """
        SELECT DISTINCT 'ar', e.article FROM occurrence_event t JOIN event e ON e.id = t.event
        JOIN occurrence o ON o.id = t.occurrence LEFT JOIN placed p ON p.article = e.article
        WHERE p.story IS NOT o.story""",
    "is tied to an article of another story": """
        SELECT DISTINCT 'ar', t.article FROM tie t LEFT JOIN placed p ON p.article = t.article
        LEFT JOIN placed q ON q.article = t.other WHERE p.story IS NULL OR p.story IS NOT q.story""",
    "is tied to an event of another occurrence": """
        SELECT DISTINCT 'ev', t.event FROM event_tie t LEFT JOIN occurrence_event p ON p.event = t.event
        LEFT JOIN occurrence_event q ON q.event = t.other
        WHERE p.occurrence IS NULL OR p.occurrence IS NOT q.occurrence""",
    "leads to no story, or is a story itself": """
        SELECT 'sy', a.id FROM story_alias a WHERE NOT EXISTS (SELECT 1 FROM story s WHERE s.id = a.story)
        OR EXISTS (SELECT 1 FROM story s WHERE s.id = a.id)""",
    "comes of what does not lie ahead": """
        SELECT 'oc', u.result FROM outcome u JOIN occurrence r ON r.id = u.result WHERE r.stage = 'ahead'""",
}
"""Queries for the kind and key of what is not as it should be, by what is wrong with it."""
MARKS = f"""
SELECT w.article FROM wording w LEFT JOIN (SELECT article, count(*) AS marks FROM fingerprint GROUP BY article) f
ON f.article = w.article WHERE length(w.marks) <> {BYTES} * coalesce(f.marks, 0)
"""


def story_faults(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Every fault: the id of what it is in, and what is wrong."""
    for what, query in QUERIES.items():
        for kind, key in connection.execute(query):
            yield id_of(kind, key), what
    for (article,) in connection.execute(MARKS):
        yield id_of("ar", article), "has other marks of its wording than are looked up"
    for table, kind in (("story", "sy"), ("occurrence", "oc")):
        for key, earliest in connection.execute(f"SELECT id, earliest FROM {table}"):
            if key != key_of(earliest.rpartition(" ")[2]):
                yield id_of(kind, key), f"is not the id of its earliest {'article' if kind == 'sy' else 'event'}"
