"""Where sentences end: offsets, never a changed letter.

A sentence ends at a full stop, question or exclamation mark or ellipsis, with the quote marks and brackets that close
there, if white space and no small letter follow. Abbreviations, initials and list numbers do not end one; which
abbreviations may, and before which words, is said by `lang/<iso>/sentences.yaml`. A quotation of several sentences is
split at its inner ends. A new line always ends a sentence: the blocks of an article are lines.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from lansir import lang

__all__ = ["SentenceWords", "split_sentences"]

LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
STOP = re.compile(r"([.!?…]++)[\"'”’»)\]]*+")
SPACED_CLOSING = re.compile(r"[ \xa0][\"”](?=\s|$)")
OPENING = re.compile(r"[ \t\xa0\"'“”‘«(\[\-–—•*]*+")
WORD = re.compile(r"[^\W_]+")
ACRONYM = re.compile(r"(?:[A-Za-z]|[A-Z][A-Za-z]{1,2})(?:\.(?:[A-Za-z]|[A-Z][A-Za-z]{1,3}))+")
SPACE = re.compile(r"\s*+")
NEVER_FIRST = frozenset(".,;:!?…)]")
DOUBLE_QUOTES = '"“”'
LOOK = 80


class SentenceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shape of `sentences.yaml`; abbreviations stand without their last full stop, in the case they are written in.

    After `never_final` a name or number always follows. `before_number` end a sentence unless a number follows;
    `may_end`, initials and acronyms only if one of `starters` follows. `reporting` are verbs of "..." X asked.
    """

    never_final: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    starters: frozenset[str]
    reporting: frozenset[str]


class Stop(NamedTuple):
    """A place where a sentence may end: its marks, the words before them in the sentence, the words that follow.

    `before` and `after` are cut to LOOK characters; `opens` says that `before` reaches back to the sentence's start.
    """

    before: str
    marks: str
    closing: str
    spaced: bool
    after: str
    opens: bool

    @property
    def first(self) -> str:
        """What follows, less opening quote marks, brackets and dashes."""
        return OPENING.sub("", self.after, count=1)

    @property
    def token(self) -> str:
        """The word that the marks touch."""
        whole = "" if self.before[-1:].isspace() else (self.before.split() or [""])[-1]
        return whole.lstrip("\"'“”‘’«([-–—/")


def split_sentences(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as spans into `text`, in order, disjoint, without white space at their edges.

    `language` is an ISO 639-1 code; one without a folder under `lansir/lang` is read as English. Every character that
    is no white space lies in one of the spans. The time taken is linear in `end - start`.
    """
    words = lang.table(language if language in lang.codes() else "en", "sentences", SentenceWords)
    spans: list[tuple[int, int]] = []
    for line in LINE.finditer(text, start, end):
        spans += _split_line(text, line.start(), line.end(), words)
    return spans


def _split_line(text: str, start: int, end: int, words: SentenceWords) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    begin = start
    for cut in (*_ends(text, start, end, words), end):
        piece = text[begin:cut]
        if stripped := piece.strip():
            left = begin + len(piece) - len(piece.lstrip())
            spans.append((left, left + len(stripped)))
        begin = cut
    return _with_stray_marks(text, spans)


def _with_stray_marks(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A quote mark or bracket left alone is no sentence: it goes to the one before it."""
    kept: list[tuple[int, int]] = []
    for left, right in spans:
        if kept and not any(char.isalnum() for char in text[left:right]):
            kept[-1] = (kept[-1][0], right)
        else:
            kept.append((left, right))
    return kept


def _ends(text: str, start: int, end: int, words: SentenceWords) -> Iterator[int]:
    begin, counted, quotes = start, start, 0
    for match in STOP.finditer(text, start, end):
        quotes += sum(text.count(mark, counted, match.end()) for mark in DOUBLE_QUOTES)
        counted = cut = match.end()
        closing = SPACED_CLOSING.match(text, cut, end)
        if closing and quotes % 2:
            cut = counted = closing.end()
            quotes += 1
        if _is_end(_stop(text, begin, match, cut, end), words):
            yield cut
            begin = cut


def _stop(text: str, begin: int, match: re.Match[str], cut: int, end: int) -> Stop:
    back = max(begin, match.start() - LOOK)
    space = SPACE.match(text, cut, end)
    resumed = space.end() if space else cut
    return Stop(
        before=text[back : match.start()],
        marks=match[1],
        closing=text[match.end(1) : cut],
        spaced=resumed > cut,
        after=text[resumed : min(end, resumed + LOOK)],
        opens=back == begin,
    )


def _is_end(stop: Stop, words: SentenceWords) -> bool:
    if not stop.spaced:
        return _is_glued(stop, words)
    if not stop.first or stop.after[0] in NEVER_FIRST:
        return False
    if stop.first[0].islower() and not (stop.marks == "." and stop.after[0] in "(["):
        return False
    if stop.marks == ".":
        return _full_stop_ends(stop, words)
    bracketed = stop.before[-1:] in ("[", "(") and stop.closing[-1:] in ("]", ")")
    return not bracketed and not (stop.closing and _is_attribution(stop.after, words))


def _full_stop_ends(stop: Stop, words: SentenceWords) -> bool:
    """By the word before the full stop, and the one behind it where that word is an abbreviation."""
    token = stop.token
    if token in words.never_final or _is_list_mark(stop):
        return False
    if token in words.before_number:
        return not stop.first[0].isdigit()
    if (len(token) == 1 and token.isalpha()) or token in words.may_end or ACRONYM.fullmatch(token):
        return stop.after[0] not in "-–—" and _starts_sentence(stop.first, words)
    return True


def _is_list_mark(stop: Stop) -> bool:
    """ "1." or "b." at the start of a sentence counts; it ends nothing."""
    mark = stop.before.strip()
    return stop.opens and ((mark.isdigit() and len(mark) <= 2) or (mark.isalpha() and len(mark) == 1))


def _starts_sentence(words_after: str, words: SentenceWords) -> bool:
    word = WORD.match(words_after)
    return word is not None and word[0] in words.starters


def _is_glued(stop: Stop, words: SentenceWords) -> bool:
    """Pages drop the space between paragraphs ("kata dia.Menurut"): a known first word behind a small-lettered one."""
    tail = stop.before[-2:]
    plain = len(tail) == 2 and tail.isalpha() and tail.islower() and len(stop.marks) == 1
    return plain and not stop.after[1:2].isupper() and len(stop.after) > 1 and _starts_sentence(stop.after, words)


def _is_attribution(after: str, words: SentenceWords) -> bool:
    """ "Why?" Wells asked.: the name and verb behind a closing quote still belong to the quotation's sentence."""
    clause = re.split(r"[.,;:]", after, maxsplit=1)[0].split()
    return 1 < len(clause) <= 6 and clause[-1] in words.reporting
