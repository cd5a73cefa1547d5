"""The first hour, as the page prints it: who opposed what last week, with evidence, corrected, exported, extended."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from urllib.request import urlopen

import openpyxl
import pyarrow.parquet
import pytest

from tests.first_hour.terminal import DOCS, ID, Said, Terminal, files, write

pytestmark = [pytest.mark.slow, pytest.mark.model]
Typed = Callable[[str], list[str]]
OPPOSED = ("REJECT", "ACCUSE", "PROTEST", "THREATEN")
MARKED = re.compile(r'<span class="[^"]*\bm-event\b[^"]*"[^>]*data-marks="([^"]+)"[^>]*>([^<]+)</span>')
STARRED = re.compile(r"\*([^*]+)\*")


def together(said: Said) -> str:
    """What was said, without the ends of its lines."""
    return " ".join(said.out.split())


def type_all(terminal: Terminal, lines: list[str], identity: str = "") -> str:
    """Type the lines, with an id of this store for the one that the page shows, and give what they said."""
    return " ".join(together(terminal.type(ID.sub(identity, line) if identity else line)) for line in lines)


def waiting(terminal: Terminal, typed: Typed) -> str:
    """The id of the first event that waits and was read from the fishermen's page, which names who accused."""
    said = together(terminal.type(typed("waiting")[0]))
    found = re.search(rf"Bay Courier · [^·]+ · ({ID.pattern})", said)
    assert found, said
    return found[1]


def test_a_page_is_read_and_every_value_explained(terminal: Terminal, typed: Typed) -> None:
    told = together(terminal.type(typed("read")[0]))
    assert "PROTEST" in told or "REJECT" in told
    assert "Lindur" in told
    assert len(together(terminal.type(typed("explain")[0]))) > len(told)


def test_the_store_holds_the_folder_and_the_feed(terminal: Terminal, typed: Typed) -> None:
    assert re.search(r"(articles|artikel): 5 ", type_all(terminal, typed("stored")) + " ")


def test_what_is_there_already_is_passed_over(terminal: Terminal, typed: Typed) -> None:
    assert together(terminal.type(typed("folder")[0])).startswith("0 ")


def test_what_was_opposed_last_week_is_found_and_nothing_older(terminal: Terminal, typed: Typed) -> None:
    said = terminal.type(typed("find")[0]).out
    heads = re.findall(r"^(\d{4}-\d\d-\d\d)  (\S+)", said, re.MULTILINE)
    since = (date.today() - timedelta(days=7)).isoformat()
    assert len(heads) >= len(OPPOSED)
    assert all(day >= since and kind in OPPOSED for day, kind in heads)
    assert "ferry" not in said
    assert STARRED.search(said)
    assert {"Bay Courier", "Meridian Wire"} <= set(re.findall(r"Bay Courier|Meridian Wire", said))


def test_it_can_be_asked_more_narrowly(terminal: Terminal, typed: Typed) -> None:
    said = type_all(terminal, typed("narrow"))
    assert "actor" in said
    assert any(kind in said for kind in OPPOSED)


def test_the_desk_shows_the_sentence_with_its_words_marked(terminal: Terminal, typed: Typed) -> None:
    said = together(terminal.type(typed("find")[0]))
    identity, trigger = ID.findall(said)[0], STARRED.findall(said)[0]
    with terminal.left_running(f"{typed('desk')[0]} --port 0") as says:
        address = re.search(r"http://\S+/", next(says))
        assert address
        with urlopen(f"{address[0]}event/{identity}") as answer:
            shown = answer.read().decode()
    assert {words for marks, words in MARKED.findall(shown) if identity in marks.split()} == {trigger}


def test_a_correction_is_seen_everywhere(terminal: Terminal, typed: Typed) -> None:
    identity = waiting(terminal, typed)
    type_all(terminal, typed("correct"), identity)
    said = type_all(terminal, typed("corrected"), identity)
    assert identity in said
    assert "Budi Laras" in said
    assert "Ani" in said
    exported = terminal.type("lansir export csv review:corrected --events --to - --store *.db").out
    assert identity in exported
    assert "Budi Laras" in exported
    with terminal.left_running(f"{typed('desk')[0]} --port 0") as says:
        address = re.search(r"http://\S+/", next(says))
        assert address
        with urlopen(f"{address[0]}event/{identity}") as answer:
            whom = re.search(r'<p class="whom">.*?</p>', answer.read().decode(), re.DOTALL)
    assert whom
    assert "Budi Laras" in whom[0]


def test_a_workbook_has_a_row_with_its_sentence_for_each(terminal: Terminal, typed: Typed) -> None:
    type_all(terminal, typed("excel"))
    (written,) = terminal.folder.glob("*.xlsx")
    book = openpyxl.load_workbook(written, read_only=True)
    head, *rows = book["events"].iter_rows(values_only=True)
    cells = [dict(zip(head, row, strict=True)) for row in rows]
    assert len(cells) >= len(OPPOSED)
    assert all(cell["type"] in OPPOSED and cell["sentence"] and cell["url"] for cell in cells)
    book.close()


def test_the_tables_can_be_read_back(terminal: Terminal, typed: Typed) -> None:
    type_all(terminal, typed("parquet"))
    (events,) = terminal.folder.glob("*/events.parquet")
    table = pyarrow.parquet.read_table(events)
    assert table.num_rows > len(OPPOSED)
    assert pyarrow.types.is_date(table.schema.field("event_day").type)
    assert len(set(table.column("event_id").to_pylist())) == table.num_rows


def test_an_actor_of_ones_own_is_found_under_all_names(terminal: Terminal, typed: Typed, page: Path) -> None:
    identity = waiting(terminal, typed)
    type_all(terminal, typed("correct"), identity)
    write(terminal.folder, {"mine.csv": files(page)["mine.csv"]})
    said = type_all(terminal, typed("actor"))
    assert re.search(r"mayor of Lindur|wali kota Lindur", said)
    outlets = set(re.findall(r"Warta Lindur|Kabar Teluk|Meridian Wire", said))
    assert len(outlets) > 1, said
    assert identity in type_all(terminal, typed("corrected"), identity)


def test_an_exporter_of_ones_own_is_there_once_announced(terminal: Terminal, typed: Typed) -> None:
    write(terminal.folder, exporter())
    here = announced(terminal, terminal.folder / "quotes-exporter")
    said = type_all(here, typed("exporter")[1:])
    assert "quotes" in said
    (written,) = terminal.folder.glob("*.txt")
    lines = written.read_text(encoding="utf-8").splitlines()
    assert lines
    assert all(line.count("\t") == 1 for line in lines)
    assert any("mud" in line for line in lines)


def exporter() -> dict[str, str]:
    """The package with the exporter; both pages tell of the same."""
    return {name: text for name, text in files(DOCS / "first-hour.md").items() if name.startswith("quotes-exporter")}


def announced(terminal: Terminal, package: Path) -> Terminal:
    """A window in which Python finds the package and what it announces, without an installer."""
    info = package / "lansir_quotes-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: lansir-quotes\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[lansir.exporters]\nquotes = lansir_quotes:Quotes\n", encoding="utf-8")
    return Terminal(terminal.folder, terminal.environment | {"PYTHONPATH": str(package)})
