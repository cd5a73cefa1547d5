"""Pages made to break a reader: it neither hangs nor crashes, and says what it leaves out."""

import time
from collections.abc import Callable

import pytest

from lansir.errors import InputError
from lansir.page import MAX_TEXT, read_page
from lansir.page.plain import MAX_PLAIN
from lansir.page.tree import MAX_HTML

WORDS = "Wali kota menolak usul itu dan meminta dewan membahasnya lagi pada pekan depan di balai kota. "
NEWS = "".join(f"<p>{WORDS}{number}</p>" for number in range(5))
SECONDS = 10


def page(inside: str, head: str = "") -> str:
    return f"<html><head><title>Judul berita hari ini</title>{head}</head><body><h1>Judul berita hari ini</h1>{inside}"


HOSTILE: dict[str, Callable[[], str]] = {
    "a million nested tags behind the news": lambda: page(NEWS + "<div>" * 1_000_000 + NEWS),
    "a million nested tags before the news": lambda: page("<b>" * 1_000_000 + NEWS),
    "many paragraphs deep down": lambda: page("<div class=share-x>" * 200 + f"<p>{WORDS}<p>{WORDS} Ia pergi." * 8000),
    "many headings": lambda: page("<h1>Judul berita hari ini</h1>" * 10_000 + NEWS),
    "nested tables": lambda: page(NEWS + "<table><tr><td>" * 100_000),
    "comments without end": lambda: page(NEWS + "<!--" * 100_000),
    "scripts without end": lambda: page(NEWS + "<script>" * 100_000),
    "nothing but brackets": lambda: page(NEWS + "<" * 500_000),
    "attributes without end": lambda: page(NEWS + "<p " + " ".join(f'a{n}="{n}"' for n in range(100_000))),
    "a paragraph of links": lambda: page(NEWS + "<p>" + '<a href="/x">Berita lain</a> ' * 20_000),
    "a paragraph of breaks": lambda: page(NEWS + "<p>" + (WORDS + "<br>") * 10_000),
    "class names by the thousand": lambda: page(
        NEWS + "".join(f'<i class="c{n} share-{n}">x</i>' for n in range(10_000))
    ),
    "JSON-LD nested without end": lambda: page(
        NEWS, '<script type="application/ld+json">' + "[" * 1_000_000 + "</script>"
    ),
    "JSON-LD with a huge number": lambda: page(
        NEWS, '<script type="application/ld+json">{"@type":"Article","datePublished":' + "1" * 10_000 + "}</script>"
    ),
    "a huge word": lambda: WORDS * 3 + "\nDilansir " + "A" * 1_000_000,
    "a huge bracket": lambda: WORDS * 3 + "\n(" + "a" * 1_000_000,
    "capitals without end": lambda: WORDS * 3 + "\n" + "Aa " * 100_000,
    "a cue without end": lambda: WORDS * 3 + "\n" + "dilansir dari laman " * 50_000,
    "blanks without end": lambda: WORDS * 3 + "\n" + " " * 1_000_000 + "x",
    "short lines without end": lambda: "Baca juga\n" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_in_bounded_time(name: str) -> None:
    data = HOSTILE[name]().encode()
    started = time.process_time()
    try:
        assert len(read_page(data).text) <= MAX_TEXT
    except InputError as error:
        assert "\n" not in str(error)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (page(NEWS + " " * MAX_HTML), MAX_HTML),
        (WORDS * (MAX_PLAIN // len(WORDS) + 2), MAX_PLAIN),
        (page(NEWS + f"<p>{WORDS * 3000}"), MAX_TEXT),
    ],
    ids=["html", "plain text", "article"],
)
def test_what_is_left_out_is_said_in_the_reasons(text: str, limit: int) -> None:
    reasons = read_page(text.encode()).reasons
    assert {reason.code for reason in reasons} == {"page_cut"}
    assert any(f"{limit:,}" in reason.message for reason in reasons)


def test_twenty_megabytes_are_read_within_the_bound() -> None:
    data = page(NEWS + "".join(f"<p>{WORDS}{number}</p>" for number in range(180_000))).encode()
    assert len(data) > 18_000_000
    started = time.process_time()
    assert read_page(data).title == "Judul berita hari ini"
    assert time.process_time() - started < SECONDS
