"""The load that docs/reliability.md tells of is the one that was measured last."""

from pathlib import Path

import pytest

from bench.load_page import KEPT, MARK, PAGE, main
from bench.scale_page import filled


def test_the_page_holds_what_is_kept() -> None:
    page = PAGE.read_text(encoding="utf-8")
    kept = KEPT.read_text(encoding="utf-8").rstrip()
    assert filled(page, MARK, kept) == page, "run python -m bench.load_page --kept"


def test_what_is_kept_had_no_error() -> None:
    kept = KEPT.read_text(encoding="utf-8")
    assert "| clients at once | 200 |" in kept
    assert "| none | 0 |" in kept


def test_a_page_without_a_place_for_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Reliability\n", encoding="utf-8")
    kept = tmp_path / "kept.txt"
    kept.write_text("| a |\n", encoding="utf-8")
    assert main(["--kept"], page, kept) == 2
    assert capsys.readouterr().err == "bench.load_page: load: the page has no marks of that name\n"
    assert page.read_text(encoding="utf-8") == "# Reliability\n"
