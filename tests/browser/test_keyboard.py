"""Everything can be reached and used by keyboard alone, and it is always seen where the focus is."""

from typing import Any

import pytest

from bench.desk_addresses import PAGES, addresses
from lansir.store import Store
from tests.browser.chromium import PHONE, WIDE, Tab
from tests.browser.conftest import Open

STEPS = 90
"""Steps of the Tab key on a page; pages with more to reach are walked that far. Dates take three steps and more."""
REACHABLE = """() => {
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  return [...document.querySelectorAll(all)].filter((one) => !one.disabled && one.tabIndex >= 0
    && one.checkVisibility({ visibilityProperty: true }) && !one.closest("[inert]")
    && !(one.type === "radio" && !one.checked && document.querySelector(`input[name="${one.name}"]:checked`)))
    .map((one, place) => { one.dataset.lansirPlace = place; return place; }).length;
}"""
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const look = getComputedStyle(one), box = one.getBoundingClientRect();
  const outlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const drawn = one instanceof SVGElement && parseFloat(look.strokeWidth) >= 3;
  const inside = [...one.children, one.parentElement].some((other) => outlined(getComputedStyle(other)));
  return {
    place: one.dataset.lansirPlace ?? null,
    what: `${one.nodeName} ${one.id || one.getAttribute("class")} ${one.textContent.trim().slice(0, 30)}`,
    seen: outlined(look) || inside || drawn,
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0,
    inMain: Boolean(one.closest("main")),
  };
}"""


@pytest.fixture(scope="module")
def where(world_store: Store) -> dict[str, str]:
    return addresses(world_store)


def focused(tab: Tab) -> dict[str, Any]:
    found: dict[str, Any] | None = tab.page.evaluate(FOCUSED)
    return found or {"place": None, "what": "nothing", "seen": True, "inView": True, "inMain": False}


@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_through_all_that_can_be_used_in_its_order(
    desk: str, where: dict[str, str], open_tab: Open, page: str
) -> None:
    tab = open_tab(desk, width=WIDE)
    tab.go(where[page])
    reachable = tab.page.evaluate(REACHABLE)
    places: list[int] = []
    for _ in range(STEPS):
        tab.page.keyboard.press("Tab")
        now = focused(tab)
        assert now["seen"], f"focus cannot be seen on {now['what']}"
        assert now["inView"], f"focus is out of view on {now['what']}"
        if now["place"] is None:
            break
        places.append(int(now["place"]))
    assert places == sorted(places)
    reached = set(places)
    assert reached == set(range(max(reached) + 1))
    assert len(reached) == reachable or len(places) == STEPS


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_first_step_leads_past_the_bar(desk: str, where: dict[str, str], open_tab: Open, width: int) -> None:
    tab = open_tab(desk, width=width, language="id")
    for page in ("explore", "article", "stories", "review"):
        tab.go(where[page])
        tab.page.keyboard.press("Tab")
        first = focused(tab)
        assert "skip" in first["what"]
        assert first["inView"]
        tab.page.keyboard.press("Enter")
        tab.page.keyboard.press("Tab")
        assert focused(tab)["inMain"], page


def test_a_search_is_made_without_a_mouse(desk: str, open_tab: Open) -> None:
    tab = open_tab(desk)
    tab.go("/stories")
    tab.page.get_by_role("searchbox", name="Search events and statements").focus()
    tab.page.keyboard.type("type:ASSAULT status:actual")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**/explore?*")
    tab.settle()
    assert tab.page.locator(".card.found").count() > 0
    assert tab.faults() == []


def test_motion_is_left_out_where_it_is_not_wanted(desk: str, where: dict[str, str], open_tab: Open) -> None:
    tab = open_tab(desk)
    for page in ("article", "explore chart", "map"):
        tab.go(where[page])
        assert tab.page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        assert (
            tab.page.evaluate("() => document.getAnimations().filter((one) => one.playState === 'running').length") == 0
        )
