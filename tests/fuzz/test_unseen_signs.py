"""Signs that nobody sees, that turn the order of words or that are halves of characters: none of a page is kept."""

import json
import re
from pathlib import Path

import msgspec
import pytest

from bench.fuzz.site import Site
from lansir.ingest.reading import own_record
from lansir.page import read_page
from lansir.record import Article
from lansir.words.terminal import clean

SIGNS = {
    "NUL": "\0",
    "escape": "\x1b[31m",
    "right-to-left override": "\u202e",
    "isolate": "\u2067",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "byte order mark": "\ufeff",
    "word joiner": "\u2060",
    "tag": "\U000e0041",
    "soft hyphen": "\u00ad",
    "C1 control": "\x9b",
    "backspace": "\b",
    "noncharacter": "\ufdd0",
    "Arabic letter mark": "\u061c",
}
UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufdd0\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
SAID = "Wali kota{0} Sari Wangsa menolak usul itu dan meminta dewan{0} membahasnya lagi pekan depan di balai kota."


def html(sign: str) -> str:
    said = SAID.format(sign)
    meta = f'<meta name="author" content="Sari{sign} Wangsa"><meta property="og:site_name" content="Kabar{sign} Kota">'
    data = json.dumps({"@type": "NewsArticle", "headline": f"Usul{sign} ditolak", "author": {"name": f"Sari{sign}"}})
    return (
        f"<html><head><title>Usul{sign} ditolak</title>{meta}<script type='application/ld+json'>{data}</script></head>"
        f"<body><article><h1>Usul{sign} ditolak</h1><p>{said}</p><p>{said} {said}</p>"
        f"<figure><figcaption>Foto{sign}: x</figcaption></figure>"
        f"<p><a href='https://a.example/{sign}'>Baca{sign} juga</a></p></article></body></html>"
    )


def shown(article: Article) -> str:
    return "\n".join(filter(None, (article.text, article.title, article.outlet, article.dateline, *article.authors)))


@pytest.mark.parametrize("name", SIGNS)
@pytest.mark.parametrize("form", ["itself", "by number", "by hexadecimal number", "escaped in JSON"])
def test_no_sign_that_is_not_seen_is_left_of_a_page_however_it_is_written(name: str, form: str) -> None:
    sign = SIGNS[name]
    written = {
        "itself": sign,
        "by number": "".join(f"&#{ord(one)};" for one in sign),
        "by hexadecimal number": "".join(f"&#x{ord(one):x};" for one in sign),
        "escaped in JSON": json.dumps(sign)[1:-1],
    }[form]
    read = read_page(html(written).encode())
    assert "Sari Wangsa menolak usul itu" in read.text
    assert not UNSEEN.search(shown(read))
    assert all(read.text[one.span.start : one.span.end] == one.span.text for one in read.blocks)


@pytest.mark.parametrize("name", SIGNS)
def test_none_is_left_of_a_text(name: str) -> None:
    said = SAID.format(SIGNS[name])
    assert not UNSEEN.search(read_page(f"Usul ditolak\n\n{said}\n\n{said}".encode()).text)


@pytest.mark.parametrize(
    "half",
    [b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xf0\x9f\x98", b"\xff", b"&#xD800;", b"&#55357;&#56832;", b"&#x110000;"],
)
def test_halves_of_characters_leave_a_text_that_can_be_written(half: bytes) -> None:
    data = html("|").encode().replace(b"|", half)
    read = read_page(data)
    shown(read).encode()
    assert msgspec.json.decode(msgspec.json.encode(read), type=Article) == read


def test_a_record_that_was_handed_over_may_hold_them_and_no_terminal_obeys() -> None:
    text = "Sari \u202eatok ilaw\x1b[2J\u200b"
    article = {
        "id": "ar-1",
        "text": text,
        "content_hash": "0",
        "blocks": [{"kind": "paragraph", "span": {"start": 0, "end": len(text), "text": text}}],
    }
    record = own_record(json.dumps({"article": article, "lansir": "1", "model": "none"}).encode())
    assert clean(record.article.text) == "Sari atok ilaw[2J"


def test_words_that_turn_stay_within_their_own_part_of_a_page_at_the_desk(world_path: Path) -> None:
    """Every name and quotation is isolated, so that no override reaches the words around it."""
    style = re.sub(r"/\*.*?\*/", "", Site(world_path).client.get("/static/desk.css").text, flags=re.DOTALL)
    isolated = re.search(r"([^{}]*)\{[^{}]*unicode-bidi: isolate", style)
    assert isolated
    assert {"a", "q", "strong", "bdi"} <= {name.strip() for name in isolated[1].split(",")}
