"""One run at a time works with the state of a search; another waits for it a little, or is refused in a line."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lansir.alert import lock
from lansir.alert.lock import held_alone
from lansir.errors import InputError

HOLDER = """
import sys, time
from pathlib import Path
from lansir.alert.lock import held_alone
with held_alone([Path(sys.argv[1])]):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "states" / "lontar.state.json"


@pytest.fixture
def other_run(state: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the state."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(state)], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout and run.stdout.readline() == "held\n"
        yield run
        run.kill()


def beside(state: Path) -> list[str]:
    return sorted(path.name for path in state.parent.iterdir())


def test_the_lock_is_beside_the_state_and_goes_with_whoever_held_it(state: Path) -> None:
    with held_alone([state]):
        assert beside(state) == ["lontar.state.json.lock"]
    assert beside(state) == []


def test_another_process_is_refused_in_one_line_after_a_while(state: Path, other_run: subprocess.Popen[str]) -> None:
    began = time.monotonic()
    with pytest.raises(InputError) as error, held_alone([state], patience=0.2):
        pass
    assert time.monotonic() - began >= 0.2
    assert str(error.value) == f"{state}: another run is at work with this search; run it again when that has ended"
    assert other_run.poll() is None


def test_what_a_killed_run_has_left_is_no_lock(state: Path, other_run: subprocess.Popen[str]) -> None:
    other_run.kill()
    other_run.wait()
    assert beside(state) == ["lontar.state.json.lock"]
    with held_alone([state], patience=0):
        pass
    assert beside(state) == []


def test_searches_of_other_states_are_not_held_up(state: Path, other_run: subprocess.Popen[str]) -> None:
    with held_alone([state.with_name("karang.state.json")], patience=0):
        assert other_run.poll() is None


def test_no_change_is_lost_however_many_come_at_once(state: Path) -> None:
    state.parent.mkdir()
    state.write_text("0")

    def count() -> None:
        for _ in range(10):
            with held_alone([state], patience=60):
                before = int(state.read_text())
                time.sleep(0)
                state.write_text(str(before + 1))

    played(count, threads=4)
    assert state.read_text() == "40"
    assert beside(state) == ["lontar.state.json"]


def test_two_that_want_the_same_in_another_order_do_not_wait_for_each_other(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "AGAIN", 0.001)
    both, refused = [state, state.with_name("karang.state.json")], []

    def take(states: list[Path]) -> None:
        for _ in range(20):
            try:
                with held_alone(states, patience=20):
                    time.sleep(0)
            except InputError as error:
                refused.append(error)

    orders = iter([both, both[::-1]])
    played(lambda: take(next(orders)), threads=2)
    assert refused == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    state = tmp_path / "file" / "lontar.state.json"
    with pytest.raises(InputError, match=r"cannot be written: .* or choose another --state"), held_alone([state]):
        pass


def test_where_there_are_no_locks_none_is_taken(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_file: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(lock, "_lock", refused)
    with held_alone([state], patience=0), held_alone([state], patience=0):
        pass
    assert beside(state) == []


def played(work: Callable[[], None], threads: int) -> None:
    running = [threading.Thread(target=work) for _ in range(threads)]
    for one in running:
        one.start()
    for one in running:
        one.join()
