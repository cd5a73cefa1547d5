"""What was planned, done: in one transaction, all of it or nothing."""

import json
import sqlite3
from collections.abc import Iterable

import msgspec

from lansir.forget.blanking import BLANK, stand_in
from lansir.forget.editing import blank_article, blank_column
from lansir.forget.names import Names
from lansir.forget.plan import ArticlesPlan, PersonPlan
from lansir.forget.removing import Removed
from lansir.forget.scanning import text_columns
from lansir.keys import id_of
from lansir.store import Store
from lansir.store.forgotten import lift, note
from lansir.store.store import now

__all__ = ["Erased", "erase_articles", "erase_person", "lift_within"]

KEYED = {"item": "key", "failure": "key", "address": "url"}
"""Tables of notes on what was ingested, and the column that names it: a row with a forgotten name goes as a whole."""
NAMED = "SELECT content_hash, url, canonical_url, address FROM article WHERE id = ?"
COUNTED = ("mention", "statement", "event")
UNUSED_ACTORS = """
DELETE FROM actor WHERE NOT EXISTS (SELECT 1 FROM entity e WHERE e.actor = actor.id)
AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.actor = actor.id)
AND NOT EXISTS (SELECT 1 FROM event_actor f WHERE f.actor = actor.id)
"""
UNUSED_PAGES = "DELETE FROM page WHERE NOT EXISTS (SELECT 1 FROM article WHERE article.page = page.hash)"


class Erased(msgspec.Struct, frozen=True):
    """How much was erased: articles touched or removed, rows of each kind, pages, and other texts that were blanked."""

    articles: int = 0
    mentions: int = 0
    statements: int = 0
    events: int = 0
    decisions: int = 0
    pages: int = 0
    notes: int = 0
    other_texts: int = 0


def erase_person(store: Store, plan: PersonPlan, *, articles: bool = False) -> Erased:
    """Take a person out of a store; with `articles` every article that names them goes as a whole.

    The articles are noted, so that none of them is ingested again.
    """
    connection, names = store.connection, plan.person.names
    with store.unreferenced(), store.writing():
        before = _count(connection, "page")
        named = _note(connection, plan.articles)
        if articles:
            removed = _removed_wholly(store, plan.articles)
            notes = _delete_noted(connection, named)
        else:
            notes = 0
            removed = Removed()
            for article in plan.articles:
                removed.add(blank_article(connection, article, plan.entities.get(article, ()), plan.person))
        for hashed in plan.pages:
            connection.execute("UPDATE article SET page = NULL WHERE page = ?", (hashed,))
        notes += _delete_notes(connection, names, plan.articles)
        connection.execute(UNUSED_PAGES)
        connection.execute(UNUSED_ACTORS)
        others = sum(blank_column(connection, column, names) for column in text_columns(connection)) if names else 0
        _settle(store)
        pages = before - _count(connection, "page")
    return Erased(len(plan.articles), **msgspec.structs.asdict(removed), pages=pages, notes=notes, other_texts=others)


def erase_articles(store: Store, plan: ArticlesPlan) -> Erased:
    """Remove articles with all that was read from them, decided on them and noted of them."""
    connection = store.connection
    with store.unreferenced(), store.writing():
        before = _count(connection, "page")
        named = _note(connection, plan.articles)
        removed = _removed_wholly(store, plan.articles)
        notes = _delete_noted(connection, named) + _blank_sources(connection, named)
        connection.execute(UNUSED_ACTORS)
        _settle(store)
        pages = before - _count(connection, "page")
    return Erased(len(plan.articles), **msgspec.structs.asdict(removed), pages=pages, notes=notes)


def lift_within(store: Store, names: Iterable[str]) -> int:
    """Let forgotten articles be ingested again, by id or address; gives how many of the names were on the list."""
    with store.writing():
        return sum(bool(lift(store.connection, name)) for name in names)


def _removed_wholly(store: Store, articles: Iterable[int]) -> Removed:
    """Remove articles and the decisions on them."""
    connection, removed = store.connection, Removed()
    for article in articles:
        mentions, statements, events = (_count(connection, f"{table} WHERE article = {article}") for table in COUNTED)
        decisions = connection.execute("DELETE FROM review WHERE article = ?", (article,)).rowcount
        removed.add(Removed(mentions, statements, events, decisions))
    store.remove_within(articles)
    return removed


def _delete_notes(connection: sqlite3.Connection, names: Names, articles: Iterable[int]) -> int:
    """Delete what was noted of items and addresses with a name in them, and note that these are not to come again."""
    gone, deleted = set(articles), 0
    for table, column in KEYED.items():
        connection.create_function("holds_name", 1, lambda text: text is not None and stand_in(text, names))
        article = "article" if table == "item" else "0"
        message = " OR holds_name(message) OR holds_name(source)" if table == "failure" else ""
        where = f'holds_name("{column}"){message}'
        for name, of in connection.execute(f'SELECT "{column}", {article} FROM {table} WHERE {where}').fetchall():
            note(connection, of if of in gone else 0, [name], now())
        deleted += connection.execute(f"DELETE FROM {table} WHERE {where}").rowcount
    return deleted


def _note(connection: sqlite3.Connection, articles: Iterable[int]) -> set[str]:
    """Note that articles are not to come again; gives all names that they go by."""
    named = {article: _names(connection, article) for article in articles}
    for article, names in named.items():
        note(connection, article, names, now())
    return {name for names in named.values() for name in names}


def _delete_noted(connection: sqlite3.Connection, named: Iterable[str]) -> int:
    """Delete what was noted of items and addresses of these names; gives how many notes those were."""
    queries = [f"DELETE FROM {table} WHERE {column} = ?" for table, column in KEYED.items()]
    return sum(connection.execute(query, (name,)).rowcount for name in named for query in queries)


def _blank_sources(connection: sqlite3.Connection, named: Iterable[str]) -> int:
    """Leave out of what runs were asked for what is forgotten now; gives of how many."""
    gone, changed = set(named), 0
    for run, sources in connection.execute("SELECT id, sources FROM run").fetchall():
        told = json.loads(sources)
        if gone & set(told):
            kept = json.dumps([BLANK if one in gone else one for one in told], ensure_ascii=False)
            changed += connection.execute("UPDATE run SET sources = ? WHERE id = ?", (kept, run)).rowcount
    return changed


def _names(connection: sqlite3.Connection, article: int) -> set[str]:
    """All names that an article goes by."""
    row = connection.execute(NAMED, (article,)).fetchone()
    items = connection.execute("SELECT key FROM item WHERE article = ?", (article,))
    return {name for name in (id_of("ar", article), *(row or ()), *(item[0] for item in items)) if name}


def _settle(store: Store) -> None:
    """What is left is sound, and the index of words is made from it alone."""
    connection = store.connection
    connection.execute("INSERT INTO article_text(article_text) VALUES ('rebuild')")
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise sqlite3.IntegrityError(f"a row of {broken[0]} refers to one of {broken[2]} that would be gone")
    store.placer.forget()


def _count(connection: sqlite3.Connection, what: str) -> int:
    count: int = connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0]
    return count
