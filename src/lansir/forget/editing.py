"""An article without a person: their rows removed, their names blanked in its text and in all that is kept of it."""

import sqlite3
from collections.abc import Iterable, Sequence

from lansir.forget.blanking import blanked, blanked_at, stand_in
from lansir.forget.names import Names, words_of
from lansir.forget.person import Person
from lansir.forget.removing import Removed, remove_entities
from lansir.forget.scanning import Column, text_columns
from lansir.store.store import log_change
from lansir.story.removal import mark_again

__all__ = ["blank_article", "blank_column"]

SHORTEST = 3
"""Letters of a part of a name that is blanked where it stands alone."""
NAMED = "SELECT start, \"end\" FROM mention WHERE article = ? AND entity = ? AND kind = 'name'"
OTHERS = "SELECT id, name FROM entity WHERE article = ?"
APART = ("item", "change")
"""Tables with a column `article` that are dealt with for the whole store."""


def blank_article(connection: sqlite3.Connection, article: int, entities: Sequence[int], person: Person) -> Removed:
    """Take a person out of a stored article, which stays; its page and its vectors go.

    Blanked are every name of the person, the words that name them in the article, and each part of a name that nobody
    else in the article has. Inside the caller's transaction, foreign keys being off.
    """
    (text,) = connection.execute("SELECT text FROM article WHERE id = ?", (article,)).fetchone()
    own = [span for entity in entities for span in connection.execute(NAMED, (article, entity)).fetchall()]
    own = [(start, end) for start, end in own]
    others = _others(connection, article, entities)
    full = Names.of([*person.names.given, *person.shared.given]) if entities else person.names
    near = Names.of([*full.given, *_parts(full, [text[start:end] for start, end in own], _words(others, text))])
    kept = [span for spans, _ in others for span in spans]
    loose = [span for span in near.spans(text) if not any(a < span[1] and span[0] < b for a, b in kept)]
    removed = remove_entities(connection, article, entities)
    changed = blanked_at(text, [*own, *full.spans(text), *loose])
    connection.execute("UPDATE article SET text = ?, page = NULL WHERE id = ?", (changed, article))
    for column in text_columns(connection):
        if column.article and column.table not in APART and column[:2] != ("article", "text"):
            blank_column(connection, column, near, article)
    _forget_vectors(connection, article)
    mark_again(connection, article)
    log_change(connection, article, "replaced")
    return removed


def blank_column(connection: sqlite3.Connection, column: Column, names: Names, article: int | None = None) -> int:
    """Blank names in a column, of one article or of all; gives how many texts were changed."""
    connection.create_function("holds_name", 1, lambda text: text is not None and stand_in(text, names))
    connection.create_function("without_name", 1, lambda text: blanked(text, names))
    where = f"{column.article} = ? AND " if article is not None else ""
    where += f"length({_quoted(column)}) >= {names.shortest} AND "
    changed = f"without_name({_quoted(column)})"
    if column[:2] == ("actor", "key"):
        changed += " || printf('/%016x', id)"  # two keys may differ in the name alone
    query = f'UPDATE "{column.table}" SET {_quoted(column)} = {changed} WHERE {where}holds_name({_quoted(column)})'
    return connection.execute(query, () if article is None else (article,)).rowcount


def _quoted(column: Column) -> str:
    return f'"{column.name}"'


def _others(
    connection: sqlite3.Connection, article: int, entities: Sequence[int]
) -> list[tuple[list[tuple[int, int]], str]]:
    """Where all others of the article are named, and what they are called."""
    rows = connection.execute(OTHERS, (article,)).fetchall()
    return [
        ([(start, end) for start, end in connection.execute(NAMED, (article, entity))], name or "")
        for entity, name in rows
        if entity not in entities
    ]


def _words(others: Iterable[tuple[list[tuple[int, int]], str]], text: str) -> set[str]:
    """The words of the names of others."""
    called = [part for spans, name in others for part in (name, *(text[start:end] for start, end in spans))]
    return {word for name in called for word in words_of(name)}


def _parts(full: Names, mentioned: Iterable[str], taken: set[str]) -> set[str]:
    """What else names the person in the article: the words that do so there, and parts of the names."""
    parts = {word for key in full.keys for word in key.split() if len(word) >= SHORTEST}
    return {part for part in {*mentioned, *parts} if not set(words_of(part)) <= taken}


def _forget_vectors(connection: sqlite3.Connection, article: int) -> None:
    """Vectors are made from the words; what they were may be guessed from them."""
    connection.execute("DELETE FROM vector WHERE article = ?", (article,))
    connection.execute("DELETE FROM event_vector WHERE event IN (SELECT id FROM event WHERE article = ?)", (article,))
