"""Mentions that are joined ("Rusia dan Ukraina", "A, B and C"): what is said of one of them is said of all.

Of 251 pairs of which one is an actor or a recipient in the annotated articles of the training part, both are in 232; in
lists of three and more 79 of 82. Pairs around a comma alone, and lists of unlike things, are often no lists at all.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from lansir.encoder.reading import FoundMention
from lansir.record import Mention
from lansir.resolve.passage import Passage
from lansir.resolve.relations import relations

__all__ = ["Joined"]

FEWEST_LISTED = 3
"""Members from which on commas part a list."""


class Joined:
    """The mentions of an article that are joined to others, by their places in the reading."""

    def __init__(self, passage: Passage, found: Sequence[FoundMention], mentions: Mapping[int, Mention]) -> None:
        """Look for them among the mentions of each sentence; those inside of others and pronouns stand aside."""
        self._passage, self._found, self._mentions = passage, found, mentions
        self._with: dict[int, list[int]] = {}
        for group in self._groups():
            whole = [*self._with.get(group[0], group[:1]), *group[1:]]  # "A and B and C": B ends one and begins another
            self._with |= dict.fromkeys(whole, whole)

    def others(self, place: int) -> list[int]:
        """What a mention is joined to, in text order."""
        return [other for other in self._with.get(place, ()) if other != place]

    def _groups(self) -> Iterator[list[int]]:
        run: list[int] = []
        for place in self._outermost():
            if run and not self._commas(run[-1], place):
                if self._joins(run[-1], place):
                    yield from self._group([*run, place])
                run = []
            run.append(place)

    def _group(self, run: list[int]) -> Iterator[list[int]]:
        """The members of what a word for "and" ends: a list of like things, or the two around that word."""
        kinds = {self._found[place].type for place in run}
        if len(run) >= FEWEST_LISTED and len(kinds) == 1:
            group = run
        elif self._between(*run[-2:]).startswith(","):
            return
        else:
            group = run[-2:]
        if not any(self._mentions[place].kind == "pronoun" for place in group):
            yield group

    def _commas(self, first: int, second: int) -> bool:
        return self._between(first, second) == ", "

    def _joins(self, first: int, second: int) -> bool:
        return bool(_joining(self._passage.language).fullmatch(self._between(first, second)))

    def _between(self, first: int, second: int) -> str:
        """The words between two mentions of one sentence; none where they are of two."""
        left, right = self._found[first].span, self._found[second].span
        return self._passage.text[left.end : right.start] if left.sentence == right.sentence else ""

    def _outermost(self) -> Iterable[int]:
        """The places of mentions that lie in no other, in text order."""
        order = sorted(range(len(self._found)), key=lambda k: (self._found[k].span.start, -self._found[k].span.end))
        end = -1
        for place in order:
            span = self._found[place].span
            if span.start >= end:
                end = span.end
                yield place


@cache
def _joining(language: str) -> re.Pattern[str]:
    listed = relations(language)
    words, articles = ("|".join(map(re.escape, group)) for group in (listed.joining, listed.articles))
    return re.compile(f",? (?:{words}) (?:(?:{articles}) )?")
