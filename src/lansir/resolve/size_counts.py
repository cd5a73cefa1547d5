"""The numbers of a sentence that can count people: in digits and words, "seorang", "both", "a man", "keempatnya"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from lansir.resolve.quantities import FoundQuantity
from lansir.resolve.quantity_words import Line
from lansir.resolve.size_words import casualty_words, stands

__all__ = ["Count", "counts_of", "left_out"]

LARGEST = 10_000_000
ASIDE = 25  # words in brackets, or behind "including"
PART_REACH = 3  # words from "including" to its number
NOUN_REACH = 5  # words from "a" to its noun: "a former army officer"


class Count(NamedTuple):
    """A number of people at its places (end exclusive, without the noun).

    `value` is None where the words give no single number; `said` is what they give then ("vague: ..."). `noun` are the
    words counted; `whole` is the number that this one is a part of ("five of the 20"). A `part` is one of people
    counted before ("three of them"), one `beside` others stands next to people without a number ("him and two men").
    """

    value: int | None
    first: int
    last: int
    said: str = ""
    noun: str = ""
    whole: int | None = None
    part: bool = False
    beside: bool = False


def counts_of(line: Line, quantities: list[FoundQuantity], aside: set[int]) -> list[Count]:
    """The counts of people in a sentence, in order."""
    places = {word.start: place for place, word in enumerate(line.words)}
    ends = {word.end: place + 1 for place, word in enumerate(line.words)}
    found = [_of_quantity(line, one, places[one.start], ends[one.end]) for one in quantities if one.unit is None]
    taken = {place for one in quantities for place in range(places[one.start], ends[one.end])}
    found += [one for place in range(len(line.words)) if place not in taken for one in _ones(line, place)]
    mine = [one for one in found if one.first not in aside and not _of_things(line, one)]
    mine = [one._replace(part=_is_part(line, one)) for one in mine]
    return _parts_of_wholes(line, sorted(mine, key=lambda one: one.first))


def _of_quantity(line: Line, one: FoundQuantity, first: int, last: int) -> Count:
    whole = one.stated is not None and one.stated.is_integer() and 0 <= one.stated <= LARGEST
    value = int(one.stated) if whole and one.stated is not None and one.bound != "less_than" else None
    return Count(value, first, last, one.resolved, (one.of or "").lower())


def _ones(line: Line, place: int) -> Iterator[Count]:
    """People counted by a word that is no quantity: "keduanya", "seorang", "kelima pelaku", "both", "a man"."""
    numbers, low, behind = line.table, line.low(place), line.low(place + 1)
    collective = low.startswith("ke") and low in numbers.ordinals and behind in numbers.people
    one_of = numbers.add.get(low) == 1 and behind == "of" and line.low(place + 2) not in numbers.stop
    if low in numbers.each_of:
        yield Count(numbers.each_of[low], place, place + 1)
    elif collective and low[2:] in numbers.add:
        yield Count(numbers.add[low[2:]], place, place + 1)
    elif one_of or numbers.one_of.get(low) == "orang":
        yield Count(1, place, place + 1)
    elif noun := _article_noun(line, place):
        yield Count(1, place, noun + 1)
    elif _of_an_age(line, place):
        yield Count(1, place, place + 1)


def _article_noun(line: Line, place: int) -> int | None:
    """The place of the person behind "a": "a former army officer"."""
    if line.low(place) not in casualty_words(line.language).articles:
        return None
    for k in range(place + 1, place + 1 + NOUN_REACH):
        if line.low(k) in line.table.persons:
            return k
        if line.low(k) in line.table.stop or (line.kind(k) == "mark" and not line.hyphen(k)):
            return None
    return None


def _of_an_age(line: Line, place: int) -> bool:
    """ "Pria berusia 23 tahun" without a number before is one man."""
    numbers, before = line.table, line.low(place - 1)
    if line.low(place) not in numbers.people or line.low(place + 1) not in casualty_words(line.language).aged:
        return False
    counted = any(before in some for some in (numbers.add, numbers.scales, numbers.each_of, numbers.one_of))
    return not counted and line.kind(place - 1) != "number" and before not in numbers.head.skip


def _of_things(line: Line, one: Count) -> bool:
    things, nouns = casualty_words(line.language).things, one.noun.split()
    return any(noun in things for noun in (*nouns[:1], *nouns[-1:], line.low(one.last)))


def _is_part(line: Line, one: Count) -> bool:
    """ "Three of them", "tiga orang di antaranya": some of people who are counted before."""
    first = one.last + (line.low(one.last) in line.table.people)
    return _key_at(line, first, _keys(line.language).partly) is not None


def _parts_of_wholes(line: Line, counts: list[Count]) -> list[Count]:
    """ "Five of the 20": the 20 are no count of their own, unless a clause of theirs follows."""
    found, k = list[Count](), 0
    while k < len(counts):
        one, behind = counts[k], counts[k + 1] if k + 1 < len(counts) else None
        between = [line.low(place) for place in range(one.last, behind.first)] if behind else []
        part = 0 < len(between) <= 3 and any(line.phrase(one.last, "of") for _ in between[:1])
        if behind and part and between[0] in line.table.of:
            found.append(one._replace(last=behind.last, whole=behind.value))
            k += 2
            continue
        found.append(one)
        k += 1
    return found


def left_out(line: Line, cue_places: set[int]) -> set[int]:
    """Places that part nothing and add nobody: brackets, ", including 3 children,", the commas of an address."""
    out, place = set[int](), 0
    while place < len(line.words):
        end = _bracket(line, place) or _including(line, place, cue_places) or _address(line, place) or place
        out |= set(range(place, end))
        place = max(end, place + 1)
    return out


def _bracket(line: Line, place: int) -> int | None:
    if line.low(place) != "(":
        return None
    return next((k + 1 for k in range(place, place + ASIDE) if line.low(k) == ")"), None)


def _including(line: Line, place: int, cue_places: set[int]) -> int | None:
    """The end of a clause that tells a part of the people, from its comma on."""
    start = place + (line.low(place) == ",")
    key = _key_at(line, start, _keys(line.language).including)
    if key is None or not any(_numbers(line, start + len(key) + k) for k in range(PART_REACH)):
        return None
    return next((k for k in range(start + 1, start + ASIDE) if _ends(line, k, cue_places)), start + ASIDE)


class _Keys(NamedTuple):
    """Phrases of a language by their first words."""

    partly: Mapping[str, Sequence[Sequence[str]]]
    including: Mapping[str, Sequence[Sequence[str]]]


@cache
def _keys(language: str) -> _Keys:
    words = casualty_words(language)
    return _Keys(_by_first(words.partly), _by_first(words.including))


def _by_first(phrases: Iterable[str]) -> Mapping[str, Sequence[Sequence[str]]]:
    found: dict[str, list[Sequence[str]]] = {}
    for phrase in phrases:
        key = phrase.split()
        found.setdefault(key[0], []).append(key)
    return found


def _key_at(line: Line, place: int, keys: Mapping[str, Sequence[Sequence[str]]]) -> Sequence[str] | None:
    """The first of the phrases that stands at a place."""
    return next((key for key in keys.get(line.low(place), ()) if stands(line, place, key)), None)


def _numbers(line: Line, place: int) -> bool:
    """Whether a number begins here, of whatever kind."""
    table, low = line.table, line.low(place)
    vague = line.phrase(place, "vague") is not None
    return (
        line.kind(place) == "number" or vague or any(low in some for some in (table.add, table.one_of, table.articles))
    )


def _ends(line: Line, place: int, cue_places: set[int]) -> bool:
    """Whether the clause is over here: at a mark, at the next verb, or with the line."""
    return line.low(place) in (*",;:.", "") or place in cue_places


def _address(line: Line, place: int) -> int | None:
    """The end of ", Sumatera Utara" behind "di Medan": a comma and names up to the next comma or small word."""
    if line.low(place) != "," or line.titled:
        return None
    before = (k for k in range(place - 1, max(place - ASIDE, -1), -1) if not (_is_name(line, k) or line.low(k) == ","))
    if line.low(next(before, -1)) not in casualty_words(line.language).locators:
        return None
    end = next((k for k in range(place + 1, place + ASIDE) if not _is_name(line, k)), place)
    return end + (line.low(end) == ",") if end > place + 1 else None


def _is_name(line: Line, place: int) -> bool:
    return line.kind(place) == "word" and line.words[place].text[0].isupper()
