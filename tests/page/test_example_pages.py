"""What a reader should make of the example pages: each `pages/NAME.expected.yaml` says it for one page.

The pages have the real shape of news outlets and invented news. News blocks must be exactly those expected, in page
order; furniture named there must be there as furniture, in its place; more furniture (menus, footers) does no harm.
Kind `furniture` is any furniture kind, for pieces that the vocabulary of the record has no settled word for, and gives
their first words; `open` lists pieces that may be news or not (a pull quote that repeats the text). An outlet may be
called as the page calls it or as it is known: the names that will do are a list.
"""

import re
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from lansir.examples import example_pages
from lansir.page import read_page
from lansir.record import Article, StatedTime

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.name.removesuffix(".expected.yaml") for path in PAGES.glob("*.expected.yaml"))
NEWS = frozenset({"headline", "deck", "caption", "credit", "paragraph", "subheading"})
FURNITURE = frozenset({"byline", "dateline", "read_also", "promo", "signoff", "navigation", "advert"})
ZONES = {"Z": "UTC", "GMT": "UTC", "+00:00": "UTC", "+0000": "UTC", "+0700": "+07:00", "+0800": "+08:00"}
BRACKETS = "()[] "
CREDIT_LABEL = re.compile(r"^(?:foto|photo|photograph|dok|sumber)\s*:\s*", re.IGNORECASE)
READ_ALSO_LABEL = re.compile(r"^(?:baca juga|read (?:also|more)|related|pilihan editor)\s*:?\s*", re.IGNORECASE)


class Piece(NamedTuple):
    """A block as compared: white space evened out, labels and brackets of credits and read-also lines left aside."""

    kind: str
    text: str
    link: str | None = None

    def meets(self, expected: "Piece") -> bool:
        if expected.link is not None and self.link != expected.link:
            return False
        if expected.kind == "furniture":
            return self.kind in FURNITURE and self.text.startswith(expected.text)
        return self[:2] == expected[:2]


def piece(kind: str, text: str, link: str | None = None) -> Piece:
    text = " ".join(text.split())
    if kind == "credit":
        text = CREDIT_LABEL.sub("", text.strip(BRACKETS)).strip(BRACKETS)
    if kind == "read_also":
        text = READ_ALSO_LABEL.sub("", text)
    return Piece(kind, text.removeprefix("Foto: ") if kind == "caption" else text, link)


