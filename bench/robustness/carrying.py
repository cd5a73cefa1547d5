"""An annotation carried from an article to its changed text.

Each string becomes the words that stand at its place now. A row that needs a string whose place is not known, or whose
words no longer stand together, is left out and counted.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from bench.accuracy.corpus import Annotation
from bench.occurrence import locate
from bench.robustness.rewriting import Spot, carried
from bench.robustness.subject import Changed
from lansir.annotate import Document

__all__ = ["Carrier"]

Row = dict[str, Any]
ENDS_LIKE_A_COUNT = re.compile(r"#\d+\Z")
Placed = tuple[int, str]
"""The number of a line, and the string that names words of it."""


class Carrier:
    """Carries the annotations of one document."""

    def __init__(self, document: Document, changed: Changed) -> None:
        self.changed = changed
        self.old, self.new = document.sentences, changed.document.sentences
        self.old_text, self.new_text = "\n".join(self.old), "\n".join(self.new)
        self.old_starts, self.new_starts = _starts(self.old), _starts(self.new)
        self.lost = 0

    def annotation(self, annotation: Annotation) -> Annotation:
        """The annotation as it should be of the changed text; `lost` counts what could not be carried."""
        self.lost = 0
        rows: list[dict[str, list[Any]]] = [{} for _ in self.new]
        for sentence in annotation.get("sentences", []):
            for kind, line, row in self._rows(sentence):
                rows[line].setdefault(kind, []).append(row)
        sentences = [{"i": i, **row} for i, row in enumerate(rows) if row]
        return {**annotation, "sentences": sentences}

    def _rows(self, sentence: Row) -> Iterable[tuple[str, int, Any]]:
        i = sentence["i"]
        for kind in ("mentions", "times", "places"):
            for string, *rest in sentence.get(kind, []):
                placed = self._one(i, string)
                self.lost += placed is None
                if placed:
                    yield kind, placed[0], [placed[1], *(self._time(string, rest) if kind == "times" else rest)]
        for kind, carry in (("statements", self._statement), ("events", self._event)):
            for row in sentence.get(kind, []):
                found = carry(i, row)
                self.lost += found is None
                if found:
                    yield kind, *found

    def _time(self, string: str, rest: Sequence[Any]) -> list[Any]:
        rule = self.changed.times
        return [rule(ENDS_LIKE_A_COUNT.sub("", string), rest[0] if rest else None)] if rule else list(rest)

    def _statement(self, i: int, row: Row) -> tuple[int, Row] | None:
        content = row.get("content") or []
        pieces = [self._places(i, piece) for piece in ([content] if isinstance(content, str) else content)]
        if not pieces or any(not found for found in pieces):
            return None
        placed = [one for found in pieces for one in found or []]
        line = placed[0][0]
        filled = self._filled(i, row, line, needed=("speaker",), wished=("cue", "to"))
        words = [string for at, string in placed if at == line]
        return None if filled is None else (line, {**filled, "content": words[0] if len(words) == 1 else words})

    def _event(self, i: int, row: Row) -> tuple[int, Row] | None:
        trigger = self._one(i, row.get("trigger") or "")
        if trigger is None:
            return None
        filled = self._filled(i, row, trigger[0], needed=("actors", "recipients"), wished=("time", "place"))
        return None if filled is None else (trigger[0], {**filled, "trigger": trigger[1]})

    def _filled(self, i: int, row: Row, line: int, needed: Sequence[str], wished: Sequence[str]) -> Row | None:
        """The row with its slots carried; None where a needed one cannot be, a wished one is then empty."""
        carried_row = dict(row)
        for name in (*needed, *wished):
            if not row.get(name):
                continue
            many = isinstance(row[name], list)
            slots = [self._slot(i, string, line) for string in (row[name] if many else [row[name]])]
            if None in slots and name in needed:
                return None
            carried_row[name] = slots if many else slots[0]
        return carried_row

    def _slot(self, i: int, string: str, line: int) -> str | None:
        if string.startswith("@"):
            return string
        placed = self._one(i, string)
        return placed[1] if placed and placed[0] == line else None

    def _one(self, i: int, string: str) -> Placed | None:
        """A string whose words still stand together."""
        found = self._places(i, string)
        return found[0] if found and len(found) == 1 else None

    def _places(self, i: int, string: str) -> list[Placed] | None:
        if not 0 <= i < len(self.old) or (at := locate(string, self.old[i])) is None:
            return None
        start, end = at[0] + self.old_starts[i], at[1] + self.old_starts[i]
        spots = carried(self.changed.rewritings, start, end)
        if not spots:
            return None
        open_ends = _cuts_a_word(self.old_text, start), _cuts_a_word(self.old_text, end)
        return [placed for spot in spots if (placed := self._named(self._widened(spot, open_ends)))]

    def _widened(self, spot: Spot, inside: tuple[bool, bool]) -> Spot:
        """Words that were whole are whole: where two are one now, both stand in it."""
        start, end = spot
        while not inside[0] and _cuts_a_word(self.new_text, start):
            start -= 1
        while not inside[1] and _cuts_a_word(self.new_text, end):
            end += 1
        return start, end

    def _named(self, spot: Spot) -> Placed | None:
        line = bisect_right(self.new_starts, spot[0]) - 1
        sentence, start = self.new[line], spot[0] - self.new_starts[line]
        piece = sentence[start : spot[1] - self.new_starts[line]]
        words, start = piece.strip(), start + len(piece) - len(piece.lstrip())
        if not words or spot[1] > self.new_starts[line] + len(sentence):
            return None
        k, at = 1, sentence.find(words)
        while 0 <= at < start:
            k, at = k + 1, sentence.find(words, at + 1)
        return line, f"{words}#{k}" if k > 1 or ENDS_LIKE_A_COUNT.search(words) else words


def _starts(sentences: Sequence[str]) -> list[int]:
    return list(accumulate((len(sentence) + 1 for sentence in sentences), initial=0))[:-1]


def _cuts_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
