"""`lansir find`: results for people and for programs, counts, and how to go on."""

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from lansir.cli.find import FindCommand, find_command, guarded, query_of
from lansir.errors import LansirError
from lansir.store import Store
from tests.cli.conftest import Ran
from tests.story.conftest import place_in
from tests.story.handmade import Act, Made, words

Find = Callable[..., Ran]

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
app.command("find", cls=FindCommand)(find_command)


@app.callback()
def _root() -> None:
    """More than one command, so that the name of this one is needed."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    def strike(name: str, hour: int, outlet: str) -> Made:
        sentence = "Jets of Tomas Ardell bombed Lontar and 12 died, Tomas Ardell said."
        act = Act(sentence, "bombed", killed=12, said_by="Tomas Ardell", day="2031-03-05")
        moment = f"2031-03-05T{hour:02}:00:00+00:00"
        return Made(name, outlet, moment, paragraphs=(words(hour),), names=("Tomas Ardell",), acts=(act,))

    path = tmp_path / "news.db"
    with Store(path, write=True) as opened:
        place_in(opened, strike("Pos\x1b[31m", 6, "=Radio X"), strike("Kabar", 8, "Kabar"), strike("Suara", 9, "Suara"))
    return path


@pytest.fixture
def find(store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Find:
    def run(*arguments: str) -> Ran:
        code = 0
        monkeypatch.setattr(sys, "argv", ["lansir", "find", "--store", str(store), *arguments])
        try:
            app(prog_name="lansir", standalone_mode=False)
        except LansirError as error:
            code = 2
            print(error, file=sys.stderr)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


def test_events_are_shown_with_their_evidence(find: Find) -> None:
    ran = find("type:ASSAULT", "--lang", "en", "-outlet:Suara", "--limit", "5")
    assert ran.code == 0
    joined = " ".join(ran.out.split())
    assert "2031-03-05 ASSAULT 90% Jets of Tomas Ardell *bombed* Lontar and 12 died, Tomas Ardell said." in joined
    assert "according to Tomas Ardell · Kabar · Kabar · ev-" in joined
    assert joined.endswith("2 events")
    assert "\x1b" not in ran.out


def test_statements_are_shown_with_their_speaker(find: Find) -> None:
    ran = find("--statements", "speaker:Ardell", "--lang", "id", "--limit", "1")
    assert "2031-03-05  Tomas Ardell  tidak langsung  90%" in ran.out
    assert "1 dari 3 pernyataan ditampilkan; berikutnya: --after c" in ran.out


def test_a_cut_says_how_to_go_on(find: Find) -> None:
    first = find("--limit", "2", "--lang", "en")
    assert "2 of 3 events shown; the next: --after c" in first.out
    cursor = first.out.rsplit(maxsplit=1)[-1]
    rest = find("--limit", "2", "--after", cursor, "--format", "jsonl")
    everything = find("--format", "jsonl")
    assert rest.out and everything.out.endswith(rest.out)
    assert len(everything.out.splitlines()) == 3 and everything.err == ""


def test_programs_are_told_of_a_cut_beside_the_rows(find: Find) -> None:
    ran = find("--limit", "1", "--format", "csv", "--lang", "en")
    assert "1 of 3 events shown; the next: --after c" in ran.err
    assert len(list(csv.DictReader(io.StringIO(ran.out)))) == 1


def test_csv_cells_are_no_formulas(find: Find) -> None:
    rows = list(csv.DictReader(io.StringIO(find("--format", "csv").out)))
    assert {row["outlet"] for row in rows} == {"'=Radio X", "Kabar", "Suara"}
    assert {row["trigger"] for row in rows} == {"bombed"}
    assert [guarded(value) for value in ("+1", "-", "@x", "plain", -1, None)] == ["'+1", "'-", "'@x", "plain", -1, None]
    assert [guarded(value) for value in ("＝1", " =1", "\n=1", "a;=1")] == ["'＝1", "' =1", "'\n'=1", "a;'=1"]


def test_json_lines_hold_all_of_a_row(find: Find) -> None:
    row = json.loads(find("--format", "jsonl", "outlet:Kabar").out)
    assert (row["kind"], row["type"], row["killed"]) == ("event", "ASSAULT", 12)
    assert row["told_by"]["name"] == "Tomas Ardell"
    assert row["report"]["outlet"] == "Kabar"


def test_only_the_count(find: Find) -> None:
    assert find("--count", "killed:12").out == "3\n"
    assert find("--count", "-Kabar").out == "2\n"


def test_counts_by_facets(find: Find) -> None:
    ran = find("--facets", "type,outlet", "--lang", "en", "--limit", "2")
    assert ran.out.split("\n")[:2] == ["type", "  3  ASSAULT"]
    assert "… and 1 other value" in ran.out
    rows = list(csv.DictReader(io.StringIO(find("--facets", "speaker", "--format", "csv").out)))
    assert rows == [{"facet": "speaker", "value": "name/PER/tomas ardell", "label": "Tomas Ardell", "count": "3"}]
    assert json.loads(find("--facets", "month", "--format", "jsonl").out)["complete"] is True
    assert "did you mean outlet?" in find("--facets", "outlets").err


def test_nothing_found_is_said(find: Find) -> None:
    ran = find("actor:Nobody", "--lang", "en")
    assert ran.out.startswith("Nothing fits.") and ran.out.endswith("0 events\n")
    assert "Nothing in this store has this name: actor:Nobody\n" in ran.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("typ:x",), "did you mean type:?"),
        (("--format", "xml"), "--format xml: no such format; write table, jsonl, csv"),
        (("--after", "cxyz"), "this is no cursor"),
        (("--lang", "fr"), "--lang fr: there are labels in en and id only"),
    ],
)
def test_what_cannot_be_done_is_told(find: Find, arguments: tuple[str, ...], told: str) -> None:
    ran = find(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ([], ""),
        (["type:ASSAULT", "gempa"], "type:ASSAULT gempa"),
        (["actor:Joe Biden"], 'actor:"Joe Biden"'),
        (["-outlet:Radio X,Pos", "gempa"], '-outlet:"Radio X",Pos gempa'),
        (["rumah sakit", "type:AID"], '"rumah sakit" type:AID'),
        (["-rumah sakit", "type:AID"], '-"rumah sakit" type:AID'),
        (["rumah sakit"], "rumah sakit"),
        (['type:AID actor:"Joe Biden"'], 'type:AID actor:"Joe Biden"'),
        (["type:AID actor:Biden"], "type:AID actor:Biden"),
        (["actor:Joe Biden type:AID", "x"], "actor:Joe Biden type:AID x"),
    ],
)
def test_what_the_shell_took_quotes_from_gets_them_back(arguments: list[str], query: str) -> None:
    assert query_of(arguments) == query
