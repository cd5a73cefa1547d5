"""How many were killed, injured or arrested in an event, where its sentence says so."""

import re
from functools import cache
from typing import NamedTuple

import msgspec

from lansir.lang import table
from lansir.resolve.number_words import digits_value, number_words, spelled_number

__all__ = ["CasualtyWords", "event_size"]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?![-/:]?\d)|[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
REACH_ON = 7  # words between "menewaskan" and its number
NEAR = 14  # words between a trigger such as "attack" and the number killed in it
REACH_BACK = 9  # words between "12" and its "were killed"
KINDS = {
    "ASSAULT": ("killed", "injured"),
    "PROTEST": ("killed", "injured"),
    "COERCE": ("arrested",),
}
WINDOW = 800  # code points before and behind the trigger that are looked at
LARGEST = 10_000_000


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that the number follows (`before`), and words that follow the number (`after`)."""

    before: list[str]
    after: list[str]


class CasualtyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `casualties.yaml`; every phrase in lower case.

    `things` are nouns that are no victims, `none` words that make it nobody, `and` those that add two counts; behind
    one of `passive` a verb's number comes first ("12 were killed").
    """

    killed: Cues
    injured: Cues
    arrested: Cues
    none: list[str]
    and_: list[str] = msgspec.field(name="and")
    passive: list[str]
    things: list[str]


class _Cue(NamedTuple):
    kind: str
    side: str
    first: int
    last: int


class _Count(NamedTuple):
    value: int
    first: int
    last: int


class _Words(NamedTuple):
    """Lower-case words of a sentence with their offsets."""

    low: list[str]
    spans: list[tuple[int, int]]


def event_size(
    sentence: str,
    language: str,
    event_type: str,
    mode: str | None,
    trigger: tuple[int, int],
    sentence_start: int = 0,
) -> dict[str, int]:
    """How many the event killed, injured, arrested: the numbers that its sentence gives, by those names; else empty.

    `trigger` are offsets counted as `sentence_start` is (the sentence's own start in the article). Of a trigger that
    itself says "killed" only its own number counts. "At least 12" is 12; vague numbers ("dozens") give none.
    """
    kinds = KINDS.get(event_type, ())
    if not kinds or (event_type == "COERCE" and mode not in (None, "arrest")):
        return {}
    start, end = trigger[0] - sentence_start, trigger[1] - sentence_start
    cut = max(0, start - WINDOW)
    words, start, end = _words(sentence[cut : max(end, 0) + WINDOW]), start - cut, end - cut
    cues = [cue for cue in _cues(words, language) if cue.kind in kinds]
    own = _overlapping(cues, words, (start, end))
    found = _by_cue(cues, words, language)
    place = _place(words, start)
    sizes: dict[str, int] = {}
    for kind in kinds:
        mine = [cue for cue in own if cue.kind == kind]
        for cue in mine or [cue for cue in cues if cue.kind == kind and abs(cue.first - place) <= NEAR]:
            if cue in found:
                sizes.setdefault(kind, found[cue])
    return sizes if not own or any(cue.kind in sizes for cue in own) else {}


def _place(words: _Words, offset: int) -> int:
    return next((k for k, (_, end) in enumerate(words.spans) if end > offset), len(words.spans))


def _by_cue(cues: list[_Cue], words: _Words, language: str) -> dict[_Cue, int]:
    """Each cue's number: first the numbers that follow their cue, then of the others those that come before it."""
    counts, found = _counts(words, language), dict[_Cue, int]()
    taken: dict[_Count, str] = {}
    for cue in cues:
        ahead = _ahead(cue, counts, cues, words) if cue.side == "before" else None
        if ahead:
            found[cue], taken[ahead] = ahead.value, cue.kind
    for cue in (cue for cue in cues if cue.side == "after"):
        free = [count for count in counts if taken.get(count, cue.kind) == cue.kind]
        value = _back(cue, free, cues, words, language)
        if value is not None:
            found[cue] = value
    return found


def _words(sentence: str) -> _Words:
    matches = list(_TOKEN.finditer(sentence))
    return _Words([m.group().lower() for m in matches], [m.span() for m in matches])


@cache
def _phrases(language: str) -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    words = table(language, "casualties", CasualtyWords)
    rows: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for kind in ("killed", "injured", "arrested"):
        for side in ("before", "after"):
            for phrase in getattr(getattr(words, kind), side):
                key = tuple(m.group() for m in _TOKEN.finditer(phrase))
                rows.setdefault(key[0], []).append((key, kind, side))
    return {first: sorted(found, key=lambda row: -len(row[0])) for first, found in rows.items()}


def _cues(words: _Words, language: str) -> list[_Cue]:
    found, place = list[_Cue](), 0
    while place < len(words.low):
        rows = [r for r in _phrases(language).get(words.low[place], ()) if _stands(words, place, r[0])]
        longest = len(rows[0][0]) if rows else 1
        passive = place > 0 and words.low[place - 1] in table(language, "casualties", CasualtyWords).passive
        for key, kind, side in rows:
            if len(key) == longest and not (passive and side == "before"):
                found.append(_Cue(kind, side, place, place + longest))
        place += longest
    return found


def _stands(words: _Words, place: int, key: tuple[str, ...]) -> bool:
    return tuple(words.low[place : place + len(key)]) == key


def _overlapping(cues: list[_Cue], words: _Words, trigger: tuple[int, int]) -> list[_Cue]:
    return [cue for cue in cues if words.spans[cue.first][0] < trigger[1] and trigger[0] < words.spans[cue.last - 1][1]]


def _counts(words: _Words, language: str) -> list[_Count]:
    """The whole numbers of the sentence that can count people."""
    numbers, things = number_words(language), set(table(language, "casualties", CasualtyWords).things)
    found, place = list[_Count](), 0
    while place < len(words.low):
        count = _count_at(words, place, language)
        if count is None:
            place += 1
            continue
        before = words.low[place - 1] if place else ""
        behind = words.low[count.last] if count.last < len(words.low) else ""
        if before not in numbers.not_after and before != "$" and behind not in things and behind not in numbers.percent:
            found.append(count)
        place = count.last
    return found


def _count_at(words: _Words, place: int, language: str) -> _Count | None:
    numbers, low = number_words(language), words.low
    if low[place][0].isdigit():
        value, last = digits_value(low[place], language), place + 1
        while value and last < len(low) and low[last] in numbers.scales:
            value, last = value * numbers.scales[low[last]], last + 1
    elif low[place] in numbers.one_of or low[place] in numbers.each_of:
        value, last = float(numbers.each_of.get(low[place], 1)), place + 1
    elif _collective(low, place, language):
        value, last = float(numbers.add[low[place][2:]]), place + 1
    else:
        spelled = spelled_number(low[place : place + 12], language)
        value, last = (spelled[0], place + spelled[1]) if spelled else (None, place)
    whole = value is not None and value.is_integer() and 0 < value <= LARGEST
    return _Count(int(value), place, last) if whole and value else None


def _collective(low: list[str], place: int, language: str) -> bool:
    """Indonesian "kelima pelaku", all five; not "tersangka kelima", the fifth."""
    numbers, word = number_words(language), low[place]
    counted = word.startswith("ke") and word[2:] in numbers.add and word in numbers.ordinals
    return counted and place + 1 < len(low) and low[place + 1] in numbers.people


def _ahead(cue: _Cue, counts: list[_Count], cues: list[_Cue], words: _Words) -> _Count | None:
    for count in counts:
        if cue.last <= count.first <= cue.last + REACH_ON and not _parted(words, cue.last, count.first, cues):
            return count
    return None


def _back(cue: _Cue, counts: list[_Count], cues: list[_Cue], words: _Words, language: str) -> int | None:
    """The number before its cue, with one that "and" adds to it; 0 where the words say that there was nobody."""
    table_of = table(language, "casualties", CasualtyWords)
    back = [count for count in counts if count.last <= cue.first <= count.last + REACH_BACK]
    back = [count for count in back if not _parted(words, count.last, cue.first, cues)]
    if not back:
        none = any(_stands(words, k, tuple(phrase.split())) for phrase in table_of.none for k in _just_before(cue))
        return 0 if none else None
    value = back[-1].value
    between = words.low[back[-2].last : back[-1].first] if len(back) > 1 else []
    if between and between[-1] in table_of.and_ and len(between) <= 4:
        value += back[-2].value
    return value


def _just_before(cue: _Cue) -> range:
    return range(max(0, cue.first - 3), cue.first)


def _parted(words: _Words, first: int, last: int, cues: list[_Cue]) -> bool:
    """Whether a mark or another cue stands between."""
    if any(mark in ',;:.()"“”' for mark in words.low[first:last]):
        return True
    return any(first <= cue.first < last for cue in cues)
