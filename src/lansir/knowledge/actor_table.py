"""The actor table of the package: actors by key and by name, each read only when it is asked for.

`actors.jsonl` has an actor a line, sorted by key. `names.tsv` has a name a line, sorted: its key as compared, its
language, whether only capitals match it and whether it is a short name, the line of its actor, and the name itself.
Both are made by `build_actors`, and are searched as they are: reading all of it would take longer than reading a page.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from lansir.errors import DataFileError
from lansir.knowledge.entries import Actor
from lansir.knowledge.names import EVERY_LANGUAGE, NameIndex, Token, indexed, key_of

__all__ = ["ActorName", "ActorTable", "TableNames", "actor_names", "actor_table", "name_lines", "table_names"]

ROW = "\t"
PREFIX = b'{"key":"'


class ActorName(msgspec.Struct, frozen=True):
    """One of an actor's names; a short one stands for it only where no other name goes before it."""

    actor: Actor
    text: str
    short: bool


def actor_names(table: Iterable[Actor]) -> Iterable[tuple[str, str, ActorName]]:
    """Every name of every actor, with its language."""
    for actor in table:
        for language, names in actor.names.items():
            yield from ((language, name, ActorName(actor, name, False)) for name in names)
        yield from ((EVERY_LANGUAGE, name, ActorName(actor, name, True)) for name in actor.short)


def name_lines(table: Sequence[Actor]) -> Iterator[str]:
    """The lines of `names.tsv`: how many words the longest name has, then a name each; actors as in `actors.jsonl`."""
    places = {actor.key: place for place, actor in enumerate(table)}
    rows = []
    for language, name, told in actor_names(table):
        key, length, acronym = indexed(name)
        single = language if length == 1 and language != EVERY_LANGUAGE else EVERY_LANGUAGE
        marks = f"{int(acronym)}{int(told.short)}"
        rows.append((key, single, marks, str(places[told.actor.key]), name))
    yield str(max(row[0].count(" ") + 1 for row in rows))
    yield from sorted(map(ROW.join, rows))


class ActorTable(Mapping[str, Actor]):
    """The actors by key; a mapping that reads an actor when it is asked for."""

    def __init__(self, data: bytes) -> None:
        """Take the lines of `actors.jsonl`."""
        self._lines = data.splitlines()
        self._read = cache(self._decoded)

    def at(self, line: int) -> Actor:
        """The actor of a line."""
        return self._read(line)

    def __getitem__(self, key: str) -> Actor:
        """The actor of that key; KeyError where there is none."""
        start = PREFIX + key.encode() + b'"'
        line = bisect_left(self._lines, start)
        if line == len(self._lines) or not self._lines[line].startswith(start):
            raise KeyError(key)
        return self._read(line)

    def __iter__(self) -> Iterator[str]:
        """All keys."""
        return (self._read(line).key for line in range(len(self._lines)))

    def __len__(self) -> int:
        """The number of actors."""
        return len(self._lines)

    def _decoded(self, line: int) -> Actor:
        try:
            return msgspec.json.decode(self._lines[line], type=Actor)
        except msgspec.DecodeError as error:
            raise DataFileError(f"knowledge/actors.jsonl line {line + 1}: {error}") from None


class TableNames(NameIndex[ActorName]):
    """The names of the table, found as those of any other index; actors whose key is `taken` are passed over."""

    def __init__(self, table: ActorTable, lines: Sequence[bytes], taken: frozenset[str]) -> None:
        """Take the lines of `names.tsv`; the first says how many words the longest name has."""
        super().__init__([])
        self._table, self._lines, self._taken = table, lines, taken
        self.longest = int(lines[0])

    def exact(self, found: list[Token], language: str, capitals: bool = False) -> list[ActorName]:
        """What these tokens as a whole name; `capitals` asks for a capital in front of a name of one word."""
        if len(found) == 1 and capitals and not found[0].capital:
            return []
        upper = len(found) != 1 or found[0].upper
        named = [
            ActorName(self._table.at(int(line)), text, marks[1] == "1")
            for tongue, marks, line, text in self._rows(key_of(found), language)
            if upper or marks[0] == "0"
        ]
        return [name for name in named if name.actor.key not in self._taken]

    def _rows(self, key: str, language: str) -> list[list[str]]:
        """The rows of a key that count in a language, those of that language alone first."""
        start = f"{key}{ROW}".encode("utf-8", "surrogatepass")
        line, rows = bisect_left(self._lines, start, lo=1), list[list[str]]()
        while line < len(self._lines) and self._lines[line].startswith(start):
            rows.append(self._lines[line][len(start) :].decode().split(ROW))
            line += 1
        return sorted((row for row in rows if row[0] in (language, EVERY_LANGUAGE)), key=lambda row: row[0] != language)


@cache
def actor_table() -> ActorTable:
    """The actors of the package; DataFileError where the file is missing."""
    return ActorTable(_file("actors.jsonl"))


def table_names(taken: frozenset[str] = frozenset()) -> TableNames:
    """The names of the package's actors, those of actors whose key is `taken` left out."""
    return TableNames(actor_table(), _names(), taken)


@cache
def _names() -> list[bytes]:
    return _file("names.tsv").splitlines()


def _file(name: str) -> bytes:
    try:
        return (files(__package__) / name).read_bytes()
    except FileNotFoundError:
        raise DataFileError(f"knowledge/{name} is missing: run python -m lansir.knowledge.build_actors") from None
