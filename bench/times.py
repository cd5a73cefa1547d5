"""Resolve the gold time expressions of annotated articles and count the values that are right.

usage: python -m bench.times ANNOTATION_DIR [--part train|development|all] [--errors] [--found]
"""

import argparse
import datetime
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.occurrence import locate
from bench.parts import Part, part_of
from lansir.resolve.times import Expression, find_times, resolve_times

Document = tuple[str, dict[str, Any], list[tuple[Expression, str | None]]]


def documents(folder: Path, part: Part) -> Iterator[Document]:
    """Name, text and gold times (expression and value) of each document of a part."""
    names = part_of([path.stem for path in (folder / "gold").glob("*.json")], part)
    for name in names:
        text = json.loads((folder / "text" / f"{name}.json").read_text())
        gold = json.loads((folder / "gold" / f"{name}.json").read_text())
        rows = []
        for row in gold["sentences"]:
            sentence = text["sentences"][row["i"]]
            for words, value in row.get("times", []):
                if span := locate(words, sentence):
                    rows.append((Expression(sentence[slice(*span)], sentence, span[0], row["i"]), value))
        yield name, text, rows


def resolve(folder: Path, part: Part, *, errors: bool) -> dict[str, Counter[str]]:
    """Right values and all, a language; with `errors` each wrong one is printed."""
    counts: dict[str, Counter[str]] = {}
    for name, text, rows in documents(folder, part):
        published = datetime.date.fromisoformat(text["published"]) if text["published"] else None
        answers = resolve_times([one for one, _ in rows], text["lang"], published)
        count = counts.setdefault(text["lang"], Counter())
        for (one, value), answer in zip(rows, answers, strict=True):
            count["all"] += 1
            count["right"] += answer.value == value
            if errors and answer.value != value:
                print(
                    name,
                    published,
                    one.index,
                    repr(one.words),
                    value,
                    answer.value,
                    answer.resolved,
                    answer.anchor,
                    sep=" | ",
                )
    return counts


def find(folder: Path, part: Part, *, errors: bool) -> dict[str, Counter[str]]:
    """What the rules find in the sentences, against the gold spans."""
    counts: dict[str, Counter[str]] = {}
    for name, text, rows in documents(folder, part):
        count = counts.setdefault(text["lang"], Counter())
        for index, sentence in enumerate(text["sentences"]):
            gold = [(one.offset, one.offset + len(one.words)) for one, _ in rows if one.index == index]
            found = find_times(sentence, text["lang"])
            hits = [span for span in found if any(span[0] < end and start < span[1] for start, end in gold)]
            count["gold"] += len(gold)
            count["found"] += len(found)
            count["hit"] += len(hits)
            count["same"] += len(set(found) & set(gold))
            count["covered"] += sum(any(span[0] < end and start < span[1] for span in found) for start, end in gold)
            for start, end in set(found) - set(hits) if errors else ():
                print(
                    name,
                    index,
                    sentence[max(0, start - 40) : start],
                    [sentence[start:end]],
                    sentence[end : end + 20],
                    sep=" | ",
                )
    return counts


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=["train", "development", "all"], default="train")
    parser.add_argument("--errors", action="store_true", help="print each wrong value")
    parser.add_argument("--found", action="store_true", help="print each wrong find of the rules")
    options = parser.parse_args()
    for language, count in sorted(resolve(options.folder, options.part, errors=options.errors).items()):
        print(f"{language} values: {count['right']}/{count['all']} = {count['right'] / count['all']:.3f}")
    for language, count in sorted(find(options.folder, options.part, errors=options.found).items()):
        found, gold = max(count["found"], 1), max(count["gold"], 1)
        print(
            f"{language} found: overlap P {count['hit'] / found:.3f} R {count['covered'] / gold:.3f},"
            f" same span P {count['same'] / found:.3f} ({found} found, {gold} gold)"
        )


if __name__ == "__main__":
    main()
