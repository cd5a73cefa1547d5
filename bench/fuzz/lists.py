"""What leads to pages: feeds, sitemaps and OPML lists, web archives, and tables of rows."""

import gzip
import io
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path

import msgspec

from bench.fuzz.target import Check, Target, of_file, refused, require
from bench.fuzz.words import words_of
from lansir.errors import LansirError
from lansir.ingest.arguments import Arguments
from lansir.ingest.fetch import Answer
from lansir.ingest.items import Content, Item, Link
from lansir.ingest.sources import Document, Plan, kind_of
from lansir.ingest.sources.feeds import feed_minutes
from lansir.ingest.sources.plan import Fetched

__all__ = ["LISTS"]

MOST = 20_000
HOME = "https://kabar.example/list"
COLUMNS: tuple[dict[str, str], ...] = ({}, {"text": "isi"}, {"url": "a.b"})
PAGE = b"<html><body><article><h1>Rapat</h1><p>Wali kota menolak usul itu pada hari Senin di balai kota.</p></article>"


def _nothing(addresses: Iterable[str]) -> Iterator[Fetched]:
    return ((address, LansirError(f"{' '.join(address.split())[:200]}: down")) for address in addresses)


def _items(data: bytes, kind: str | None, path: Path | None = None) -> str:
    """All items of a document, each loaded: told as how many came out in which way."""
    answer = None if path else Answer(HOME, 200, "OK", {"content-type": "text/html"}, data)
    document = Document(str(path) if path else HOME, path=of_file(path, data) if path else None, answer=answer)
    columns = COLUMNS[zlib.crc32(data) % len(COLUMNS)]
    plan = Plan(_nothing, columns, "2031-03-05")
    kind = kind or kind_of(document, columns)
    found: dict[str, int] = {}
    for item in islice(Arguments([], plan, kind=kind).of_document(document), MOST):
        told = _loaded(item) if isinstance(item, Item) else "Finished"
        found[told] = found.get(told, 0) + 1
    return f"{kind} " + " ".join(f"{told}:{min(number, 4)}" for told, number in sorted(found.items()))


def _loaded(item: Item) -> str:
    require(bool(item.key) and item.key.isprintable() is not None, "an item without a key")
    try:
        loaded = item.load()
    except LansirError as error:
        require("give another --kind, or report it" not in str(error), str(error))
        return refused(error)
    require(isinstance(loaded, Content | Link), "no page")
    if isinstance(loaded, Link):
        require(loaded.url.lower().startswith(("http://", "https://")), f"a link that leads to no page: {loaded.url!r}")
    msgspec.msgpack.encode(loaded)
    return type(loaded).__name__


Damage = Callable[[bytes], bytes]


def _packed_too(data: bytes) -> bytes:
    """One in three packed whole: the damage is then inside of sound gzip data."""
    return gzip.compress(data, 1, mtime=0) if zlib.crc32(data) % 3 == 0 else data


@contextmanager
def _checking(kinds: tuple[str | None, ...], damage: Damage = bytes) -> Iterator[Check]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input.csv"

        def check(data: bytes) -> str:
            chance = zlib.crc32(data) // 7
            kind = kinds[chance % len(kinds)]
            return _items(damage(data), kind, path if chance // 8 % 2 else None)

        yield check


@contextmanager
def _feeds() -> Iterator[Check]:
    with _checking((None, "feed", "sitemap", "opml", "urls"), _packed_too) as check:

        def both(data: bytes) -> str:
            feed_minutes(io.BytesIO(data))
            return check(data)

        yield both


def _opened(kinds: tuple[str | None, ...], damage: Damage = bytes) -> Callable[[], AbstractContextManager[Check]]:
    return partial(_checking, kinds, damage)


def _feed_seeds() -> list[bytes]:
    entry = (
        "<link>https://a.example/1</link><guid isPermaLink='false'>g1</guid><pubDate>Wed, 05 Mar 2031 10:00:00 +0700"
    )
    head = "<?xml version='1.0' encoding='utf-8'?><rss><channel><ttl>30</ttl><item><title>R&amp;B</title>"
    rss = f"{head}{entry}</pubDate>"
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://c.example/x/'><entry><link rel='edit' href='/e'/>"
        "<link href='a'/><updated>2031-03-05</updated><content type='html'>&lt;p&gt;Isi&lt;/p&gt;</content></entry>"
    )
    news = (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/"
        "sitemap-news/0.9'><url><loc>https://a.example/1</loc><lastmod>2031-04-01</lastmod><news:news>"
        "<news:publication_date>2031-03-05T10:00:00+07:00</news:publication_date></news:news></url></urlset>"
    )
    index = "<sitemapindex><sitemap><loc>https://a.example/s.xml.gz</loc></sitemap></sitemapindex>"
    opml = "<opml><body><outline><outline xmlUrl='https://b.example/f'/></outline></body></opml>"
    bomb = "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;'><!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
    texts = [rss + "<description>Isi.</description></item></channel></rss>", atom, news, index, opml,
             f"{bomb}<rss><item><link>https://b.example/&b;&e;</link></item></rss>",
             "https://a.example/1\n# x\nhttps://a.example/2 kata\n"]  # fmt: skip
    return [text.encode() for text in texts]


