"""A model's readings of annotated articles, with its transformer computed in each of several roundings to 8 bits.

A state differs by a tenth from rounding alone, and whole events of the development part by .02: a figure of one
rounding is good or bad by chance. The transformer runs once for each window and rounding; decoding and assembly run
anew for each card.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.accuracy.corpus import Counts, Sample, Scorer, samples
from bench.parts import Part
from lansir.annotate import annotation_of, article_of
from lansir.encoder.model import SLOWER, Model, ModelCard, States, load_model, transformer
from lansir.reader import read_article

__all__ = ["ROUNDINGS", "Roundings"]

ROUNDINGS: tuple[tuple[str, ...], ...] = (SLOWER, ())
"""Fusions of onnxruntime that are not made: as the reader computes it, and with all fusions."""


class Roundings:
    """Annotated articles, a model, and the model's states of them."""

    def __init__(self, annotation: Path, folder: Path, part: Part = "development") -> None:
        """Of the model of this folder; InputError where there are no annotated articles."""
        self.samples = samples(annotation, part)
        self.scorer = Scorer(annotation)
        self.model = load_model(folder)
        self._states = [_held(transformer(folder / "encoder.onnx", 0, apart)) for apart in ROUNDINGS]

    def counts(self, card: ModelCard) -> list[list[Counts]]:
        """What the scorer counts in each document, for each rounding, decoded with this card."""
        return [[self._counted(card, states, sample) for sample in self.samples] for states in self._states]

    def _counted(self, card: ModelCard, states: States, sample: Sample) -> Counts:
        model = Model(card, self.model.tokenizer, self.model.heads, states)
        article, sentences = article_of(sample.document)
        predicted = annotation_of(read_article(article, sentences, model), sample.document, sentences)
        return self.scorer.counts(Sample(sample.document, sample.gold, predicted))


def _held(states: States) -> States:
    """The same states, each window's run once."""
    known: dict[tuple[int, ...], NDArray[np.float32]] = {}

    def again(ids: list[int]) -> NDArray[np.float32]:
        key = tuple(ids)
        if key not in known:
            known[key] = states(ids)
        return known[key]

    return again
