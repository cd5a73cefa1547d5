"""Finds the lines that say who wrote a page and when, and the names in them.

Labels ("Penulis:", "By") and what is no author's name ("Redaksi") come from `lang/<iso>/furniture.yaml`.
"""

import re
from functools import cache

from lansir.page.furniture import all_words, alternatives
from lansir.page.outlets import is_outlet, same_outlet
from lansir.page.stamps import has_stamp

__all__ = ["author_names", "byline_names", "is_byline", "is_role", "is_stamp_line"]

_LIMIT = 140
_NAME = r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,5}"
_JOIN = re.compile(r"\s*(?:,|;|/|\||&|•|·|\band\b|\bdan\b|\bwith\b|\bserta\b)\s*")
_ONE_NAME = re.compile(_NAME + r"(?:\s*\([\w. /]{1,20}\))?")
_JUNK = re.compile(r"https?:|www\.|@|\d{2}|[<>{}]|\.com|\.co\b", re.IGNORECASE)


@cache
def _label(fields: tuple[str, ...], colon: bool) -> re.Pattern[str]:
    words = alternatives(frozenset(word for field in fields for word in all_words(field)))
    return re.compile(rf"(?:{words})(?:\s*:\s*{'' if colon else '|' + chr(92) + 's+'})", re.IGNORECASE)


@cache
def _labelled() -> re.Pattern[str]:
    """A label of authors inside a line: "08:15 WIB Penulis: Usman Tarigan"."""
    return re.compile(rf"(?<!\w)(?:{alternatives(all_words('author_labels'))})\s*:\s*", re.IGNORECASE)


@cache
def _labelled_staff() -> re.Pattern[str]:
    """Where the names of another role begin: "/ Red: Teguh Ananta"."""
    words = alternatives(all_words("staff_labels") | all_words("author_labels"))
    return re.compile(rf"[\s/|,;]*(?<!\w)(?:{words})\s*:", re.IGNORECASE)


def is_role(line: str) -> bool:
    """Whether a line is the name of a role and nothing else: "Reporter", "Editor:"."""
    return line.strip(" :").lower() in all_words("author_labels") | all_words("staff_labels") | all_words("not_authors")


def is_byline(line: str) -> bool:
    """Whether a line names those who wrote or handled the page: "Penulis: X", "By X and Y", "X - detikNews"."""
    if len(line) > _LIMIT:
        return False
    staff = _label(("author_labels", "staff_labels"), True).match(line)
    return bool(staff and len(line) > staff.end() and not line.endswith(".")) or bool(byline_names(line))


def is_stamp_line(line: str) -> bool:
    """Whether a line is a date or time of the page, with a few words beside it at most."""
    if len(line) > _LIMIT or (stamp := has_stamp(line)) is None:
        return False
    rest = re.sub(r"[^\w\s]", " ", line[: stamp.start] + " " + line[stamp.end :])
    return len(rest.split()) <= 9 and len(rest) <= 70 and not line.rstrip().endswith((".", "?", "!", "”", '"'))


def byline_names(line: str) -> list[str]:
    """The authors' names in a byline; empty where the line is none."""
    if len(line) > _LIMIT or (line.endswith((".", "?", "!")) and len(line.split()) > 8):
        return []
    label = _label(("author_labels",), False).match(line) or _labelled().search(line)
    if label:
        names = _labelled_staff().split(line[label.end() :], maxsplit=1)[0]
        return author_names(names, in_text=True)
    head, dash, tail = line.partition(" - ")
    return author_names(head, in_text=True) if dash and is_outlet(tail.strip()) else []


def author_names(text: str, outlet: str | None = None, *, in_text: bool = False) -> list[str]:
    """The people's names in an author field, without labels, roles, outlets and addresses.

    `in_text`: the field was found in the page's words, so all of it has to look like names.
    """
    bare = _label(("author_labels",), False).sub("", text.strip(), count=1)
    bare = re.sub(r"\s+[|–—-]\s+.*$", "", bare) if in_text else bare
    found: list[str] = []
    for part in _JOIN.split(bare):
        name = part.strip(" .-–—:")
        if not name or _is_no_author(name, outlet):
            continue
        if not _ONE_NAME.fullmatch(name) or not _has_capitals(name):
            if in_text and not found:
                return []
            continue
        if name not in found:
            found.append(name)
    return found[:12]


def _has_capitals(name: str) -> bool:
    """Every word but a short particle ("van", "bin") starts with a capital."""
    words = name.partition("(")[0].split()
    return (
        words[0][0].isupper() and all(word[0].isupper() or len(word) <= 5 for word in words) and words[-1][0].isupper()
    )


def _is_no_author(name: str, outlet: str | None) -> bool:
    lowered = name.lower()
    known = is_outlet(name) or (outlet is not None and (same_outlet(name, outlet) or outlet.lower() in lowered))
    return known or lowered in all_words("not_authors") or len(name) > 60 or bool(_JUNK.search(name))
