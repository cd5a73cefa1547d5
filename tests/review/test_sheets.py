"""Review sheets: exported, edited in a spreadsheet, imported, and exported again."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lansir.errors import InputError
from lansir.record import Event, Record
from lansir.review import decide, history
from lansir.review.read_back import import_sheet
from lansir.review.sheet import Row, columns, decision_words, editable, rows
from lansir.review.sheet_files import read_sheet, write_sheet
from lansir.store import Store
from lansir.store.check import check_store
from tests.review.conftest import rows_of

Edits = dict[str, dict[str, Any]]


def targets(store: Store) -> list[str]:
    found = []
    for record in store.records():
        found += [event.id for event in record.events] + [said.id for said in record.statements]
    return found


def export(store: Store, path: Path, delimiter: str = ",") -> Path:
    write_sheet(path, rows(store, targets(store)), delimiter)
    return path


def edit_xlsx(path: Path, edits: Edits) -> None:
    book = load_workbook(path)
    sheet = book["review"]
    names = [cell.value for cell in sheet[1]]
    for line in sheet.iter_rows(min_row=2):
        for name, value in edits.get(str(line[0].value), {}).items():
            line[names.index(name)].value = value
    book.save(path)


def edit_csv(path: Path, edits: Edits, delimiter: str = ",") -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file, delimiter=delimiter))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in columns()], delimiter=delimiter)
        writer.writeheader()
        writer.writerows({**row, **edits.get(row["id"], {})} for row in found)


def by_id(path: Path) -> dict[str, Row]:
    return {row["id"]: row for _, row in read_sheet(path)}


EDITORS: dict[str, Callable[[Path, Edits], None]] = {".xlsx": edit_xlsx, ".csv": edit_csv}
formats = pytest.mark.parametrize("suffix", sorted(EDITORS))


class TestRoundTrip:
    @formats
    def test_what_was_edited_is_decided_and_shows_in_the_next_sheet(
        self, store: Store, record: Record, tmp_path: Path, suffix: str
    ) -> None:
        path = export(store, tmp_path / f"sheet{suffix}")
        shelled, planned, said = record.events[0].id, record.events[1].id, record.statements[0].id
        EDITORS[suffix](path, {
            shelled: {"type": "COERCE", "mode": "arrest", "actors": "Tomas Ardell; Dewan Lontar", "killed": "",
                      "arrested": 12, "time": "2031-03", "note": "read the second report"},
            planned: {"decision": "Rejected", "note": "no plan"},
            said: {"speaker": "Dewan Lontar"},
        })  # fmt: skip
        report = import_sheet(store, path, "Ani")
        assert (len(report.decided), report.unchanged, report.problems) == (3, 2, [])
        told = by_id(export(store, tmp_path / f"again{suffix}"))
        fields = ("type", "mode", "actors", "killed", "arrested", "time", "review", "by")
        assert [told[shelled][name] for name in fields] == [
            "COERCE", "arrest", "Tomas Ardell; Dewan Lontar", "", "12", "2031-03", "corrected", "Ani",
        ]  # fmt: skip
        assert [told[planned][name] for name in ("type", "review")] == ["CONSULT", "rejected"]
        assert (told[said]["speaker"], told[said]["review"]) == ("Dewan Lontar", "corrected")
        assert {row[f"read_{name}"] == row[name] for row in told.values() for name in editable("event")} == {True}
        assert history(store, shelled)[0].note == "read the second report"
        assert list(check_store(store)) == []

    @formats
    def test_a_sheet_that_nobody_edited_changes_nothing(self, store: Store, tmp_path: Path, suffix: str) -> None:
        path, before = export(store, tmp_path / f"sheet{suffix}"), rows_of(store)
        report = import_sheet(store, path, "Ani")
        assert (report.decided, report.unchanged, report.problems) == ([], 5, [])
        assert rows_of(store) == before

    @formats
    def test_importing_twice_decides_once(self, store: Store, record: Record, tmp_path: Path, suffix: str) -> None:
        path = export(store, tmp_path / f"sheet{suffix}")
        first, second = (event.id for event in record.events)
        edits = {first: {"actors": "ratih prameswari"}, second: {"decision": "ok"}}
        EDITORS[suffix](path, edits)
        assert len(import_sheet(store, path, "Ani").decided) == 2
        again = import_sheet(store, path, "Ani")
        assert (again.decided, again.unchanged, again.problems) == ([], 5, [])

    def test_an_indonesian_spreadsheet_writes_semicolons(self, store: Store, event: Event, tmp_path: Path) -> None:
        path = export(store, tmp_path / "sheet.csv", ";")
        edit_csv(path, {event.id: {"decision": "benar"}}, ";")
        assert [one.state for one in import_sheet(store, path, "Ani").decided] == ["confirmed"]

    def test_days_and_numbers_that_a_spreadsheet_made_are_read_as_meant(
        self, store: Store, event: Event, tmp_path: Path
    ) -> None:
        from datetime import datetime

        path = export(store, tmp_path / "sheet.xlsx")
        edit_xlsx(path, {event.id: {"time": datetime(2031, 3, 2), "injured": 4.0}})
        import_sheet(store, path, "Ani")
        told = by_id(export(store, tmp_path / "again.xlsx"))[event.id]
        assert (told["time"], told["injured"]) == ("2031-03-02", "4")

    def test_undo_takes_a_decision_back(self, store: Store, event: Event, tmp_path: Path) -> None:
        before = rows_of(store)
        decide(store, event.id, "rejected", "Ani")
        path = export(store, tmp_path / "sheet.xlsx")
        edit_xlsx(path, {event.id: {"decision": "undo"}})
        import_sheet(store, path, "Budi")
        assert rows_of(store) == before


class TestProblems:
    def problems(self, store: Store, path: Path) -> list[tuple[str, str]]:
        before = rows_of(store)
        report = import_sheet(store, path, "Ani")
        assert report.decided == []
        assert rows_of(store) == before
        return [(problem.kind, problem.told) for problem in report.problems]

    @pytest.mark.parametrize(
        ("edits", "told"),
        [
            ({"type": "KILL"}, "type 'KILL' is not known; write one of AGREE"),
            ({"mode": "visit"}, "'visit' is no mode of ASSAULT"),
            ({"actors": "Nobody Known"}, "actors: the article names no 'Nobody Known'"),
            ({"killed": "many"}, "killed 'many' is no number of people"),
            ({"time": "Sunday"}, "time 'Sunday' is no ISO 8601 value"),
            ({"type": ""}, "type None is not known"),
            ({"decision": "perhaps"}, "decision 'perhaps' is none"),
            ({"decision": "confirmed", "type": "COERCE"}, "it says confirmed, but type changed"),
            ({"decision": "corrected"}, "it says corrected, but no field was changed"),
            ({"note": "hm"}, "there is a note, but no decision"),
            ({"actors": "tomas ardell"}, "means the same as before"),
            ({"id": "ev-0000000000000007", "decision": "confirmed"}, "the store holds no such event"),
            ({"id": "x", "decision": "confirmed"}, "is no id of an event or statement"),
        ],
    )
    def test_one_bad_row_holds_back_the_whole_file(
        self, store: Store, record: Record, tmp_path: Path, edits: dict[str, Any], told: str
    ) -> None:
        path = export(store, tmp_path / "sheet.csv")
        first, second = (event.id for event in record.events)
        edit_csv(path, {first: edits, second: {"decision": "rejected"}})
        ((kind, message),) = self.problems(store, path)
        assert kind == "error"
        assert told in message

    def test_what_was_decided_meanwhile_is_a_conflict(self, store: Store, record: Record, tmp_path: Path) -> None:
        path = export(store, tmp_path / "sheet.xlsx")
        first, second = (event.id for event in record.events)
        decide(store, first, "rejected", "Budi")
        edit_xlsx(path, {first: {"status": "planned"}, second: {"decision": "confirmed"}})
        told = "it was machine when the sheet was written, and is rejected by Budi now"
        assert self.problems(store, path) == [("conflict", told)]
        report = import_sheet(store, path, "Ani", pass_over_conflicts=True)
        assert [one.target for one in report.decided] == [second]
        assert [(problem.target, problem.told) for problem in report.problems] == [(first, told)]

    def test_what_is_read_otherwise_meanwhile_is_a_conflict(self, store: Store, record: Record, tmp_path: Path) -> None:
        import msgspec

        path = export(store, tmp_path / "sheet.csv")
        event = msgspec.structs.replace(record.events[0], status="planned")
        store.replace(msgspec.structs.replace(record, events=[event, record.events[1]]))
        edit_csv(path, {event.id: {"decision": "confirmed"}})
        assert self.problems(store, path) == [
            ("conflict", "status was 'actual' when the sheet was written, and is 'planned' now")
        ]

    def test_a_row_that_stands_twice_is_an_error(self, store: Store, event: Event, tmp_path: Path) -> None:
        path = tmp_path / "sheet.csv"
        write_sheet(path, rows(store, [event.id, event.id]))
        edit_csv(path, {event.id: {"decision": "confirmed"}})
        assert self.problems(store, path) == [("error", "stands in line 2 too; keep one of them")]


class TestFiles:
    def test_a_formula_in_a_page_is_text_in_the_sheet(self, store: Store, tmp_path: Path, event: Event) -> None:
        (row,) = rows(store, [event.id])
        evil = {**row, "outlet": "=HYPERLINK(1)", "actors": "@SUM(A1)", "read_actors": "@SUM(A1)"}
        for name in ("sheet.csv", "sheet.xlsx"):
            write_sheet(tmp_path / name, [evil])
            assert [told for _, told in read_sheet(tmp_path / name)] == [{n: v.strip() for n, v in evil.items()}]
        assert (
            "\"'=HYPERLINK" in (tmp_path / "sheet.csv").read_text() or "'=HYPER" in (tmp_path / "sheet.csv").read_text()
        )
        sheet = load_workbook(tmp_path / "sheet.xlsx")["review"]
        assert {cell.data_type for line in sheet.iter_rows(min_row=2) for cell in line if cell.value} == {"s"}

    @pytest.mark.parametrize(
        ("name", "data", "told"),
        [
            ("none.csv", None, "No such file"),
            ("none.xlsx", None, "No such file"),
            ("broken.xlsx", b"PK no archive", "no workbook that can be read"),
            ("other.csv", b"a,b\n1,2\n", "no review sheet, it has no column"),
            ("empty.csv", b"", "no review sheet"),
            ("latin.csv", "id,\xe9\n".encode("latin-1"), "not in UTF-8"),
            ("nul.csv", b'id,"\x00', "no review sheet"),
        ],
    )
    def test_what_is_no_sheet_is_refused(
        self, store: Store, tmp_path: Path, name: str, data: bytes | None, told: str
    ) -> None:
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match=told):
            import_sheet(store, tmp_path / name, "Ani")

    def test_a_sheet_is_written_under_a_name_that_says_what_it_is(self, store: Store, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"write the sheet as \.xlsx or \.csv"):
            write_sheet(tmp_path / "sheet.txt", rows(store, []))
        with pytest.raises(InputError, match="cannot be written"):
            write_sheet(tmp_path / "no" / "sheet.csv", rows(store, []))

    def test_every_word_for_a_decision_means_one(self) -> None:
        assert set(decision_words().values()) == {"confirmed", "corrected", "rejected", "machine"}
        assert all(word == word.casefold() for word in decision_words())
