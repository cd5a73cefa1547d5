"""Time and memory of whole pages."""

from pathlib import Path

import pytest

import lansir
from bench import speed
from bench.speed import main, measure
from lansir.record import Article, Record


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two pages and a picture, and a reader that takes any page."""

    def read(page: Path) -> Record:
        assert page.suffix in (".html", ".txt")
        return Record(Article("a", "", [], ""), lansir="0", model="m-7")

    monkeypatch.setitem(vars(lansir), "read", read)
    monkeypatch.setattr(speed, "_process", lambda code, *pages: compile(code, "process", "exec"))
    for name in ("a.html", "b.txt", "c.png"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    return tmp_path


def test_only_pages_are_read_and_each_figure_is_of_this_run(pages: Path) -> None:
    found = measure(pages)
    assert (found.pages, found.model) == (2, "m-7")
    assert 0 < found.median_page_seconds <= found.longest_page_seconds < 1
    assert min(found.import_process_seconds, found.first_page_process_seconds) > 0
    assert found.peak_mib > 1


def test_the_command_prints_a_table_or_json(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(pages)]) == 0
    assert "| model | m-7 |" in capsys.readouterr().out
    assert main([str(pages), "--json"]) == 0
    assert '"model":"m-7"' in capsys.readouterr().out
