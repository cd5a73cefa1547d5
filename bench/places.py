"""How well places are resolved: `python -m bench.places ANNOTATION_DIR [--part train|development] [--errors]`.

Compares `resolve_place` with the `places` rows of the gold annotation (words, English name, country), each with the
document's other place words as its neighbours. Every sixth document is the development part.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.parts import Part, part_of
from lansir.resolve.gazetteer import fold
from lansir.resolve.places import ResolvedPlace, resolve_place

__all__ = ["Row", "gold_rows", "main", "same_place_name"]

CLASS_WORDS = frozenset(
    ["the", "city", "province", "state", "governorate", "regency", "island", "islands", "of", "ocean", "sea", "region"]
)
OCCURRENCE = re.compile(r"#\d+$")


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


def same_place_name(given: str | None, wanted: str) -> bool:
    """Whether two English names are one, words for classes of places aside ("Langkat" and "Langkat Regency")."""

    def kept(name: str) -> list[str]:
        return [word for word in fold(name).split() if word not in CLASS_WORDS]

    return given is not None and (kept(given) == kept(wanted) or fold(given) == fold(wanted))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("annotation", type=Path)
    parser.add_argument("--part", choices=["train", "development"], default="train")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    given = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    for row in gold_rows(given.annotation, given.part):
        language = row.document[:2]
        found = resolve_place(row.words, language, neighbours=row.neighbours)
        right = {"country": found.country == row.country, "name": same_place_name(found.name, row.name)}
        right |= {"unresolved": found.name is None, "by context": found.resolved.startswith("not in")}
        counts.update((language, what) for what, yes in right.items() if yes)
        counts[language, "all"] += 1
        if given.errors and not (right["country"] and right["name"]):
            _print_error(row, found, right["country"])
    for language in sorted({language for language, _ in counts}):
        total = counts[language, "all"]
        shares = (
            f"{what} {counts[language, what] / total:.1%}" for what in ("country", "name", "unresolved", "by context")
        )
        print(f"{given.part} {language}: {total} places, {', '.join(shares)}")


def _print_error(row: Row, found: ResolvedPlace, country_right: bool) -> None:
    mark = "name   " if country_right else "COUNTRY"
    wanted = f"gold {row.name!r} {row.country}"
    print(f"{mark} {row.document} {row.words!r} {wanted}: {found.name!r} {found.country} ({found.resolved})")


if __name__ == "__main__":
    main()
