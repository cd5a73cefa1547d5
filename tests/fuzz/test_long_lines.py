"""One line of fifty megabytes, in every kind of file that is read: refused or cut, in bounded time and memory."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lansir.errors import LansirError
from lansir.page import MAX_TEXT, read_page
from tests.fuzz.test_bombs import bounded, outcomes

MEGABYTE = 1_000_000
WORDS = "Wali kota menolak usul itu dan meminta dewan membahasnya lagi pada pekan depan di balai kota. "


def line(size: int) -> str:
    return (WORDS * (size // len(WORDS) + 1))[:size]


SHORT = "Rapat ditunda."
LINK = "https://a.example/"
FILES: dict[str, tuple[str, Callable[[int], str], set[str]]] = {
    "rows of JSON": ("jsonl", lambda n: f'{{"text": "{line(n)}"}}\n{{"text": "{SHORT}"}}\n', {"Content"}),
    "no JSON": ("jsonl", lambda n: f'{{{line(n)}\n{{"text": "{SHORT}"}}\n', {"Content", "InputError"}),
    "rows of CSV": ("csv", lambda n: f'url,text\n,"{line(n)}"\n,{SHORT}\n', {"Content", "InputError"}),
    "an open quote in CSV": ("csv", lambda n: f'url,text\n,"{line(n)}\n,{SHORT}\n', {"Content", "InputError"}),
    "a list of addresses": ("urls", lambda n: f"{LINK}{line(n)}\n{LINK}2\n", {"Link", "InputError"}),
    "a feed": ("feed", lambda n: f"<rss><item><link>{LINK}{'a' * n}</link></item></rss>", {"InputError"}),
    "a sitemap": ("sitemap", lambda n: f"<urlset><url><loc>{LINK}{'a' * n}</loc></url></urlset>", {"InputError"}),
    "a head of an archive": ("warc", lambda n: f"WARC/1.0\r\nX: {'a' * n}\r\n\r\n", {"InputError"}),
    "a page": ("page", lambda n: f"<p>{line(n)}</p>", {"Content", "OversizedInput"}),
}


def read(name: str, size: int, folder: Path, seconds: float) -> None:
    kind, make, allowed = FILES[name]
    path = folder / "input"
    path.write_text(make(size), encoding="utf-8")
    with bounded(size / MEGABYTE * 8 + 100, seconds):
        assert set(outcomes(path, kind, 5_000)) <= {*allowed, "Finished"}


@pytest.mark.parametrize("name", FILES)
def test_a_long_line_is_read_or_refused(name: str, tmp_path: Path) -> None:
    read(name, 2 * MEGABYTE, tmp_path, 10)


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_line_of_fifty_megabytes_is_read_or_refused(name: str, tmp_path: Path) -> None:
    read(name, 50 * MEGABYTE, tmp_path, 120)


@pytest.mark.slow
@pytest.mark.parametrize(
    "make", [line, lambda size: f"<html><body><h1>Usul ditolak</h1><p>{line(size)}</p>"], ids=["text", "html"]
)
def test_a_page_of_one_line_is_refused_or_cut(make: Callable[[int], str]) -> None:
    with bounded(400, 60):
        assert len(read_page(make(24 * MEGABYTE).encode()).text) <= MAX_TEXT
        with pytest.raises(LansirError):
            read_page(make(50 * MEGABYTE).encode())
