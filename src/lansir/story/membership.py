"""Stories as rows: joined by a new article, and written anew when one was taken out."""

import sqlite3
from collections.abc import Collection, Iterable

from lansir.keys import id_of, key_of
from lansir.story.articles import Features, moment_of

__all__ = ["join_story", "settle_story", "story_now"]

INSERT = (
    "INSERT INTO story(id, earliest, first_day, last_day, articles) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT(id) DO UPDATE SET earliest = excluded.earliest, first_day = excluded.first_day, "
    "last_day = excluded.last_day, articles = excluded.articles"
)
"""Not REPLACE: for that SQLite goes through all articles of the story twice, as rows that refer to it."""
MEMBERS = "SELECT a.* FROM placed p JOIN article a ON a.id = p.article WHERE p.story = ?"


def story_now(connection: sqlite3.Connection, story: int) -> int | None:
    """The story that an id stands for today, where it was joined to another; None where there is none."""
    if connection.execute("SELECT 1 FROM story WHERE id = ?", (story,)).fetchone():
        return story
    row = connection.execute("SELECT story FROM story_alias WHERE id = ?", (story,)).fetchone()
    return row[0] if row else None


def join_story(connection: sqlite3.Connection, article: Features, tied: Collection[int]) -> int:
    """Put an article into the story of those that it is tied to, and several of these into one; gives the story."""
    marks = ", ".join("?" * len(tied))
    query = f"SELECT DISTINCT s.* FROM placed p JOIN story s ON s.id = p.story WHERE p.article IN ({marks})"
    held = connection.execute(query, list(tied)).fetchall()
    own = connection.execute("SELECT published_day FROM article WHERE id = ?", (article.key,)).fetchone()[0]
    earliest = min([f"{article.moment} {id_of('ar', article.key)}", *(row["earliest"] for row in held)])
    story = _id(earliest)
    days = [own, *(row["first_day"] for row in held), *(row["last_day"] for row in held)]
    for row in held:
        if row["id"] != story:
            _rename(connection, row["id"], story)
    connection.execute("DELETE FROM story_alias WHERE id = ?", (story,))
    connection.execute(INSERT, (story, earliest, *_range(days), 1 + sum(row["articles"] for row in held)))
    placed = (article.key, story, article.outlet or "", None, "own")
    connection.execute("INSERT INTO placed(article, story, origin, source, how) VALUES (?, ?, ?, ?, ?)", placed)
    return story


def settle_story(
    connection: sqlite3.Connection, story: int, without: int, apart: Iterable[Collection[int]] = ()
) -> None:
    """Write a story anew that an article was taken out of; what no longer hangs together with it is `apart`.

    Those become stories of their own. The old id leads to what is left, and is forgotten where nothing is.
    """
    groups = list(apart)
    if not groups and _inside(connection, story, without):
        connection.execute("UPDATE story SET articles = articles - 1 WHERE id = ?", (story,))
        return
    members = {row["id"] for row in connection.execute(MEMBERS, (story,))}
    left = members.difference(*groups)
    now = [_write(connection, group) for group in (left, *groups) if group]
    if story not in now:
        connection.execute("DELETE FROM story WHERE id = ?", (story,))
    if not now:
        connection.execute("DELETE FROM story_alias WHERE story = ?", (story,))
    elif story not in now:
        _lead(connection, story, now[0])


def _inside(connection: sqlite3.Connection, story: int, article: int) -> bool:
    """Whether a story has the same id and the same days without the article."""
    query = (
        "SELECT s.earliest NOT LIKE '%' || ? AND (a.published_day IS NULL OR "
        "(s.first_day < a.published_day AND a.published_day < s.last_day)) "
        "FROM story s, article a WHERE s.id = ? AND a.id = ?"
    )
    row = connection.execute(query, (id_of("ar", article), story, article)).fetchone()
    return bool(row and row[0])


def _write(connection: sqlite3.Connection, members: Collection[int]) -> int:
    """The row of a story of these articles, and their places in it; gives its id."""
    found = [connection.execute("SELECT * FROM article WHERE id = ?", (key,)).fetchone() for key in members]
    earliest = min(f"{moment_of(row)} {id_of('ar', row['id'])}" for row in found)
    story = _id(earliest)
    connection.execute("DELETE FROM story_alias WHERE id = ?", (story,))
    connection.execute(INSERT, (story, earliest, *_range(row["published_day"] for row in found), len(found)))
    connection.executemany("UPDATE placed SET story = ? WHERE article = ?", [(story, key) for key in members])
    connection.executemany(
        "UPDATE occurrence SET story = ? WHERE id IN (SELECT o.occurrence FROM occurrence_event o "
        "JOIN event e ON e.id = o.event WHERE e.article = ?)",
        [(story, key) for key in members],
    )
    return story


def _rename(connection: sqlite3.Connection, old: int, new: int) -> None:
    """Give a story another id; the old one leads on."""
    for table in ("placed", "occurrence"):
        connection.execute(f"UPDATE {table} SET story = ? WHERE story = ?", (new, old))
    connection.execute("DELETE FROM story WHERE id = ?", (old,))
    _lead(connection, old, new)


def _lead(connection: sqlite3.Connection, old: int, new: int) -> None:
    """Have an id that no story has any more lead to one, and with it all that led there."""
    connection.execute("UPDATE story_alias SET story = ? WHERE story = ?", (new, old))
    connection.execute("DELETE FROM story_alias WHERE id = ?", (new,))
    connection.execute("INSERT OR REPLACE INTO story_alias(id, story) VALUES (?, ?)", (old, new))


def _id(earliest: str) -> int:
    return key_of(earliest.rpartition(" ")[2])


def _range(days: Iterable[str | None]) -> tuple[str | None, str | None]:
    known = [day for day in days if day]
    return min(known, default=None), max(known, default=None)
