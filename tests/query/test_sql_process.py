"""SQL in a process of its own: the time limit holds whatever SQLite is made to do, and the answer is the same."""

import math
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lansir.errors import LansirError, NotAStore, QueryError
from lansir.memory_limit import can_limit
from lansir.query import sql_process
from lansir.query.faults import refusal
from lansir.query.sql_answer import Rows, fault_of, packed, unpacked
from lansir.query.sql_process import asking_apart
from tests.query import sql_processes

A_STEP_OF_MINUTES = (
    "SELECT instr(a, substr(a, 1, 4000000) || 'b') FROM (SELECT replace(hex(zeroblob(4000000)), '00', 'aa') AS a)"
)
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
NINE_MB = "zeroblob(9000000)"
SOON = 30.0
"""Seconds in which a process of Python begins on a busy machine; the step takes four minutes on a fast one."""
ASKER = """
import multiprocessing, sys
from pathlib import Path
from lansir.query import sql_process
if __name__ == "__main__":
    APART = sql_process.APART
    class Told(APART.Process):
        def start(self):
            super().start()
            print(self.pid, flush=True)
    APART.Process = Told
    with sql_process.asking_apart(Path(sys.argv[1]), sys.argv[2], seconds=600) as answer:
        list(answer.rows)
"""


def test_a_step_that_looks_at_no_clock_is_ended_in_time(made_press: Path) -> None:
    began = time.monotonic()
    with (
        pytest.raises(QueryError, match=r"no answer within 0\.2 seconds") as error,
        asking_apart(made_press, A_STEP_OF_MINUTES, seconds=0.2) as answer,
    ):
        list(answer.rows)
    assert error.value.code == "sql_late"
    assert time.monotonic() - began < SOON
    assert multiprocessing.active_children() == []


def test_rows_come_as_they_are_and_no_more_than_asked_for(made_press: Path) -> None:
    query = (
        "SELECT value, 1.5 AS half, x'00ff' AS bytes, NULL AS empty, 'é' || char(0) AS text FROM json_each('[1, 2, 3]')"
    )
    with asking_apart(made_press, query, seconds=60, most=2) as answer:
        assert answer.columns == ["value", "half", "bytes", "empty", "text"]
        assert list(answer.rows) == [(1, 1.5, b"\x00\xff", None, "é\0"), (2, 1.5, b"\x00\xff", None, "é\0")]


def test_rows_before_a_fault_are_told_and_the_fault_is_that_of_sqlite(made_press: Path) -> None:
    query = "SELECT iif(value > 3, json('{' || value), value) FROM json_each('[1, 2, 3, 4]')"
    with asking_apart(made_press, query, seconds=60) as answer:
        assert [next(answer.rows), next(answer.rows)] == [(1,), (2,)]
        with pytest.raises(QueryError, match="malformed JSON"):
            next(answer.rows)


def test_an_answer_that_nobody_reads_to_its_end_leaves_no_process(made_press: Path) -> None:
    with asking_apart(made_press, ENDLESS, seconds=60) as answer:
        assert next(answer.rows) == (1,)
    assert multiprocessing.active_children() == []


def test_errors_are_those_of_asking_here(made_press: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="only read here"), asking_apart(made_press, "DELETE FROM event", seconds=60):
        pass
    with pytest.raises(NotAStore), asking_apart(tmp_path / "none.db", "SELECT 1", seconds=60):
        pass


@pytest.mark.skipif(not can_limit(), reason="this system holds no process to so much memory")
def test_a_query_that_holds_more_memory_than_it_may_is_refused_in_one_line(
    made_press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql_process, "_work", sql_processes.with_little_memory)
    told = r"^sql: the query holds more memory than it may \(128 MiB\); ask for fewer or shorter columns$"
    with (
        pytest.raises(QueryError, match=told),
        asking_apart(made_press, f"SELECT {', '.join(20 * [NINE_MB])}", seconds=60) as answer,
    ):
        list(answer.rows)


def test_a_row_has_a_largest_size_and_those_before_it_are_told(made_press: Path) -> None:
    row = ", ".join(f"iif(value = 3, {NINE_MB}, value)" for _ in range(8))
    with asking_apart(made_press, f"SELECT {row} FROM json_each('[1, 2, 3]')", seconds=60) as answer:
        assert [next(answer.rows), next(answer.rows)] == [(1,) * 8, (2,) * 8]
        with pytest.raises(
            QueryError, match=r"a row holds 72,\d+,\d+ bytes, more than 64,000,000; ask for fewer"
        ) as error:
            next(answer.rows)
    assert "\n" not in str(error.value)


