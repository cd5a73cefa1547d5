"""Fit the weights by which one occurrence is taken for what came of another: `python -m training.outcomes STORE`.

STORE holds the pages of the example world, placed. A logistic regression over pairs of occurrences of one story that
both tell happenings of the gold; written into `lansir/story/outcomes.yaml`, whose comments stay.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.world_gold import gold_occurrences, gold_outcomes
from lansir.store import Store
from lansir.story.outcomes import Happening, Promise, candidates, happenings, may_follow, outcome_rules, promise
from training.happenings import Pairs, evened, fit, halves, precision_recall, write_weights

__all__ = ["main", "outcome_pairs"]

PENALTY, POWER = 4e-2, 0.5
FEATURES = Promise.__struct_fields__


def outcome_pairs(store: Store) -> Pairs:
    """Every occurrence ahead with every one that could be what came of it, both telling a happening of the gold."""
    gold = {(row.ahead, row.result) for row in gold_outcomes() if row.kind == "happened"}
    named = gold_occurrences(store)
    features, same, keys = [], [], []
    for ahead, result in _candidates(store, named):
        found, pair = promise(ahead, result), (named[ahead.key], named[result.key])
        features.append([getattr(found, name) for name in FEATURES])
        same.append(float(pair in gold))
        keys.append(frozenset([pair[0]]))
    return Pairs(np.array(features), np.array(same), keys)


def main() -> None:
    """Fit on all pairs and write the weights; print what they do on announcements that were not fitted on."""
    parser = argparse.ArgumentParser(prog="python -m training.outcomes", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("store", type=Path, metavar="STORE", help="a store of the example world's pages, placed")
    with Store(parser.parse_args().store) as store:
        found = outcome_pairs(store)
    weight = evened(found.keys, POWER)
    threshold = outcome_rules().threshold
    for name, first in zip(("even", "odd"), halves(found), strict=True):
        held = fit(found.features[first], found.same[first], weight[first], PENALTY)
        precision, recall = precision_recall(held, found.features[~first], found.same[~first], threshold)
        print(f"fitted on the {name} announcements: P {precision:.3f} R {recall:.3f} on pairs of the others")
    write_weights("outcomes.yaml", FEATURES, fit(found.features, found.same, weight, PENALTY))


def _candidates(store: Store, named: dict[int, str]) -> Iterator[tuple[Happening, Happening]]:
    every = happenings(store.connection, named)
    for ahead in every.values():
        for key in candidates(store.connection, ahead) if ahead.stage == "ahead" else ():
            result = every.get(key)
            if result is not None and result.stage == "happened" and may_follow(ahead, result):
                yield ahead, result


if __name__ == "__main__":
    main()
