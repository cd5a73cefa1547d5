"""Short forms of names: abbreviations, surnames, initials, nicknames, class words, first words of an organisation."""

import re
from collections.abc import Collection
from difflib import SequenceMatcher
from functools import lru_cache

from lansir.resolve.gazetteer import fold
from lansir.resolve.title_words import lexicon

__all__ = [
    "are_relatives",
    "is_abbreviation_of",
    "is_acronym",
    "is_first_part_of",
    "same_but_for_class",
    "same_name",
    "written_forms",
]

LONGEST_TOKENS = 40
LONGEST_NICKNAME = 4
SLIP = 0.85
"""Share of two names' letters in common from which they may be one name with a slip."""
INSIDE = re.compile(r"\(([^()]{1,80})\)")
BESIDE_A_NICKNAME = re.compile(r"[\d/\-–]")
PART = frozenset({"of", "for", "untuk"})
"""Words with which what an organisation is for or belongs to begins: "Small Group | of the Coalition"."""


def is_abbreviation_of(short: str, long: str) -> bool:
    """Whether `short` is made of the initials of `long` ("KPK", "IDF"), small words counted or not, or of its starts.

    "Polri" for "Kepolisian Republik Indonesia" is no matter of spelling: the actor table knows it.
    """
    if not short.isupper():
        return False
    letters = "".join(letter for letter in short if letter.isalnum())
    words = fold(long).split()[:LONGEST_TOKENS]
    if not 2 <= len(letters) <= 10 or not letters.isupper() or len(words) < 2 or len(words) < len(letters) / 2:
        return False
    wanted = letters.casefold()
    weighty = [word for word in words if word not in lexicon("").small]
    return any("".join(word[0] for word in some) == wanted for some in (words, weighty)) or _mixed(wanted, words)


def _mixed(wanted: str, words: list[str]) -> bool:
    """Initials where small words count or not, one by one: "DKP" is no "Dewan dan Kota Pusat" but "DdKP" may be."""
    reach = {0}
    for word in words:
        step = {place + 1 for place in reach if place < len(wanted) and wanted[place] == word[0]}
        reach = step | (reach if word in lexicon("").small else set())
    return len(wanted) in reach


def is_acronym(word: str) -> bool:
    """Whether a word looks like an abbreviation: one word of 2 to 12 letters, most of them capitals ("KPK", "CoI")."""
    letters = "".join(letter for letter in word if letter.isalnum())
    capitals = sum(letter.isupper() for letter in letters)
    return " " not in word.strip() and 2 <= len(letters) <= 12 and capitals > len(letters) / 2


def same_name(a: str, b: str) -> bool:
    """Whether one bare name is the other, or some of its words in their order with the first or the last of them.

    A single letter stands for a word that begins with it, but not for a name of one word. Two names that differ in a
    word are two people.
    """
    short, long = sorted((_words(a), _words(b)), key=len)
    if not short or not long:
        return False
    if len(short) == len(long):
        return all(map(_agree, short, long)) and any(len(a) > 1 < len(b) for a, b in zip(short, long, strict=True))
    if len(short) == 1:
        return len(short[0]) > 1 and short[0] in long
    return _in_order(short, long) and (_agree(short[0], long[0]) or _agree(short[-1], long[-1]))


def are_relatives(a: str, b: str) -> bool:
    """Whether two full names share a word and differ in another by more than a slip: "Budi Hartono", "Rini Hartono"."""
    one, other = _words(a), _words(b)
    if min(len(one), len(other)) < 2 or not set(one) & set(other) or same_name(a, b):
        return False
    return SequenceMatcher(None, " ".join(one), " ".join(other)).ratio() < SLIP


def written_forms(name: str, aliases: Collection[str] = ()) -> list[str]:
    """The names that one writing holds: "A (B) C" is "A C" and "B", "A alias B" is "A" and "B".

    What stands in parentheses counts where it is an acronym, or up to four words with capitals and no figure ("Gus
    Dur", not "36" nor "R-Texas"). The first is the main one.
    """
    for alias in aliases:
        first, found, second = name.partition(f" {alias} ")
        if found and first and second:
            return [*written_forms(first), *written_forms(second)]
    inside = [words.strip() for words in INSIDE.findall(name) if _is_nickname(words.strip())]
    bare = " ".join(INSIDE.sub(" ", name).split()) if inside else name
    return [form for form in (bare, *inside) if form] or [name]


def _is_nickname(words: str) -> bool:
    parts = words.split()
    named = bool(parts) and all(part[:1].isupper() for part in parts)
    return named and len(parts) <= LONGEST_NICKNAME and not BESIDE_A_NICKNAME.search(words)


def same_but_for_class(a: str, b: str, classes: tuple[str, ...]) -> bool:
    """Whether two names are one, a word for what it is left out of one of them ("Provinsi Banten" and "Banten").

    "Kota Bogor" and "Kabupaten Bogor" are two, so one of the names must do without.
    """
    one, other = fold(a), fold(b)
    return one != other and (_without_class(one, classes) == other or _without_class(other, classes) == one)


@lru_cache(maxsize=4096)
def _without_class(name: str, classes: tuple[str, ...]) -> str:
    for words in classes:
        if name.startswith(f"{words} "):
            return name[len(words) + 1 :]
        if name.endswith(f" {words}"):
            return name[: -len(words) - 1]
    return name


def is_first_part_of(short: str, long: str, head_first: bool) -> bool:
    """Whether an organisation's short form is the head of its name with what stands nearest to it.

    Where heads go first, the words that the name begins with ("Observatorium" of "Observatorium Suriah untuk Hak Asasi
    Manusia"); else those that it ends with before an "of" ("Supreme Court" of "Italian Supreme Court of Cassation").
    """
    some, words = _words(short), _words(long)
    if not some or len(some) >= len(words):
        return False
    if head_first:
        return words[: len(some)] == some and words[len(some)] != "di"
    cut = next((place for place, word in enumerate(words) if word in PART), len(words))
    return len(some) <= cut and words[cut - len(some) : cut] == some


@lru_cache(maxsize=8192)
def _words(name: str) -> list[str]:
    return fold(name).split()[:LONGEST_TOKENS]


def _agree(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _in_order(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(any(_agree(word, candidate) for candidate in rest) for word in short)
