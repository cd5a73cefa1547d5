"""Feeds, lists of feeds and sitemaps as sites write them, well or badly."""

import gzip
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from lansir.errors import InputError, LansirError
from lansir.ingest.fetch import Answer
from lansir.ingest.items import Content, Finished, Item, Link, Visit
from lansir.ingest.sources import Document, Kind, Plan, items_of
from lansir.ingest.sources.feeds import feed_entries, feed_minutes, listed_feeds
from lansir.ingest.sources.plan import Fetched

BASE = "https://news.example/rss/"


def entry(xml: str) -> tuple[str | None, str | None]:
    """Link and date of the one entry."""
    (found,) = feed_entries(BytesIO(xml.encode()), BASE)
    return found.link, found.published


def document(data: bytes | str, url: str = "https://news.example/feed") -> Document:
    body = data.encode() if isinstance(data, str) else data
    return Document(url, answer=Answer(url, 200, "OK", {}, body), visit=Visit(url, etag='"1"'))


def items(data: bytes | str, kind: Kind, plan: Plan | None = None) -> list[Item]:
    return [item for item in items_of(document(data), plan or Plan(), kind) if isinstance(item, Item)]


def link_of(item: Item) -> Link:
    loaded = item.load()
    assert isinstance(loaded, Link)
    return loaded


@pytest.mark.parametrize(
    ("xml", "link", "published"),
    [
        (
            "<rss><channel><item><link>/a</link><pubDate>x</pubDate></item></channel></rss>",
            "https://news.example/a",
            "x",
        ),
        ("<rss><item><link> https://b.example/a </link></item></rss>", "https://b.example/a", None),
        ("<rss><item><guid>https://b.example/g</guid></item></rss>", "https://b.example/g", None),
        ("<rss><item><guid isPermaLink='false'>https://b.example/g</guid></item></rss>", None, None),
        (
            "<rss xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'><item><link>https://count.example/1</link>"
            "<f:origLink>https://b.example/o</f:origLink></item></rss>",
            "https://b.example/o",
            None,
        ),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link rel='edit' href='/e'/><link href='/a'/>"
            "<updated>u</updated><published>p</published></entry></feed>",
            "https://news.example/a",
            "p",
        ),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://c.example/x/'>"
            "<entry><link href='a'/></entry></feed>",
            "https://c.example/x/a",
            None,
        ),
        (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
            "xmlns:dc='http://purl.org/dc/elements/1.1/'><item><link>https://d.example/1</link><dc:date>d</dc:date></item></rdf:RDF>",
            "https://d.example/1",
            "d",
        ),
        ("<rss><item><link>javascript:alert(1)</link></item></rss>", None, None),
        ("<rss><item><title>R&B &nbsp; x</title><link>https://b.example/a</link></item>", "https://b.example/a", None),
    ],
)
def test_an_entry_leads_to_its_page(xml: str, link: str | None, published: str | None) -> None:
    assert entry(xml) == (link, published)


def test_the_page_of_an_entry_has_the_date_of_the_feed() -> None:
    date = "<pubDate>Wed, 05 Mar 2031 10:00:00 +0700</pubDate>"
    xml = f"<rss><item><link>https://b.example/a?utm_source=rss</link>{date}</item></rss>"
    (item,) = items(xml, "feed")
    assert item.key == "https://b.example/a"
    assert link_of(item) == Link("https://b.example/a", "2031-03-05T10:00:00+07:00", "feed")


def test_without_a_date_in_the_feed_the_one_given_counts() -> None:
    (item,) = items("<rss><item><link>https://b.example/a</link></item></rss>", "feed", Plan(published="2031-03-05"))
    assert link_of(item) == Link("https://b.example/a", "2031-03-05", "given")


def test_an_entry_without_a_link_is_read_as_it_stands() -> None:
    text = "<guid isPermaLink='false'>g1</guid><description>&lt;p&gt;Isi.&lt;/p&gt;</description>"
    xml = f"<rss><item><title>Rapat &lt;b&gt;</title>{text}</item></rss>"
    (item,) = items(xml, "feed")
    content = item.load()
    assert item.key == "https://news.example/feed#g1"
    assert isinstance(content, Content)
    assert b"<h1>Rapat &lt;b&gt;</h1>\n<p>Isi.</p>" in content.data


