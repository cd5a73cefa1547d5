"""What an article and each of its events are about: PLOVER's contexts, from the model's chance and the words.

An article has a context where the model is sure of it, where the model finds it likely and words of it stand there, or
where many different words of it stand there. An event has those of its article whose words stand in or beside its
sentence.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from lansir.codebook import codebook
from lansir.errors import DataFileError
from lansir.lang import table
from lansir.record import Span
from lansir.resolve.cue_words import Cue, CueWords
from lansir.resolve.passage import Passage

__all__ = ["Contexts", "context_words"]

SURE = 0.6
"""Chance of the model from which no word is needed."""
LIKELY = 0.4
"""Chance from which one word is enough."""
POSSIBLE, POSSIBLE_WORDS = 0.15, 2
"""Chance from which that many words are enough."""
MANY_WORDS, MANY_KINDS = 5, 3
"""Words, and different ones among them, that are enough whatever the model says."""
NEAR = 1
"""Sentences before and behind an event's own in which its contexts are looked for."""
SHOWN = 3


class Contexts:
    """The contexts of a passage; `coded` maps each to how it was found."""

    def __init__(self, passage: Passage, chances: Mapping[str, float]) -> None:
        """Code the article from the model's chances and the words of its sentences."""
        self._sentences = passage.sentences
        self._cues = [_cues(sentence, passage.language) for sentence in passage.sentences]
        found: dict[str, Counter[str]] = {}
        for sentence, cues in zip(passage.sentences, self._cues, strict=True):
            for cue in cues:
                found.setdefault(cue.key, Counter())[sentence.text[cue.start : cue.end].lower()] += 1
        known = [context.context for context in codebook().contexts]
        told = {name: _how(chances.get(name, 0.0), found.get(name, Counter())) for name in known}
        self.coded = {name: how for name, how in told.items() if how}

    def of_sentence(self, number: int) -> dict[str, str]:
        """The article's contexts whose words stand in a sentence or beside it, with those words."""
        told: dict[str, str] = {}
        for place in range(max(0, number - NEAR), min(len(self._sentences), number + NEAR + 1)):
            for cue in self._cues[place]:
                if cue.key in self.coded:
                    told.setdefault(cue.key, self._sentences[place].text[cue.start : cue.end])
        return told


@cache
def context_words(language: str) -> CueWords:
    """The words of each context in a language; DataFileError where the file names no context of the codebook."""
    words = table(language, "contexts", dict[str, list[str]])
    known = {context.context for context in codebook().contexts}
    if unknown := [name for name in words if name not in known]:
        raise DataFileError(f"lang/{language}/contexts.yaml: {unknown[0]!r} is no context of codebook/contexts.yaml")
    return CueWords(words)


def _cues(sentence: Span, language: str) -> Sequence[Cue]:
    return context_words(language).find(sentence.text)


def _how(chance: float, words: Counter[str]) -> str | None:
    """How a context was found, None where it was not."""
    total = words.total()
    if not (
        chance >= SURE
        or (chance >= LIKELY and total)
        or (chance >= POSSIBLE and total >= POSSIBLE_WORDS)
        or (total >= MANY_WORDS and len(words) >= MANY_KINDS)
    ):
        return None
    told = ", ".join(f'"{word}"' for word, _ in words.most_common(SHOWN))
    return f"by the model {chance:.0%}; words: {told}" if told else f"by the model {chance:.0%}"
