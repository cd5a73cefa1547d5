"""How well title words tell sectors: `python -m bench.titles ANNOTATION_DIR [--part train|development] [--errors]`.

For every gold entity of people or organisations with a sector: the first sector that `read_title` gives for its
mentions, most mentions deciding. Prints the share that gets one, and the share of those that agree with gold's first.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.parts import Part
from bench.places import OCCURRENCE, gold_documents
from lansir.resolve.titles import read_title

__all__ = ["Actor", "first_sector", "gold_actors", "main"]


class Actor(NamedTuple):
    """An annotated entity with its mentions as written."""

    document: str
    type: str
    sector: str
    mentions: list[str]


def gold_actors(annotation: Path, part: Part) -> Iterator[Actor]:
    """Entities of type PER, ORG and NORP that have a sector."""
    for path in gold_documents(annotation, part):
        document = json.loads(path.read_text(encoding="utf-8"))
        mentions: dict[str, list[str]] = defaultdict(list)
        for sentence in document["sentences"]:
            for words, entity in sentence.get("mentions", []):
                mentions[entity].append(OCCURRENCE.sub("", words))
        for key, entity in document["entities"].items():
            if entity.get("sectors") and entity["type"] in ("PER", "ORG", "NORP") and mentions[key]:
                yield Actor(document["doc"], entity["type"], entity["sectors"][0], mentions[key])


def first_sector(mentions: list[str], language: str) -> str | None:
    """The first sector that most of the mentions tell; None where none does."""
    told = Counter(reading.sectors[0] for words in mentions if (reading := read_title(words, language)).sectors)
    return told.most_common(1)[0][0] if told else None


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("annotation", type=Path)
    parser.add_argument("--part", choices=["train", "development"], default="train")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    given = parser.parse_args()
    counts: Counter[tuple[str, str, str]] = Counter()
    for actor in gold_actors(given.annotation, given.part):
        language = actor.document[:2]
        told = first_sector(actor.mentions, language)
        verdict = "silent" if told is None else "right" if told == actor.sector else "wrong"
        counts[language, actor.type, verdict] += 1
        if given.errors and verdict != "right":
            some = sorted(set(actor.mentions))[:4]
            print(f"{verdict} {actor.document} {actor.type} gold {actor.sector}, told {told}: {some}")
    for language, kind in sorted({key[:2] for key in counts}):
        right, wrong, silent = (counts[language, kind, verdict] for verdict in ("right", "wrong", "silent"))
        total = right + wrong + silent
        print(
            f"{given.part} {language} {kind}: {total} actors, told {(right + wrong) / total:.1%}, "
            f"of these right {right / max(1, right + wrong):.1%}"
        )


if __name__ == "__main__":
    main()
