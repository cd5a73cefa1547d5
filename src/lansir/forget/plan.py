"""What forgetting would do, found out without changing anything."""

import sqlite3
from collections import Counter
from collections.abc import Iterable

import msgspec

from lansir.errors import InputError
from lansir.forget.blanking import stand_in
from lansir.forget.person import Person, person_of
from lansir.forget.scanning import pages, texts_where
from lansir.keys import id_of, key_of
from lansir.store import Store
from lansir.store.connection import store_errors
from lansir.store.forgotten import is_forgotten

__all__ = ["ArticlesPlan", "PersonPlan", "plan_articles", "plan_person"]

EXCERPTS = 5
AROUND = 60
"""Characters on either side of a name that are shown."""
ADDRESSED = "SELECT id FROM article WHERE ? IN (url, canonical_url, address) ORDER BY id"
COPIES = (
    "SELECT other FROM tie WHERE article = ?1 AND kind IN ('version', 'copy') "
    "UNION SELECT article FROM tie WHERE other = ?1 AND kind IN ('version', 'copy')"
)


class PersonPlan(msgspec.Struct, frozen=True):
    """A person to be forgotten, and where the store tells of them.

    `articles` are the keys of those in which they are found; `entities` those of the person in each. `pages` are hashes
    of pages with the name in them, `places` how many texts of each table hold it; `excerpts` show some of these.
    """

    person: Person
    articles: tuple[int, ...]
    entities: dict[int, tuple[int, ...]]
    pages: tuple[str, ...]
    places: dict[str, int]
    excerpts: tuple[str, ...]


class ArticlesPlan(msgspec.Struct, frozen=True):
    """Articles to be forgotten, by key; `stay` are the ids of versions and copies of them that are not.

    What of `asked` was forgotten before is in no `articles`.
    """

    asked: tuple[str, ...]
    articles: tuple[int, ...]
    titles: tuple[str, ...]
    stay: tuple[str, ...]


def plan_person(store: Store, *asked: str) -> PersonPlan:
    """Find a person in all that a store holds, by names or key; InputError as for `person_of`."""
    connection = store.connection
    with store_errors(store.path):
        person = person_of(connection, *asked)
        entities = _entities(connection, person)
        texts = list(texts_where(connection, lambda text: stand_in(text, person.names), person.names.shortest))
        held = tuple(hashed for hashed, told in pages(connection) if any(map(person.names.stand_in, told)))
        articles = {article for _, article, _ in texts if article is not None} | entities.keys()
        articles |= _from_pages(connection, held)
        there = tuple(sorted(articles & {row[0] for row in connection.execute("SELECT id FROM article")}))
    places = Counter(column.table for column, _, _ in texts)
    read = [(article, text) for column, article, text in texts if column.table == "article" and column.name == "text"]
    excerpts = [_excerpt(article or 0, text, person) for article, text in read[:EXCERPTS]]
    return PersonPlan(person, there, entities, held, dict(sorted(places.items())), tuple(excerpts))


def plan_articles(store: Store, asked: Iterable[str]) -> ArticlesPlan:
    """Find articles by id or address; of an address every version. InputError where there is and was none such."""
    connection, given = store.connection, tuple(asked)
    with store_errors(store.path):
        keys = sorted({key for one in given for key in _articles(connection, one)})
        beside = {row[0] for key in keys for row in connection.execute(COPIES, (key,))} - set(keys)
        titles = [_title(connection, key) for key in keys]
    return ArticlesPlan(given, tuple(keys), tuple(titles), tuple(id_of("ar", key) for key in sorted(beside)))


def _entities(connection: sqlite3.Connection, person: Person) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for actor in person.actors:
        for article, entity in connection.execute("SELECT article, id FROM entity WHERE actor = ?", (actor,)):
            found.setdefault(article, []).append(entity)
    return {article: tuple(entities) for article, entities in found.items()}


def _from_pages(connection: sqlite3.Connection, held: Iterable[str]) -> set[int]:
    return {row[0] for one in held for row in connection.execute("SELECT id FROM article WHERE page = ?", (one,))}


def _excerpt(article: int, text: str, person: Person) -> str:
    start, end = person.names.spans(text)[0]
    around = " ".join(text[max(0, start - AROUND) : end + AROUND].split())
    return f"{id_of('ar', article)}: …{around}…"


def _articles(connection: sqlite3.Connection, asked: str) -> list[int]:
    if asked.startswith("ar-"):
        try:
            found = connection.execute("SELECT id FROM article WHERE id = ?", (key_of(asked),)).fetchall()
        except ValueError:
            raise InputError(f"{asked}: no id of an article such as ar-1f0c5a9be2d4770b") from None
    else:
        found = connection.execute(ADDRESSED, (asked,)).fetchall() or _by_item(connection, asked)
    if not found and not is_forgotten(connection, [asked]):
        raise InputError(
            f"{asked}: the store holds no article of that id or address; `lansir find` names those there are"
        )
    return [row[0] for row in found]


def _by_item(connection: sqlite3.Connection, asked: str) -> list[sqlite3.Row]:
    query = "SELECT article FROM item WHERE key = ? AND article IS NOT NULL"
    return connection.execute(query, (asked,)).fetchall()


def _title(connection: sqlite3.Connection, key: int) -> str:
    row = connection.execute("SELECT title, outlet, published_day FROM article WHERE id = ?", (key,)).fetchone()
    return " · ".join([id_of("ar", key), *(part for part in row if part)])
