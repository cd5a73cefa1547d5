"""Giving a page to be read: pasted, dropped as a file or by its address; shown at once, stored when asked to."""

import pytest
from playwright.sync_api import expect

from lansir.examples import example_pages
from tests.browser.chromium import PHONE, WIDE, Tab, violations
from tests.browser.conftest import Open

READING = 60_000
"""Milliseconds that reading may take where the machine is busy: the model is loaded first."""
DROP = """async ([name, text]) => {
  const given = new DataTransfer();
  given.items.add(new File([text], name, { type: "text/html" }));
  const zone = document.querySelector("[data-zone]");
  for (const kind of ["dragenter", "dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(kind, { dataTransfer: given, bubbles: true, cancelable: true }));
  }
}"""


def page_of(ending: str) -> str:
    return next(path for path in example_pages() if path.name.endswith(ending)).read_text(encoding="utf-8")


def read(tab: Tab) -> None:
    with tab.page.expect_navigation(timeout=READING, url="**/drop/read/*"):
        tab.page.locator("form[data-drop] button.main").click()
    tab.settle()


@pytest.mark.parametrize(("language", "width"), [("en", WIDE), ("id", PHONE)])
def test_a_pasted_text_is_shown_with_its_record_and_stored_when_asked_to(
    own_desk: str, open_tab: Open, language: str, width: int
) -> None:
    tab = open_tab(own_desk, language=language, width=width)
    tab.go("/drop")
    tab.page.locator("#text").fill(page_of("_id.html"))
    read(tab)
    assert tab.page.locator(".card.event").count() > 0
    assert tab.page.locator(".text .m-event").count() > 0
    assert violations(tab) == []
    assert tab.overflow() == []
    tab.page.emulate_media(color_scheme="dark")
    assert violations(tab, only=("color-contrast",)) == []
    title = tab.page.inner_text("h1")
    tab.leading(tab.page.locator("form[action='/drop/store'] button").click)
    assert "/article/ar-" in tab.page.url
    assert tab.page.inner_text("h1") == title
    assert tab.faults() == []


def test_a_file_that_is_dropped_anywhere_is_read_and_its_name_is_inert(own_desk: str, open_tab: Open) -> None:
    tab = open_tab(own_desk)
    tab.go("/drop")
    name = "<img src=x onerror=alert(1)>\u202elmth.html"
    tab.page.evaluate(DROP, [name, page_of("_en.html")])
    expect(tab.page.get_by_role("status")).to_contain_text("<img src=x")
    read(tab)
    assert tab.page.locator(".card").count() > 0
    assert tab.page.locator("img[src='x']").count() == 0
    assert tab.faults() == []


def test_what_is_read_is_shown_again_after_a_reload_and_forgotten_by_nobody_else(own_desk: str, open_tab: Open) -> None:
    tab = open_tab(own_desk)
    tab.go("/drop")
    tab.page.locator("#text").fill(page_of(".txt"))
    read(tab)
    words = tab.page.inner_text(".text")
    tab.page.reload()
    tab.settle()
    assert tab.page.inner_text(".text") == words
    tab.leading(tab.page.go_back)
    assert tab.page.locator("form[data-drop]").count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "file:///etc/hostname",
        "javascript:alert(1)",
    ],
)
def test_addresses_of_this_machine_and_no_addresses_are_not_fetched(
    own_desk: str, open_tab: Open, address: str
) -> None:
    tab = open_tab(own_desk)
    tab.go("/drop")
    tab.page.locator("#url").fill(address)
    tab.leading(tab.page.locator("form[data-drop] button.main").click)
    expect(tab.page.get_by_role("alert")).to_contain_text("That could not be read")
    assert tab.page.locator("#url").input_value() == address
    assert violations(tab) == []
    tab.errors = [told for told in tab.errors if "status of 400" not in told]
    assert tab.faults() == []


def test_nothing_given_is_told_beside_the_button(own_desk: str, open_tab: Open) -> None:
    tab = open_tab(own_desk)
    tab.go("/drop")
    tab.page.locator("form[data-drop] button.main").click()
    expect(tab.page.get_by_role("status")).to_contain_text("Give an address, a text or a file.")
