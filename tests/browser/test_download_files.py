"""Downloads from the pages: archives that open, and that hold what the page showed."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from lansir.export.targets import SIDECAR
from lansir.store import Store
from tests.browser.chromium import PHONE, Tab
from tests.browser.conftest import Open
from tests.browser.test_desk_addresses import found

QUERY = "/explore?q=quad:material-conflict"


def saved(tab: Tab, act: Callable[[], object]) -> tuple[str, zipfile.ZipFile]:
    """The name and the archive that an act downloads."""
    with tab.page.expect_download() as waiting:
        act()
    path = Path(waiting.value.path())
    return waiting.value.suggested_filename, zipfile.ZipFile(io.BytesIO(path.read_bytes()))


def test_the_menu_of_a_view_gives_the_rows_that_the_view_shows(desk: str, world_store: Store, open_tab: Open) -> None:
    tab = open_tab(desk)
    tab.go(QUERY)
    shown = found(tab)
    tab.page.locator("summary", has_text="Download").click()
    tab.settle()
    name, archive = saved(tab, tab.page.get_by_role("link", name="csv", exact=False).first.click)
    assert name.endswith(".zip")
    assert archive.testzip() is None
    rows = [*csv.DictReader(io.TextIOWrapper(archive.open("events.csv"), "utf-8-sig"))]
    assert len(rows) == shown
    sentences = " ".join(row[0] for row in world_store.connection.execute("SELECT text FROM article"))
    evidence = next(name for name in rows[0] if "sentence" in name)
    assert all(row[evidence] in sentences for row in rows)
    assert tab.faults() == []


def test_every_format_can_be_chosen_and_opens(desk: str, open_tab: Open) -> None:
    tab = open_tab(desk)
    tab.go("/download?q=type:ASSAULT&kind=all")
    names = [one.get_attribute("value") or "" for one in tab.page.locator("input[name=format]").all()]
    assert {"csv", "jsonl", "xlsx", "geojson"} <= set(names)
    for name in names:
        tab.page.locator(f"input[name=format][value='{name}']").check()
        _, archive = saved(tab, tab.page.locator("form.downloads button.main").click)
        assert archive.testzip() is None, name
        assert len(archive.namelist()) >= 2, name
        assert json.loads(archive.read(SIDECAR))["query"] == "type:ASSAULT", name
    assert tab.faults() == []


def test_what_is_chosen_of_csv_is_what_is_written(desk: str, open_tab: Open) -> None:
    tab = open_tab(desk, width=PHONE, language="id")
    tab.go("/download?q=type:ASSAULT")
    tab.page.locator("input[name=format][value=csv]").check()
    tab.page.locator("#delimiter").select_option("semicolon")
    tab.page.locator("input[name=excel]").check()
    _, archive = saved(tab, tab.page.locator("form.downloads button.main").click)
    data = archive.read("events.csv")
    assert data.startswith(b"\xef\xbb\xbf") or data.startswith(b"sep=")
    assert b";" in data.splitlines()[0]


def test_a_download_leaves_the_page_as_it_is(desk: str, open_tab: Open) -> None:
    tab = open_tab(desk)
    tab.go(QUERY)
    tab.page.locator("summary", has_text="Download").press("Enter")
    tab.settle()
    link = tab.page.locator(".menu-body a[href*='format=jsonl']")
    link.focus()
    _, archive = saved(tab, lambda: tab.page.keyboard.press("Enter"))
    assert archive.namelist()
    assert tab.page.url.endswith(QUERY)
    expect(tab.page.locator("#total")).to_be_visible()
