"""Finds the credit of a picture at the end of its caption: "... in Gaza. (foto: REUTERS/Signe Dalgaard)".

Labels and the names of picture agencies come from `lang/<iso>/furniture.yaml`.
"""

import re
from functools import cache

from lansir.page.furniture import all_words, alternatives
from lansir.page.outlets import HOST_NAME

__all__ = ["credit_start", "is_credit"]

_LIMIT = 1200
# "(Meridian Photo/Ilie Marcu)": agency or outlet, then name. Outside a caption a sign-off is written so too.
_BESIDE_PICTURE = re.compile(
    rf"[(\[](?:{HOST_NAME}|[A-Z][^()\[\]/]{{1,50}})\s?[/|]\s?[^()\[\]]{{2,80}}[)\]]\.?$|[(\[]{HOST_NAME}[)\]]\.?$"
)


@cache
def _tails() -> list[re.Pattern[str]]:
    """Credits at a line's end: in brackets with a label or an agency, behind a label, or as "Name/Agency"."""
    labels, names = alternatives(all_words("credit_labels")), alternatives(all_words("credit_names"))
    return [
        re.compile(rf"[(\[]\s*(?:{labels})\s*(?:[:/]|\bby\b|\boleh\b)\s*[^()\[\]]{{1,140}}[)\]]\.?$", re.IGNORECASE),
        re.compile(rf"[(\[]\s*(?:{labels}|{names})[.\s]*[)\]]\.?$", re.IGNORECASE),
        re.compile(rf"[(\[]\s*(?:{names})\s*(?:/|photo|foto|[-–|])[^()\[\]]{{1,100}}[)\]]\.?$", re.IGNORECASE),
        re.compile(
            rf"[(\[][^()\[\]]{{1,100}}[/|]\s?(?:{names})(?:/[^()\[\]]{{1,40}}|\s(?:via|photo|foto)[^()\[\]]{{0,60}})?[)\]]\.?$",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<=[.!?\"”)])\s+(?:{labels})\s*:\s*[^:.()]{{1,100}}\.?$", re.IGNORECASE),
        re.compile(r"(?<=[.!?\"”)])\s+[A-Z][\w .'’-]{1,50}/\s?[A-Z][\w .'’/-]{1,60}$"),
    ]


@cache
def _whole() -> list[re.Pattern[str]]:
    labels, names = alternatives(all_words("credit_labels")), alternatives(all_words("credit_names"))
    return [
        re.compile(rf"[(\[]?\s*(?:{labels})\s*[:/]\s*\S[^:]{{0,70}}$", re.IGNORECASE),
        re.compile(
            r"[(\[]?\s*(?:photo|photograph|image|foto|illustration)s?\s+(?:by|oleh|courtesy of)\s[^.]{1,80}$",
            re.IGNORECASE,
        ),
        re.compile(rf"[(\[]?\s*(?:{names})\s*(?:/|photo/|foto/)[^.]{{1,80}}$", re.IGNORECASE),
        re.compile(
            rf"[(\[]?[A-Z][\w .'’-]{{1,50}}\s?[/|]\s?(?:{names})(?:\s(?:via|photo)[\w .]{{0,40}})?[)\]]?$",
            re.IGNORECASE,
        ),
        re.compile(r"(?:©|\(c\)|&copy;)\s*[A-Z][^.]{1,60}$"),
        re.compile(rf"[(\[]?(?:{names})[)\]]?$", re.IGNORECASE),
    ]


def credit_start(line: str, in_figure: bool = False) -> int | None:
    """Where in a line the credit at its end starts, or None; 0 where the line is nothing else.

    `in_figure`: the line stands beside a picture, or before the news text, where "(Outlet/Name)" is a credit.
    """
    tail = line[-_LIMIT:]
    patterns = [*_tails(), _BESIDE_PICTURE] if in_figure else _tails()
    found = [match.start() for pattern in patterns if (match := pattern.search(tail))]
    if not found:
        return None
    start = min(found)
    return len(line) - len(tail) + start + (len(tail[start:]) - len(tail[start:].lstrip()))


def is_credit(line: str, in_figure: bool = False) -> bool:
    """Whether a whole line is a credit; a bare agency's name is one only beside a picture."""
    if len(line) > 120 or len(line.split()) > 14:
        return False
    patterns = _whole() if in_figure else _whole()[:-3]
    return any(pattern.match(line) for pattern in patterns)
