"""How well entities are resolved, end to end: `python -m bench.entities ANNOTATION_DIR [--part train|development]`.

Each gold entity is compared with the found entity that shares most of its mentions (same span): country, main sector,
and whether it is anonymous; for those that the actor table knows and those that it does not. Precision: of the fields
that were filled, how many are right; recall: of those that gold fills.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.accuracy.corpus import Annotation, Sample, samples
from bench.occurrence import locate
from lansir.annotate import annotation_of, article_of
from lansir.reader import read_article
from lansir.record import Entity, Record

__all__ = ["Pair", "main", "pairs"]

Spot = tuple[int, int, int]


class Pair(NamedTuple):
    """A gold entity, and the entity that was found for it."""

    gold: dict[str, Any]
    found: Entity


def pairs(sample: Sample, record: Record, predicted: Annotation) -> Iterator[Pair]:
    """Gold entities with the found ones that share most of their mentions."""
    wanted, given = (_spots(sample, side) for side in (sample.gold, predicted))
    found = {entity.id: entity for entity in record.entities}
    names = _ids(record, predicted)
    shared = Counter((wanted[spot], given[spot]) for spot in wanted.keys() & given.keys())
    taken: set[str] = set()
    for (gold, other), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if gold not in taken and names.get(other) in found:
            taken.add(gold)
            yield Pair(sample.gold["entities"][gold], found[names[other]])


def _spots(sample: Sample, side: Annotation) -> dict[Spot, str]:
    spots = {}
    for sentence in side.get("sentences", []):
        text = sample.document.sentences[sentence["i"]]
        for words, entity, *_ in sentence.get("mentions", []):
            if span := locate(words, text):
                spots[sentence["i"], *span] = entity
    return spots


def _ids(record: Record, predicted: Annotation) -> dict[str, str]:
    """The record's entity of each entity of the annotation that was written from it: in order of first mention."""
    first: dict[str, int] = {}
    for place, mention in enumerate(record.mentions):
        first.setdefault(mention.entity, place)
    ordered = sorted(record.entities, key=lambda entity: first.get(entity.id, len(first)))
    return dict(zip(predicted.get("entities", {}), (entity.id for entity in ordered), strict=True))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotation", type=Path)
    parser.add_argument("--part", choices=["train", "development"], default="development")
    given = parser.parse_args()
    counts: Counter[tuple[str, str, str]] = Counter()
    for sample in samples(given.annotation, given.part):
        article, sentences = article_of(sample.document)
        record = read_article(article, sentences)
        for pair in pairs(sample, record, annotation_of(record, sample.document, sentences)):
            kind = "in the table" if pair.found.knowledge_id else "not in the table"
            for field, wanted, told in _fields(pair):
                for group in (f"{sample.language} {kind}", f"{sample.language} all"):
                    counts[group, field, "gold"] += bool(wanted)
                    counts[group, field, "found"] += bool(told)
                    counts[group, field, "right"] += bool(wanted) and wanted == told
            counts[f"{sample.language} {kind}", "entities", "gold"] += 1
            counts[f"{sample.language} all", "entities", "gold"] += 1
    for group in sorted({group for group, _, _ in counts}):
        print(f"{group}: {counts[group, 'entities', 'gold']} entities, {', '.join(_shares(counts, group))}")


def _fields(pair: Pair) -> Iterator[tuple[str, object, object]]:
    gold, found = pair
    yield "country", gold.get("country"), found.country
    yield "main sector", next(iter(gold.get("sectors", [])), None), next(iter(found.sectors), None)
    yield "anonymous", gold.get("anonymous", False), found.anonymous


def _shares(counts: Counter[tuple[str, str, str]], group: str) -> Iterator[str]:
    for field in ("country", "main sector", "anonymous"):
        right, found, gold = (counts[group, field, what] for what in ("right", "found", "gold"))
        yield f"{field} P {right / max(found, 1):.3f} R {right / max(gold, 1):.3f} ({found} found, {gold} gold)"


if __name__ == "__main__":
    main()
