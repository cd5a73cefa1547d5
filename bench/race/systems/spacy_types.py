"""spaCy's text classifier over words and pairs of words, taught with the joined pairs of the lessons.

It begins empty, as a pipeline of no one language: Indonesian and English go into one. Of spaCy's classifiers this is
the fastest, and on the training part the others were no better.
"""

import random
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from bench.peers.exchange import Answerer, Lesson, Pair, Settings, Word
from bench.peers.passages import marked

__all__ = ["classifier", "prepare"]

SEED = 1
BATCH = 32
BAG = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": True,
    "ngram_size": 2,
    "no_output_layer": False,
    "length": 32768,
}


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns in so many `epochs`."""
    typed = classifier([pair for lesson in lessons for pair in lesson.pairs if pair.types], settings["epochs"])
    return lambda pair: Word(typed([marked(pair)])[0])


def classifier(taught: Sequence[Pair], epochs: int) -> Callable[[Sequence[str]], list[str]]:
    """What gives the likeliest type of each of some passages in which a pair is marked."""
    spacy, example = import_module("spacy"), import_module("spacy.training").Example
    spacy.util.fix_random_seed(SEED)
    nlp, types = spacy.blank("xx"), sorted({pair.types[0] for pair in taught})
    layer = nlp.add_pipe("textcat", config={"model": BAG})
    for name in types:
        layer.add_label(name)
    examples = [example.from_dict(nlp.make_doc(marked(one)), {"cats": _cats(types, one)}) for one in taught]
    _learn(nlp, examples, epochs)
    return lambda passages: [max(parsed.cats, key=parsed.cats.get) for parsed in nlp.pipe(passages)]


def _cats(types: Sequence[str], pair: Pair) -> dict[str, float]:
    return {name: float(name == pair.types[0]) for name in types}


def _learn(nlp: Any, examples: list[Any], epochs: int) -> None:  # noqa: ANN401 - spaCy is not there when types are checked
    optimizer, chance = nlp.initialize(lambda: examples), random.Random(SEED)
    for _ in range(epochs):
        chance.shuffle(examples)
        for start in range(0, len(examples), BATCH):
            nlp.update(examples[start : start + BATCH], sgd=optimizer)
