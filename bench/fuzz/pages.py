"""Pages as HTML, as text and in any encoding, and the whole way to a record."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from bench.fuzz.target import ROOT, Check, Target, refused, require, sound_spans
from bench.fuzz.words import words_of
from lansir.errors import InputError
from lansir.examples import example_pages
from lansir.ingest.reading import own_record
from lansir.page import MAX_TEXT, read_page
from lansir.record import Article

__all__ = ["PAGES"]

TYPES = (None, "text/html", "text/html; charset=iso-8859-1", "application/xhtml+xml; charset=utf-16", "text/plain")
URLS = (None, "https://kabar.example/2031/03/05/rapat", "http://[::1]/", "https://kabar.example/" + "a/" * 2_000)
DATES = (None, "2031-03-05", "2031-03-05T10:15+07:00")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def _words() -> list[bytes]:
    return words_of("html")


def _html() -> list[bytes]:
    pages = (ROOT / "tests" / "page" / "pages").glob("*.html")
    return [path.read_bytes() for path in (*sorted(pages), *example_pages())]


def _texts() -> list[bytes]:
    pages = (ROOT / "tests" / "page" / "pages").glob("*.txt")
    return [path.read_bytes() for path in (*sorted(pages), *example_pages())]


@contextmanager
def _reading_html() -> Iterator[Check]:
    yield lambda data: _page(data, TYPES[zlib.crc32(data) % 4])


@contextmanager
def _reading_text() -> Iterator[Check]:
    yield lambda data: _page(data, "text/plain" if zlib.crc32(data) % 2 else None)


def _page(data: bytes, media_type: str | None) -> str:
    chance = zlib.crc32(data)
    url, published = URLS[chance // 8 % len(URLS)], DATES[chance // 64 % len(DATES)]
    try:
        read = read_page(data, media_type=media_type, url=url, published=published)
    except InputError as error:
        return refused(error)
    return _sound(read)


def _leads_to_a_page(link: str) -> bool:
    """An address of the web, or a place on the same host."""
    return link.lower().startswith(("http://", "https://")) or not SCHEME.match(link)


def _sound(read: Article) -> str:
    """The page is what a record may hold: spans say what stands there, nothing is unseen, links are of the web."""
    require(len(read.text) <= MAX_TEXT, "a text longer than any")
    sound_spans((block.span for block in read.blocks), read.text)
    shown = "\n".join(filter(None, (read.text, read.title, read.outlet, *read.authors)))
    require(not UNSEEN.search(shown), "unseen characters in what is shown")
    wrong = [block.link for block in read.blocks if block.link and not _leads_to_a_page(block.link)]
    require(not wrong, f"a link that leads to no page: {wrong[:1]}")
    require(msgspec.json.decode(msgspec.json.encode(read), type=Article) == read, "what is written is not read back")
    kinds = ",".join(sorted({block.kind for block in read.blocks}))
    told = "".join(
        "x" if value else "-" for value in (read.title, read.outlet, read.authors, read.published, read.dateline)
    )
    return f"{read.language} {kinds} {told} {len(read.reasons)}"


@contextmanager
def _whole_way() -> Iterator[Check]:
    from lansir.encoder import load_model  # noqa: PLC0415  # only what reads with the model pays for it
    from lansir.reader import read_with_vector  # noqa: PLC0415

    model = load_model(threads=1)

    def check(data: bytes) -> str:
        try:
            article = read_page(data, url=URLS[1], published=DATES[zlib.crc32(data) % 3])
            record, _ = read_with_vector(article, model=model)
        except InputError as error:
            return refused(error)
        own_record(msgspec.json.encode(record))
        shape = (len(record.events), len(record.statements), len(record.times), len(record.places))
        return f"{article.language} " + ",".join(str(min(size, 3)) for size in shape)

    yield check


PAGES = (
    Target("pages", "HTML of any encoding to an article", _html, _reading_html, _words),
    Target("texts", "plain text to an article", _texts, _reading_text, _words),
    Target("reading", "the whole way to a record, with the model", _texts, _whole_way, _words, 60.0),
)
