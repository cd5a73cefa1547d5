"""Measure the sizes of events (killed, injured, arrested) that the rules read, against annotated articles.

usage: python -m bench.quantities ANNOTATION_DIR [--part train|development|all] [--errors]
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from bench.occurrence import locate
from bench.parts import Part, part_of
from lansir.resolve.quantities import event_size


def measure(folder: Path, part: Part, *, errors: bool) -> dict[str, Counter[str]]:
    """Right, found and gold numbers, a language; the events' types, modes and triggers are gold."""
    counts: dict[str, Counter[str]] = {}
    for name in part_of([path.stem for path in (folder / "gold").glob("*.json")], part):
        text = json.loads((folder / "text" / f"{name}.json").read_text())
        gold = json.loads((folder / "gold" / f"{name}.json").read_text())
        for row in gold["sentences"]:
            sentence = text["sentences"][row["i"]]
            for event in row.get("events", []):
                span = locate(event["trigger"], sentence)
                if span is None:
                    continue
                found = event_size(sentence, text["lang"], event["type"], event.get("mode"), span)
                size = event.get("size") or {}
                count = counts.setdefault(text["lang"], Counter())
                count["found"] += len(found)
                count["gold"] += len(size)
                count["right"] += len(found.items() & size.items())
                if errors and found != size:
                    print(name, event["type"], event["trigger"], "gold", size, "found", found, "|", sentence)
    return counts


def main() -> None:
    """Print precision and recall."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=["train", "development", "all"], default="train")
    parser.add_argument("--errors", action="store_true", help="print each wrong size")
    options = parser.parse_args()
    for language, count in sorted(measure(options.folder, options.part, errors=options.errors).items()):
        precision, recall = count["right"] / max(count["found"], 1), count["right"] / max(count["gold"], 1)
        print(f"{language} sizes: P {precision:.3f} R {recall:.3f} ({count['found']} found, {count['gold']} gold)")


if __name__ == "__main__":
    main()
