"""The results page and the README's copy of its headline."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import report as page
from bench.machine import machine
from bench.markdown import describe, figure, table
from bench.report import COPIED, SECTIONS, ReportError, Section, between, fill, main, replaced, section

ROOT = Path(__file__).parents[2]
BENCH = Section("Cheese", "bench.machine", "cheese", lambda found, measured: f"{measured} {found.decode()}")


@pytest.fixture
def bench_run(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Stands in for running a bench: notes the command, and answers with made-up JSON."""
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0, json.dumps({"model": "m-7", "F1": 0.5}).encode(), b"")

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_a_section_names_command_date_machine_and_model(bench_run: list[list[str]], tmp_path: Path) -> None:
    (tmp_path / "cheese").mkdir()
    text = section(BENCH, tmp_path)
    assert text is not None
    assert text.startswith(f"## Cheese\n\n`python -m bench.machine {tmp_path}/cheese --json`, 2")
    assert str(machine()) in text
    assert "model m-7" in text
    assert bench_run == [[sys.executable, "-m", "bench.machine", f"{tmp_path}/cheese", "--json"]]


def test_a_section_without_its_bench_or_data_is_left_out(bench_run: list[list[str]], tmp_path: Path) -> None:
    assert section(BENCH, tmp_path) is None
    assert section(Section("Ghost", "bench.no_such_bench", None, lambda *_: ""), tmp_path) is None
    assert bench_run == []


def test_a_bench_that_fails_stops_the_report_with_its_last_words(tmp_path: Path) -> None:
    (tmp_path / "cheese").mkdir()
    failing = Section("Speed", "bench.speed", "cheese", lambda *_: "")
    with pytest.raises(ReportError, match=r"bench\.speed .* failed: bench\.speed: .*no \.html or \.txt pages there"):
        section(failing, tmp_path)


def test_any_json_becomes_tables() -> None:
    found = {"F1": 0.5, "by outlet": {"a": {"P": 1.0, "n": 3}, "b": {"P": 0.25}}, "worst": [{"page": "x|y", "F1": 0.1}]}
    assert describe(found) == (
        "| Measure | Value |\n| --- | ---: |\n| F1 | 0.500 |\n\n"
        "### by outlet\n\n|  | P | n |\n| --- | ---: | ---: |\n| a | 1.000 | 3 |\n| b | 0.250 |  |\n\n"
        "### worst\n\n| page | F1 |\n| --- | ---: |\n| x\\|y | 0.100 |"
    )


def test_figures_are_short() -> None:
    assert [figure(cell) for cell in (0.12345, 237.38, 12, None, "a")] == ["0.123", "237.4", "12", "", "a"]
    assert table(["a"], []) == "| a |\n| --- |"


def test_words_between_two_marks_are_replaced_and_missing_marks_are_said() -> None:
    assert replaced("x<a>old</a>y", "<a>", "</a>", "new", "p.md") == "x<a>new</a>y"
    with pytest.raises(ReportError, match=r"p\.md: no <a> \.\.\. </a> in it"):
        between("x</a>", "<a>", "</a>", "p.md")


def test_the_readme_takes_over_what_is_marked_word_for_word(tmp_path: Path) -> None:
    readme, results = tmp_path / "README.md", tmp_path / "results.md"
    old = "".join(f"{start}\nold\n{end}\nmore\n" for start, end in COPIED)
    new = "".join(f"{start}\n| {n} |\n{end}\nelse\n" for n, (start, end) in enumerate(COPIED))
    readme.write_text(f"# Lansir\n{old}", encoding="utf-8")
    results.write_text(f"# Results\n{new}", encoding="utf-8")
    fill(readme, results)
    assert readme.read_text(encoding="utf-8") == f"# Lansir\n{new.replace('else', 'more')}"


def test_the_readme_names_no_best_of_the_others_where_some_did_not_run(tmp_path: Path) -> None:
    results = tmp_path / "results.md"
    results.write_text("# Results\n### Not run\n\n- spaCy: No module named 'spacy'\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("# Lansir\n", encoding="utf-8")
    with pytest.raises(ReportError, match=r"results\.md: other systems did not run .* bench/peers/requirements\.txt"):
        fill(tmp_path / "README.md", results)


def test_the_command_says_in_a_line_that_there_are_no_results_yet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--readme", "--out", str(tmp_path / "results.md")]) == 1
    assert capsys.readouterr().err.startswith("bench.report: results.md: No such file")


def test_the_whole_page_is_written_by_the_command(
    bench_run: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speed = [one for one in SECTIONS if one.module == "bench.speed"]
    monkeypatch.setattr(page, "SECTIONS", tuple(speed))
    assert main(["--data", str(tmp_path), "--out", str(tmp_path / "results.md")]) == 0
    text = (tmp_path / "results.md").read_text(encoding="utf-8")
    assert text.startswith("# Results\n")
    assert "## Speed" in text
    assert "| F1 | 0.500 |" in text
    assert "| model |" not in text
    assert len(bench_run) == 1


@pytest.mark.parametrize(
    "only", [[], ["--only", "bench.times"], ["--only", "bench.speed", "--only", "bench.coreference"]]
)
@pytest.mark.parametrize(("data", "named"), [("nowhere", "nowhere"), (".", "annotation")])
def test_without_its_data_nothing_is_run_and_a_line_says_which_folder_is_missing(
    bench_run: list[list[str]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    only: list[str],
    data: str,
    named: str,
) -> None:
    (tmp_path / "results.md").write_text("# Results\n", encoding="utf-8")
    assert main(["--data", str(tmp_path / data), "--out", str(tmp_path / "results.md"), *only]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"bench.report: {tmp_path / named}: no such folder; name the one with annotation/")
    assert (bench_run, (tmp_path / "results.md").read_text(encoding="utf-8")) == ([], "# Results\n")


def test_a_bench_that_needs_no_data_runs_without_it(
    bench_run: list[list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "results.md").write_text("# Results\n", encoding="utf-8")
    arguments = ["--data", str(tmp_path / "nowhere"), "--out", str(tmp_path / "results.md")]
    assert (main([*arguments, "--only", "bench.speed"]), capsys.readouterr().err) == (0, "")
    assert len(bench_run) == 1


def test_the_readme_of_this_project_gives_the_figures_of_its_results_page() -> None:
    results = ROOT / "docs" / "results.md"
    for start, end in COPIED:
        readme = between((ROOT / "README.md").read_text(encoding="utf-8"), start, end, "README.md")
        assert readme == between(results.read_text(encoding="utf-8"), start, end, "results.md")
