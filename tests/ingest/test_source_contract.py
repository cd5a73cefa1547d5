"""What every kind of source keeps to: keys unique and stable, order kept, a bad item does not stop the rest."""

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow
import pyarrow.parquet
import pytest

from lansir.errors import LansirError
from lansir.ingest.fetch import Answer
from lansir.ingest.items import Content, Finished, Item, Link
from lansir.ingest.sources import KINDS, Document, Kind, Plan, items_of, kind_of
from lansir.ingest.sources.plan import Fetched
from tests.ingest.archives import answer, packed, record
from tests.ingest.press import page

COUNT = 6
BAD = 3
"""The item, counted from 0, that cannot be had."""


class Case(NamedTuple):
    """A source of `COUNT` items in order, the one numbered `BAD` broken where the kind has such a thing."""

    kind: Kind
    name: str
    data: bytes
    has_bad: bool = True


def url(n: int) -> str:
    return f"https://news.example/{n}" if n != BAD else "https://[broken"


def _feed() -> bytes:
    entries = "".join(f"<item><title>{n}</title><link>{url(n)}</link></item>" for n in range(COUNT))
    return f"<rss version='2.0'><channel><title>Kabar</title>{entries}</channel></rss>".encode()


def _atom() -> bytes:
    entries = "".join(f"<entry><id>t:{n}</id><link href='{url(n)}'/></entry>" for n in range(COUNT))
    return f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>".encode()


def _sitemap() -> bytes:
    urls = "".join(f"<url><loc>{url(n)}</loc></url>" for n in range(COUNT))
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>".encode()


def _opml() -> bytes:
    outlines = "".join(f"<outline xmlUrl='https://feeds.example/{n}'/>" for n in range(COUNT))
    return f"<opml><body>{outlines}</body></opml>".encode()


def _jsonl() -> bytes:
    lines = [json.dumps({"url": url(n), "title": f"Rapat {n}", "text": f"Teks {n}."}) for n in range(COUNT)]
    lines[BAD] = '{"url": "https://news.example/3", "text": '
    return "\n".join(lines).encode()


def _table() -> list[dict[str, str | None]]:
    texts = [f"Teks {n}." if n != BAD else None for n in range(COUNT)]
    return [{"note": "x", "link": text and f"https://news.example/{n}", "text": text} for n, text in enumerate(texts)]


def _csv() -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, ["note", "link", "text"])
    writer.writeheader()
    writer.writerows(_table())
    return text.getvalue().encode()


def _parquet() -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(_table()), out, row_group_size=2)
    return out.getvalue()


def _warc(pack: Callable[..., bytes]) -> bytes:
    blocks = [answer(page(f"Rapat {n}")) for n in range(COUNT)]
    blocks[BAD] = answer(b"\x00\x01", b"Content-Encoding: br")
    return pack(*(record(f"https://news.example/{n}", block) for n, block in enumerate(blocks)))


CASES = [
    Case("urls", "a.txt", "\n".join(url(n) for n in range(COUNT)).encode()),
    Case("feed", "rss.xml", _feed()),
    Case("feed", "atom.xml", _atom()),
    Case("sitemap", "sitemap.xml", _sitemap()),
    Case("sitemap", "sitemap.xml.gz", gzip.compress(_sitemap())),
    Case("opml", "feeds.opml", _opml()),
    Case("warc", "a.warc", _warc(lambda *records: b"".join(records))),
    Case("warc", "a.warc.gz", _warc(packed)),
    Case("jsonl", "a.jsonl", _jsonl()),
    Case("jsonl", "a.jsonl.gz", gzip.compress(_jsonl())),
    Case("csv", "a.csv", _csv()),
    Case("parquet", "a.parquet", _parquet()),
    Case("page", "a.html", page(), has_bad=False),
]


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture
def document(case: Case, tmp_path: Path) -> Document:
    path = tmp_path / case.name
    path.write_bytes(case.data)
    return Document(str(path), path=path)


