"""Whom and what the names of a query mean in a store: actors, outlets, origins and places."""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, get_args

from lansir.keys import key_of as number_of
from lansir.knowledge import knowledge
from lansir.knowledge.countries import countries
from lansir.knowledge.names import key_of, tokens
from lansir.lang import codes
from lansir.page.outlets import plain
from lansir.query.language import Term
from lansir.query.lookups import Lookups
from lansir.record import EntityType

__all__ = [
    "LOOKS", "Names", "actors_named", "each_value", "matching", "origins_named", "outlets_named", "places_named",
]  # fmt: skip

MOST_LISTED = 20_000
"""Articles with some words that are listed once; where there are more, each article is looked up in the index."""
ANY_ENDING = "*"
UNKNOWN = "name/"
"""What keys begin with of actors that no table knows: "name/PER/the name folded"."""
FOLDED = "SELECT id, key FROM actor WHERE key >= 'name/' AND key < 'name0' AND instr(replace(key, '/', ' ') || ' ', ?)"
TABLED = "SELECT id, key, name FROM actor WHERE key < 'name/' OR key >= 'name0'"
EACH = """
WITH RECURSIVE every(value) AS (
  SELECT min({column}) FROM {table} WHERE {where}
  UNION ALL SELECT (SELECT min({column}) FROM {table} WHERE {where} AND {column} > every.value) FROM every
  WHERE every.value IS NOT NULL
) SELECT value FROM every WHERE value IS NOT NULL
"""
"""Each value of an indexed column by one look-up: DISTINCT would go through all rows."""
PLACES = "SELECT DISTINCT country, name FROM place"
"""By the index alone; a store has far fewer names than places."""
Fits = Callable[[str], bool]
Look = Callable[[sqlite3.Connection, str], list[Any]]


class Names:
    """The names and words of a query, looked up in a store once each."""

    def __init__(self, connection: sqlite3.Connection, lookups: Lookups | None = None) -> None:
        """Take the store, and what of it other selections have looked up."""
        self._connection, self._lookups = connection, lookups or Lookups(connection)
        self._found: dict[tuple[str, str], list[Any]] = {}

    @property
    def unmatched(self) -> list[Term]:
        """The names looked up so far that mean nobody and nothing in the store."""
        return [Term(field, (value,)) for (field, value), found in self._found.items() if field != "text" and not found]

    def articles(self, terms: Iterable[Term]) -> list[int] | None:
        """The articles that hold the words of all terms; None where they are too many to be listed."""
        words = matching(terms)
        if ("text", words) not in self._found:
            query = "SELECT rowid FROM article_text WHERE article_text MATCH ? LIMIT ?"
            rows = self._connection.execute(query, (words, MOST_LISTED + 1)).fetchall()
            self._found["text", words] = [row[0] for row in rows]
        found = self._found["text", words]
        return found if len(found) <= MOST_LISTED else None

    def found(self, term: Term) -> list[Any]:
        """What the values of a term mean: keys of actors, or names as the store has them."""
        found = []
        for value in term.values:
            known = self._found.get((term.field, value))
            if known is None:
                known = self._found[term.field, value] = self._look(LOOKS[term.field], value)
            found += known
        return list(dict.fromkeys(found))

    def _look(self, look: Look, value: str) -> list[Any]:
        return self._lookups.get((look, value), lambda: look(self._connection, value))


def actors_named(connection: sqlite3.Connection, stated: str) -> list[int]:
    """The actors that a name of a query means, by their key in the store.

    A key of the actor table ("person/joe-biden", "country/*") means itself, the three letters of a country its state. A
    name, in any language, that the tables know means whom they say, and those of just that name whom they do not know.
    Else it means all in whose name its words stand side by side; with `*` behind it, all with words that begin so.
    """
    if "/" in stated:
        return _by_key(connection, stated)
    known = set() if stated.endswith(ANY_ENDING) else _known(stated)
    fits, words = _fits(stated), key_of(tokens(stated))
    if known:
        same = [f"{UNKNOWN}{type}/{words}" for type in get_args(EntityType)]
        return _ids(connection, {*known, *same})
    unknown = [row[0] for row in connection.execute(FOLDED, (_sought(stated),)) if fits(_name_of(row[1]))]
    tabled = [row[0] for row in connection.execute(TABLED) if fits(key_of(tokens(row[2])))]
    return unknown + tabled


def outlets_named(connection: sqlite3.Connection, stated: str) -> list[str]:
    """The outlets of that name as the store writes them; where there are none, those in whose name its words stand."""
    return _labels(stated, each_value(connection, "article", "outlet"))


