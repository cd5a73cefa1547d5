"""Synthetic texts in which copies are planted, without the model: the example world, told again in other words.

Some of the world's texts copy or abridge another; in each telling they do so again. On top of these, texts come once
more with some of their words replaced.
"""

import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from bench.race.exchange import Corpus
from bench.synthetic_words import CopyWords, Lexicon, Text, lexicon
from lansir.examples.world import WorldText, world
from lansir.examples.world.texts import outlets

__all__ = ["Found", "Planted", "judged", "planted"]

NAME = re.compile(r"\b[A-Z]\w+(?: [A-Z]\w+)*")
WORD = re.compile(r"\w+")
TAKEN = ("copy", "abridged")
BASE = ("wire", "report", "rewrite")
REPLACED = {"5% of words replaced": 0.05, "15% of words replaced": 0.15}
EVERY = 5
"""Of so many texts one comes again with words replaced, in each of both ways."""
GROUPS, WEEKS = 8, 0


class Planted(NamedTuple):
    """The texts; of each pair that was planted how the later one came about; and the family that each text is of."""

    corpus: Corpus
    pairs: dict[tuple[int, int], str]
    families: list[str]


class Found(NamedTuple):
    """Shares: of the found pairs that are of one family, of the planted ones that were found, of these by how."""

    precision: float
    recall: float
    by_kind: dict[str, float]


def planted(most: int, seed: int = 1) -> Planted:
    """So many texts, always the same for a seed."""
    told: list[_Told] = list(islice(_tellings(seed), most))
    places = {one.key: number for number, one in enumerate(told)}
    pairs = {
        (min(number, other), max(number, other)): one.how
        for number, one in enumerate(told)
        if one.source and (other := places.get(one.source)) is not None
    }
    return Planted(Corpus([one.text for one in told]), pairs, [one.family for one in told])


def judged(found: Sequence[tuple[int, int]], right: Planted) -> Found:
    """How good the found pairs are."""
    every = {(min(pair), max(pair)) for pair in found}
    one_family = sum(right.families[one] == right.families[other] for one, other in every)
    kinds = {
        how: [pair in every for pair, kind in right.pairs.items() if kind == how]
        for how in sorted(set(right.pairs.values()))
    }
    hits = sum(sum(verdicts) for verdicts in kinds.values())
    shares = {how: sum(verdicts) / len(verdicts) for how, verdicts in kinds.items()}
    return Found(one_family / max(1, len(every)), hits / max(1, len(right.pairs)), shares)


class _Told(NamedTuple):
    """A text with its key, the key of what it was taken from and how, and its family."""

    key: str
    text: str
    source: str | None
    how: str
    family: str


def _tellings(seed: int) -> Iterator[_Told]:
    """All texts of the world that are no translation and no other version, telling after telling."""
    words, chance = _lexicon(), random.Random(seed)
    known = [text for text in world().values() if text.kind in (*TAKEN, *BASE)]
    copy = 0
    while True:
        say = CopyWords(words, seed, copy, copy % GROUPS, WEEKS)
        for number, text in enumerate(known):
            told = "\n".join(say.words(paragraph, _language(text)) for paragraph in text.paragraphs)
            key, family = f"{copy}/{text.id}", f"{copy}/{_family(text)}"
            taken = text.from_ if text.kind in TAKEN else None
            yield _Told(key, told, f"{copy}/{taken}" if taken else None, text.kind, family)
            if number % EVERY == 0 and not taken:
                for how, share in REPLACED.items():
                    yield _Told(f"{key}/{how}", _replaced(told, share, chance), key, how, family)
        copy += 1


def _replaced(text: str, share: float, chance: random.Random) -> str:
    """The text with such a share of its words replaced by others of it, by chance."""
    every = WORD.findall(text)
    return WORD.sub(lambda word: chance.choice(every) if chance.random() < share else word[0], text)


def _family(text: WorldText) -> str:
    """The text that it comes from, through whatever others."""
    while text.from_:
        text = world()[text.from_]
    return text.id


@cache
def _lexicon() -> Lexicon:
    """What the words are drawn from; a name is what is written with capitals within a paragraph."""
    texts = [
        Text(_language(text), words, [name[0] for name in NAME.finditer(words, 1)])
        for text in world().values()
        for words in text.paragraphs
    ]
    return lexicon(texts, (outlet.name for outlet in outlets().values()))


def _language(text: WorldText) -> str:
    return outlets()[text.outlet].language
