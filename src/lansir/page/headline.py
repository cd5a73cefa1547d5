"""Titles: with the outlet's name taken off, and which lines of a page repeat them."""

import re

from lansir.page.furniture import kind_of
from lansir.page.line import Line
from lansir.page.outlets import HOST_NAME, is_outlet, same_outlet

__all__ = ["cut_outlet", "is_same_title", "looks_like_headline", "repeated_outlet"]

_SEPARATOR = re.compile(r"\s+(?:[|–—»«·•:]{1,2}|-{1,2})\s+")
_HOST = re.compile(rf"{HOST_NAME}$")
_PAGE = re.compile(r"(?i)^(?:halaman|page|hal\.?)\s+(?:\d{1,3}|all)$")
_TITLE_LIMIT = 220


def cut_outlet(title: str, outlet: str | None = None) -> tuple[str, str | None]:
    """The title without the outlet's name and page numbers at its end or front, and the name that was cut, or None.

    A part counts as the outlet's name where it equals `outlet`, is a known outlet, or is written like a host.
    """
    name: str | None = None
    for _ in range(4):
        parts = list(_SEPARATOR.finditer(title))
        if not parts:
            break
        head, tail = title[: parts[-1].start()], title[parts[-1].end() :]
        if _PAGE.match(tail) or _is_name(tail, outlet):
            title, name = head, name if _PAGE.match(tail) else name or tail
            continue
        first, rest = title[: parts[0].start()], title[parts[0].end() :]
        if not _is_name(first, outlet) or len(rest.split()) < 3:
            break
        title, name = rest, name or first
    return title.strip(), name


def _is_name(part: str, outlet: str | None) -> bool:
    if len(part) > 40:
        return False
    return bool(_HOST.match(part)) or is_outlet(part) or (outlet is not None and same_outlet(part, outlet))


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text.lower())


def is_same_title(text: str, title: str) -> bool:
    """Whether a line is the title once more, with or without the outlet's name behind it."""
    if len(text) > len(title) + 60 or abs(len(text) - len(title)) > 80:
        return False
    one, other = _bare(text), _bare(title)
    if not one or not other:
        return False
    if one == other or _bare(cut_outlet(text)[0]) == _bare(cut_outlet(title)[0]):
        return True
    parts = _SEPARATOR.split(text)
    return len(parts) > 1 and _bare(text[: text.rfind(parts[-1])]) == other and len(parts[-1]) <= 40


def repeated_outlet(headline: str, lines: list[str]) -> str | None:
    """What stands behind the headline where a later line repeats it: "Pasar Pindah - Suara.co" gives "Suara.co"."""
    for line in lines:
        parts = _SEPARATOR.split(line)
        if len(parts) > 1 and len(parts[-1]) <= 40 and _bare(line[: line.rfind(parts[-1])]) == _bare(headline):
            return parts[-1]
    return None


def looks_like_headline(text: str, after: list[str]) -> bool:
    """Whether a first line of plain text is its headline: short, no sentence, and repeated or followed by the text."""
    if len(text) > _TITLE_LIMIT or kind_of(Line(text)) or len(text.split()) < 2:
        return False
    if any(is_same_title(later, text) for later in after):
        return True
    return bool(after) and not text.rstrip("\"”'’").endswith((".", ":", ";", ",")) and max(map(len, after)) > 60
