"""One section of the results page written anew: the others stay as they are, and its picture is drawn."""

import json
import subprocess
from pathlib import Path

import pytest

from bench import report as page
from bench.report import SECTIONS, Section, main
from bench.report_parts import renewed

PAGE = "# Results\n\nIntroduction.\n\n## One\n\nold\n\n### Part\n\nold\n\n## Three\n\nkept\n"
ORDER = ("One", "Two", "Three", "Four")


def test_a_section_is_replaced_with_all_its_parts_and_nothing_else_changes() -> None:
    assert renewed(PAGE, {"One": "## One\n\nnew\n"}, ORDER) == (
        "# Results\n\nIntroduction.\n\n## One\n\nnew\n\n## Three\n\nkept\n"
    )
    assert renewed(PAGE, {}, ORDER) == PAGE


def test_a_section_that_the_page_has_not_goes_where_the_order_says() -> None:
    written = {"Four": "## Four\n\n4\n", "Two": "## Two\n\n2\n"}
    assert [part for part in renewed(PAGE, written, ORDER).split("\n") if part.startswith("## ")] == [
        "## One", "## Two", "## Three", "## Four"
    ]  # fmt: skip


def test_a_section_that_no_bench_writes_stays_behind_the_one_before_it() -> None:
    told = PAGE.replace("## Three", "## By hand\n\nx\n\n## Three")
    assert renewed(told, {"Two": "## Two\n\n2\n"}, ORDER).count("## By hand\n\nx\n") == 1


class TestCommand:
    @pytest.fixture
    def kept(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A page of two sections, of which one has been kept and has a picture."""

        def draw(found: bytes, folder: Path) -> None:
            (folder / "drawn").write_bytes(found)

        sections = (
            Section("One", "bench.speed", None, lambda found, measured: f"{measured} {found.decode()}", slow=True,
                    draw=draw),
            Section("Three", "bench.pages", None, lambda found, measured: "never"),
        )  # fmt: skip
        monkeypatch.setattr(page, "SECTIONS", sections)
        monkeypatch.setattr(page, "KEPT", tmp_path)
        (tmp_path / "bench.speed.txt").write_text('how\n{"a":1}', encoding="utf-8")
        (tmp_path / "results.md").write_text(PAGE, encoding="utf-8")
        return tmp_path

    def test_what_was_kept_is_written_and_drawn_without_running_anything(
        self, kept: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("nothing is to run"))
        assert main(["--only", "bench.speed", "--out", str(kept / "results.md")]) == 0
        assert (kept / "results.md").read_text(encoding="utf-8") == renewed(
            PAGE, {"One": '## One\n\nhow {"a":1}\n'}, ORDER
        )
        assert (kept / "drawn").read_bytes() == b'{"a":1}'

    def test_a_slow_one_is_run_where_asked_for_with_the_options_behind_and_kept(
        self, kept: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        commands: list[list[str]] = []

        def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
            commands.append(command)
            return subprocess.CompletedProcess(command, 0, json.dumps({"a": 2}).encode(), b"")

        monkeypatch.setattr(subprocess, "run", run)
        given = ["--only", "bench.speed", "--slow", "--out", str(kept / "results.md"), "--", "--folder", "../x"]
        assert main(given) == 0
        assert commands[0][-3:] == ["--json", "--folder", "../x"]
        assert (kept / "bench.speed.txt").read_text(encoding="utf-8").endswith('\n{"a": 2}')
        assert (kept / "drawn").read_bytes() == b'{"a": 2}'

    def test_a_bench_that_is_not_on_the_page_is_told(self, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--only", "bench.cheese", "--out", str(kept / "results.md")]) == 1
        assert "bench.cheese: give one of the modules of the page" in capsys.readouterr().err


def test_race_and_growth_are_sections_with_a_picture() -> None:
    drawn = {one.module: one for one in SECTIONS if one.draw}
    assert {"bench.race", "bench.growth", "bench.growth_briefs"} <= drawn.keys() and all(
        one.slow for one in drawn.values()
    )