@cache
def expectation(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((PAGES / f"{name}.expected.yaml").read_text("utf-8"))
    return loaded


@cache
def article(name: str) -> Article:
    page = next(path for path in PAGES.glob(f"{name}.*") if path.suffix in {".html", ".txt"})
    return read_page(page.read_bytes(), **expectation(name)["given"])


def expected_pieces(name: str) -> list[Piece]:
    pieces = []
    for entry in expectation(name)["blocks"]:
        (kind, text), *_ = entry.items()
        pieces.append(piece(kind, str(text), entry.get("link")))
    return pieces


def read_pieces(name: str) -> list[Piece]:
    """The blocks read, a dateline joined to the paragraph that it opens: cutting it off is the reader's choice."""
    left_open = expectation(name).get("open", [])
    opened = {expected.text for expected in expected_pieces(name) if expected.kind == "paragraph"}
    pieces: list[Piece] = []
    for block in article(name).blocks:
        now = piece(block.kind, block.span.text, block.link)
        if now.text in left_open:
            continue
        if pieces and now.kind == "paragraph" and pieces[-1].kind == "dateline":
            joined = f"{pieces[-1].text} {now.text}"
            if joined in opened:
                pieces[-1] = Piece("paragraph", joined)
                continue
        pieces.append(now)
    return pieces


def headline_once(pieces: list[Piece]) -> list[Piece]:
    """Saved pages give the headline twice, the second time with the outlet behind it."""
    first = next((one for one in pieces if one.kind == "headline"), None)
    return [
        one
        for one in pieces
        if first is None or one is first or one.kind != "headline" or not one.text.startswith(first.text)
    ]


def stated(time: StatedTime | None) -> dict[str, str | None] | None:
    return None if time is None else {"value": time.value, "precision": time.precision, "zone": time.zone}


def same_time(value: dict[str, str | None] | None) -> dict[str, str | None] | None:
    """Spellings of one time made one: `Z` and `+00:00`, `05:50` and `05:50:00`."""
    if value is None or value["value"] is None:
        return value
    zone = ZONES.get(value["zone"] or "", value["zone"])
    if value["precision"] not in {"minute", "second"}:
        return {**value, "zone": zone}
    return {**value, "zone": zone, "value": datetime.fromisoformat(value["value"]).isoformat()}


def fields(*names: str) -> list[Any]:
    """A case for every page and field that the page's expectation speaks of."""
    return [pytest.param(page, name, id=f"{page}-{name}") for page in NAMES for name in names
            if name in expectation(page)["article"]]  # fmt: skip


def test_there_are_pages_of_fourteen_shapes() -> None:
    assert len(NAMES) == 14


@pytest.mark.parametrize(("name", "field"), fields("title", "language", "canonical_url"))
def test_metadata_is_the_page_s_own(name: str, field: str) -> None:
    assert getattr(article(name), field) == expectation(name)["article"][field]


@pytest.mark.parametrize(("name", "field"), fields("outlet"))
def test_outlet_is_named_as_the_page_or_the_world_names_it(name: str, field: str) -> None:
    names = expectation(name)["article"][field]
    accepted = [names] if isinstance(names, str) else names
    assert (article(name).outlet or "").casefold() in [one.casefold() for one in accepted]


@pytest.mark.parametrize(("name", "field"), fields("published", "updated"))
def test_times_keep_value_zone_and_precision(name: str, field: str) -> None:
    assert same_time(stated(getattr(article(name), field))) == same_time(expectation(name)["article"][field])


@pytest.mark.parametrize(("name", "field"), fields("authors"))
def test_authors_are_names_of_writers(name: str, field: str) -> None:
    assert [a.casefold() for a in article(name).authors] == [a.casefold() for a in expectation(name)["article"][field]]


@pytest.mark.parametrize(("name", "field"), fields("dateline"))
def test_dateline_is_as_written_before_the_dash(name: str, field: str) -> None:
    assert (article(name).dateline or "").rstrip(" -–—") == (expectation(name)["article"][field] or "")


@pytest.mark.parametrize(("name", "field"), fields("origins"))
def test_origins_are_those_the_page_says_it_relays(name: str, field: str) -> None:
    assert sorted({origin.name for origin in article(name).origins}) == sorted(expectation(name)["article"][field])


@pytest.mark.parametrize("name", NAMES)
def test_news_blocks_are_exactly_those_of_the_article(name: str) -> None:
    read = [one[:2] for one in headline_once(read_pieces(name)) if one.kind in NEWS]
    assert read == [one[:2] for one in expected_pieces(name) if one.kind in NEWS]


@pytest.mark.parametrize("name", NAMES)
def test_furniture_stands_in_its_place(name: str) -> None:
    read = iter(read_pieces(name))
    missing = [wanted for wanted in expected_pieces(name) if not any(one.meets(wanted) for one in read)]
    assert missing[:1] == []


@pytest.mark.parametrize("name", NAMES)
def test_furniture_is_never_news(name: str) -> None:
    news = "\n".join(one.text for one in read_pieces(name) if one.kind in NEWS)
    assert [words for words in expectation(name).get("never_news", []) if words in news] == []


@pytest.mark.parametrize("name", NAMES)
def test_blocks_and_origins_are_the_very_words_of_the_text(name: str) -> None:
    read = article(name)
    spans = [block.span for block in read.blocks]
    assert all(read.text[s.start : s.end] == s.text for s in [*spans, *(origin.span for origin in read.origins)])
    assert all(before.end <= after.start for before, after in pairwise(spans))


def test_the_bundled_examples_are_articles_marked_as_fiction() -> None:
    pages = example_pages()
    assert [page.suffix for page in pages] == [".html", ".html", ".txt"]
    for page in pages:
        read = read_page(page.read_bytes())
        assert read.title
        assert read.outlet
        assert read.published
        assert len([block for block in read.blocks if block.kind == "paragraph"]) >= 9
        assert "Contoh fiktif / Fictional example" in page.read_text("utf-8")
        assert not any("Contoh fiktif" in block.span.text for block in read.blocks if block.kind in NEWS)
