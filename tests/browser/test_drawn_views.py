"""What is drawn: chart, network and map are there, fit the theme, and say the same as the table beside them."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chromium import PHONE, WIDE, Tab
from tests.browser.conftest import Open
from tests.browser.test_desk_addresses import found, number

PAINTED = """(canvas) => {
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = new Set();
  for (let at = 0; at < data.length; at += 4 * 97) colours.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
  return colours.size;
}"""

OUTLINES = """() => [...document.querySelectorAll("#map path")].flatMap((one) => {
  const box = one.getBoundingClientRect();
  return [box.left, box.top, box.width, box.height];
})"""
"""Where countries lie on the screen, in CSS pixels."""


def table(tab: Tab) -> Locator:
    tab.page.locator("details.as-table summary, #as-table summary").click()
    return tab.page.locator("details.as-table table, #as-table table")


def sums(rows: Locator) -> int:
    return sum(number(row.locator("td").last.inner_text()) for row in rows.all())


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_chart_is_painted_and_its_table_adds_up(desk: str, open_tab: Open, width: int) -> None:
    tab = open_tab(desk, width=width)
    tab.go("/explore?view=chart")
    assert tab.page.locator("figure.drawn canvas").first.evaluate(PAINTED) > 8
    rows = table(tab).locator("tbody tr")
    told = tab.page.locator("figure.drawn figcaption").inner_text()
    without_day = number(told) if re.search(r"no day|without a day", told) else 0
    assert sums(rows) + without_day == found(tab)
    first = rows.first.locator("th a")
    day, counted = first.inner_text(), number(rows.first.locator("td").last.inner_text())
    tab.leading(first.click)
    assert found(tab) == counted, day
    assert tab.faults() == []


def test_the_network_is_painted_and_each_row_of_its_table_finds_what_it_counts(desk: str, open_tab: Open) -> None:
    tab = open_tab(desk)
    tab.go("/explore?view=network")
    assert tab.page.locator("figure.drawn canvas").first.evaluate(PAINTED) > 8
    row = table(tab).locator("tbody tr").first
    counted = number(row.locator("td").last.inner_text())
    tab.leading(row.locator("td a").last.click)
    assert found(tab) == counted
    assert tab.faults() == []


def test_a_drawing_takes_the_colours_of_the_theme(desk: str, open_tab: Open) -> None:
    seen = []
    for scheme in ("light", "dark"):
        tab = open_tab(desk, scheme=scheme)
        tab.go("/explore?view=chart")
        seen.append(tab.page.locator("figure.drawn canvas").first.screenshot())
    assert seen[0] != seen[1]


def test_the_map_says_in_a_table_what_it_shows(desk: str, open_tab: Open) -> None:
    tab = open_tab(desk)
    tab.go("/map")
    told = [int(one) for one in re.findall(r"\d+", tab.page.locator("#told").inner_text().replace(",", ""))]
    rows = table(tab).locator("tbody tr")
    expect(rows).to_have_count(told[1])
    assert sum(number(row.locator("td.n").inner_text()) for row in rows.all()) == told[0]


def test_a_place_on_the_map_is_opened_and_closed_with_keys(desk: str, open_tab: Open) -> None:
    tab = open_tab(desk)
    tab.go("/map")
    place = tab.page.locator("#map path.map-country[tabindex='0']").first
    assert place.get_attribute("aria-label")
    place.focus()
    tab.page.keyboard.press("Enter")
    opened = tab.page.locator(".leaflet-popup .map-opened")
    expect(opened.locator("a[href^='/event/']").first).to_be_visible()
    expect(opened).to_be_focused()
    tab.page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(place).to_be_focused()
    assert tab.faults() == []


def test_a_part_of_the_map_has_an_address(desk: str, open_tab: Open) -> None:
    tab = open_tab(desk)
    tab.go("/map")
    tab.page.get_by_role("button", name="Indonesia", exact=True).click()
    tab.settle()
    part = tab.page.url
    assert re.search(r"#\d", part)
    seen = tab.page.evaluate(OUTLINES)
    tab.page.reload()
    tab.settle()
    assert tab.page.url == part
    assert seen
    again = tab.page.evaluate(OUTLINES)
    assert [abs(one - other) <= 1 for one, other in zip(seen, again, strict=True)] == [True] * len(seen)


def test_an_event_of_which_only_the_country_is_known_is_no_pin(desk: str, open_tab: Open) -> None:
    tab = open_tab(desk)
    answer = tab.context.request.get(f"{desk}/map/data?q=").json()
    kinds = {place["kind"]: place for place in answer["places"]}
    assert "country" in kinds
    assert all("lat" not in place for place in answer["places"] if place["kind"] in ("country", "region"))
    tab.go("/map")
    pins = sum("lat" in place for place in answer["places"])
    assert tab.page.locator("#map .map-mark").count() <= pins
