"""Fit the weights by which marked pairs are coded: `python -m training.pairs ANNOTATION_DIR MODEL_DIR`.

Six numbers (`lansir.encoder.pairs.WEIGHTS`), on the marked pairs of the development part: those that make the types
of the annotation likeliest. What is printed as "apart" is measured on documents that the numbers were not fitted on.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from bench.accuracy.corpus import samples
from bench.gold_pairs import GoldPair, gold_pairs
from lansir.encoder.model import Model, load_model
from lansir.encoder.pairs import NOTHING, WEIGHTS, PairEvidence, mix
from lansir.pairs import pair_evidence
from training.card import write_card

__all__ = ["Known", "fit_pairs", "mean_loss"]

START = (1.0, 1.0, 1.0, 1.0, 0.0, 1.0)
PRIOR = 0.02
"""Weight of the squared distance from `START`, a pair."""
FIRST_STEP, LAST_STEP, WORTH = 0.5, 0.03, 1e-4


class Known(NamedTuple):
    """A marked pair with what the model says of it."""

    pair: GoldPair
    found: PairEvidence


def known_pairs(pairs: Sequence[GoldPair], model: Model) -> list[Known]:
    """The evidence of every pair."""
    return [
        Known(pair, pair_evidence(pair.text, pair.actor, pair.recipient, lang=pair.language, model=model))
        for pair in pairs
    ]


def mean_loss(known: Sequence[Known], model: Model, numbers: Sequence[float]) -> float:
    """Mean of minus the log of the chance that the right types get together."""
    weights = dict(zip(WEIGHTS, map(float, numbers), strict=True))
    told = ((row.pair.statuses or {NOTHING: ""}, mix(row.found, model, weights).types) for row in known)
    return -float(np.mean([np.log(max(sum(types[name] for name in right), 1e-9)) for right, types in told]))


def fit_pairs(known: Sequence[Known], model: Model) -> dict[str, float]:
    """The numbers that make the annotation likeliest, with a light prior; found by steps that grow finer."""
    best, step = list(START), FIRST_STEP
    least = _loss(known, model, best)
    while step >= LAST_STEP:
        before = least
        for place in range(len(best)):
            for moved in (step, -step):
                tried = [*best[:place], best[place] + moved, *best[place + 1 :]]
                if (loss := _loss(known, model, tried)) < least:
                    best, least = tried, loss
        if before - least < WORTH:
            step /= 2
    return {name: round(value, 3) for name, value in zip(WEIGHTS, best, strict=True)}


def _loss(known: Sequence[Known], model: Model, numbers: Sequence[float]) -> float:
    apart = sum((number - start) ** 2 for number, start in zip(numbers, START, strict=True))
    return mean_loss(known, model, numbers) + PRIOR * apart


def main() -> None:
    """Read the options, fit, and write the numbers into model.json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotation", type=Path, help="folder with text/, gold/ and score.py")
    parser.add_argument("model", type=Path, help="folder of the model")
    options = parser.parse_args()
    model = load_model(options.model)
    known = known_pairs(gold_pairs(samples(options.annotation, "development")), model)
    names = sorted({row.pair.document for row in known})
    first = [row for row in known if row.pair.document in names[::2]]
    others = [row for row in known if row.pair.document not in names[::2]]
    apart = mean_loss(others, model, list(fit_pairs(first, model).values()))
    weights = fit_pairs(known, model)
    print(f"{len(known)} pairs: loss {mean_loss(known, model, START):.3f} before, {apart:.3f} apart, {weights}")
    write_card(msgspec.structs.replace(model.card, pairs=weights), options.model)


if __name__ == "__main__":
    main()
