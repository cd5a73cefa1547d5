"""`lansir sql`: one query, read-only, with a time limit, and nothing cut silently."""

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from lansir.cli import sql
from lansir.cli.sql import sql_command
from lansir.errors import LansirError
from lansir.store import Store
from tests.cli.conftest import Ran
from tests.story.conftest import place_in
from tests.story.handmade import Made, words

Ask = Callable[..., Ran]

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
app.command("sql")(sql_command)


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    path = tmp_path / "news.db"
    with Store(path, write=True) as opened:
        place_in(opened, *(Made(f"=Page {n}\x1b[0m", paragraphs=(words(n),)) for n in range(3)))

    def run(*arguments: str) -> Ran:
        code = 0
        monkeypatch.setattr(sys, "argv", ["lansir", *arguments, "--store", str(path)])
        try:
            app(prog_name="lansir", standalone_mode=False)
        except LansirError as error:
            code = 2
            print(error, file=sys.stderr)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


def test_a_table_for_people(ask: Ask) -> None:
    ran = ask("SELECT title, outlet, NULL AS empty FROM article ORDER BY title")
    assert "title" in ran.out and "=Page 0[0m" in ran.out and "Pos Samudra" in ran.out
    assert "\x1b" not in ran.out


def test_csv_and_json_lines_for_programs(ask: Ask) -> None:
    query = "SELECT title, 1 AS n, x'00ff' AS bytes, 2 AS n FROM article ORDER BY title"
    rows = list(csv.reader(io.StringIO(ask(query, "--format", "csv").out)))
    assert rows[:2] == [["title", "n", "bytes", "n"], ["'=Page 0\x1b[0m", "1", "<2 bytes>", "2"]]
    first = json.loads(ask(query, "--format", "jsonl").out.splitlines()[0])
    assert first == {"title": "=Page 0\x1b[0m", "n": 1, "bytes": "<2 bytes>", "n_4": 2}


def test_a_cut_is_told(ask: Ask) -> None:
    ran = ask("SELECT id FROM article", "--limit", "2", "--format", "csv", "--lang", "en")
    assert len(ran.out.splitlines()) == 3
    assert ran.err == "lansir: 2 rows shown, there are more; --limit 0 shows all\n"
    whole = ask("SELECT id FROM article", "--limit", "3", "--format", "csv")
    assert (len(whole.out.splitlines()), whole.err) == (4, "")
    assert len(ask("SELECT id FROM article", "--limit", "0", "--format", "csv").out.splitlines()) == 4


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("DELETE FROM article",), "a store is only read here"),
        (("SELECT 1", "--format", "xml"), "--format xml: no such format"),
        (
            (
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
                "--timeout",
                "0.1",
            ),
            "no answer within 0.1 seconds",
        ),
    ],
)
def test_what_cannot_be_done_is_told(ask: Ask, arguments: tuple[str, ...], told: str) -> None:
    ran = ask(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_a_table_is_no_larger_than_can_be_laid_out_and_rows_for_programs_may_be(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "MOST_SHOWN", 3 * (sql.FRAME + 10))
    assert ask("SELECT '1234567890' AS text FROM article").code == 0
    ran = ask("SELECT '1234567890+' AS text FROM article")
    assert (ran.code, ran.out) == (2, "")
    assert "too large for a table; write --format csv or jsonl" in ran.err
    assert ask("SELECT '1234567890+' AS text FROM article", "--format", "csv").out == "text\n" + 3 * "1234567890+\n"
