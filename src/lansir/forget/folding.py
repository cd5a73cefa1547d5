"""Text in small plain letters, and from places in it back to the text as it was."""

import unicodedata
from bisect import bisect_right
from itertools import accumulate

from lansir.knowledge.names import letters

__all__ = ["Folded", "fold"]


class _Folding(dict[int, str]):
    """What each character becomes, worked out once: no marks, no invisible characters, small plain letters."""

    def __missing__(self, code: int) -> str:
        small = unicodedata.normalize("NFD", unicodedata.normalize("NFKD", chr(code)).casefold())
        kept = "".join(part for part in small if unicodedata.category(part) not in ("Mn", "Cf"))
        self[code] = made = kept.translate(letters())
        return made


FOLDING = _Folding()


def fold(text: str) -> str:
    """The text in small letters, without diacritics and invisible characters; it may be shorter or longer."""
    return text.lower() if text.isascii() else text.translate(FOLDING)


class Folded:
    """A text folded, with the way back."""

    def __init__(self, text: str) -> None:
        """Fold a text; the way back is found only where it is asked for."""
        self.given, self.text = text, fold(text)
        self._ends: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the given text that some of the folded text came from; `start` is before `end`."""
        if self.given.isascii():
            return start, end
        if self._ends is None:
            self._ends = list(accumulate(len(FOLDING[ord(character)]) for character in self.given))
        last = max(bisect_right(self._ends, end - 1) + 1, bisect_right(self._ends, end))  # with the marks behind it
        return bisect_right(self._ends, start), last