def documents(addresses: Iterable[str]) -> Iterator[Fetched]:
    """Feeds on the web, each of one entry, one of them down."""
    for n, address in enumerate(addresses):
        entry = f"<rss><item><link>https://news.example/{n}</link></item></rss>".encode()
        broken = n == BAD
        yield (
            address,
            LansirError("down") if broken else Document(address, answer=Answer(address, 200, "OK", {}, entry)),
        )


def items(document: Document, kind: Kind | None = None) -> list[Item]:
    found = items_of(document, Plan(documents=documents), kind)
    return [item for item in found if isinstance(item, Item)]


def state(item: Item) -> str:
    try:
        loaded = item.load()
    except LansirError:
        return "bad"
    assert isinstance(loaded, Content | Link)
    return "good"


def test_there_is_a_case_of_every_kind() -> None:
    assert {case.kind for case in CASES} == set(KINDS)


def test_the_kind_is_told_by_the_content(case: Case, document: Document) -> None:
    assert kind_of(document, {}) == case.kind


def test_keys_are_the_same_every_time_and_each_there_once(document: Document) -> None:
    keys = [item.key for item in items(document)]
    assert keys == [item.key for item in items(document)]
    assert len(set(keys)) == len(keys) > 0


def test_a_bad_item_is_one_failure_and_the_rest_are_there_in_order(case: Case, document: Document) -> None:
    found = [state(item) for item in items(document)]
    assert found == [("bad" if n == BAD else "good") for n in range(COUNT)] if case.has_bad else ["good"]


def test_items_can_be_loaded_as_they_come(case: Case, document: Document) -> None:
    for item in items_of(document, Plan(documents=documents), case.kind):
        if isinstance(item, Item):
            state(item)


def test_an_item_says_how_to_get_it_again(document: Document) -> None:
    for item in items(document):
        assert item.again.source
        assert item.again.kind in (*KINDS, None)


def test_a_list_says_that_it_was_read_to_its_end(case: Case, document: Document) -> None:
    last = list(items_of(document, Plan(documents=documents), case.kind))[-1]
    assert isinstance(last, Finished) == (case.kind != "page")


def test_how_far_reading_has_come_grows_and_ends_within_one(document: Document) -> None:
    plan, shares = Plan(documents=documents), [0.0]
    for _ in items_of(document, plan):
        shares.append(plan.share.value)
    assert shares == sorted(shares)
    assert shares[-1] <= 1


@pytest.mark.parametrize("cut", [1, 10, 40])
def test_a_file_that_is_cut_off_never_raises_but_as_an_error_of_ours(case: Case, tmp_path: Path, cut: int) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.data[:-cut])
    try:
        for item in items(Document(str(path), path=path), case.kind):
            state(item)
    except LansirError as error:
        assert str(path) in str(error)


LONG = 3000


@pytest.mark.parametrize("kind", ["urls", "feed", "sitemap", "warc", "jsonl", "csv"])
def test_a_long_source_is_read_as_it_is_asked_for(kind: Kind, tmp_path: Path) -> None:
    urls = [f"https://news.example/artikel/{n}/" + "x" * 200 for n in range(LONG)]
    data = {
        "urls": "\n".join(urls),
        "feed": f"<rss>{''.join(f'<item><link>{one}</link></item>' for one in urls)}</rss>",
        "sitemap": f"<urlset>{''.join(f'<url><loc>{one}</loc></url>' for one in urls)}</urlset>",
        "warc": b"".join(record(one, answer(b"<p>x</p>")) for one in urls).decode(),
        "jsonl": "\n".join(json.dumps({"url": one}) for one in urls),
        "csv": "\n".join(["url,x", *(f"{one}," for one in urls)]),
    }[kind]
    path = tmp_path / "long"
    path.write_text(data)
    plan = Plan()
    found = items_of(Document(str(path), path=path), plan, kind)
    next(found)
    assert plan.share.value < 0.5
    assert sum(isinstance(item, Item) for item in found) == LONG - 1