def _record(body: bytes, *headers: bytes) -> bytes:
    answer = b"\r\n".join([b"HTTP/1.1 200 OK", b"Content-Type: text/html; charset=utf-8", *headers, b"", body])
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nWARC-Date: 2031-03-05T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def _warc_seeds() -> list[bytes]:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    deflated = zlib.compressobj(wbits=-15)
    raw = deflated.compress(PAGE) + deflated.flush()
    packed = gzip.compress(PAGE, mtime=0)
    records = [
        _record(PAGE),
        _record(packed, b"Content-Encoding: gzip"),
        _record(gzip.compress(packed, mtime=0), b"Content-Encoding: gzip, gzip"),
        _record(zlib.compress(PAGE), b"Content-Encoding: deflate"),
        _record(raw, b"Content-Encoding: deflate"),
        _record(chunked, b"Transfer-Encoding: chunked"),
    ]
    return [
        b"".join(records),
        b"".join(gzip.compress(one, mtime=0) for one in records),
        gzip.compress(b"".join(records)),
    ]


def _row_seeds() -> list[bytes]:
    text = "Wali kota menolak usul itu dan meminta dewan membahasnya lagi."
    rows = [
        {"url": "https://a.example/1", "title": "Rapat", "text": text, "date": "2031-03-05", "authors": ["A", "B"]},
        {"headline": "Rapat", "body": {"p": [text, text]}, "_source": {"url": "x"}},
    ]
    lines = b"\n".join(map(msgspec.json.encode, rows))
    record = {
        "article": {"id": "ar-1", "text": text, "blocks": [], "content_hash": "0"},
        "lansir": "1",
        "model": "none",
    }
    table = f'url,title,text,date\r\nhttps://a.example/1,"Rapat, ""besar""","{text}\n{text}",2031-03-05\r\n,,,\r\n'
    return [
        lines,
        msgspec.json.encode(rows),
        msgspec.json.encode(record),
        table.encode(),
        table.replace(",", ";").encode(),
    ]


def _parquet_seeds() -> list[bytes]:
    import pyarrow as pa  # noqa: PLC0415  # not everyone has it
    import pyarrow.parquet as pq  # noqa: PLC0415

    found = []
    for compression in ("none", "snappy", "gzip"):
        table = pa.table(
            {"url": ["https://a.example/1", None], "text": ["Isi.", b"\xff".decode("latin-1")], "n": [1, 2]}
        )
        stream = io.BytesIO()
        pq.write_table(table, stream, compression=compression)
        found.append(stream.getvalue())
    return found


LISTS = (
    Target("feeds", "RSS, Atom, sitemaps, OPML, lists of addresses", _feed_seeds, _feeds, lambda: words_of("feeds")),
    Target(
        "archives",
        "WARC, plain and gzip",
        _warc_seeds,
        _opened(("warc", "warc", None), _packed_too),
        lambda: words_of("archives"),
    ),
    Target(
        "rows",
        "rows of JSON Lines, JSON and CSV",
        _row_seeds,
        _opened(("jsonl", "csv", None)),
        lambda: words_of("rows"),
    ),
    Target("parquet", "rows of Parquet", _parquet_seeds, _opened(("parquet",)), words_of),
)
