"""Who is meant by a name or a key: the actors of a store, all names that they go by, and names that others share."""

import sqlite3
from collections.abc import Iterable

import msgspec

from lansir.errors import InputError
from lansir.forget.names import Names, words_of
from lansir.keys import key_of as number_of
from lansir.knowledge import Actor, knowledge
from lansir.knowledge.names import key_of, tokens
from lansir.lang import codes

__all__ = ["Person", "person_of"]

MOST_LIKE = 10
ENTITY_NAMES = "SELECT DISTINCT name FROM entity WHERE actor = ? AND name IS NOT NULL"
FOLDED = "SELECT id, key, name FROM actor WHERE key LIKE 'name/%/' || ? ESCAPE '\\'"


class Person(msgspec.Struct, frozen=True):
    """Who is to be forgotten.

    `actors` are keys of the table `actor`; `names` are looked for everywhere in the store, `shared` only in the
    articles of these actors, because others in the store have them too. `like` are names of other people that hold all
    words of one, or are a part of one: they may mean the same person.
    """

    asked: tuple[str, ...]
    actors: tuple[int, ...]
    names: Names
    shared: Names
    like: tuple[str, ...]


def person_of(connection: sqlite3.Connection, *asked: str) -> Person:
    """The person of some names, of an actor's key ("person/...", "name/PER/...") or of an entity's id ("en-...").

    InputError where a key or an id is not in the store, or a name is that of several people of the actor table.
    """
    rows: dict[int, sqlite3.Row] = {}
    for one in asked:
        if not words_of(one):
            raise InputError(f"{one!r} is no name; give one as it is written in the news")
        rows |= {row["id"]: row for row in (_by_key if _is_key(one) else _by_name)(connection, one)}
    actors = tuple(rows)
    names = Names.of([*(one for one in asked if not _is_key(one)), *_all_names(connection, rows.values())])
    shared = frozenset(name for name in names.given if _others(connection, name, actors))
    return Person(asked, actors, Names(names.given - shared), Names(shared), _like(connection, names, actors))


def _is_key(asked: str) -> bool:
    return "/" in asked or asked.startswith("en-")


def _by_key(connection: sqlite3.Connection, asked: str) -> list[sqlite3.Row]:
    query, value = "SELECT id, key, name FROM actor WHERE key = ?", asked
    if asked.startswith("en-"):
        query = "SELECT a.id, a.key, a.name FROM entity e JOIN actor a ON a.id = e.actor WHERE e.id = ?"
    try:
        found = connection.execute(query, (number_of(value) if asked.startswith("en-") else value,)).fetchall()
    except ValueError:
        raise InputError(f"{asked}: no id of an entity such as en-1f0c5a9be2d4770b") from None
    if not found:
        raise InputError(f"{asked}: the store has no actor of that key; give the name instead")
    return found


def _by_name(connection: sqlite3.Connection, asked: str) -> list[sqlite3.Row]:
    """The actors that go by exactly this name, whatever they were taken for."""
    known = [actor for actor in _known(asked) if _row(connection, actor.key)]
    if len(known) > 1:
        keys = ", ".join(sorted(actor.key for actor in known))
        raise InputError(f"{asked}: several people have that name: {keys}; give the key of the one")
    unknown = connection.execute(FOLDED, (_escaped(key_of(tokens(asked))),)).fetchall()
    return [*unknown, *(row for actor in known if (row := _row(connection, actor.key)))]


def _known(name: str) -> list[Actor]:
    """The people of the actor table that have a name."""
    table = knowledge()
    found = {match.id: None for language in codes() for match in table.find(name, language, type="PER")}
    return [table.actors[key] for key in found if key in table.actors]


def _row(connection: sqlite3.Connection, key: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute("SELECT id, key, name FROM actor WHERE key = ?", (key,)).fetchone()
    return row


def _all_names(connection: sqlite3.Connection, rows: Iterable[sqlite3.Row]) -> set[str]:
    """What the actors are called: in the store, and in the actor table but for short names."""
    names: set[str] = set()
    for row in rows:
        known = knowledge().actors.get(row["key"])
        short = set(known.short) if known else set()
        told = {row["name"], *(found[0] for found in connection.execute(ENTITY_NAMES, (row["id"],)))}
        listed = {name for given in known.names.values() for name in given} if known else set()
        names |= listed - short | {name for name in told if not known or len(words_of(name)) > 1}
    return names


def _others(connection: sqlite3.Connection, name: str, actors: tuple[int, ...]) -> bool:
    """Whether somebody else in the store has that very name."""
    if any(row["id"] not in actors for row in connection.execute(FOLDED, (_escaped(key_of(tokens(name))),))):
        return True
    rows = (_row(connection, actor.key) for actor in _known(name))
    return any(row is not None and row["id"] not in actors for row in rows)


def _like(connection: sqlite3.Connection, names: Names, actors: tuple[int, ...]) -> tuple[str, ...]:
    """Names of other people that hold every word of one, or are a part of one."""
    wanted = [set(key.split()) for key in names.keys]
    rows = connection.execute("SELECT id, name FROM actor WHERE type = 'PER' ORDER BY name").fetchall()
    told = [(row["name"], set(words_of(row["name"]))) for row in rows if row["id"] not in actors]
    found = (name for name, words in told if words and any(words <= one or one <= words for one in wanted))
    return tuple(dict.fromkeys(found))[:MOST_LIKE]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
