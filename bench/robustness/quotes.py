"""Other quotation marks: each pair of marks around quoted words becomes a pair of another style."""

from collections.abc import Iterator
from functools import partial
from random import Random

from bench.robustness.rewriting import Edit
from bench.robustness.subject import Change, Changed, Subject, changed, spots
from lansir.resolve.quotations import MARKS, quoted_regions

__all__ = ["STYLES", "quote_changes"]

STYLES = ("“”", '""', "''", "‘’", "«»", "„“", "””")


def quote_changes() -> Iterator[Change]:
    """One change a style."""
    for style in STYLES:
        name = f"quotation marks {style[0]}…{style[1]}"
        yield Change(name, partial(_changed, style=style))


def _changed(subject: Subject, _: Random, *, style: str) -> Changed | None:
    text, edits = subject.text, set()
    for start, end in quoted_regions(text, spots(subject.sentences)):
        if start > 0 and text[start - 1] in MARKS:
            edits.add(Edit(start - 1, start, style[0]))
        if end < len(text) and text[end] in MARKS:
            edits.add(Edit(end, end + 1, style[1]))
    return changed(subject, [edit for edit in sorted(edits) if text[edit.start : edit.end] != edit.text])
