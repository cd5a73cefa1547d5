"""Every view has an address: it shows the same again, the browser's back and forward work, and links lead somewhere."""

import re
from urllib.parse import parse_qs, urldefrag, urlsplit

import pytest

from bench.desk_addresses import PAGES, addresses
from lansir.store import Store
from tests.browser.chromium import Tab
from tests.browser.conftest import Open

WORDS = "() => document.querySelector('main').innerText"
LINKS = "() => [...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href'))"
SOME_OF_A_KIND = 4
"""Links of one shape that are followed on a page."""


@pytest.fixture(scope="module")
def where(world_store: Store) -> dict[str, str]:
    return addresses(world_store)


def shape(link: str) -> str:
    """Links that differ by what they name, not by what they are: /event/ev-1 and /event/ev-2."""
    split = urlsplit(link)
    path = re.sub(r"/(event|statement|article|story|occurrence|actor|review)/.*", r"/\1/", split.path)
    return f"{path}?{','.join(sorted(parse_qs(split.query)))}"


@pytest.mark.parametrize(
    "page",
    ["explore filtered", "explore statements", "explore chart", "explore network", "story", "actor", "map", "article"],
)
def test_a_page_that_is_loaded_again_is_the_same(desk: str, where: dict[str, str], open_tab: Open, page: str) -> None:
    tab = open_tab(desk)
    tab.go(where[page])
    before, address = tab.page.evaluate(WORDS), tab.page.url
    tab.page.reload()
    tab.settle()
    assert (tab.page.evaluate(WORDS), tab.page.url) == (before, address)
    other = open_tab(desk)
    other.go(address.removeprefix(desk))
    assert other.page.evaluate(WORDS) == before


@pytest.mark.parametrize("page", PAGES)
def test_links_within_the_desk_lead_somewhere(desk: str, where: dict[str, str], open_tab: Open, page: str) -> None:
    tab = open_tab(desk)
    tab.go(where[page])
    here = urlsplit(tab.page.url).path
    followed: dict[str, list[str]] = {}
    for link in dict.fromkeys(tab.page.evaluate(LINKS)):
        address, fragment = urldefrag(link)
        assert not link.lower().startswith("javascript:")
        if not address or (address.startswith("/") and address == here and fragment):
            assert not fragment or tab.page.evaluate("(id) => Boolean(document.getElementById(id))", fragment), link
        elif address.startswith("/") and not address.startswith("//"):
            followed.setdefault(shape(address), []).append(address)
    for links in followed.values():
        for link in links[:SOME_OF_A_KIND]:
            answer = tab.context.request.get(f"{desk}{link}", headers={"accept": "text/html"})
            assert answer.ok, f"{link}: {answer.status}"


def test_going_back_and_forth_through_views(desk: str, open_tab: Open) -> None:
    tab = open_tab(desk)
    tab.go("/explore?q=type:ASSAULT")
    seen = [(tab.page.url, tab.page.evaluate(WORDS))]
    for name in ("Over time", "Who to whom", "List"):
        tab.leading(tab.page.locator("main").get_by_role("link", name=name, exact=True).click)
        seen.append((tab.page.url, tab.page.evaluate(WORDS)))
    assert len({url for url, _ in seen}) >= 3
    for url, words in reversed(seen[:-1]):
        tab.leading(tab.page.go_back)
        assert (tab.page.url, tab.page.evaluate(WORDS)) == (url, words)
    for url, words in seen[1:]:
        tab.leading(tab.page.go_forward)
        assert (tab.page.url, tab.page.evaluate(WORDS)) == (url, words)
    assert tab.faults() == []


def test_a_facet_narrows_what_is_found_and_its_chip_widens_it_again(desk: str, open_tab: Open) -> None:
    tab = open_tab(desk)
    tab.go("/explore")
    whole = found(tab)
    choice = tab.page.locator(".facets a.take").first
    counted = number(choice.locator(".count").inner_text())
    tab.leading(choice.click)
    assert found(tab) == counted < whole
    assert parse_qs(urlsplit(tab.page.url).query)["q"]
    leave = tab.page.locator(".facets a.leave").first
    tab.leading(leave.click)
    assert "-" in parse_qs(urlsplit(tab.page.url).query)["q"][0]
    narrower = tab.page.url
    tab.page.reload()
    tab.settle()
    assert tab.page.url == narrower
    tab.leading(tab.page.go_back)
    tab.leading(tab.page.go_back)
    assert found(tab) == whole
    assert tab.faults() == []


def found(tab: Tab) -> int:
    return number(tab.page.locator("#total").inner_text())


def number(words: str) -> int:
    digits = re.search(r"\d[\d,]*", words)
    assert digits, words
    return int(digits[0].replace(",", ""))
