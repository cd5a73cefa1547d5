"""How well the example world is put together: copies, origins, stories, occurrences, conflicts, outcomes.

`python -m bench.stories [--json] [--store STORE]`. The thresholds of `lansir/story` were set, and the weights of
`same.yaml` and `outcomes.yaml` fitted, on this very world; what is marked as held out was fitted on one half of its
happenings and measured on the other.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench.markdown import describe
from bench.partitions import Rates, b_cubed, pairwise, rates
from bench.world_gold import fill, gold_conflicts, gold_events, gold_occurrences, gold_outcomes, tellings, texts
from lansir.examples.world import WorldText, world
from lansir.examples.world.texts import outlets
from lansir.keys import key_of
from lansir.page.outlets import plain
from lansir.store import Store
from lansir.story.conflicts import conflicts, figures
from lansir.story.reading import occurrence
from training.happenings import evened, fit, halves, pairs, precision_recall

__all__ = ["main", "measure"]

COPIES = ("copy", "abridged")
NOTE = "Fitted on this world, but for what is held out."


def measure(store: Store) -> dict[str, Any]:
    """Every figure, by part."""
    return {
        "note": NOTE,
        "pairs of articles": [*_ties(store)],
        "origins": [*_origins(store)],
        "groups": [*_groups(store)],
        "tellings": _tellings(store),
        "conflicts and outcomes": [*_consequences(store)],
    }


def main() -> None:
    """Read the world into a store of its own, place it, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.stories", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--store", type=Path, help="a store of the world's pages that is there already, placed")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = given.store or Path(folder) / "world.db"
        with Store(path, write=not given.store) as store:
            if not given.store:
                fill(store)
            found = measure(store)
    print(json.dumps(found, indent=2) if given.json else describe(found))


def _row(name: str, found: Rates, **more: object) -> dict[str, object]:
    return {"": name, "P": found.precision, "R": found.recall, "F1": found.f1, **more}


def _family(text: WorldText, kinds: tuple[str, ...]) -> str:
    """The text that another comes from through texts of these kinds."""
    while text.kind in kinds and text.from_:
        text = world()[text.from_]
    return text.id


def _ties(store: Store) -> Iterator[dict[str, object]]:
    told = texts(store)
    keys = {text.id: key for key, text in told.items()}
    versions = ("update", "correction")
    for name, kinds, ties in (
        ("copies and abridgements", COPIES, COPIES),
        ("translations", ("translation",), ("translation",)),
    ):
        family = {key: _family(text, (*COPIES, "translation", *versions)) for key, text in told.items()}
        gold = {frozenset([key, keys[text.from_]]) for key, text in told.items() if text.kind in kinds and text.from_}
        marks = ", ".join("?" * len(ties))
        rows = store.connection.execute(f"SELECT article, other FROM tie WHERE kind IN ({marks})", ties)
        found = {frozenset(row) for row in rows}
        right = sum(family[one] == family[other] for one, other in map(tuple, found))
        yield _row(name, Rates(right / max(1, len(found)), len(found & gold) / max(1, len(gold))), gold=len(gold))


def _origins(store: Store) -> Iterator[dict[str, object]]:
    placed = dict(store.connection.execute("SELECT article, origin FROM placed").fetchall())
    right: dict[str, list[bool]] = defaultdict(list)
    for key, text in texts(store).items():
        verdict = placed[key] == plain(outlets()[text.origin].name)
        right["all"].append(verdict)
        right[text.kind].append(verdict)
    for kind, verdicts in sorted(right.items()):
        yield {"": kind, "articles": len(verdicts), "right": sum(verdicts) / len(verdicts)}


def _groups(store: Store) -> Iterator[dict[str, object]]:
    story = {row[0]: row[1] for row in store.connection.execute("SELECT article, story FROM placed")}
    gold_story = {key: frozenset([text.story]) for key, text in texts(store).items()}
    happened = {row[0]: row[1] for row in store.connection.execute("SELECT event, occurrence FROM occurrence_event")}
    gold = gold_events(store)
    measures: tuple[tuple[str, Callable[..., Rates]], ...] = (("pairs", pairwise), ("B-cubed", b_cubed))
    for name, measured in measures:
        yield _row(f"stories, {name}", measured(story, gold_story), items=len(gold_story))
    for name, measured in measures:
        yield _row(f"occurrences, {name}", measured(happened, gold), items=len(gold))
    found = pairs(store, gold)
    weight = evened(found.keys)
    for name, first in zip(("one half", "the other half"), halves(found), strict=True):
        held = fit(found.features[first], found.same[first], weight[first])
        kept = Rates(*precision_recall(held, found.features[~first], found.same[~first]))
        yield _row(f"pairs of events that are compared, held out: {name}", kept, items=int(np.sum(~first)))


def _tellings(store: Store) -> dict[str, object]:
    every = list(tellings(store))
    types = dict(store.connection.execute("SELECT id, type FROM event").fetchall())
    happened = dict(store.connection.execute("SELECT event, occurrence FROM occurrence_event").fetchall())
    language = dict(store.connection.execute("SELECT id, language FROM article").fetchall())
    met: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for told in every:
        met[told.told.key][language[told.article]].update(happened[event] for event in told.events)
    both = [groups for groups in met.values() if groups["id"] and groups["en"]]
    return {
        "tellings in the gold": len(every),
        "of these, an event was read at their words": sum(bool(told.events) for told in every) / len(every),
        "of these, an event of their type": sum(
            any(types[event] == told.told.type for event in told.events) for told in every
        )
        / len(every),
        "happenings with events in both languages": len(both),
        "of these, joined across languages": sum(bool(g["id"] & g["en"]) for g in both) / max(1, len(both)),
    }


def _consequences(store: Store) -> Iterator[dict[str, object]]:
    named, connection = gold_occurrences(store), store.connection
    found = {
        (named[key], conflict.kind) for key in named for conflict in conflicts(figures(connection, key))
    }  # fmt: skip
    gold = gold_conflicts()
    yield _row("conflicts (happening and kind)", rates(found, gold), gold=len(gold), judged=len(found))
    outcomes = {(row.ahead, row.result, row.kind) for row in gold_outcomes()}
    judged = [
        (named[key], named[key_of(came.occurrence)], came.kind)
        for (key,) in connection.execute("SELECT DISTINCT ahead FROM outcome ORDER BY ahead").fetchall()
        if key in named
        for came in occurrence(connection, f"oc-{key & (2**64 - 1):016x}").told.came_of_it
        if key_of(came.occurrence) in named
    ]
    right = sum(link in outcomes for link in judged)
    yield _row(
        "outcomes (links between occurrences)",
        Rates(right / max(1, len(judged)), len(outcomes & set(judged)) / len(outcomes)),
        gold=len(outcomes),
        judged=len(judged),
    )


if __name__ == "__main__":
    main()
