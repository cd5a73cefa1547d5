"""A sentence in which what gold and what we mean is marked: by colours, or by signs where there are none."""

from collections.abc import Iterator
from itertools import pairwise

from rich.text import Text

from lansir.cli.view_text import EVIDENCE_LIMIT
from lansir.evaluate.disagreement import Disagreement, Mark
from lansir.words.terminal import clean

__all__ = ["BOTH", "GOLD", "OURS", "marked", "signed"]

GOLD, OURS, BOTH = "cyan underline", "magenta underline", "yellow underline"
STYLES = {(True, False): GOLD, (False, True): OURS, (True, True): BOTH, (False, False): ""}
BEFORE = 80
"""Characters before the first mark that are shown of a long sentence."""


def marked(one: Disagreement) -> Text:
    """The sentence in colours; triggers are bold."""
    gold, ours = _marks(one)
    text = Text()
    for start, end, words in _pieces(one, gold + ours):
        sides = _covers(gold, start, end), _covers(ours, start, end)
        triggers = [mark for mark in gold + ours if mark.role == "trigger"]
        style = f"{'bold ' if _covers(triggers, start, end) else ''}{STYLES[sides]}"
        text.append(clean(words), style=style.strip())
    return text


def signed(one: Disagreement) -> Text:
    """The sentence with gold in brackets, ours in braces, triggers between stars."""
    gold, ours = _marks(one)
    kept = {(mark.start, mark.end, sign) for marks, sign in ((gold, "[]"), (ours, "{}")) for mark in marks}
    kept |= {(mark.start, mark.end, "**") for mark in gold + ours if mark.role == "trigger"}
    text = ""
    for start, end, words in _pieces(one, gold + ours):
        opened = sorted((-last, "[{*".index(sign[0])) for first, last, sign in kept if first == start)
        closed = sorted(((-first, -"]}*".index(sign[1])) for first, last, sign in kept if last == end))
        text += "".join("[{*"[n] for _, n in opened) + clean(words) + "".join("]}*"[-n] for _, n in closed)
    return Text(text)


def _marks(one: Disagreement) -> tuple[list[Mark], list[Mark]]:
    return (one.gold.marks if one.gold else []), (one.ours.marks if one.ours else [])


def _covers(marks: list[Mark], start: int, end: int) -> bool:
    return any(mark.start <= start and end <= mark.end for mark in marks)


def _pieces(one: Disagreement, marks: list[Mark]) -> Iterator[tuple[int, int, str]]:
    """The words between any two bounds of marks, of a long sentence those near the first mark."""
    length = len(one.text)
    first = min((mark.start for mark in marks), default=0)
    start = max(0, min(first - BEFORE, length - EVIDENCE_LIMIT)) if length > EVIDENCE_LIMIT else 0
    end = min(length, start + EVIDENCE_LIMIT)
    cuts = {start, end, *(cut for mark in marks for cut in (mark.start, mark.end) if start < cut < end)}
    for left, right in pairwise(sorted(cuts)):
        before, after = "…" if left == start > 0 else "", "…" if right == end < length else ""
        yield left, right, f"{before}{one.text[left:right]}{after}"
