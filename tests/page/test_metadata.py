"""What HTML pages state about themselves outside their words."""

import json

import pytest

from lansir.page import read_page
from lansir.page.byline import author_names
from lansir.page.headline import cut_outlet
from lansir.page.jsonld import article_nodes
from lansir.page.language import declared_code, languages
from lansir.page.metadata import meta_names
from lansir.page.outlets import by_host, host_of, same_outlet
from lansir.page.tree import parse
from lansir.record import Article

WORDS = "Wali kota menolak usul itu dan meminta dewan membahasnya lagi pada pekan depan di balai kota. "
BODY = f"<article><h1>Pasar Tidak Jadi Pindah</h1><p>{WORDS}</p><p>Menurut dia, {WORDS}</p></article>"
NODE = {
    "@type": "NewsArticle",
    "headline": "Pasar Tidak Jadi Pindah",
    "datePublished": "2024-05-15T10:15:00+07:00",
    "dateModified": "2024-05-15T12:00:00+07:00",
    "author": {"@type": "Person", "name": "Ana Torv"},
    "publisher": {"@type": "Organization", "name": "Suara"},
}


def read(head: str = "", body: str = BODY, url: str | None = None, lang: str = "id") -> Article:
    return read_page(f"<html lang={lang}><head>{head}</head><body>{body}</body></html>".encode(), url=url)


def script(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "value",
    [
        NODE,
        [{"@type": "BreadcrumbList"}, NODE],
        {"@graph": [{"@type": "WebSite", "name": "x"}, NODE]},
        {"@type": "WebPage", "mainEntity": NODE},
        json.dumps(NODE)[:-1] + ",}",
        "<!-- " + json.dumps(NODE) + " -->",
        "// <![CDATA[\n" + json.dumps(NODE) + "\n// ]]>",
        json.dumps({"@type": "Organization"}) + "\n" + json.dumps(NODE),
        json.dumps(NODE).replace("Pasar Tidak", "Pasar\nTidak"),
    ],
)
def test_json_ld_is_read_wherever_the_article_stands_and_a_little_broken(value: object) -> None:
    article = read(script(value))
    assert article.authors == ["Ana Torv"]
    assert article.outlet == "Suara"
    assert article.published is not None
    assert (article.published.value, article.published.source) == ("2024-05-15T10:15:00+07:00", "json-ld")
    assert article.updated is not None
    assert article.updated.value == "2024-05-15T12:00:00+07:00"


@pytest.mark.parametrize(
    "text", ["{", "[" * 100_000, '{"@type": "NewsArticle", "author": 5}', "null", '"x"', "", "{]}"]
)
def test_json_ld_that_means_nothing_is_passed_over(text: str) -> None:
    assert read(script(text)).authors == []


def test_references_inside_a_graph_are_followed() -> None:
    person = {"@type": "Person", "@id": "#a", "name": "Ana Torv"}
    node = {**NODE, "author": [{"@id": "#a"}], "publisher": {"@id": "#o"}}
    outlet = {"@type": "Organization", "@id": "#o", "name": "Suara"}
    article = read(script({"@graph": [node, person, outlet]}))
    assert (article.authors, article.outlet) == (["Ana Torv"], "Suara")


def test_the_fullest_article_node_comes_first() -> None:
    root = parse(script({"@type": "Article"}) + script(NODE))
    assert article_nodes(root)[0]["headline"] == "Pasar Tidak Jadi Pindah"


def test_meta_tags_are_read_where_there_is_no_json_ld() -> None:
    article = read(
        '<meta property="og:title" content="Pasar Tidak Jadi Pindah - Suara.co">'
        '<meta property="og:site_name" content="Suara.co"><meta name="author" content="Oleh Ana Torv">'
        '<meta property="article:published_time" content="2024-05-15T10:15+07:00">'
    )
    assert article.title == "Pasar Tidak Jadi Pindah"
    assert article.outlet == "Suara.co"
    assert article.authors == ["Ana Torv"]
    assert article.published is not None
    assert article.published.source == "meta"


def test_times_in_the_markup_come_after_meta_and_before_the_words() -> None:
    body = BODY.replace("</h1>", "</h1><time datetime='2024-05-15T10:15+07:00'>Rabu</time><p>16 Mei 2024</p>")
    article = read(body=body)
    assert article.published is not None
    assert (article.published.source, article.published.value) == ("html", "2024-05-15T10:15+07:00")


