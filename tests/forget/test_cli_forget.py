"""`lansir forget`: what it would do, what it did, and the proof; the same in both languages."""

import json
import string
import sys
from pathlib import Path

import msgspec
import pytest
import typer.main

from lansir.cli import main
from lansir.cli.app import app
from lansir.store import Store
from lansir.words.forgetting import forget_words
from lansir.words.loading import catalogues
from tests.forget.conftest import every_byte


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANSIR_LANG", "en")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> object:
    monkeypatch.setattr(sys, "argv", ["lansir", "forget", *map(str, arguments)])
    try:
        return main()
    except SystemExit as end:
        return end.code or 0


def test_first_it_says_what_it_would_do(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    assert run(monkeypatch, "person", "Dario Velmont", "--store", path) == 0
    told = capsys.readouterr().out
    assert "Names: Dario Velmont\n" in told
    assert "who are not forgotten: Valmora Dario Velmont, Velmont" in told
    assert "articles would stay without the name" in told
    assert told.endswith("Nothing was changed. To do it, add --yes\n")
    assert path.read_bytes() == before


def test_with_yes_it_does_it_and_writes_the_proof(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report, names = tmp_path / "proof.json", ("Dario Velmont", "Velmont", "Valmora Dario Velmont")
    assert run(monkeypatch, "person", *names, "--store", path, "--yes", "--report", report) == 0
    assert "Proven: nothing of it in " in capsys.readouterr().out
    told = json.loads(report.read_text())
    assert told["proven"] is True
    assert told["erased"]["articles"] > 5
    assert {file["name"] for file in told["files"]} >= {"lansir.db"}
    assert b"velmont" not in every_byte(path)
    assert b"velmont" not in report.read_bytes().lower()


def test_articles_are_listed_then_removed_then_lifted(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store(path) as store:
        identity = store.articles()[0]
    assert run(monkeypatch, "article", identity, "--store", path, "--lang", "id") == 0
    assert identity in capsys.readouterr().out
    assert run(monkeypatch, "article", identity, "--store", path, "--yes") == 0
    with Store(path) as store:
        assert identity not in store
    capsys.readouterr()
    assert run(monkeypatch, "lift", identity, "https://kabar.example/lain", "--store", path) == 0
    assert capsys.readouterr().out == "https://kabar.example/lain: was not forgotten\n1 may be ingested again.\n"


def test_with_articles_the_person_goes_with_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "person", "Jonas Keth", "--articles", "--yes", "--store", path) == 0
    with Store(path) as store:
        assert len(store) < 25


def test_what_is_not_proven_ends_with_1(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("lansir.forget.doing.overwritten", lambda store: False)
    assert run(monkeypatch, "person", "Jonas Keth", "--yes", "--store", path) == 1
    assert "Not proven: another program has the old store open" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ("person", "Nobody Here", "--report", "x.json"), ("person", "Nobody Here", "--states", "no-such-folder"),
        ("person", "??"), ("article", "ar-0000000000000000"), ("person", "X Y", "--store", "gone.db"),
        ("lift", "ar-0000000000000000", "--store", "gone.db"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_ends_with_2(
    arguments: tuple[str, ...], path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(path.parent)
    assert run(monkeypatch, *arguments) == 2
    assert capsys.readouterr().err.startswith("lansir: ")
    assert not Path("gone.db").exists()


def test_nothing_found_is_no_error(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "person", "Nobody Here", "--store", path) == 0
    assert "The store holds nothing of that name." in capsys.readouterr().out


@pytest.mark.parametrize("language", catalogues())
def test_every_language_fills_in_the_same(language: str) -> None:
    english, other = (msgspec.structs.asdict(forget_words(code)) for code in ("en", language))
    assert all(other.values())
    assert {name: braces(text) for name, text in english.items()} == {
        name: braces(text) for name, text in other.items()
    }


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_option_of_every_part_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
    section = page.partition("\n## lansir forget\n")[2].partition("\n## ")[0]
    parts = typer.main.get_command(app).commands["forget"].commands  # type: ignore[attr-defined]
    assert set(parts) == {"person", "article", "lift"}
    for name, command in parts.items():
        assert f"lansir forget {name}" in section
        options = [option for parameter in command.params for option in parameter.opts if option.startswith("-")]
        assert [option for option in options if f"`{option}" not in section and f" {option}" not in section] == []
