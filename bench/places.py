"""How well places are resolved and found: `python -m bench.places ANNOTATION_DIR [--part train|development]`.

First `resolve_place` on the words of the gold `places` rows (words, English name, country), each with the document's
other place words as its neighbours; then the reader's own places against the gold ones (`bench.found_places`;
`--given` leaves that out). Every sixth document is the development part.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.found_places import MEASURES, found_places, rates, same_place_name
from bench.parts import Part, part_of
from lansir.resolve.places import ResolvedPlace, resolve_place

__all__ = ["Row", "gold_rows", "main", "same_place_name"]

OCCURRENCE = re.compile(r"#\d+$")
SHARES = ("country", "name", "unresolved", "by context")


class Row(NamedTuple):
    """A place as annotated, with the other place words of its document."""

    document: str
    words: str
    name: str
    country: str | None
    neighbours: list[str]


def gold_documents(annotation: Path, part: Part) -> Iterator[Path]:
    """The gold files of a part."""
    folder = annotation / "gold"
    return (folder / name for name in part_of([path.name for path in folder.glob("*.json")], part))


def gold_rows(annotation: Path, part: Part) -> Iterator[Row]:
    """The places of a part of the gold annotation."""
    for path in gold_documents(annotation, part):
        document = json.loads(path.read_text(encoding="utf-8"))
        places = [place for sentence in document["sentences"] for place in sentence.get("places", [])]
        words = [OCCURRENCE.sub("", place[0]) for place in places]
        for number, (_, name, country) in enumerate(places):
            yield Row(document["doc"], words[number], name, country, words[:number] + words[number + 1 :])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("annotation", type=Path)
    parser.add_argument("--part", choices=["train", "development"], default="train")
    parser.add_argument("--errors", action="store_true", help="list what is wrong among the words given")
    parser.add_argument("--given", action="store_true", help="only the words given, without running the reader")
    options = parser.parse_args()
    _print_given(options.annotation, options.part, options.errors)
    if not options.given:
        _print_found(options.annotation, options.part)


def _print_given(annotation: Path, part: Part, errors: bool) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for row in gold_rows(annotation, part):
        found = resolve_place(row.words, row.document[:2], neighbours=row.neighbours)
        right = {"country": found.country == row.country, "name": same_place_name(found.name, row.name)}
        right |= {"unresolved": found.name is None, "by context": found.resolved.startswith("not in")}
        counts.update((row.document[:2], what) for what, yes in right.items() if yes)
        counts[row.document[:2], "all"] += 1
        if errors and not (right["country"] and right["name"]):
            _print_error(row, found, right["country"])
    for language in sorted({language for language, _ in counts}):
        total = counts[language, "all"]
        shares = ", ".join(f"{what} {counts[language, what] / total:.1%}" for what in SHARES)
        print(f"{part} {language}, words given: {total} places, {shares}")


def _print_found(annotation: Path, part: Part) -> None:
    counts = found_places(annotation, part)
    for language in sorted({language for language, _, _ in counts}):
        gold, found = (counts[language, "words", what] for what in ("gold", "found"))
        print(f"{part} {language}, found by the reader: {found} places, {gold} in gold")
        for measure in MEASURES:
            precision, recall, f1 = rates(counts, language, measure)
            print(f"  {measure:12} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


def _print_error(row: Row, found: ResolvedPlace, country_right: bool) -> None:
    mark = "name   " if country_right else "COUNTRY"
    wanted = f"gold {row.name!r} {row.country}"
    print(f"{mark} {row.document} {row.words!r} {wanted}: {found.name!r} {found.country} ({found.resolved})")


if __name__ == "__main__":
    main()
