"""Choose the decoding thresholds of a model: `python -m training.tune ANNOTATION_DIR MODEL_DIR`.

One number at a time, on the development part: the value with the best sum of the F1s in `AIMS` is kept; there is a
second round where the first was worth it. The transformer runs once for each of `ROUNDINGS`, of which the mean
counts; only decoding and assembly run again. Then the operating points `precision` and `recall`: what they change of
the balanced numbers, chosen in one round for the best sum of F0.5 and of F2 of the aims that `LEANING` names.
"""

import argparse
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from bench.accuracy.corpus import Sample, Scorer, samples
from lansir.annotate import annotation_of, article_of
from lansir.encoder.model import Model, ModelCard, Point, States, load_model, transformer
from lansir.reader import read_article
from lansir.record import Record
from training.card import write_card

__all__ = ["GRID", "Tuning"]

AIMS = ("mentions typed", "times value", "statements whole", "events", "events status", "events whole", "arguments")
GRID: dict[str, tuple[float, ...]] = {
    "threshold/actor": (0.1, 0.15, 0.2, 0.3, 0.4),
    "threshold/recipient": (0.1, 0.15, 0.2, 0.3, 0.4),
    "threshold/elided_actor": (0.2, 0.3, 0.4, 0.5, 0.6),
    "threshold/elided_recipient": (0.2, 0.3, 0.4, 0.5, 0.6),
    "threshold/none": (0.3, 0.4, 0.5, 0.6, 0.75),
    "bias/trigger": (-0.5, 0.0, 0.5, 1.0, 1.5),
    "bias/mention": (-0.5, 0.0, 0.5),
    "bias/content": (0.0, 0.5, 1.0),
    "bias/inner_content": (0.0, 0.5, 1.0),
    "bias/time": (-0.5, 0.0, 0.5),
}
LEANING = ("statements whole", "events", "events status", "events whole", "arguments")
POINT_GRID: dict[Point, dict[str, tuple[float, ...]]] = {
    "precision": {
        "threshold/trigger": (0.15, 0.3, 0.4, 0.5, 0.6),
        "threshold/none": (0.1, 0.2, 0.3),
        "threshold/content": (0.2, 0.4, 0.6),
        "bias/content": (-1.0, -0.5),
    },
    "recall": {
        "bias/trigger": (1.5, 2.0, 2.5, 3.0),
        "threshold/none": (0.6, 0.75, 0.9),
        "bias/content": (1.0, 1.5, 2.0),
        "bias/inner_content": (1.0, 1.5),
        "threshold/actor": (0.1, 0.15),
        "threshold/recipient": (0.1, 0.15),
    },
}
BETA: dict[Point, float] = {"precision": 0.5, "recall": 2.0}
ROUNDINGS: tuple[tuple[str, ...], ...] = ((), ("SkipLayerNormFusion",))
"""Fusions of onnxruntime that are not made. With and without, a state differs by a tenth from rounding to 8 bits alone,
and whole events by .02: what is best for one of them is best by chance."""
ROUNDS = 2
WORTH = 1e-3
"""Gain of a round below which no other follows."""


class Tuning:
    """The development part, and the model's states of it."""

    def __init__(self, annotation: Path, folder: Path) -> None:
        self.samples = samples(annotation, "development")
        self.scorer = Scorer(annotation)
        self.model = load_model(folder)
        self.roundings = [held(transformer(folder / "encoder.onnx", 0, apart)) for apart in ROUNDINGS]

    def measure(self, card: ModelCard, aims: tuple[str, ...] = AIMS, beta: float = 1.0) -> float:
        """Mean over the roundings of the sum of the F-scores that count; `beta` above 1 weighs recall more."""
        sums = [self._measure(card, states, aims, beta) for states in self.roundings]
        return sum(sums) / len(sums)

    def _measure(self, card: ModelCard, states: States, aims: tuple[str, ...], beta: float) -> float:
        model = Model(card, self.model.tokenizer, self.model.heads, states)
        totals = {name: [0.0, 0.0, 0.0] for name in aims}
        for sample in self.samples:
            record = read_article(*article_of(sample.document), model)
            counts = self.scorer.counts(predicted_sample(sample, record))
            for name in aims:
                totals[name] = [a + b for a, b in zip(totals[name], counts[name], strict=True)]
        square = beta**2
        return sum((1 + square) * hit / max(have + square * want, 1.0) for hit, have, want in totals.values())

    def run(self) -> ModelCard:
        """The card with the best thresholds found."""
        card, best = self.model.card, self.measure(self.model.card)
        print(f"before: {best:.4f}", flush=True)
        for round_ in range(1, ROUNDS + 1):
            before = best
            for name, values in GRID.items():
                for value in values:
                    tried = card.with_value(name, value)
                    score = self.measure(tried) if tried != card else best
                    if score > best + 1e-4:
                        card, best = tried, score
                        print(f"round {round_}: {name} = {value}: {best:.4f}", flush=True)
            if best - before < WORTH:
                break
        return card

    def point(self, card: ModelCard, name: Point) -> dict[str, float]:
        """What an operating point changes of the balanced card."""
        changes: dict[str, float] = {}
        best = self.measure(card, LEANING, BETA[name])
        for number, values in POINT_GRID[name].items():
            for value in values:
                tried = msgspec.structs.replace(card, points={name: changes | {number: value}}).at(name)
                if (score := self.measure(tried, LEANING, BETA[name])) > best + 1e-4:
                    changes, best = changes | {number: value}, score
        print(f"{name}: {changes}: {best:.4f}", flush=True)
        return changes


def held(states: States) -> States:
    """The same states, each window's run once."""
    known: dict[tuple[int, ...], NDArray[np.float32]] = {}

    def again(ids: list[int]) -> NDArray[np.float32]:
        key = tuple(ids)
        if key not in known:
            known[key] = states(ids)
        return known[key]

    return again


def predicted_sample(sample: Sample, record: Record) -> Sample:
    """The sample with a record as its prediction."""
    predicted = annotation_of(record, sample.document, article_of(sample.document)[1])
    return Sample(sample.document, sample.gold, predicted)


def main() -> None:
    """Read the options, tune, and write the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotation", type=Path, help="folder with text/, gold/ and score.py")
    parser.add_argument("model", type=Path, help="folder of the model")
    options = parser.parse_args()
    tuning = Tuning(options.annotation, options.model)
    card = tuning.run()
    points = {name: tuning.point(card, name) for name in POINT_GRID}
    write_card(msgspec.structs.replace(card, points=points), options.model)


if __name__ == "__main__":
    main()
