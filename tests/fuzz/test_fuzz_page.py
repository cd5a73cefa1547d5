"""The table of docs/reliability.md is the one of the runs that are kept."""

from pathlib import Path

import pytest

from bench.fuzz.page import CONTRACT, CONTRACT_MARK, KEPT, PAGE, main, tabled
from bench.scale_page import filled


def test_the_page_and_what_is_kept_tell_the_runs_that_are_kept() -> None:
    told = tabled()
    line, _, table = told.partition("\n")
    assert KEPT.read_text(encoding="utf-8") == told, "run python -m bench.fuzz.page"
    assert f"<!-- fuzz:start -->\n{line}\n\n{table}<!-- fuzz:end -->" in PAGE.read_text(encoding="utf-8")


def test_the_page_tells_what_came_of_asking_the_api_against_its_document() -> None:
    page, kept = PAGE.read_text(encoding="utf-8"), CONTRACT.read_text(encoding="utf-8").rstrip()
    assert filled(page, CONTRACT_MARK, kept) == page, "run python -m bench.fuzz.page"
    assert ", 0 faults" in kept


def test_a_page_without_a_place_for_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Reliability\n", encoding="utf-8")
    assert main(page) == 2
    assert capsys.readouterr().err == "bench.fuzz.page: fuzz: the page has no marks of that name\n"
    assert page.read_text(encoding="utf-8") == "# Reliability\n"