@pytest.mark.parametrize(
    ("head", "minutes"),
    [
        ("<ttl>30</ttl>", 30),
        ("<ttl>0</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 15),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 1440),
        ("<sy:updatePeriod>kadang</sy:updatePeriod>", None),
        ("<item><ttl>5</ttl></item>", None),
        ("", None),
    ],
)
def test_a_feed_says_how_often_to_look(head: str, minutes: float | None) -> None:
    xml = f"<rss xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel>{head}<item/></channel></rss>"
    assert feed_minutes(BytesIO(xml.encode())) == minutes


def test_opml_lists_each_feed_once_however_deep() -> None:
    inner = "<outline text='x'><outline xmlUrl='https://a.example/f'/><outline xmlUrl='https://b.example/f'/></outline>"
    xml = f"<opml><body>{inner}<outline xmlUrl='https://a.example/f'/><outline xmlUrl='file:///etc/passwd'/></body></opml>"
    assert listed_feeds(BytesIO(xml.encode())) == ["https://a.example/f", "https://b.example/f"]


NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> https://a.example/1 </loc>
 <lastmod>2031-04-01</lastmod><news:news><news:publication_date>2031-03-05T10:00:00+07:00</news:publication_date>
 </news:news></url><url><loc>https://a.example/2</loc><lastmod>2031-04-01</lastmod></url></urlset>"""


def test_a_news_sitemap_dates_its_pages_and_a_change_is_no_date() -> None:
    found = [link_of(item) for item in items(NEWS, "sitemap")]
    assert [(link.url, link.published) for link in found] == [
        ("https://a.example/1", "2031-03-05T10:00:00+07:00"),
        ("https://a.example/2", None),
    ]


def index(*children: str) -> str:
    inner = "".join(f"<sitemap><loc>{child}</loc></sitemap>" for child in children)
    return f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{inner}</sitemapindex>"


def web(pages: dict[str, bytes | str]) -> Plan:
    def documents(addresses: Iterable[str]) -> Iterator[Fetched]:
        for address in addresses:
            yield address, document(pages[address], address) if address in pages else LansirError(f"{address}: down")

    return Plan(documents=documents)


def test_an_index_leads_to_its_sitemaps_packed_or_not_and_one_that_is_down_is_a_failure() -> None:
    plan = web({"https://a.example/1.xml": NEWS, "https://a.example/2.xml.gz": gzip.compress(NEWS.encode())})
    xml = index("https://a.example/1.xml", "https://a.example/0.xml", "https://a.example/2.xml.gz")
    found = items(xml, "sitemap", plan)
    assert [item.key for item in found] == [
        "https://a.example/1", "https://a.example/2", "https://a.example/0.xml", "https://a.example/1", "https://a.example/2",
    ]  # fmt: skip
    assert [item.key for item in found if item.again.whole] == ["https://a.example/0.xml"]


def test_indexes_that_list_each_other_come_to_an_end() -> None:
    plan = web(
        {"https://a.example/i": index("https://a.example/j"), "https://a.example/j": index("https://a.example/i")}
    )
    assert items(index("https://a.example/i", "https://a.example/i"), "sitemap", plan) == []


def test_a_list_is_asked_for_anew_only_where_it_leads_to_pages_itself() -> None:
    def visits(xml: str, kind: Kind, plan: Plan) -> list[Visit | None]:
        return [one.visit for one in items_of(document(xml), plan, kind) if isinstance(one, Finished)]

    plan = web({"https://a.example/1.xml": NEWS})
    assert visits(NEWS, "sitemap", plan) == [Visit("https://news.example/feed", etag='"1"')]
    assert visits(index("https://a.example/1.xml"), "sitemap", plan)[-1] is None
    assert visits("<rss/>", "feed", plan) == [Visit("https://news.example/feed", etag='"1"')]


@pytest.mark.parametrize("kind", ["feed", "opml", "sitemap"])
@pytest.mark.parametrize("data", [b"", b"<html><body>Halaman tidak ditemukan</body></html>", b"\x00\x01", b"{}"])
def test_what_is_something_else_is_said_to_be(kind: Kind, data: bytes) -> None:
    with pytest.raises(InputError, match=r"https://news\.example/feed: no "):
        items(data, kind)


def test_packed_data_of_a_stranger_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lansir.ingest.sources.document._Unpacked.left", 100_000)
    urls = "".join(f"<url><loc>https://a.example/{n}</loc></url>" for n in range(10_000))
    with pytest.raises(InputError, match="unpack to more than"):
        items(gzip.compress(f"<urlset>{urls}</urlset>".encode()), "sitemap")


def test_entities_are_not_resolved_and_nothing_is_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://leak.example/")
    head = f"<!DOCTYPE rss [<!ENTITY e SYSTEM '{secret.as_uri()}'><!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>"
    xml = f"{head}<rss><item><link>https://b.example/&e;&b;</link></item></rss>"
    assert [item.key for item in items(xml, "feed")] == ["https://b.example/"]


@pytest.mark.parametrize(
    "data",
    [
        b"<rss>" + b"<item>" * 20_000,
        b"<rss>" + b"<item><link>https://a.example/" * 5_000,
        b"<rss><item><description>" + b"&lt;" * 300_000,
        b"<rss" + b" a='b'" * 50_000 + b">",
        b"<!DOCTYPE x [" + b"<!ENTITY a 'b'>" * 30_000 + b"]><rss/>",
        b"<rss><!--" + b"<!--" * 100_000,
    ],
)
def test_hostile_markup_takes_no_long_time(data: bytes) -> None:
    began = time.monotonic()
    with suppress(InputError):
        assert all(item.key for item in items(data, "feed"))
    assert time.monotonic() - began < 2
