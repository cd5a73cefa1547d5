"""Where a page of the example world may be said in other words without any span of its record being cut through."""

import bisect
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from bench.synthetic_words import WORD
from lansir.record import Record, Span
from lansir.words.catalogue import messages

__all__ = ["Edit", "Pattern", "count_of"]

FIGURE = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+")
SEPARATORS = str.maketrans("", "", ".,")


class Edit(NamedTuple):
    """Words of the text that a copy says differently: what they are, and whatever that kind needs beside them."""

    start: int
    end: int
    kind: str
    words: str
    value: str = ""


class Pattern:
    """A read page, and where a copy of it says something else."""

    def __init__(self, record: Record, outlets: Iterable[str]) -> None:
        """Find the words that may change; those that a span cuts through stay, and so do known actors' names."""
        self.record = record
        self.language = record.article.language or ""
        self._bounds = sorted({bound for span in _spans(record) for bound in (span.start, span.end)})
        taken = [*_kept(record)]
        self.edits: list[Edit] = []
        for found in (_outlets(record, outlets), _dates(record), _numbers(record), _words(record)):
            for edit in found:
                if not self._cut(edit) and not any(edit.start < end and start < edit.end for start, end in taken):
                    self.edits.append(edit)
            taken = [*taken, *((edit.start, edit.end) for edit in self.edits)]
        self.edits.sort()
        self.scaled = {(edit.start, edit.end) for edit in self.edits if edit.kind == "number"}

    def _cut(self, edit: Edit) -> bool:
        """Whether a span begins or ends inside the words."""
        place = bisect.bisect_right(self._bounds, edit.start)
        return place < len(self._bounds) and self._bounds[place] < edit.end


def count_of(figure: str) -> int:
    """The whole number that digits with separators of thousands stand for."""
    return int(figure.translate(SEPARATORS))


def _spans(value: object) -> Iterator[Span]:
    """All spans of a record."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _spans(item)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _spans(getattr(value, name))


def _kept(record: Record) -> Iterator[tuple[int, int]]:
    """Where actors stand that the table knows."""
    known = {entity.id for entity in record.entities if entity.knowledge_id}
    yield from ((mention.span.start, mention.span.end) for mention in record.mentions if mention.entity in known)


def _outlets(record: Record, outlets: Iterable[str]) -> Iterator[Edit]:
    names = "|".join(re.escape(name) for name in sorted(outlets, key=len, reverse=True))
    for found in re.finditer(rf"\b(?:{names})\b", record.article.text) if names else ():
        yield Edit(*found.span(), "outlet", found[0])


def _dates(record: Record) -> Iterator[Edit]:
    """Days that are written out: "5/3/2031", "5 Maret 2031", "March 5"; the year is that of publication."""
    if record.article.published is None or record.article.language is None:
        return
    year, months = record.article.published.value[:4], messages(record.article.language).months
    name = "|".join(months)
    patterns = (
        r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})",
        rf"(?P<d>\d{{1,2}}) (?P<n>{name})(?: (?P<y>\d{{4}}))?",
        rf"(?P<n>{name}) (?P<d>\d{{1,2}})(?:, (?P<y>\d{{4}}))?",
    )
    for pattern in patterns:
        for found in re.finditer(rf"\b{pattern}\b", record.article.text):
            parts = found.groupdict()
            month = months.index(parts["n"]) + 1 if "n" in parts else int(parts["m"])
            if 1 <= month <= 12 and 1 <= int(parts["d"]) <= 28:
                yield Edit(*found.span(), "date", found[0], f"{parts['y'] or year}-{month:02d}-{int(parts['d']):02d}")


def _numbers(record: Record) -> Iterator[Edit]:
    """Counts in digits; shares, sums and measures stay."""
    for quantity in record.quantities:
        figures = list(FIGURE.finditer(quantity.span.text))
        if quantity.unit or len(figures) != 1 or quantity.low != quantity.high or quantity.low is None:
            continue
        start, end = (quantity.span.start + offset for offset in figures[0].span())
        if count_of(figures[0][0]) == quantity.low:
            yield Edit(start, end, "number", figures[0][0])


def _words(record: Record) -> Iterator[Edit]:
    for found in WORD.finditer(record.article.text):
        yield Edit(*found.span(), "word", found[0])
