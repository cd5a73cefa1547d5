"""The stated ground for leaving out a source's name ("karena tidak berwenang berbicara kepada media")."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from lansir.lang import table
from lansir.record import Span, Statement
from lansir.resolve.mentions import MentionWords
from lansir.resolve.passage import Passage
from lansir.resolve.relations import relations

__all__ = ["AnonymityWords", "is_insider", "stated_anonymity"]

LONGEST_SENTENCE = 1500
"""Code points of a sentence that are read."""
LONGEST_GROUND = 200
GAP = re.compile(r"[\s,–—-]{1,4}")
STOP = re.compile(r"[,;:.!?\"“”()–—\n]")
JOINED = re.compile(r"[\s,]*")


class AnonymityWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `anonymity.yaml`, which says what each list is."""

    states: list[str]
    grounds: list[str]
    alone: list[str]
    ends: list[str]
    insiders: list[str]


class _Placed(NamedTuple):
    """A mention of a source without a name: where it stands, and its entity."""

    start: int
    end: int
    entity: str


class _Said(NamedTuple):
    """A ground or what states that there is no name; `at` is where the words that say so begin."""

    start: int
    end: int
    at: int


class _Patterns(NamedTuple):
    states: re.Pattern[str]
    grounds: re.Pattern[str]
    alone: re.Pattern[str]
    ends: re.Pattern[str]
    insiders: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    words = table(language, "anonymity", AnonymityWords)
    return _Patterns(
        *(_any(listed) for listed in (words.states, words.grounds, words.alone, words.ends, words.insiders))
    )


def _any(listed: Sequence[str]) -> re.Pattern[str]:
    """One of the patterns, as whole words, the longer of two at one place first."""
    ordered = sorted(listed, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)", re.IGNORECASE)


def is_insider(passage: Passage, start: int, end: int) -> bool:
    """Whether the words of a mention, or those right behind it, say that it is somebody from inside."""
    insiders, gap = _patterns(passage.language).insiders, GAP.match(passage.text, end)
    if insiders.search(passage.text, start, min(end, start + LONGEST_SENTENCE)):
        return True
    return bool(gap and insiders.match(passage.text, gap.end()))


def stated_anonymity(
    passage: Passage, sources: Mapping[str, Sequence[MentionWords]], statements: Sequence[Statement]
) -> dict[str, Span]:
    """The ground, by entity, from the sentences of its mentions: the clause that gives it, else what states none.

    `sources` are the mentions of entities without a name; `statements` end a ground where their cue or content begins.
    Words that say so belong to the nearest source before them, at the start of a sentence to the first behind them.
    """
    stops = sorted(
        {piece.start for one in statements for piece in one.content} | {one.cue.start for one in statements if one.cue}
    )
    by_sentence: dict[int, list[_Placed]] = {}
    for entity, mentions in sources.items():
        for span in (mention.found.span for mention in mentions if mention.kind == "nominal"):
            by_sentence.setdefault(span.sentence, []).append(_Placed(span.start, span.end, entity))
    found: dict[str, Span] = {}
    for number, placed in sorted(by_sentence.items()):
        for said in _said(passage, passage.sentence(number), stops):
            whose = _whose(passage, said.at, passage.sentence(number).start, sorted(placed))
            if whose is not None:
                found.setdefault(whose, Span(said.start, said.end, passage.text[said.start : said.end]))
    return found


def _whose(passage: Passage, at: int, begin: int, placed: Sequence[_Placed]) -> str | None:
    """The source nearest before, unless somebody else is introduced between; at the start of a sentence the first."""
    before = [one for one in placed if one.start <= at]
    if not before:
        return placed[0].entity if not passage.text[begin:at].strip(' "“') else None
    listed = relations(passage.language)
    between = f" {passage.text[before[-1].end : at].casefold()} "
    others = (f" {word} " for word in (*listed.indefinites, *listed.pointing))
    return None if any(word in between for word in others) else before[-1].entity


def _said(passage: Passage, sentence: Span, stops: Sequence[int]) -> list[_Said]:
    """Where a sentence gives a ground or states that there is no name: the ground where there is one."""
    patterns, text = _patterns(passage.language), passage.text
    limit = min(sentence.end, sentence.start + LONGEST_SENTENCE)
    found = []
    for stated in patterns.states.finditer(text, sentence.start, limit):
        behind = JOINED.match(text, stated.end(), limit)
        ground = patterns.grounds.match(text, behind.end(), limit) if behind else None
        start, end = (ground.start(), _end(text, ground.end(), limit, patterns, stops)) if ground else stated.span()
        found.append(_Said(start, end, stated.start()))
    for alone in patterns.alone.finditer(text, sentence.start, limit):
        if not any(one.start <= alone.start() < one.end for one in found):
            found.append(_Said(alone.start(), _end(text, alone.end(), limit, patterns, stops), alone.start()))
    return sorted(found)


def _end(text: str, start: int, limit: int, patterns: _Patterns, stops: Sequence[int]) -> int:
    """Where the clause that begins before `start` ends: at a comma, a reporting word, or a statement's words."""
    following = stops[bisect_right(stops, start) : bisect_right(stops, start) + 1]
    last = min([limit, start + LONGEST_GROUND, *following])
    if mark := STOP.search(text, start, last):
        last = mark.start()
    if word := patterns.ends.search(text, start, last):
        last = word.start()
    return start + len(text[start:last].rstrip(" ,.;"))
