"""The words that tell how many an event touched, found in a sentence; and which events carry which numbers."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import msgspec

from lansir.errors import DataFileError
from lansir.lang import table
from lansir.resolve.quantity_words import Line

__all__ = ["CasualtyWords", "Cue", "Kind", "SizeRules", "carried_kinds", "casualty_words", "cues_of", "size_rules"]

Kind = Literal["killed", "injured", "arrested", "displaced", "released"]
Side = Literal["before", "after", "toll"]
KINDS: tuple[Kind, ...] = ("killed", "injured", "arrested", "displaced", "released")
SIDES: tuple[Side, ...] = ("before", "after", "toll")
ADVERBS = 2  # "were also reportedly killed"


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that the number follows (`before`), that follow it (`after`), and totals that it follows further on."""

    before: list[str]
    after: list[str]
    toll: list[str]


class CasualtyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `casualties.yaml`; every phrase in lower case.

    `things` are nouns that are no victims, `not_of` nouns that are none of one kind. `and` adds two counts, `joiners`
    join two cues. Behind one of `passive` (and `adverbs`) a verb's number comes first ("12 were killed"); a word of
    `blocked` behind a verb says that its number does not follow. What `including` begins, and what `partly` ends, is
    part of another count; `others` are beside people who are named, with a word of `together`. The number of a total
    stands behind a word of `rising`. `relative` words open a clause, `apart` ones set two clauses against each other,
    `denied` deny the verb behind them. Commas inside an address, which a word of `locators` begins, part nothing.
    `articles` and an age (`aged`) make one person; `pronouns` are one.
    """

    killed: Cues
    injured: Cues
    arrested: Cues
    displaced: Cues
    released: Cues
    not_of: dict[str, list[str]]
    and_: list[str] = msgspec.field(name="and")
    joiners: list[str]
    passive: list[str]
    adverbs: list[str]
    blocked: list[str]
    including: list[str]
    partly: list[str]
    others: list[str]
    together: list[str]
    rising: list[str]
    relative: list[str]
    apart: list[str]
    denied: list[str]
    locators: list[str]
    articles: list[str]
    aged: list[str]
    pronouns: list[str]
    things: list[str]


class Carrier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event type, with its modes where not all ("" is none), and the kinds of number that it carries."""

    type: str
    kinds: list[Kind]
    modes: list[str] | None = None


class SizeRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `event_sizes.yaml`, which says what its parts mean."""

    carried: list[Carrier]
    single_named: list[Kind]
    exclusive: list[Kind]


class Cue(NamedTuple):
    """Words that tell of a kind of victims, at their places in the line (end exclusive)."""

    kind: Kind
    side: Side
    first: int
    last: int


def casualty_words(language: str) -> CasualtyWords:
    """The casualty words of a language; DataFileError where its file is missing or off."""
    words: CasualtyWords = table(language, "casualties", CasualtyWords)
    return words


@cache
def size_rules() -> SizeRules:
    """Which events carry which numbers; DataFileError where the file is off."""
    path = files("lansir.resolve") / "data" / "event_sizes.yaml"
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=SizeRules)
    except msgspec.DecodeError as error:
        raise DataFileError(f"resolve/data/event_sizes.yaml: {error}") from None


def carried_kinds(event_type: str, mode: str | None) -> tuple[Kind, ...]:
    """The kinds of number that an event of a type and mode carries, in the record's order."""
    rows = [row for row in size_rules().carried if row.type == event_type]
    told = {kind for row in rows if row.modes is None or (mode or "") in row.modes for kind in row.kinds}
    return tuple(kind for kind in KINDS if kind in told)


def cues_of(line: Line) -> list[Cue]:
    """The cues of a sentence in order; one that is read from both sides stands there twice."""
    found, place = list[Cue](), 0
    while place < len(line.words):
        rows = [row for row in _phrases(line.language).get(line.low(place), ()) if stands(line, place, row[0])]
        longest = len(rows[0][0]) if rows else 1
        passive = _is_passive(line, place)
        for key, kind, side in rows:
            if len(key) == longest and not (passive and side == "before"):
                found.append(Cue(kind, side, place, place + longest))
        place += longest
    return found


def stands(line: Line, place: int, key: Sequence[str]) -> bool:
    """Whether these lower-case words stand at a place."""
    return all(line.low(place + k) == word for k, word in enumerate(key))


def _is_passive(line: Line, place: int) -> bool:
    words, before = casualty_words(line.language), place - 1
    while place - before <= ADVERBS and (line.low(before) in words.adverbs or line.low(before) in words.joiners):
        before -= 1
    return line.low(before) in words.passive


@cache
def _phrases(language: str) -> dict[str, list[tuple[tuple[str, ...], Kind, Side]]]:
    """First word -> cues that begin with it, the longest first."""
    words, rows = casualty_words(language), dict[str, list[tuple[tuple[str, ...], Kind, Side]]]()
    for kind in KINDS:
        for side in SIDES:
            for phrase in getattr(getattr(words, kind), side):
                key = tuple(word.low for word in Line.of(phrase, language).words)
                rows.setdefault(key[0], []).append((key, kind, side))
    return {first: sorted(found, key=lambda row: -len(row[0])) for first, found in rows.items()}
