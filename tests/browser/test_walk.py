"""Every page, in both languages, on a wide screen and on a phone, light and dark: nothing is wrong with any of them."""

import pytest

from bench.desk_addresses import PAGES, addresses
from lansir.serve.labels import labels, languages
from lansir.store import Store
from tests.browser.chromium import PHONE, WIDE, Tab, violations
from tests.browser.conftest import Open

NOT_THERE = {"missing": 404}
MOST_SHIFT = 0.05
COLOURS = ("color-contrast", "link-in-text-block")


@pytest.fixture(scope="module")
def where(world_store: Store) -> dict[str, str]:
    return addresses(world_store)


def shown(tab: Tab, page: str, address: str) -> None:
    """Open a page, and forget that its status was the one expected of it."""
    status = tab.go(address)
    assert status == NOT_THERE.get(page, 200), tab.page.inner_text("main")[:400]
    if page in NOT_THERE:
        tab.errors = [told for told in tab.errors if f"status of {status}" not in told]


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_sound(
    desk: str, where: dict[str, str], open_tab: Open, page: str, language: str, width: int
) -> None:
    tab = open_tab(desk, width=width, language=language)
    shown(tab, page, where[page])
    assert tab.page.get_attribute("html", "lang") == language
    assert tab.page.title().endswith(labels(language)("desk.name"))
    shift, moved = tab.shift()
    assert shift < MOST_SHIFT, moved
    assert tab.overflow() == []
    assert violations(tab) == []
    tab.page.emulate_media(color_scheme="dark")
    tab.settle()
    assert violations(tab, only=COLOURS) == []
    assert tab.faults() == []


@pytest.mark.parametrize("width", [360, 768, 1024, 1920])
def test_no_page_is_wider_than_the_screen(desk: str, where: dict[str, str], open_tab: Open, width: int) -> None:
    tab = open_tab(desk, width=width, language="id")
    wide = {}
    for page, address in where.items():
        shown(tab, page, address)
        wide[page] = tab.overflow()
    assert {page: out for page, out in wide.items() if out} == {}


def test_titles_tell_pages_apart(desk: str, where: dict[str, str], open_tab: Open) -> None:
    tab = open_tab(desk)
    titles = {}
    for page in (
        "explore",
        "stories",
        "actors",
        "map",
        "review",
        "sources",
        "codebook",
        "about",
        "article",
        "story",
        "actor",
    ):
        shown(tab, page, where[page])
        titles[page] = tab.page.title()
    assert len(set(titles.values())) == len(titles), titles


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_is_kept_against_that_of_the_system(desk: str, open_tab: Open, theme: str) -> None:
    tab = open_tab(desk, scheme="dark" if theme == "light" else "light")
    tab.go("/codebook")
    before = background(tab)
    if tab.page.locator(f"button[name=theme][value={theme}]").count() == 0:
        tab.page.locator("button[name=theme]").click()
        tab.settle()
    tab.page.locator(f"button[name=theme][value={theme}]").click()
    tab.settle()
    assert tab.page.url.endswith("/codebook")
    tab.go("/stories")
    assert background(tab) != before
    assert violations(tab) == []


def test_the_language_is_chosen_on_any_page_and_kept(desk: str, open_tab: Open) -> None:
    tab = open_tab(desk, language="en")
    tab.go("/explore?q=type:ASSAULT")
    tab.page.locator("button[name=language][value=id]").click()
    tab.settle()
    assert tab.page.url == f"{desk}/explore?q=type:ASSAULT"
    assert tab.page.get_attribute("html", "lang") == "id"
    tab.go("/stories")
    assert tab.page.inner_text("h1") == labels("id")("stories.title")
    assert tab.faults() == []


def test_what_the_walk_looks_for_is_found_where_it_is(desk: str, open_tab: Open) -> None:
    tab = open_tab(desk)
    tab.go("/about")
    tab.page.evaluate(
        """() => {
          const [wide, image, run] = ["div", "img", "script"].map((name) => document.createElement(name));
          Object.assign(wide.style, { width: "3000px", height: "200px", color: "#ccc" });
          wide.textContent = "pale";
          run.textContent = "window.ran = true"; image.src = "http://outside.invalid/a.png";
          document.querySelector("main").prepend(wide, image); document.body.append(run);
        }"""
    )
    tab.settle()
    assert tab.overflow() != []
    assert tab.shift()[0] >= MOST_SHIFT
    found = violations(tab)
    assert {"color-contrast", "image-alt"} <= {one.partition(":")[0] for one in found}
    assert [told for told in tab.faults() if "script-src" in told]
    assert tab.page.evaluate("() => 'ran' in window") is False


def background(tab: Tab) -> str:
    colour: str = tab.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    return colour
