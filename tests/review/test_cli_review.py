"""`lansir review`: the commands over a store, with what they print."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from openpyxl import load_workbook

from lansir.cli.review import review_app
from lansir.errors import InputError, NotAStore
from lansir.record import Event, Record
from lansir.review import history
from lansir.store import Store
from tests.review.conftest import Articles, stands

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def review(store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANSIR_LANG", "en")
    monkeypatch.setenv("LANSIR_REVIEWER", "Ani")
    monkeypatch.setenv("COLUMNS", "160")

    def run(command: str, *arguments: object, store_path: Path = store.path) -> tuple[int, str, str]:
        try:
            result = review_app([command, "--store", str(store_path), *map(str, arguments)], standalone_mode=False)
        except typer.Exit as end:
            result = end.exit_code
        captured = capsys.readouterr()
        return result or 0, captured.out, captured.err

    return run


def test_what_waits_is_listed_the_least_sure_first(
    store: Store, review: Run, record: Record, articles: Articles
) -> None:
    store.connection.execute("UPDATE event SET confidence = 0.31 WHERE type = 'CONSULT'")
    _, out, _ = review("list", "--limit", 1)
    assert record.events[1].id in out
    assert "31%" in out
    assert "1 of 3 events shown; the next: --after " in out
    cursor = out.rsplit(maxsplit=1)[1]
    _, rest, _ = review("list", "--after", cursor)
    assert record.events[0].id in rest
    assert articles[1][0].events[0].id in rest


def test_what_was_decided_does_not_wait(review: Run, event: Event) -> None:
    review("confirm", event.id)
    assert event.id not in review("list")[1]
    assert event.id in review("list", "review:any")[1]
    found = json.loads(review("list", "type:ASSAULT", "--format", "json")[1])
    assert event.id not in {row["id"] for row in found["rows"]}
    assert review("list", "type:AID")[1].startswith("Nothing waits.")


def test_statements_wait_too(review: Run, record: Record) -> None:
    assert record.statements[0].id in review("list", "--statements")[1]


def test_each_decision_says_what_was_decided(store: Store, review: Run, record: Record) -> None:
    first, second = (event.id for event in record.events)
    assert review("confirm", first, second)[1] == f"{first}: confirmed by Ani\n{second}: confirmed by Ani\n"
    assert review("reject", first, "--note", "an exercise", "--by", "Budi")[1] == f"{first}: rejected by Budi\n"
    assert review("undo", first, "--lang", "id")[1] == f"{first}: dibatalkan oleh Ani\n"
    assert [one.note for one in history(store, first)] == [None, "an exercise", None]


def test_correct_sets_the_fields_that_are_given(store: Store, review: Run, event: Event) -> None:
    review(
        "correct", event.id, "--type", "COERCE", "--mode", "arrest", "--actor", "Dewan Lontar", "--actor",
        "Ratih Prameswari", "--recipient", "none", "--time", "none", "--size", "arrested=4", "--size", "killed=none",
    )  # fmt: skip
    told = stands(store, event)
    assert (told.type, told.mode, len(told.actors), told.recipients, told.time) == ("COERCE", "arrest", 2, [], None)
    assert told.size is not None
    assert (told.size.arrested, told.size.killed, told.status) == (4, None, "actual")


def test_correct_sets_who_speaks(store: Store, review: Run, record: Record) -> None:
    said = record.statements[0]
    review("correct", said.id, "--speaker", "none", "--form", "mixed", "--addressee", "Tomas Ardell")
    told = store.record(record.article.id).statements[0]
    assert (told.speaker, told.form, told.addressee is not None) == (None, "mixed", True)


def test_the_history_shows_every_decision(review: Run, event: Event) -> None:
    assert review("history", event.id)[1] == f"{event.id}: nobody has decided on it\n"
    review("correct", event.id, "--status", "planned", "--note", "not\x1b[31m yet")
    review("undo", event.id)
    lines = review("history", event.id)[1].splitlines()
    assert [line.partition("  ")[2] for line in lines] == [
        f"{event.id}: corrected by Ani: not[31m yet", '{"status":"planned"}', f"{event.id}: taken back by Ani",
    ]  # fmt: skip
    assert [one["state"] for one in json.loads(review("history", event.id, "--format", "json")[1])] == [
        "corrected", "machine",
    ]  # fmt: skip


def test_decisions_that_fit_nothing_are_listed(store: Store, review: Run, record: Record) -> None:
    assert review("lost")[1] == "Every decision fits what is read today.\n"
    review("confirm", record.events[0].id)
    store.remove(record.article.id)
    assert f"{record.events[0].id}: confirmed by Ani" in review("lost")[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("correct", "ID", "--size", "killed"), "--size killed: write killed=12"),
        (("correct", "ID", "--size", "killed=some"), "--size killed=some"),
        (("correct", "ID"), "the correction changes nothing"),
        (("undo", "ID"), "nothing was decided on it"),
        (("list", "--format", "xml"), "--format xml"),
        (("list", "type:NONE"), "type"),
        (("export", "sheet.csv", "--delimiter", "|"), r"--delimiter \|"),
    ],
)
def test_what_cannot_be_done_is_refused(review: Run, event: Event, arguments: tuple[str, ...], told: str) -> None:
    with pytest.raises(InputError, match=told):
        review(*(event.id if argument == "ID" else argument for argument in arguments))


def test_deciding_makes_no_store(review: Run, event: Event, tmp_path: Path) -> None:
    with pytest.raises(NotAStore):
        review("confirm", event.id, store_path=tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_spreadsheet_goes_out_and_comes_back(store: Store, review: Run, event: Event, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    assert review("export", path, "type:ASSAULT")[1] == f"2 rows: {path}\n"
    book = load_workbook(path)
    sheet = book["review"]
    names = [cell.value for cell in sheet[1]]
    (row,) = [line for line in sheet.iter_rows(min_row=2) if line[0].value == event.id]
    row[names.index("status")].value = "negated"
    book.save(path)
    assert review("import", path)[1] == "1 decided, 1 as before\n"
    assert stands(store, event).status == "negated"
    row[names.index("status")].value = "planned"
    book.save(path)
    code, out, err = review("import", path)
    assert (code, out) == (1, "")
    assert f"{event.id}: conflict: it was machine when the sheet was written" in err
    assert "nothing was decided" in err
    code, out, err = review("import", path, "--skip-conflicts")
    assert (code, out) == (0, "0 decided, 1 as before\n")
