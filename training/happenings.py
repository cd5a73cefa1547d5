"""Fit the weights by which two tellings are taken for one happening: `python -m training.happenings STORE`.

STORE holds the pages of the example world, placed. A logistic regression over pairs of events of tied articles that
both tell a happening of the gold, of one type and stage; written into `lansir/story/same.yaml`, whose comments stay.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.world_gold import Gold, gold_events
from lansir.store import Store
from lansir.story.acts import Act, acts
from lansir.story.happenings import SAME
from lansir.story.likeness import Likeness, likeness

__all__ = ["Fit", "Pairs", "evened", "fit", "halves", "main", "pairs", "precision_recall", "write_weights"]

Matrix = NDArray[np.float64]
PENALTY, STEPS, RATE = 4e-2, 2000, 0.5
"""Of the squared weights of features of unit variance; gradient steps, and their length."""
COMMENT = 24
"""Column at which the comments of the data files stand."""
FEATURES = Likeness.__struct_fields__


class Pairs(NamedTuple):
    """Pairs of events: what they have in common, whether they are one happening, and of which happenings they are."""

    features: Matrix
    same: Matrix
    keys: list[frozenset[str]]


class Fit(NamedTuple):
    """A fitted logistic regression."""

    weights: Matrix
    bias: float

    def chances(self, features: Matrix) -> Matrix:
        """The chance of each row to be a pair."""
        result: Matrix = 1 / (1 + np.exp(-(features @ self.weights + self.bias)))
        return result


def pairs(store: Store, gold: Gold) -> Pairs:
    """Every pair of gold events of one type and stage in two articles that are tied."""
    features, same, keys = [], [], []
    for one, other in _candidates(store):
        first, second = gold.get(one.key), gold.get(other.key)
        if first and second:
            found = likeness(one, other)
            features.append([getattr(found, name) for name in FEATURES])
            same.append(float(bool(first & second)))
            keys.append(first | second)
    return Pairs(np.array(features), np.array(same), keys)


def fit(features: Matrix, same: Matrix, weight: Matrix, penalty: float = PENALTY) -> Fit:
    """Logistic regression by gradient descent, on features of unit variance; `weight` is how much each row counts."""
    share = weight / weight.sum()
    mean, spread = features.mean(0), features.std(0) + 1e-6
    scaled = (features - mean) / spread
    weights, bias = np.zeros(features.shape[1]), 0.0
    for _ in range(STEPS):
        wrong = 1 / (1 + np.exp(-(scaled @ weights + bias))) - same
        weights = weights - RATE * (scaled.T @ (wrong * share) + penalty * weights)
        bias -= RATE * float(wrong @ share)
    return Fit(weights / spread, bias - float((weights * mean / spread).sum()))


def evened(keys: Sequence[frozenset[str]], power: float = 1.0) -> Matrix:
    """How much each pair counts: with `power` 1 all pairs of the same happenings together as much as one."""
    count = Counter(keys)
    return np.array([count[of] ** -power for of in keys])


def precision_recall(found: Fit, features: Matrix, same: Matrix, threshold: float = SAME) -> tuple[float, float]:
    """Precision and recall of the pairs that a fit takes for one happening."""
    taken = found.chances(features) >= threshold
    right = float((same * taken).sum())
    return right / max(1.0, float(taken.sum())), right / max(1.0, float(same.sum()))


def main() -> None:
    """Fit on all pairs and write the weights; print what they do on happenings that were not fitted on."""
    parser = argparse.ArgumentParser(prog="python -m training.happenings", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("store", type=Path, metavar="STORE", help="a store of the example world's pages, placed")
    with Store(parser.parse_args().store) as store:
        found = pairs(store, gold_events(store))
    weight = evened(found.keys)
    for name, first in zip(("even", "odd"), halves(found), strict=True):
        held = fit(found.features[first], found.same[first], weight[first])
        precision, recall = precision_recall(held, found.features[~first], found.same[~first])
        print(f"fitted on the {name} happenings: P {precision:.3f} R {recall:.3f} on pairs of the others")
    write_weights("same.yaml", FEATURES, fit(found.features, found.same, weight))


def _candidates(store: Store) -> Iterator[tuple[Act, Act]]:
    articles = [row[0] for row in store.connection.execute("SELECT article FROM placed ORDER BY article")]
    told = acts(store.connection, articles)
    for row in store.connection.execute("SELECT article, other FROM tie ORDER BY article, other"):
        for one in told.get(row[0], []):
            for other in told.get(row[1], []):
                apart = one.sentence == other.sentence and one.offset != other.offset
                if (one.type, one.stage) == (other.type, other.stage) and not apart:
                    yield one, other


def halves(found: Pairs) -> list[NDArray[np.bool_]]:
    """Which pairs tell a happening of one half of the keys, and which one of the other half."""
    keys = sorted({key for of in found.keys for key in of})
    return [np.array([bool(of & set(half)) for of in found.keys]) for half in (keys[::2], keys[1::2])]


def write_weights(name: str, features: Sequence[str], found: Fit) -> None:
    """Write a fit into a data file of `lansir.story`; its comments stay."""
    path = Path(str(files("lansir.story").joinpath(name)))
    text = path.read_text(encoding="utf-8")
    for feature, weight in (("bias", found.bias), *zip(features, found.weights, strict=True)):
        pattern = rf"(?m)^( *{feature}:) *[-.\d]+ *(?=(#|$))"
        text = re.sub(pattern, lambda line, value=weight: _line(line, value), text)  # type: ignore[misc]
    path.write_text(text, encoding="utf-8")


def _line(line: re.Match[str], weight: float) -> str:
    """A name with its weight, the comment behind where it stood."""
    written = f"{line[1]} {weight:.2f}"
    return f"{written:<{COMMENT}}" if line[2] else written


if __name__ == "__main__":
    main()
