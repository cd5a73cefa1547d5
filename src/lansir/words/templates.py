"""Texts with names in braces for what varies: cut at the braces, and found again in a text that was made by one."""

import re
from typing import NamedTuple

__all__ = ["Template", "template", "values_of"]

BRACES = re.compile(r"\{(\w+)\}")


class Template(NamedTuple):
    """A text cut at its braces: what stands before, between and behind the names; and the other language's text."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]
    told: str

    @property
    def own(self) -> int:
        """Characters that are its own."""
        return sum(map(len, self.pieces))


def template(text: str, told: str) -> Template:
    """The text cut at its braces, with what another language has for it."""
    return Template(tuple(BRACES.split(text)[::2]), tuple(BRACES.findall(text)), told)


def values_of(text: str, made: Template) -> dict[str, str] | None:
    """What stands for each name; None where the text was not made so. Never looks at a place twice."""
    first, *between, last = made.pieces if made.names else (*made.pieces, "")
    at, end = len(first), len(text) - len(last)
    if not (text.startswith(first) and text.endswith(last) and at <= end):
        return None
    found = []
    for piece in between:
        here = text.find(piece, at, end)
        if here < 0:
            return None
        found.append(text[at:here])
        at = here + len(piece)
    found += [text[at:end]] if made.names or at < end else []
    fits = len(found) == len(made.names) and all(found)
    return dict(zip(made.names, found, strict=True)) if fits else None
