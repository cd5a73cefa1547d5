"""Short forms of names: abbreviations, surnames, initials."""

from lansir.resolve.gazetteer import fold
from lansir.resolve.title_words import lexicon

__all__ = ["is_abbreviation_of", "same_name"]

LONGEST_TOKENS = 40


def is_abbreviation_of(short: str, long: str) -> bool:
    """Whether `short` is made of the initials of `long` ("KPK", "IDF"), small words counted or not, or of its starts.

    "Polri" for "Kepolisian Republik Indonesia" is no matter of spelling: the actor table knows it.
    """
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


def same_name(a: str, b: str) -> bool:
    """Whether one bare name is the other, or some of its words in their order with the first or the last of them.

    A single letter stands for a word that begins with it. Two names that differ in a word are two people.
    """
    short, long = sorted((_words(a), _words(b)), key=len)
    if not short or not long:
        return False
    if len(short) == len(long):
        return all(map(_agree, short, long)) and any(len(a) > 1 < len(b) for a, b in zip(short, long, strict=True))
    if len(short) == 1 and len(short[0]) < 2:
        return False
    return _in_order(short, long) and (_agree(short[0], long[0]) or _agree(short[-1], long[-1]) or len(short) == 1)


def _words(name: str) -> list[str]:
    return fold(name).split()[:LONGEST_TOKENS]


def _agree(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _in_order(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(any(_agree(word, candidate) for candidate in rest) for word in short)
