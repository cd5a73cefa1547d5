"""A dictionary coder in the manner of the older event data: trigger words give the type, the nearest names the slots.

The dictionary is learned: stems of up to three words that are a trigger of one type in most of the places where they
stand. Where actor and recipient stand, and the status, are what they mostly are for that form of the words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import NamedTuple

from bench.peers.exchange import Act, Answerer, Found, Lesson, Settings, Spot, Text

__all__ = ["prepare"]

LONGEST = 3
STEMMERS = {"en": "english", "id": "indonesian"}
WORD = re.compile(r"\w+")
Key = tuple[str, ...]
Stem = Callable[[str], str]


class Manner(NamedTuple):
    """How an act is told: its type and status, and on which side of the trigger each slot stands."""

    type: str
    status: str
    actor: str
    recipient: str


class Words(NamedTuple):
    """A sentence's words: spans, forms in lower case, stems."""

    spans: list[tuple[int, int]]
    forms: list[str]
    stems: list[str]

    def keys(self, at: int) -> Iterator[tuple[int, Key, Key]]:
        """Length, stems and forms of the runs of words that begin at a word, longest first."""
        for n in range(min(LONGEST, len(self.forms) - at), 0, -1):
            yield n, tuple(self.stems[at : at + n]), tuple(self.forms[at : at + n])


class Dictionary:
    """The patterns of one language."""

    def __init__(self, stem: Stem, least_times: int, least_share: float) -> None:
        self.stem = stem
        self.least = least_times, least_share
        self.seen: Counter[Key] = Counter()
        self.acts: dict[Key, list[Manner]] = defaultdict(list)
        self.formed: dict[Key, list[Manner]] = defaultdict(list)

    def learn(self, lesson: Lesson) -> None:
        """Count the words of a document, and those that are triggers."""
        for i, sentence in enumerate(lesson.text.sentences):
            words = self.words(sentence)
            triggers = {act.trigger[1:]: act for act in lesson.acts if act.trigger[0] == i}
            for at in range(len(words.forms)):
                for n, stems, forms in words.keys(at):
                    self.seen[stems] += 1
                    act = triggers.get((words.spans[at][0], words.spans[at + n - 1][1]))
                    if act:
                        self.acts[stems].append(_manner(act))
                        self.formed[forms].append(_manner(act))

    def pattern(self, stems: Key, forms: Key) -> Manner | None:
        """What the words mean, None where they are mostly no trigger of one type."""
        told = Counter(manner.type for manner in self.acts.get(stems, ())).most_common(1)
        if not told or told[0][1] < self.least[0] or told[0][1] < self.least[1] * self.seen[stems]:
            return None
        near = [manner for manner in self.formed.get(forms, ()) if manner.type == told[0][0]]
        known = near or [manner for manner in self.acts[stems] if manner.type == told[0][0]]
        return Manner(*(Counter(row).most_common(1)[0][0] for row in zip(*known, strict=True)))

    def words(self, sentence: str) -> Words:
        """The sentence cut into words."""
        found = list(WORD.finditer(sentence))
        forms = [word[0].lower() for word in found]
        return Words([word.span() for word in found], forms, [self.stem(form) for form in forms])


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns the dictionaries; a pattern has been a trigger `least_times` times, in `least_share` of its places."""
    stemmer = import_module("snowballstemmer").stemmer
    least = settings["least_times"], settings["least_share"]
    known = {lang: Dictionary(stemmer(name).stemWord, *least) for lang, name in STEMMERS.items()}
    for lesson in lessons:
        known[lesson.text.lang].learn(lesson)

    def answer(text: Text) -> Found:
        return Found(acts=[act for i in range(len(text.sentences)) for act in _acts(text, i, known[text.lang])])

    return answer


def _acts(text: Text, i: int, known: Dictionary) -> Iterator[Act]:
    words = known.words(text.sentences[i])
    mentions = [spot for spot in text.mentions if spot[0] == i]
    at = 0
    while at < len(words.forms):
        hits = ((n, known.pattern(stems, forms)) for n, stems, forms in words.keys(at))
        n, manner = next(((n, manner) for n, manner in hits if manner), (1, None))
        if manner:
            trigger = i, words.spans[at][0], words.spans[at + n - 1][1]
            slots = (_nearest(mentions, trigger, side) for side in (manner.actor, manner.recipient))
            yield Act(trigger, manner.type, manner.status, *slots)
        at += n


def _manner(act: Act) -> Manner:
    return Manner(act.type, act.status, _side(act.actors, act.trigger), _side(act.recipients, act.trigger))


def _side(slots: Sequence[Spot], trigger: Spot) -> str:
    near = [slot for slot in slots if slot[0] == trigger[0]]
    return ("left" if near[0][1] < trigger[1] else "right") if near else "none"


def _nearest(mentions: Sequence[Spot], trigger: Spot, side: str) -> list[Spot]:
    if side == "left":
        return [spot for spot in mentions if spot[2] <= trigger[1]][-1:]
    return [spot for spot in mentions if spot[1] >= trigger[2]][:1] if side == "right" else []