def origins_named(connection: sqlite3.Connection, stated: str) -> list[str]:
    """The origins of that name, or of the outlets that it means; with `*` behind it those that begin so."""
    folded, found = plain(stated), each_value(connection, "placed", "origin")
    if stated.endswith(ANY_ENDING):
        return [origin for origin in found if origin.startswith(folded)]
    if same := [origin for origin in found if origin in (stated, folded)]:
        return same
    outlets = {plain(outlet) for outlet in outlets_named(connection, stated)}
    return [origin for origin in found if origin in outlets]


def places_named(connection: sqlite3.Connection, stated: str) -> list[str]:
    """The places of that name in either language, as the store names them; else those in whose name its words stand."""
    names = sorted({row[1] for row in connection.execute(PLACES) if row[1]})
    usual = set() if stated.endswith(ANY_ENDING) else _usual(stated)
    return [name for name in names if name in usual] or _labels(stated, names)


def _labels(stated: str, known: Iterable[str]) -> list[str]:
    """The names that are the one stated; else those that hold its words, or begin with it where it ends in `*`."""
    folded, fits = key_of(tokens(stated)), _fits(stated)
    keys = {name: key_of(tokens(name)) for name in known}
    same = [] if stated.endswith(ANY_ENDING) else [name for name, key in keys.items() if key == folded]
    return same or [name for name, key in keys.items() if fits(key)]


def _usual(stated: str) -> set[str]:
    """The usual names of the places that the gazetteer knows under this one."""
    from lansir.resolve.kept_places import gazetteer  # noqa: PLC0415  # only queries by place need it

    return {entry.name for entry in gazetteer().named(stated) if entry.exact}


def _known(stated: str) -> set[str]:
    """The keys of those whom the tables know by that name."""
    if len(stated) == 3 and stated in countries():
        return {f"country/{stated}"}
    return {match.id for language in codes() for match in knowledge().find(stated, language)}


def _ids(connection: sqlite3.Connection, keys: Iterable[str]) -> list[int]:
    rows = (connection.execute("SELECT id FROM actor WHERE key = ?", (key,)).fetchone() for key in sorted(keys))
    return [row[0] for row in rows if row]


def _by_key(connection: sqlite3.Connection, stated: str) -> list[int]:
    if not stated.endswith(ANY_ENDING):
        return _ids(connection, [stated])
    start = stated.removesuffix(ANY_ENDING)
    query = "SELECT id FROM actor WHERE key >= ? AND key < ? || char(1114111)"
    return [row[0] for row in connection.execute(query, (start, start))]


def _name_of(key: str) -> str:
    """The folded name in the key of an actor that no table knows."""
    return key.split("/", 2)[-1]


def _fits(stated: str) -> Fits:
    sought = _sought(stated)
    return lambda name: sought in f" {name} "


def _sought(stated: str) -> str:
    """The words between blanks, as they stand in a folded name; without the last blank where any ending will do."""
    words = f" {key_of(tokens(stated))}"
    return words if stated.endswith(ANY_ENDING) else f"{words} "


def each_value(connection: sqlite3.Connection, table: str, column: str, given: str = "", value: str = "") -> list[str]:
    """Each value of an indexed column, sorted; where another column that the index begins with is `given` a value."""
    sql = EACH.format(table=table, column=column, where=f"{given} = ?1" if given else "1")
    return [row[0] for row in connection.execute(sql, (value,) if given else ())]


def matching(terms: Iterable[Term]) -> str:
    """Words and phrases as the full-text index takes them; of a term's values any, of the terms all."""
    return " AND ".join(f"({' OR '.join(map(_phrase, term.values))})" for term in terms)


def _phrase(value: str) -> str:
    """A value as a phrase of the full-text index; nothing in it is an operator there."""
    words, begins = value.rstrip("*"), value.endswith("*")
    escaped = words.replace('"', " ")
    return f'"{escaped}"{"*" if begins else ""}'


def _stories(connection: sqlite3.Connection, stated: str) -> list[int]:
    """The story of an id, or the one that it was joined to."""
    from lansir.story.membership import story_now  # noqa: PLC0415  # stories are made of what the store holds

    now = story_now(connection, number_of(stated))
    return [] if now is None else [now]


LOOKS: dict[str, Look] = {
    "place": places_named,
    "outlet": outlets_named,
    "origin": origins_named,
    "story": _stories,
    **dict.fromkeys(("actor", "recipient", "who", "speaker", "addressee", "reported_by"), actors_named),
}
"""How the values of a field are looked up in a store."""
