"""Fit the confidences of a model: `python -m training.calibrate ANNOTATION_DIR MODEL_DIR`.

Reads the development part with the shipped reader, asks of every mention, statement and event whether it was right, and
fits the two numbers of Platt's scaling for each (`lansir.encoder.calibration`). What is printed under "apart" is
the calibration error when the numbers are fitted on every second item and measured on the others.
"""

import argparse
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from bench.accuracy.calibration import Judged, expected_error, judge
from bench.accuracy.corpus import Scorer, samples
from lansir.annotate import article_of
from lansir.encoder.calibration import calibrated
from lansir.encoder.model import ModelCard, load_model
from lansir.reader import read_article
from training.card import write_card

__all__ = ["fit_platt"]

KINDS = {"mentions": "mention", "statements": "statement", "events": "event"}
STEPS = 50


def fit_platt(judged: list[Judged]) -> tuple[float, float]:
    """Slope and intercept that make the chances likeliest, by Newton's method with a light prior on (1, 0)."""
    chances = np.clip(np.array([chance for chance, _ in judged]), 1e-6, 1 - 1e-6)
    right = np.array([float(hit) for _, hit in judged])
    features: NDArray[np.float64] = np.stack([np.log(chances / (1 - chances)), np.ones_like(chances)], axis=1)
    weights, start = np.array([1.0, 0.0]), np.array([1.0, 0.0])
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (guess - right) + (weights - start)
        curve = features.T @ (features * (guess * (1 - guess))[:, None]) + np.eye(2)
        weights = weights - np.linalg.solve(curve, slope)
    return float(weights[0]), float(weights[1])


def _apart(judged: list[Judged]) -> float:
    """Calibration error of every second item with the numbers of the others."""
    table = {"x": fit_platt(judged[::2])}
    return expected_error([(calibrated(table, "x", chance), hit) for chance, hit in judged[1::2]]).error


def main() -> None:
    """Read the options, fit, and write the numbers into model.json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotation", type=Path, help="folder with text/, gold/ and score.py")
    parser.add_argument("model", type=Path, help="folder of the model that the package ships")
    options = parser.parse_args()
    card = msgspec.json.decode((options.model / "model.json").read_bytes(), type=ModelCard)
    model = msgspec.structs.replace(load_model(options.model), card=msgspec.structs.replace(card, calibration={}))
    known = samples(options.annotation, "development")
    records = [read_article(*article_of(sample.document), model) for sample in known]
    judged = judge(known, records, Scorer(options.annotation))
    table = {name: fit_platt(judged[rows]) for rows, name in KINDS.items()}
    for rows, name in KINDS.items():
        before, apart = expected_error(judged[rows]).error, _apart(judged[rows])
        print(f"{name}: {len(judged[rows])} items, error {before:.3f} before, {apart:.3f} apart, numbers {table[name]}")
    write_card(msgspec.structs.replace(card, calibration=table), options.model)


if __name__ == "__main__":
    main()
