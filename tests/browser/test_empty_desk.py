"""A store with nothing in it, a desk that may only be read, one behind a token, and browsers without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.desk_addresses import FIXED, PAGES, addresses
from lansir.serve.labels import languages
from lansir.store import Store
from tests.browser.chromium import PHONE, violations
from tests.browser.conftest import Open
from tests.browser.serving import served


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("empty") / "lansir.db"
    Store(path, write=True).close()
    with served(path) as home:
        yield home


@pytest.fixture
def plain(browser: Browser, desk: str) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = browser.new_context(base_url=desk, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("page", FIXED)
def test_every_page_of_an_empty_store_says_so_and_leads_on(empty: str, open_tab: Open, page: str) -> None:
    tab = open_tab(empty, width=PHONE, language="id")
    tab.go(FIXED[page])
    assert tab.page.locator("h1").count() == 1
    assert violations(tab) == []
    assert tab.overflow() == []
    tab.errors = [told for told in tab.errors if "status of 404" not in told]
    assert tab.faults() == []


@pytest.mark.parametrize("language", languages())
def test_a_store_that_is_not_there_is_told_on_a_page(tmp_path: Path, open_tab: Open, language: str) -> None:
    with served(tmp_path / "none.db") as home:
        tab = open_tab(home, language=language)
        assert tab.go("/stories") == 503
        assert "none.db" in tab.page.inner_text("main")
        assert violations(tab) == []


def test_a_desk_that_may_only_be_read_offers_nothing_that_writes(
    world_path: Path, world_store: Store, open_tab: Open
) -> None:
    with served(world_path, read_only=True) as home:
        tab = open_tab(home)
        for page, address in addresses(world_store).items():
            if page not in ("missing", "drop"):
                tab.go(address)
                forms = tab.page.locator("form[method=post]:not(.choices)")
                assert forms.count() == 0, page
                assert tab.page.locator(".top").get_by_role("link", name="Read a page").count() == 0
        assert tab.faults() == []


def test_a_desk_behind_a_token_is_opened_by_its_address_once(world_path: Path, open_tab: Open) -> None:
    with served(world_path, token="a-secret-word") as home:
        tab = open_tab(home)
        assert tab.go("/stories") == 401
        tab.errors.clear()
        assert tab.go("/stories?token=a-secret-word") == 200
        assert "token" not in tab.page.url
        assert tab.go("/actors") == 200
        assert tab.page.evaluate("() => document.cookie").find("lansir_token") == -1
        assert tab.faults() == []


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_there_without_scripts(plain: Page, world_store: Store, page: str) -> None:
    answer = plain.goto(addresses(world_store)[page])
    assert answer
    assert answer.status in (200, 404)
    expect(plain.locator("h1")).to_be_visible()


def test_what_is_looked_for_is_found_and_filtered_without_scripts(plain: Page) -> None:
    plain.goto("/explore?q=type:ASSAULT")
    assert plain.locator(".card.found").count() > 0
    plain.get_by_role("link", name="Show the filters with their counts").click()
    plain.wait_for_url("**counted=true**")
    assert plain.locator("a.take").count() > 0
    assert plain.locator("a.leave").count() > 0
