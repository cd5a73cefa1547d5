"""Finds cue words: phrases of data files, where "*" behind a word stands for any ending of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

__all__ = ["Cue", "CueWords"]

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
STEM = 3
"""Letters of a starred word by which it is looked up; a shorter stem is not allowed."""
Phrase = tuple[tuple[str, bool], ...]


class Cue(NamedTuple):
    """Words found in a text, and whose cue they are; offsets into the text, end exclusive."""

    key: str
    start: int
    end: int


class CueWords:
    """An index of phrases by their first word; finding takes time in proportion to the text."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        """Index the phrases of each key; ValueError for a starred word with a stem of fewer than three letters."""
        self._whole: dict[str, list[tuple[Phrase, str]]] = {}
        self._stems: dict[str, list[tuple[Phrase, str]]] = {}
        for key, words in phrases.items():
            for phrase in map(_phrase, words):
                self._add(phrase, key)

    def _add(self, phrase: Phrase, key: str) -> None:
        first, open_ended = phrase[0]
        if open_ended and len(first) < STEM:
            raise ValueError(f"{first}*: give at least {STEM} letters before the star")
        table = self._stems if open_ended else self._whole
        table.setdefault(first[:STEM] if open_ended else first, []).append((phrase, key))

    def find(self, text: str) -> list[Cue]:
        """The cues of a text in order; a phrase inside a longer one of the same key is not told again."""
        words = [(match[0].lower(), match.start(), match.end()) for match in WORD.finditer(text)]
        kept: list[Cue] = []
        ends: dict[str, int] = {}
        for cue in self._all(words):
            if ends.get(cue.key, 0) < cue.end:
                ends[cue.key] = cue.end
                kept.append(cue)
        return kept

    def _all(self, words: Sequence[tuple[str, int, int]]) -> Iterator[Cue]:
        for place, (word, start, _) in enumerate(words):
            known = (*self._whole.get(word, ()), *self._stems.get(word[:STEM], ()))
            if not known:
                continue
            stands = [(len(phrase), key) for phrase, key in known if _stands(phrase, words, place)]
            for length, key in sorted(stands, reverse=True):
                yield Cue(key, start, words[place + length - 1][2])


def _phrase(words: str) -> Phrase:
    return tuple((word.removesuffix("*").lower(), word.endswith("*")) for word in words.split())


def _stands(phrase: Phrase, words: Sequence[tuple[str, int, int]], place: int) -> bool:
    if place + len(phrase) > len(words):
        return False
    pairs: Iterable[tuple[tuple[str, bool], str]] = (
        (expected, words[place + k][0]) for k, expected in enumerate(phrase)
    )
    return all(word.startswith(stem) if open_ended else word == stem for (stem, open_ended), word in pairs)
