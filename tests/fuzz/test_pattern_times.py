"""No regular expression can be made to take long by what a stranger wrote."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from lansir.errors import LansirError
from lansir.page import read_page
from tests.fuzz.pattern_times import ALWAYS, slow

HERE = Path(__file__).parent
SAID = "Wali kota menolak usul itu dan meminta dewan membahasnya lagi pada pekan depan di balai kota. "
NEWS = "".join(f"<p>{SAID}{number}</p>" for number in range(5))
SECONDS = 5.0
"""Of the processor, for a page whose one part is repeated without end."""


class Bound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of `pattern_bounds.yaml`, which says what the fields mean."""

    place: str
    patterns: int
    because: str


BOUNDS = msgspec.yaml.decode((HERE / "pattern_bounds.yaml").read_bytes(), type=list[Bound])


@pytest.mark.parametrize(
    ("pattern", "linear"),
    [(r"\s*[;|]\s*", False), (r"a*b", False), (r"[;|]", True), (r"<[^>]{1,40}>", True), (r"\w+", True)],
)
def test_patterns_that_are_not_linear_are_told_from_those_that_are(pattern: str, linear: bool) -> None:
    assert (slow(pattern, 32, {"search"}) is None) == linear


@pytest.mark.slow
def test_every_pattern_is_linear_or_what_it_is_given_is_short() -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "pattern_times.py")], capture_output=True, check=True, timeout=3600
    )
    told = json.loads(done.stdout)
    assert told["patterns"] > 250
    found = Counter(one["place"] for one in told["slow"])
    bounds = {bound.place: bound.patterns for bound in BOUNDS}
    assert {place: number for place, number in found.items() if number > bounds.get(place, 0)} == {}, told["slow"]


def article(inside: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><article><h1>Usul ditolak</h1>{inside}{NEWS}</article></body></html>"


def data(text: str) -> str:
    fields = ("headline", "datePublished", "inLanguage")
    node = {
        "@type": "NewsArticle",
        "author": {"name": text},
        "publisher": {"name": text},
        **dict.fromkeys(fields, text),
    }
    return article("", f"<script type='application/ld+json'>{json.dumps(node)}</script>")


PARTS: dict[str, Callable[[str], str]] = {
    "a line of a text": lambda text: f"{SAID * 3}\n{text}\n{SAID}",
    "a headline": lambda text: article("").replace("Usul ditolak", text),
    "a paragraph": lambda text: article(f"<p>{text}</p>"),
    "a byline": lambda text: article(f"<div class=author>By {text}</div>"),
    "a caption": lambda text: article(f"<figure><figcaption>{text}</figcaption></figure>"),
    "JSON-LD": data,
    "meta": lambda text: article("", f'<title>{text}</title><meta name=author content="{text}">'),
    "a class": lambda text: article(f'<div class="{text}">x</div>'),
    "a link": lambda text: article(f'<p><a href="{text}">{text}</a>'),
}
FEW = (" ", "\t", ",", "-", "a", "1", "Aa ", "( ", "By ", "a_")
MANY = (*ALWAYS, *FEW, *msgspec.yaml.decode((HERE / "repeated.yaml").read_bytes(), type=list[str]))


def read(part: str, repeated: str, size: int) -> float:
    """How long the processor works at a page whose part is that, begun and ended with words."""
    text = f"Aa{(repeated * (size // len(repeated) + 1))[:size]}bB. ".replace('"', "")
    began = time.process_time()
    try:
        read_page(PARTS[part](text).encode(), url="https://kabar.example/x")
    except LansirError as error:
        assert "\n" not in str(error)
    return time.process_time() - began


@pytest.mark.parametrize("part", PARTS)
def test_no_repetition_in_a_part_of_a_page_takes_long(part: str) -> None:
    assert max(read(part, repeated, 20_000) for repeated in FEW) < SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_no_long_repetition_in_a_part_of_a_page_takes_long(part: str) -> None:
    assert max(read(part, repeated, 200_000) for repeated in MANY) < SECONDS * 2