def test_a_day_alone_gives_way_to_the_clock_time_of_that_day() -> None:
    body = BODY.replace("</h1>", "</h1><p>Rabu, 15 Mei 2024 10:15 WIB</p>")
    article = read('<meta name="publishdate" content="2024-05-15">', body)
    assert article.published is not None
    assert (article.published.value, article.published.zone) == ("2024-05-15T10:15+07:00", "WIB")


def test_an_update_at_the_time_of_publication_is_none() -> None:
    assert read(script({**NODE, "dateModified": NODE["datePublished"]})).updated is None


def test_a_canonical_address_is_absolute() -> None:
    url = "https://suara.example/a?utm=1"
    assert (
        read('<link rel="canonical" href="/kota/pasar">', url=url).canonical_url == "https://suara.example/kota/pasar"
    )
    assert read('<meta property="og:url" content="https://suara.example/b">').canonical_url == "https://suara.example/b"
    assert read(url=url).canonical_url is None
    assert read('<link rel="canonical" href="javascript:x">').canonical_url is None


@pytest.mark.parametrize(
    ("title", "outlet", "cut", "name"),
    [
        ("Pasar Tidak Jadi Pindah - GenPI.co", None, "Pasar Tidak Jadi Pindah", "GenPI.co"),
        ("Pasar tidak pindah | CNN", None, "Pasar tidak pindah", "CNN"),
        ("Pasar - Lama - Suara Kita", "Suara Kita", "Pasar - Lama", "Suara Kita"),
        ("Pasar Tidak Jadi Pindah Halaman all - Kompas.com", None, "Pasar Tidak Jadi Pindah Halaman all", "Kompas.com"),
        ("Pasar Tidak Jadi Pindah - Halaman 2 - Kompas.com", None, "Pasar Tidak Jadi Pindah", "Kompas.com"),
        ("Israel - Hamas Sepakat", None, "Israel - Hamas Sepakat", None),
    ],
)
def test_the_outlet_s_name_is_cut_off_the_title(title: str, outlet: str | None, cut: str, name: str | None) -> None:
    assert cut_outlet(title, outlet) == (cut, name)


def test_the_outlet_is_named_by_the_title_where_nothing_else_does() -> None:
    assert read("<title>Pasar Tidak Jadi Pindah :: Harian Pesisir</title>").outlet == "Harian Pesisir"


def test_the_host_is_the_last_resort_for_the_outlet() -> None:
    assert read(url="https://m.pesisir.example/1").outlet == "pesisir.example"
    assert read(url="https://news.detik.com/1").outlet == "detikcom"
    assert by_host(host_of("https://amp.kompas.com/x")) == "Kompas.com"
    assert host_of("http://[") is None


def test_outlets_are_the_same_with_and_without_their_ending() -> None:
    assert same_outlet("Kompas.com", "KOMPAS")
    assert same_outlet("The Guardian", "Guardian")
    assert not same_outlet("CNN", "CNN Indonesia")


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Oleh Ana Torv", ["Ana Torv"]),
        ("By Ana Torv and Rui Dias, CNN", ["Ana Torv", "Rui Dias"]),
        ("Ana Torv, Rui Dias & Lia Ng", ["Ana Torv", "Rui Dias", "Lia Ng"]),
        ("Redaksi", []),
        ("Tim Redaksi", []),
        ("https://suara.example/penulis/ana", []),
        ("ana@suara.example", []),
        ("Suara.co", []),
        ("José Ñandú van der Berg", ["José Ñandú van der Berg"]),
        ("", []),
    ],
)
def test_authors_are_people_s_names(field: str, names: list[str]) -> None:
    assert author_names(field, outlet="Suara.co") == names


@pytest.mark.parametrize(
    ("declared", "code"),
    [("id-ID", "id"), ("in", "id"), ("en_US", "en"), ("English", "en"), ("x", None), ("", None), (None, None)],
)
def test_declared_languages_are_made_one_code(declared: str | None, code: str | None) -> None:
    assert declared_code(declared) == code


def test_the_words_decide_the_language_not_the_declaration() -> None:
    assert read(lang="en").language == "id"


def test_lists_of_names_are_data_of_the_right_shape() -> None:
    names = meta_names()
    for field in names.__struct_fields__:
        assert all(name == name.lower() for name in getattr(names, field))
    assert {"id", "en", "ms"} <= set(languages().candidates)
