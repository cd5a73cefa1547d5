"""Plain text as saved from a page: its lines, with hard wraps taken back."""

import re
import statistics
from itertools import pairwise

from lansir.page.cleaning import clean, squeeze
from lansir.page.line import Line

__all__ = ["MAX_PLAIN", "text_lines"]

MAX_PLAIN = 1_000_000

_MARK = re.compile(r"^(#{1,6})\s+(?=\S)")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s")


def text_lines(text: str) -> list[Line]:
    """The lines with words in the first MAX_PLAIN characters; "# Title", as in Markdown, is read as a heading."""
    groups = [group for group in _groups(clean(text[:MAX_PLAIN])) if group]
    wrapped = _is_wrapped(groups)
    lines = [line for group in groups for line in (_unwrap(group) if wrapped else group)]
    return [_line(squeezed) for raw in lines if (squeezed := squeeze(raw))]


def _groups(text: str) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for raw in text.split("\n"):
        if raw.strip():
            groups[-1].append(raw)
        elif groups[-1]:
            groups.append([])
    return groups


def _is_wrapped(groups: list[list[str]]) -> bool:
    """Lines of some 60 to 100 characters that mostly break inside sentences were wrapped by a program."""
    inner = [raw.strip() for group in groups for raw in group[:-1] if len(group) > 1]
    if len(inner) < 4 or max(map(len, inner)) > 110 or statistics.median(map(len, inner)) < 50:
        return False
    ended = sum(raw.endswith((".", "!", "?", '"', "”", ":")) for raw in inner)
    return ended < len(inner) * 0.4


def _unwrap(group: list[str]) -> list[str]:
    widest = max(map(len, group))
    lines = [group[0]]
    for before, raw in pairwise(group):
        if len(before) < widest * 0.7 or _BULLET.match(raw):
            lines.append(raw)
        else:
            lines[-1] += " " + raw.strip()
    return lines


def _line(text: str) -> Line:
    mark = _MARK.match(text)
    return Line(text[mark.end() :], tag=f"h{len(mark.group(1))}") if mark else Line(text)
