"""`lansir export` on the command line."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from lansir.cli.export import export_command
from lansir.cli.find import FindCommand
from lansir.errors import InputError, NotAStore, QueryError

Run = Callable[..., Result]


@pytest.fixture
def run(world_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command on the store of the world; what Lansir raises on purpose is raised."""
    app = typer.Typer(add_completion=False)
    app.command("export", cls=FindCommand)(export_command)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANSIR_LANG", "en")

    def invoke(*arguments: str, store: Path = world_path) -> Result:
        result = CliRunner().invoke(app, [*arguments, "--store", str(store)])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def sidecar(path: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(Path(path).read_bytes())
    return found


def test_everything_goes_into_a_folder_and_losses_are_told(run: Run) -> None:
    result = run("csv", "--to", "out")
    assert result.exit_code == 0
    told = sidecar("out/export.lansir.json")
    assert result.stdout.startswith(f"{told['events']} events and {told['statements']} statements of")
    assert "not in it: article text (" in result.stdout
    assert told["query"] is None


def test_a_query_selects_and_a_minus_excludes(run: Run) -> None:
    run("jsonl", "type:ASSAULT", "-outlet:Meridian Wire", "--to", "out", "--events")
    lines = [json.loads(line) for line in Path("out/lansir.jsonl").read_bytes().splitlines()]
    assert lines
    for line in lines:
        types = {event["type"] for event in line["events"] if event["id"] in line["selection"]["events"]}
        assert types == {"ASSAULT"}
        assert line["article"]["outlet"] != "Meridian Wire"
        assert line["selection"]["statements"] == []
    assert sidecar("out/export.lansir.json")["query"] == 'type:ASSAULT -outlet:"Meridian Wire"'


def test_one_kind_goes_into_one_file(run: Run) -> None:
    run("csv", "--statements", "--to", "said.csv", "--delimiter", ";", "--decimal", ",", "--excel")
    text = Path("said.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfstatement_id;")
    found = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(found) == sidecar("said.csv.lansir.json")["statements"]


def test_standard_output_has_the_file_alone(run: Run) -> None:
    result = run("csv", "--table", "articles", "--to", "-", "--delimiter", "tab")
    assert result.stdout.startswith("article_id\tpublished_day\t")
    assert "not in it" not in result.stdout
    assert "not in it" in result.stderr


def test_labels_are_in_the_language_asked_for(run: Run) -> None:
    assert "peristiwa dan" in run("jsonl", "--to", "out", "--lang", "id").stdout


def test_the_formats_are_listed(run: Run) -> None:
    lines = run("formats").stdout.splitlines()
    assert {"csv", "jsonl", "parquet", "xlsx"} <= {line.split()[0] for line in lines}


def test_what_is_there_stays_without_force(run: Run) -> None:
    run("jsonl", "--to", "a.jsonl")
    with pytest.raises(InputError, match="--force"):
        run("jsonl", "--to", "a.jsonl")
    assert run("jsonl", "--to", "a.jsonl", "--force").exit_code == 0


def test_what_cannot_be_done_is_said_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    assert run("csv").exit_code == 2
    assert run("csv", "--to", "out", "--delimiter", "x").exit_code == 2
    with pytest.raises(InputError, match="'word'"):
        run("word", "--to", "out")
    with pytest.raises(InputError, match="a file for each table"):
        run("csv", "--to", "all.csv")
    with pytest.raises(QueryError):
        run("csv", "nofield:x", "--to", "out")
    with pytest.raises(NotAStore):
        run("csv", "--to", "out", store=tmp_path / "nowhere.db")
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be written"):
        run("jsonl", "--to", "file/below.jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