def test_a_row_of_just_less_comes_whole(made_press: Path) -> None:
    with asking_apart(made_press, f"SELECT {', '.join(7 * [NINE_MB])}", seconds=60) as answer:
        assert [list(map(len, row)) for row in answer.rows] == [7 * [9_000_000]]


def test_a_process_that_is_killed_is_told_with_its_signal(made_press: Path) -> None:
    with (
        pytest.raises(QueryError, match=r"its process ended \(signal 9\); is there memory left\?") as error,
        asking_apart(made_press, ENDLESS, seconds=60) as answer,
    ):
        for process in multiprocessing.active_children():
            process.kill()
        list(answer.rows)
    assert (error.value.code, error.value.word) == ("sql_fault", "signal 9")


def test_a_process_that_ends_before_its_answer_is_told_with_its_exit_code(
    made_press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql_process, "_work", sql_processes.that_ends)
    with (
        pytest.raises(QueryError, match=r"its process ended \(exit code 3\)"),
        asking_apart(made_press, "SELECT 1", seconds=60) as answer,
    ):
        list(answer.rows)


def test_an_answer_without_names_of_columns_is_none(made_press: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql_process, "_work", sql_processes.without_columns)
    with (
        pytest.raises(QueryError, match=r"its process ended \(exit code 0\)"),
        asking_apart(made_press, "SELECT 1", seconds=60),
    ):
        pass


def test_a_process_that_does_not_begin_is_not_waited_for_without_end(
    made_press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql_process, "_work", sql_processes.that_never_begins)
    monkeypatch.setattr(sql_process, "START_SECONDS", 0.1)
    with (
        pytest.raises(QueryError, match=r"did not begin within 0\.1 seconds"),
        asking_apart(made_press, "SELECT 1", seconds=60),
    ):
        pass


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_fault_of_the_code_is_one_line_and_its_place_is_shown_to_who_looks_for_it(
    made_press: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], debug: str
) -> None:
    monkeypatch.setattr(sql_process, "_work", sql_processes.with_a_fault)
    monkeypatch.setenv("LANSIR_DEBUG", debug)
    with (
        pytest.raises(LansirError, match=r"^a fault of Lansir \(RuntimeError: made up: press\.db\); .* report it$"),
        asking_apart(made_press, "SELECT 1", seconds=2) as answer,
    ):
        assert [next(answer.rows), next(answer.rows)] == [(2.0,), ("SELECT 1",)]
        next(answer.rows)
    assert ("Traceback" in capfd.readouterr().err) == bool(debug)


@pytest.mark.parametrize("seconds", [math.inf, 1e7])
def test_it_may_take_longer_than_the_system_waits_at_once(made_press: Path, seconds: float) -> None:
    with asking_apart(made_press, "SELECT 1", seconds=seconds) as answer:
        assert list(answer.rows) == [(1,)]


def test_an_answer_that_comes_after_many_waits_is_taken(made_press: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql_process, "LONGEST_WAIT", 0.001)
    with asking_apart(made_press, "SELECT 1", seconds=60) as answer:
        assert list(answer.rows) == [(1,)]


@pytest.mark.parametrize("seconds", [math.nan, -1.0])
def test_a_time_that_is_none_is_refused_before_a_process_is_made(made_press: Path, seconds: float) -> None:
    with (
        pytest.raises(QueryError, match="give a number above 0"),
        asking_apart(made_press, "SELECT 1", seconds=seconds),
    ):
        pass


@pytest.mark.parametrize(
    "error",
    [NotAStore("\udcff.db: no such store"), refusal("sql_fault", "sql: no \ud800", word="\ud800", suggestion=1)],
)
def test_an_error_comes_through_as_it_was(error: LansirError) -> None:
    told = unpacked(packed(fault_of(error)))
    assert not isinstance(told, Rows)
    again = told.raised()  # type: ignore[union-attr]
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="processes are looked for as POSIX does")
def test_the_process_ends_with_whoever_asked(made_press: Path, tmp_path: Path) -> None:
    script = tmp_path / "asker.py"
    script.write_text(ASKER, encoding="utf-8")
    asking = [sys.executable, str(script), str(made_press), A_STEP_OF_MINUTES]
    with subprocess.Popen(asking, stdout=subprocess.PIPE, text=True) as asker:
        assert asker.stdout
        identity = int(asker.stdout.readline())
        time.sleep(2)  # into the step
        asker.send_signal(signal.SIGKILL)
    until = time.monotonic() + SOON
    while time.monotonic() < until and _is_there(identity):
        time.sleep(0.1)
    assert not _is_there(identity)


def _is_there(identity: int) -> bool:
    status = Path(f"/proc/{identity}/stat")
    if status.exists():  # one that has ended is listed until somebody asks what became of it
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(identity, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc").is_dir()
