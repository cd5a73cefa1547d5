"""Notices in words: lines for mail and terminals, in the languages of `words.yaml`."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from lansir.alert.notices import Notice, Report, What, Why
from lansir.errors import DataFileError

__all__ = ["Words", "lines", "told_why", "words"]

SIGNS: dict[What, str] = {"new": "+", "corrected": "~", "withdrawn": "-"}


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What alerts say of their own."""

    heading: str
    started: str
    what: dict[What, str]
    was: str
    why: dict[Why, str]
    note: str


@cache
def words(language: str) -> Words:
    """The words of a language, English where there are none; DataFileError where the file breaks its schema."""
    try:
        known = msgspec.yaml.decode((files(__package__) / "words.yaml").read_bytes(), type=dict[str, Words])
    except msgspec.DecodeError as error:
        raise DataFileError(f"alert/words.yaml: {error}") from None
    return known.get(language, known["en"])


def lines(report: Report, known: int, language: str) -> Iterator[str]:
    """A report as lines of text; none where nothing is to be told. `known` is the number of items that match today."""
    told = words(language)
    if report.started and not report.notices:
        yield told.started.format(title=report.title, known=f"{known:,}")
    elif report.notices:
        counts: Counter[What] = Counter(notice.what for notice in report.notices)
        yield told.heading.format(title=report.title, **{what: f"{counts[what]:,}" for what in SIGNS})
    for notice in report.notices:
        yield from _notice(notice, told)


def told_why(notice: Notice, told: Words) -> list[str]:
    """What was told before, why it changed, and the note of whoever decided it."""
    found = [told.was.format(was=notice.was)] if notice.what == "corrected" else []
    if notice.why:
        found.append(told.why[notice.why].format(by=notice.by or "?"))
    if notice.note:
        found.append(told.note.format(note=notice.note))
    return found


def _notice(notice: Notice, told: Words) -> Iterator[str]:
    item = notice.item
    yield f"{SIGNS[notice.what]} {item.told}"
    if more := "; ".join(told_why(notice, told)):
        yield f"  {more}"
    if item.sentence:
        yield f"  “{item.sentence}”"
    where = [part for part in (item.outlet, (item.published or "")[:16].replace("T", " "), item.url) if part]
    yield f"  {' · '.join([*where, item.id])}"
