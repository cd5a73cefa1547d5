"""Reviewing in the browser: decided by keys or buttons, corrected, taken back, and seen on every other page."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from lansir.keys import key_of
from lansir.store import Store
from tests.browser.chromium import PHONE, Tab, violations
from tests.browser.conftest import Open
from tests.browser.serving import served

NAME = "Sari <b>Wulan</b>"
Decided = Callable[[], list[tuple[str, str, str]]]


@pytest.fixture
def path(world_path: Path, tmp_path: Path) -> Path:
    return Path(copyfile(world_path, tmp_path / "lansir.db"))


@pytest.fixture
def home(path: Path) -> Iterator[str]:
    with served(path) as found:
        yield found


@pytest.fixture
def decided(path: Path) -> Decided:
    def read() -> list[tuple[str, str, str]]:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            return connection.execute("SELECT target, state, by FROM review ORDER BY id").fetchall()

    return read


def target(tab: Tab) -> str:
    return tab.page.locator("form[data-deciding] input[name=target]").input_value()


def named(tab: Tab) -> None:
    """Confirm the first of the queue under a name; the browser keeps it."""
    tab.page.get_by_label("Your name").fill(NAME)
    tab.leading(tab.page.get_by_role("button", name="Confirm").click)


def pressed(tab: Tab, key: str) -> None:
    """Press a key that leads to another item."""
    tab.leading(lambda: tab.page.keyboard.press(key))


def test_the_least_sure_comes_first(home: str, path: Path, open_tab: Open) -> None:
    tab = open_tab(home)
    tab.go("/review")
    with Store(path) as store:
        least = store.connection.execute("SELECT min(confidence) FROM event").fetchone()[0]
        first = store.connection.execute("SELECT confidence FROM event WHERE id = ?", (key_of(target(tab)),)).fetchone()
    assert first[0] == least


def test_nothing_is_stored_without_a_name(home: str, decided: Decided, open_tab: Open) -> None:
    tab = open_tab(home)
    tab.go("/review")
    tab.page.keyboard.press("c")
    tab.settle()
    expect(tab.page.get_by_label("Your name")).to_be_focused()
    assert decided() == []


def test_keys_confirm_skip_reject_and_take_back(home: str, decided: Decided, open_tab: Open) -> None:
    tab = open_tab(home)
    tab.go("/review")
    first = target(tab)
    named(tab)
    second = target(tab)
    assert second != first
    pressed(tab, "c")
    assert decided() == [(first, "confirmed", NAME), (second, "confirmed", NAME)]
    third = target(tab)
    pressed(tab, "k")
    fourth = target(tab)
    assert len({first, second, third, fourth}) == 4
    pressed(tab, "r")
    assert decided()[-1] == (fourth, "rejected", NAME)
    pressed(tab, "u")
    assert decided()[-1] == (fourth, "machine", NAME)
    assert target(tab) == fourth
    assert tab.faults() == []


def test_keys_type_letters_while_a_field_is_filled_in(home: str, decided: Decided, open_tab: Open) -> None:
    tab = open_tab(home)
    tab.go("/review")
    named(tab)
    before = decided()
    tab.page.keyboard.press("n")
    note = tab.page.get_by_label("Note")
    expect(note).to_be_focused()
    tab.page.keyboard.type("cruk")
    assert note.input_value() == "cruk"
    assert decided() == before


def test_keys_can_be_shown_and_switched_off(home: str, decided: Decided, open_tab: Open) -> None:
    tab = open_tab(home)
    tab.go("/review")
    named(tab)
    before = decided()
    tab.page.keyboard.press("?")
    keys = tab.page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    assert violations(tab) == []
    keys.get_by_role("checkbox").uncheck()
    tab.page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    tab.page.keyboard.press("c")
    tab.settle()
    assert decided() == before


def test_a_correction_is_seen_on_every_page_and_taken_back_from_its_own(
    home: str, path: Path, decided: Decided, open_tab: Open
) -> None:
    tab = open_tab(home)
    tab.go("/review")
    event = target(tab)
    status = tab.page.get_by_label("Status", exact=True)
    was = status.input_value()
    now = "hypothetical" if was != "hypothetical" else "planned"
    tab.page.get_by_label("Your name").fill(NAME)
    status.select_option(now)
    tab.page.get_by_role("button", name="Confirm").click()
    expect(tab.page.locator("form[data-deciding] .told")).to_contain_text("you changed fields")
    assert decided() == []
    tab.leading(tab.page.get_by_role("button", name="Save correction").click)
    assert decided() == [(event, "corrected", NAME)]
    tab.go(f"/event/{event}")
    expect(tab.page.locator("h1 .status")).to_have_class(f"status {now}")
    expect(tab.page.locator("h1 .decided")).to_contain_text(NAME)
    article = tab.page.locator(".heading .chain a").first.get_attribute("href")
    tab.go(article or "")
    expect(tab.page.locator(f"[id='{event}'] h3 .status")).to_have_class(f"status {now}")
    tab.go(f"/explore?q=id:{event}+status:{now}")
    expect(tab.page.locator(f"[id='{event}'] .decided.corrected")).to_be_visible()
    tab.go(f"/review/{event}")
    tab.leading(tab.page.get_by_role("button", name="Take back", exact=True).first.click)
    with Store(path) as store:
        row = store.connection.execute("SELECT status, review FROM event WHERE id = ?", (key_of(event),)).fetchone()
    assert tuple(row) == (was, "machine")
    assert tab.faults() == []


def test_what_was_rejected_is_left_out_of_explore_unless_asked_for(home: str, open_tab: Open) -> None:
    tab = open_tab(home)
    tab.go("/review")
    event = target(tab)
    tab.page.get_by_label("Your name").fill(NAME)
    tab.leading(tab.page.get_by_role("button", name="Reject").click)
    tab.go(f"/explore?q=id:{event}")
    assert tab.page.locator(".card.found").count() == 0
    tab.go(f"/explore?q=id:{event}+review:rejected")
    assert tab.page.locator(".card.found").count() == 1


def test_two_people_at_the_same_event_do_not_overwrite_each_other(home: str, decided: Decided, open_tab: Open) -> None:
    one, other = open_tab(home), open_tab(home)
    for tab in (one, other):
        tab.go("/review")
    event = target(one)
    assert target(other) == event
    named(one)
    other.page.get_by_label("Your name").fill("Budi")
    other.leading(other.page.get_by_role("button", name="Reject").click)
    expect(other.page.get_by_role("alert")).to_contain_text("somebody decided")
    assert decided() == [(event, "confirmed", NAME)]


def test_back_after_a_decision_shows_a_form_that_works(home: str, decided: Decided, open_tab: Open) -> None:
    tab = open_tab(home)
    tab.go("/review")
    named(tab)
    pressed(tab, "c")
    tab.page.go_back()
    tab.settle()
    tab.page.go_forward()
    tab.settle()
    pressed(tab, "c")
    assert [state for _, state, _ in decided()] == ["confirmed"] * 3
    assert len({item for item, *_ in decided()}) == 3


def test_statements_in_indonesian_on_a_phone(home: str, decided: Decided, open_tab: Open) -> None:
    tab = open_tab(home, width=PHONE, language="id", scheme="dark")
    tab.go("/review?kind=statements")
    first = target(tab)
    assert first.startswith("st-")
    tab.page.locator("#f-by").fill("Budi")
    tab.leading(tab.page.locator("button[value=confirmed]").click)
    assert decided() == [(first, "confirmed", "Budi")]
    assert parse_qs(urlsplit(tab.page.url).query)["kind"] == ["statements"]
    assert violations(tab) == []
    assert tab.overflow() == []
    pressed(tab, "k")
    assert decided()[-1] == (first, "machine", "Budi")


def test_a_read_only_desk_shows_what_waits_and_offers_no_decision(path: Path, open_tab: Open) -> None:
    with served(path, read_only=True) as home:
        tab = open_tab(home)
        tab.go("/review")
        assert tab.page.locator("form[method=post]:not(.choices)").count() == 0
        assert tab.page.get_by_role("link", name="Read a page").count() == 0
        assert violations(tab) == []
        answer = tab.context.request.post(f"{home}/review", form={"decision": "confirmed"})
        assert answer.status == 403
