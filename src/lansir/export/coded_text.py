"""Cells, lines, numbers and moments of the coded formats: tab-separated, UTF-8, without quotes or escapes."""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from lansir.export.coded_losses import CodedLosses
from lansir.page.sentences import split_sentences
from lansir.query.entries import Entry
from lansir.record import Article, Span

__all__ = ["Lead", "Sentences", "address", "cell", "host", "line", "moment", "number_of", "plain"]

BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
COMPUTED = re.compile(r"[\s=+\-@＝＋－＠]+")
NUMBER_BYTES, NUMBER_BITS = 7, 53
"""Integers of 53 bits are kept by readers that hold numbers as doubles: R, JavaScript, spreadsheets."""
CLOCK = ("minute", "second")
LEAD_KINDS = {"headline", "deck"}


def plain(text: str) -> str:
    """The text as it can be written in UTF-8: halves of a surrogate pair become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def cell(text: str | None, losses: CodedLosses) -> str:
    """The text without what ends a cell or a row, quotation marks, and signs in front that a spreadsheet computes."""
    bare = plain(BREAKS.sub(" ", text or "")).replace('"', "'")
    start = COMPUTED.match(bare)
    made = bare[start.end() if start else 0 :].rstrip()
    losses.add("characters", made != (text or ""))
    return made


def line(cells: Iterable[str]) -> bytes:
    """A row of the file."""
    return ("\t".join(cells) + "\n").encode("utf-8")


def number_of(*parts: str) -> int:
    """A number of 1 to 2^53 - 1 that depends on the parts alone."""
    digest = hashlib.blake2b(chr(31).join(parts).encode("utf-8", "surrogatepass"), digest_size=NUMBER_BYTES).digest()
    return int.from_bytes(digest, "big") % ((1 << NUMBER_BITS) - 1) + 1


def moment(entry: Entry) -> datetime:
    """When the page was published, in UTC; midnight where it states only the day, the storing where it states less.

    A clock time without a zone counts as UTC.
    """
    stated = entry.record.article.published
    for value in (stated.value if stated and stated.precision in (*CLOCK, "day") else None, entry.ingested):
        found = _read(value)
        if found:
            return found
    return datetime(1970, 1, 1, tzinfo=UTC)


def _read(value: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(value or "")
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def address(article: Article) -> str:
    """The address that the page gives for itself, else where it was fetched, without white space; empty for none."""
    given = article.canonical_url or article.url or ""
    return "%20".join(plain(BREAKS.sub(" ", given)).replace('"', "%22").split())


def host(url: str) -> str:
    """The host of an address, without www; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


class Sentences:
    """The sentences of an article, furniture among them, numbered from 1."""

    def __init__(self, article: Article) -> None:
        """Split the text."""
        found = split_sentences(article.text, 0, len(article.text), article.language or "en")
        self._starts = [start for start, _ in found]

    def number(self, span: Span) -> int:
        """The number of the sentence in which the words begin."""
        return max(1, bisect_right(self._starts, span.start))


class Lead:
    """The headline, the deck and the first paragraph of an article."""

    def __init__(self, article: Article) -> None:
        """Find them among the blocks."""
        first = min((block.span.start for block in article.blocks if block.kind == "paragraph"), default=None)
        self._spans = [
            (block.span.start, block.span.end)
            for block in article.blocks
            if block.kind in LEAD_KINDS or (block.kind == "paragraph" and block.span.start == first)
        ]

    def holds(self, span: Span) -> bool:
        """Whether the words begin in one of them."""
        return any(start <= span.start < end for start, end in self._spans)
