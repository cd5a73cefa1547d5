"""Choose the decoding thresholds of a model: `python -m training.tune ANNOTATION_DIR MODEL_DIR`.

One number at a time, on the development part: the value with the best sum of the figures in `AIMS` is kept; there is a
second round where the first was worth it. What counts is the mean of two roundings (`training.roundings`). Then the
operating points `precision` and `recall`: what they change of the balanced numbers, chosen in one round for the best
sum of F0.5 and of F2 of the aims that `LEANING` names.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import msgspec

from bench.accuracy.corpus import Counts
from bench.accuracy.rates import is_share, tally_of
from lansir.encoder.model import ModelCard, Point
from training.card import write_card
from training.roundings import Roundings

__all__ = ["GRID", "Tuning"]

AIMS = {
    "mentions typed": 1.0,
    "entities B3 precision": 0.5,
    "entities B3 recall": 0.5,
    "times value": 1.0,
    "statements whole": 1.0,
    "events": 1.0,
    "events status": 1.0,
    "events whole": 1.0,
    "arguments": 1.0,
}
"""Figure -> what it counts."""
GRID: dict[str, tuple[float, ...]] = {
    "threshold/actor": (0.1, 0.15, 0.2, 0.3, 0.4),
    "threshold/recipient": (0.1, 0.15, 0.2, 0.3, 0.4),
    "threshold/elided_actor": (0.2, 0.3, 0.4, 0.5, 0.6),
    "threshold/elided_recipient": (0.2, 0.3, 0.4, 0.5, 0.6),
    "threshold/none": (0.3, 0.4, 0.5, 0.6, 0.75),
    "bias/trigger": (-0.5, 0.0, 0.5, 1.0, 1.5),
    "bias/mention": (-0.5, 0.0, 0.5),
    "threshold/content": (0.0, 0.2, 0.3, 0.4, 0.5),
    "bias/content": (0.0, 0.5, 1.0),
    "bias/inner_content": (0.0, 0.5, 1.0),
    "bias/time": (-0.5, 0.0, 0.5),
    "bias/first_mention": (0.0, 0.25, 0.5, 0.75, 1.0),
}
LEANING = dict.fromkeys(("statements whole", "events", "events status", "events whole", "arguments"), 1.0)
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
ROUNDS = 2
WORTH = 1e-3
"""Gain of a round below which no other follows."""


class Tuning:
    """A model's numbers, tried on annotated articles."""

    def __init__(self, roundings: Roundings) -> None:
        """Begin with the numbers of the model's card."""
        self.roundings = roundings
        self.card = roundings.model.card

    def measure(self, card: ModelCard, aims: Mapping[str, float] = AIMS, beta: float = 1.0) -> float:
        """Mean over the roundings of the sum of what counts; `beta` above 1 weighs recall more."""
        sums = [_sum(counts, aims, beta) for counts in self.roundings.counts(card)]
        return sum(sums) / len(sums)

    def run(self) -> ModelCard:
        """The card with the best thresholds found."""
        card, best = self.card, self.measure(self.card)
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


def _sum(counts: list[Counts], aims: Mapping[str, float], beta: float) -> float:
    return sum(weight * _figure(counts, name, beta) for name, weight in aims.items())


def _figure(counts: list[Counts], name: str, beta: float) -> float:
    """F-score of a measure over documents, or its share where it is one."""
    hit, have, _, want = (sum(column) for column in zip(*(tally_of(one, name) for one in counts), strict=True))
    square = 0.0 if is_share(name) else beta**2
    return (1 + square) * hit / max(have + square * want, 1.0)


def main() -> None:
    """Read the options, tune, and write the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotation", type=Path, help="folder with text/, gold/ and score.py")
    parser.add_argument("model", type=Path, help="folder of the model")
    options = parser.parse_args()
    tuning = Tuning(Roundings(options.annotation, options.model))
    card = tuning.run()
    points = {name: tuning.point(card, name) for name in POINT_GRID}
    write_card(msgspec.structs.replace(card, points=points), options.model)


if __name__ == "__main__":
    main()
