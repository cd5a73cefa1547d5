"""Measure the sizes of events that the rules read (killed, injured, arrested), against annotated articles.

Types, modes, statuses, triggers, recipients and mentions are gold. Displaced and released are not annotated: how many
were read is told without a score.

usage: python -m bench.quantities ANNOTATION_DIR [--part train|development|all] [--errors]
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.occurrence import locate
from bench.parts import Part, part_of
from lansir.resolve.event_sizes import Act, event_sizes
from lansir.resolve.size_slots import is_one_person

ANNOTATED = ("killed", "injured", "arrested")
Counts = dict[tuple[str, str], Counter[str]]


def acts_of(row: dict[str, Any], sentence: str, language: str, entities: dict[str, Any]) -> Iterator[tuple[Act, Any]]:
    """The sentence's annotated events as acts, with their annotated sizes."""
    types = {string: entities.get(entity, {}).get("type") for string, entity in row.get("mentions", [])}
    for event in row.get("events", []):
        trigger = locate(event["trigger"], sentence)
        if trigger is None:
            continue
        recipients = [one for one in event.get("recipients") or [] if types.get(one) == "PER"]
        spans = [span for one in recipients if (span := locate(one, sentence))]
        victims = [span for span in spans if is_one_person(sentence[span[0] : span[1]], language)]
        act = Act(event["type"], event.get("mode"), trigger, victims, event["status"] == "actual")
        yield act, event.get("size") or {}


def measure(folder: Path, part: Part, *, errors: bool) -> Counts:
    """Right, found and gold numbers, a language and kind."""
    counts: Counts = {}
    for name in part_of([path.stem for path in (folder / "gold").glob("*.json")], part):
        text = json.loads((folder / "text" / f"{name}.json").read_text())
        gold = json.loads((folder / "gold" / f"{name}.json").read_text())
        for row in gold["sentences"]:
            sentence = text["sentences"][row["i"]]
            pairs = list(acts_of(row, sentence, text["lang"], gold["entities"]))
            sizes = event_sizes(sentence, text["lang"], [act for act, _ in pairs])
            for (act, size), found in zip(pairs, sizes, strict=True):
                _count(counts, text["lang"], dict[str, int](found.counts.items()), size)
                told = {kind: value for kind, value in found.counts.items() if kind in ANNOTATED}
                if errors and told != size:
                    words = sentence[slice(*act.trigger)]
                    print(
                        name, act.type, words, "gold", size, "found", told, found.resolved, found.reason, "|", sentence
                    )
    return counts


def _count(counts: Counts, language: str, found: Mapping[str, int], gold: Mapping[str, int]) -> None:
    for kind in {*found, *gold}:
        for key in ((language, kind), (language, "all")) if kind in ANNOTATED else ((language, kind),):
            count = counts.setdefault(key, Counter())
            count["found"] += kind in found
            count["gold"] += kind in gold
            count["right"] += kind in found and found[kind] == gold.get(kind)


def main() -> None:
    """Print precision, recall and F1 a language and kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=["train", "development", "all"], default="train")
    parser.add_argument("--errors", action="store_true", help="print each wrong size")
    options = parser.parse_args()
    for (language, kind), count in sorted(measure(options.folder, options.part, errors=options.errors).items()):
        if kind not in (*ANNOTATED, "all"):
            print(f"{language} {kind}: {count['found']} found (not annotated)")
            continue
        precision, recall = count["right"] / max(count["found"], 1), count["right"] / max(count["gold"], 1)
        f1 = 2 * count["right"] / max(count["found"] + count["gold"], 1)
        told = f"({count['right']} right, {count['found']} found, {count['gold']} gold)"
        print(f"{language} {kind}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} {told}")


if __name__ == "__main__":
    main()
