"""Edited review sheets read back: what was changed becomes decisions, all of a file or none."""

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from lansir.errors import InputError
from lansir.export.cells import parted
from lansir.record import Event, Record, Statement
from lansir.review.decisions import Verdict, article_of, decide_within, prepared
from lansir.review.ledger import Decision
from lansir.review.sheet import Row, decision_words, editable, fields_of
from lansir.review.sheet_files import read_sheet
from lansir.store import Store
from lansir.store.decided.correction import SIZES
from lansir.store.records import RecordReader

__all__ = ["Problem", "Report", "import_sheet"]

LISTS = ("actors", "recipients")


class Problem(msgspec.Struct, frozen=True):
    """Why a row was not taken: a `conflict` with what was decided or read meanwhile, or an `error` in the row."""

    line: int
    target: str
    kind: Literal["conflict", "error"]
    told: str


class Report(msgspec.Struct, frozen=True):
    """What came of a sheet: the decisions made, the number of rows that ask for nothing new, and problems.

    Where there are problems nothing is decided, unless conflicts were to be passed over and there are no errors.
    """

    decided: list[Decision]
    unchanged: int
    problems: list[Problem]


class _Wish(msgspec.Struct):
    line: int
    verdict: Verdict


def import_sheet(store: Store, path: Path, by: str, *, pass_over_conflicts: bool = False) -> Report:
    """Decide what a sheet asks for, in one transaction; rows that nobody changed are left alone.

    A row is in conflict where its event or statement is not any more what it was when the sheet was written. A sheet
    that was imported before asks for nothing new. InputError where the file is no review sheet; StoreError.
    """
    lines = list(read_sheet(path))
    wishes: list[_Wish] = []
    problems: list[Problem] = []
    with store.writing():
        reading = _Reading(store.connection, by)
        for line, row in lines:
            found = reading.wish(line, row)
            if isinstance(found, Problem):
                problems.append(found)
            elif found:
                wishes.append(found)
        problems += _twice(wishes)
        errors = any(problem.kind == "error" for problem in problems)
        if errors or (problems and not pass_over_conflicts):
            return Report([], 0, problems)
        decided = decide_within(store, [wish.verdict for wish in wishes], by)
    return Report(decided, len(lines) - len(wishes) - len(problems), problems)


def _twice(wishes: Iterable[_Wish]) -> list[Problem]:
    """Rows that ask for something else of a target than a row before."""
    first: dict[str, int] = {}
    return [
        Problem(wish.line, wish.verdict.target, "error", f"stands in line {before} too; keep one of them")
        for wish in wishes
        if (before := first.setdefault(wish.verdict.target, wish.line)) != wish.line
    ]


class _Reading:
    """Compares rows of a sheet with what the store holds."""

    def __init__(self, connection: sqlite3.Connection, by: str) -> None:
        self._connection, self._by = connection, by
        self._record: tuple[int, Record] | None = None

    def wish(self, line: int, row: Row) -> _Wish | Problem | None:
        """What a row asks for; None where that is nothing, or stands already."""
        target = row["id"]
        try:
            record, item = self._item(target)
            verdict = _verdict(row, item)
            if verdict is None or self._stands(verdict, record, item):
                return None
            if told := _conflict(row, fields_of(item, record), item):
                return Problem(line, target, "conflict", told)
            if not prepared(self._connection, record, verdict, self._by).changes and verdict.state == "corrected":
                raise InputError("what was edited means the same as before; write confirmed where it is right")
        except InputError as error:
            return Problem(line, target, "error", str(error).removeprefix(f"{target}: "))
        return _Wish(line, verdict)

    def _item(self, target: str) -> tuple[Record, Event | Statement]:
        article = article_of(self._connection, target)
        if self._record is None or self._record[0] != article:
            self._record = article, RecordReader(self._connection, article).record()
        record = self._record[1]
        items: list[Event | Statement] = [*record.events, *record.statements]
        return record, next(item for item in items if item.id == target)

    def _stands(self, verdict: Verdict, record: Record, item: Event | Statement) -> bool:
        """Whether the item is already as the row wants it: the sheet was imported before."""
        if item.review.state != verdict.state:
            return False
        return verdict.state != "corrected" or not prepared(self._connection, record, verdict, self._by).changes


def _verdict(row: Row, item: Event | Statement) -> Verdict | None:
    """The verdict of a row; InputError where its cells contradict each other."""
    correction = _correction(row, item)
    word = row["decision"].casefold()
    if word and word not in decision_words():
        raise InputError(f"decision {row['decision']!r} is none; write confirmed, corrected, rejected or undo")
    state = decision_words()[word] if word else "corrected" if correction else None
    if state is None:
        if row["note"]:
            raise InputError("there is a note, but no decision; write confirmed, rejected or undo beside it")
        return None
    if state == "corrected" and not correction:
        raise InputError("it says corrected, but no field was changed; edit the fields without read_")
    if correction and state != "corrected":
        changed = ", ".join(correction)
        raise InputError(
            f"it says {row['decision']}, but {changed} changed; leave the decision empty, or undo the edit"
        )
    return Verdict(row["id"], state, row["note"] or None, correction or None)


def _correction(row: Row, item: Event | Statement) -> Mapping[str, Any]:
    """The fields that differ from what stood there when the sheet was written."""
    names = editable("event" if isinstance(item, Event) else "statement")
    edited = {name: row[name] for name in names if row[name] != row[f"read_{name}"]}
    correction: dict[str, Any] = {name: text or None for name, text in edited.items() if name not in (*LISTS, *SIZES)}
    correction |= {name: [one.strip() for one in parted(edited[name])] for name in LISTS if name in edited}
    size = {name: _number(name, edited[name]) for name in SIZES if name in edited}
    return correction | ({"size": size} if size else {})


def _number(name: str, text: str) -> int | None:
    if text and not text.isdecimal():
        raise InputError(f"{name} {text!r} is no number of people; write digits alone, or nothing")
    return int(text) if text else None


def _conflict(row: Row, now: Row, item: Event | Statement) -> str | None:
    """In what the item is not any more what it was when the sheet was written."""
    if row["review"] != item.review.state:
        by = f" by {item.review.by}" if item.review.by else ""
        return f"it was {row['review']} when the sheet was written, and is {item.review.state}{by} now"
    for name, value in now.items():
        if row[f"read_{name}"] != value.strip():
            return f"{name} was {row[f'read_{name}']!r} when the sheet was written, and is {value!r} now"
    return None
