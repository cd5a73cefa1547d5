"""Finds the dateline at the front of a news text: "Jakarta, CNN Indonesia --", "LONDON (AP) --", "GenPI.co -".

The dash is part of it, as printed. A place before a lone dash is believed only at the very first paragraph.
"""

import re

from lansir.page.outlets import HOST_NAME, is_outlet

__all__ = ["dateline_end", "is_dateline"]

_LIMIT = 110
_WORD = r"[A-Z0-9][\w.’'/&-]{0,24}"
_RUN = rf"{_WORD}(?: (?:dan|of|al|de|the|{_WORD})){{0,6}}"
_LIST = rf"{_RUN}(?:, ?{_RUN}){{0,3}}"
_DASH = r"(?:\s?(?:--+|[–—―])\s?|\s-\s?)"
_SPACED = r"(?:\s?(?:--+|—|―)\s?|\s[-–]\s)"

_SURE = [
    re.compile(rf"(?P<place>{_LIST},? )?\((?P<agency>[A-Z][^()]{{1,40}})\)\s?(?:--+|[-–—―]|:)\s*"),
    re.compile(rf"(?:{_LIST}, ?)?{HOST_NAME}(?:[,/] ?{_LIST})?(?:{_DASH}|\s?-\s?)"),
    re.compile(rf"{_RUN}(?:, ?{_RUN}){{1,3}}\s?--+\s?"),
]
_LIKELY = [
    re.compile(rf"{_RUN}(?:, ?{_RUN}){{1,3}}{_SPACED}(?=[A-Z\"“'‘])"),
    re.compile(rf"{_WORD}(?: {_WORD}){{0,3}}{_SPACED}(?=[A-Z\"“'‘])"),
]
_ALONE = re.compile(rf"{_LIST}\s?(?:--+|[-–—―])$")
_SENTENCE_END = re.compile(r"[a-z][.!?] ")


def dateline_end(line: str, first: bool) -> int | None:
    """Where the text proper starts behind a dateline, or None; `first` where no paragraph stands before this line."""
    head = line[:_LIMIT]
    for pattern in _SURE + (_LIKELY if first else []):
        match = pattern.match(head)
        if match and not _SENTENCE_END.search(match.group()) and not _closes(head, match) and _is_agency(match):
            return match.end()
    return None


def is_dateline(line: str) -> bool:
    """Whether a line is a dateline and nothing else, its paragraph standing in another element: "Samboja -"."""
    return len(line) <= 80 and bool(_ALONE.match(line) or dateline_end(line, True) == len(line))


def _is_agency(match: re.Match[str]) -> bool:
    """What stands in brackets before the dash is an outlet; "Komisi Pemberantasan Korupsi (KPK) -" is no dateline."""
    agency = match.groupdict().get("agency")
    place = (match.groupdict().get("place") or "").strip(" ,")
    return (
        agency is None or is_outlet(re.sub(r"\s*/.*", "", agency)) or (len(place) > 3 and place.split(",")[0].isupper())
    )


def _closes(head: str, match: re.Match[str]) -> bool:
    """A second dash of the same kind soon after makes the first one an aside's: "Israel - Gaza - Lebanon"."""
    dash = match.group().strip()[-1]
    return dash in "-–—" and match.re in _LIKELY and f" {dash} " in head[match.end() : match.end() + 50]
