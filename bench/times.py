"""Resolve the gold time expressions of annotated articles and count the values that are right.

Given the gold spans, the values that are right; by rule alone, the spans found (overlap) and those whose value is right
too, each as precision, recall and F1, by language.

usage: python -m bench.times ANNOTATION_DIR [--part train|development|all] [--errors] [--found]
"""

import argparse
import datetime
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.occurrence import locate
from bench.parts import Part, part_of
from lansir.resolve.times import Expression, ResolvedTime, find_times, resolve_times

Gold = tuple[Expression, str | None]
Document = tuple[str, dict[str, Any], list[Gold]]
Counts = dict[str, Counter[str]]


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


def published(text: dict[str, Any]) -> datetime.date | None:
    """The date that the document states."""
    return datetime.date.fromisoformat(text["published"]) if text["published"] else None


def resolve(folder: Path, part: Part, *, errors: bool) -> Counts:
    """Right values and all, a language; with `errors` each wrong one is printed."""
    counts: Counts = {}
    for name, text, rows in documents(folder, part):
        answers = resolve_times([one for one, _ in rows], text["lang"], published(text))
        count = counts.setdefault(text["lang"], Counter())
        for (one, value), answer in zip(rows, answers, strict=True):
            count["all"] += 1
            count["right"] += answer.value == value
            if errors and answer.value != value:
                told = (name, published(text), one.index, repr(one.words), value, answer.value, answer.resolved)
                print(*told, answer.anchor, sep=" | ")
    return counts


def find(folder: Path, part: Part, *, errors: bool) -> Counts:
    """What the rules find in the sentences and read, against the gold spans and values."""
    counts: Counts = {}
    for name, text, rows in documents(folder, part):
        count = counts.setdefault(text["lang"], Counter())
        spans = [
            Expression(sentence[start:end], sentence, start, index)
            for index, sentence in enumerate(text["sentences"])
            for start, end in find_times(sentence, text["lang"])
        ]
        answers = resolve_times(spans, text["lang"], published(text))
        _count(count, rows, list(zip(spans, answers, strict=True)))
        for one in spans if errors else ():
            if not any(_overlap(one, gold) for gold, _ in rows):
                print(name, one.index, one.sentence[max(0, one.offset - 40) :][:80], [one.words], sep=" | ")
    return counts


def _count(count: Counter[str], gold: Sequence[Gold], found: Sequence[tuple[Expression, ResolvedTime]]) -> None:
    pairs = _pairs(gold, found)
    count["gold"] += len(gold)
    count["found"] += len(found)
    count["hit"] += len(pairs)
    count["value"] += sum(gold[g][1] == found[f][1].value for g, f in pairs)
    places = {(one.index, one.offset, one.words) for one, _ in gold}
    count["same"] += sum((one.index, one.offset, one.words) in places for one, _ in found)


def _pairs(gold: Sequence[Gold], found: Sequence[tuple[Expression, ResolvedTime]]) -> list[tuple[int, int]]:
    """Gold and found spans one to one, those that share most first."""
    shared = [(_overlap(one, other), g, f) for g, (one, _) in enumerate(gold) for f, (other, _) in enumerate(found)]
    pairs: list[tuple[int, int]] = []
    for size, g, f in sorted(shared, reverse=True):
        if size and not any(g == pair[0] or f == pair[1] for pair in pairs):
            pairs.append((g, f))
    return pairs


def _overlap(one: Expression, other: Expression) -> int:
    if one.index != other.index:
        return 0
    end = min(one.offset + len(one.words), other.offset + len(other.words))
    return max(0, end - max(one.offset, other.offset))


def rates(hit: int, found: int, gold: int) -> str:
    """ "P .. R .. F1 .." of so many hits among the found and the gold."""
    precision, recall = hit / max(found, 1), hit / max(gold, 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * hit / max(found + gold, 1):.3f}"


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
        found, gold = count["found"], count["gold"]
        print(f"{language} found: overlap {rates(count['hit'], found, gold)} ({found} found, {gold} gold)")
        print(f"{language} found, same span: {rates(count['same'], found, gold)}")
        print(f"{language} found, with value: {rates(count['value'], found, gold)}")


if __name__ == "__main__":
    main()
