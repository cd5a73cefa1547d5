"""`lansir lake` and `lansir ingest --engine ray` on the command line."""

import importlib
import json
import string
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner, Result

from lansir.cli.app import app
from lansir.errors import InputError
from lansir.scale.extras import needed
from lansir.words.lake import LakeWords, lake_words
from lansir.words.loading import catalogues
from tests.ingest.fake_reading import FAULT
from tests.ingest.press import page
from tests.scale.filling import filled
from tests.scale.group import NEEDS_DUCKDB

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANSIR_LANG", "en")
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments])


class TestWithoutThePackages:
    """The group `scale` need not be installed: then one line says what to do."""

    @pytest.fixture(autouse=True)
    def missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("ray", "ray.data", "duckdb"):
            monkeypatch.setitem(sys.modules, name, None)

    def test_ray_is_asked_for(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "a.html").write_bytes(page())
        found = run("ingest", "--engine", "ray", "--lake", tmp_path / "lake", tmp_path / "a.html")
        assert isinstance(found.exception, InputError)
        assert str(found.exception) == "--engine ray needs ray, which is not installed: pip install 'lansir[scale]'"
        assert not (tmp_path / "lake").exists()

    def test_duckdb_is_asked_for(self, run: Run, tmp_path: Path) -> None:
        found = run("lake", tmp_path)
        assert str(found.exception) == "a lake needs duckdb, which is not installed: pip install 'lansir[scale]'"

    def test_a_module_that_is_there_is_given(self) -> None:
        assert needed("json", "this") is importlib.import_module("json")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--engine", "spark"], "neither local nor ray"),
        (["--engine", "ray"], "give the lake that it fills"),
        (["--lake", "lake"], "belong to --engine ray"),
        (["--address", "auto"], "belong to --engine ray"),
    ],
)
def test_options_that_do_not_go_together_are_refused(run: Run, options: list[str], told: str) -> None:
    found = run("ingest", "page.html", *options)
    assert found.exit_code == 2
    assert told in found.output


@NEEDS_DUCKDB
class TestAsking:
    def test_events_are_found_as_in_a_store(self, run: Run, lake_path: Path) -> None:
        found = run("lake", lake_path, "actor:Israel", "--limit", 2)
        assert found.exit_code == 0
        assert "Israel" in found.stdout and "--after" in found.stdout

    def test_rows_for_programs(self, run: Run, lake_path: Path) -> None:
        rows = [
            json.loads(line) for line in run("lake", lake_path, "--format", "jsonl", "--statements").stdout.splitlines()
        ]
        assert len(rows) == int(run("lake", lake_path, "--statements", "--count").stdout)
        assert {row["kind"] for row in rows} == {"statement"}
        table = run("lake", lake_path, "-outlet:Radio", "--format", "csv").stdout.splitlines()
        assert table[0].startswith("id,day,type") and not any("Radio" in line for line in table)

    def test_facets(self, run: Run, lake_path: Path) -> None:
        assert "Pos Samudra" in run("lake", lake_path, "--facets", "outlet").stdout

    def test_stories_are_placed(self, run: Run, lake_path: Path) -> None:
        found = run("lake", lake_path, "--stories")
        assert found.stdout.startswith("60 articles in ")
        assert run("lake", lake_path, "--store", "x.db").exit_code == 2

    def test_an_unknown_format_is_refused(self, run: Run, lake_path: Path) -> None:
        assert "no such format" in str(run("lake", lake_path, "--format", "xml").exception)


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with one dead letter."""
    folder = tmp_path_factory.mktemp("letters")
    (folder / "bad.html").write_bytes(page("=rusak", FAULT))
    filled(str(folder / "lake"), [folder / "bad.html"])
    return folder / "lake"


@NEEDS_DUCKDB
class TestDeadLetters:
    def test_they_are_told_one_a_line(self, run: Run, letters: Path) -> None:
        told = run("lake", letters, "--failures").stdout.splitlines()
        assert len(told) == 1
        assert "bad.html: read, tried 1 times: a fault of Lansir (RuntimeError: cacat)" in told[0]

    def test_programs_get_every_field(self, run: Run, letters: Path) -> None:
        (row,) = (
            json.loads(line) for line in run("lake", letters, "--failures", "--format", "jsonl").stdout.splitlines()
        )
        assert {"source", "place", "stage", "error", "message"} <= row.keys()
        head, line = run("lake", letters, "--failures", "--format", "csv").stdout.splitlines()
        assert head.split(",")[:3] == ["source", "place", "key"] and "RuntimeError" in line

    def test_there_may_be_none(self, run: Run, lake_path: Path) -> None:
        assert run("lake", lake_path, "--failures").stdout == "No dead letters.\n"


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", catalogues())
def test_every_language_says_the_same_of_a_lake(language: str) -> None:
    english: dict[str, Any] = msgspec.structs.asdict(lake_words("en"))
    other = msgspec.structs.asdict(lake_words(language))
    assert {name: braces(text) for name, text in other.items()} == {
        name: braces(text) for name, text in english.items()
    }
    assert all(other.values()) and other.keys() == set(LakeWords.__struct_fields__)
