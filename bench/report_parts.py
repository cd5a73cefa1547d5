"""Some sections of a page written anew, the others left as they are."""

import re
from collections.abc import Mapping, Sequence

__all__ = ["renewed"]

HEADING = re.compile(r"^(?=## )", re.MULTILINE)


def renewed(page: str, written: Mapping[str, str], order: Sequence[str]) -> str:
    """The page with some sections written anew, by title; one that it has not yet goes where the order says."""
    head, *rest = HEADING.split(page)
    parts = {part.partition("\n")[0].removeprefix("## "): f"{part.rstrip()}\n" for part in rest} | dict(written)
    places = {title: place for place, title in enumerate(order)}
    last, ranks = -1.0, dict[str, float]()
    for title in parts:
        last = places.get(title, last + 0.5)
        ranks[title] = last
    return "\n".join([f"{head.rstrip()}\n", *(parts[title] for title in sorted(parts, key=lambda t: ranks[t]))])
