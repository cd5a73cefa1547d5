"""The power goes at any moment: the store opens, is sound, and holds every article that was said to be stored."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from lansir.store import Store
from lansir.store.check import check_store
from tests.faults.wal import Log, cut_power, log_of, read_log
from tests.ingest.conftest import Take
from tests.ingest.press import page
from tests.ingest.stores import contents

ROOT = Path(__file__).parents[2]
PAGES = 40
FULL = 2
"""SQLite's number for `PRAGMA synchronous = FULL`: a commit returns when its log is on the disk."""


class Moment(NamedTuple):
    """A store as it stood in the middle of an ingest, and the articles that had been told by then to be stored."""

    store: Path
    told: list[int]
    synced: Log


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(PAGES):
        (folder / f"{n:03}.html").write_bytes(page(f"Rapat {n}", "SANTAI " + f"Kalimat ke-{n}. " * (n % 5 * 60)))
    return folder


@pytest.fixture
def undisturbed(take: Take, sources: Path, tmp_path: Path) -> Path:
    path = tmp_path / "undisturbed.db"
    take(sources, path=path)
    return path


def stopped(store: Path, sources: Path, chance: random.Random, times: int) -> Iterator[Moment]:
    """A run that is halted so many times at random moments, and each time copied; then it is killed."""
    command = [sys.executable, "-m", "tests.faults.ingest_reporting", str(store), str(sources)]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env=environment) as process:
        try:
            yield from _halted(process, store, chance, times)
        finally:
            process.kill()


def _halted(process: "subprocess.Popen[bytes]", store: Path, chance: random.Random, times: int) -> Iterator[Moment]:
    assert process.stdout
    said = process.stdout.readline()  # the first article: from here on there is something to lose
    os.set_blocking(process.stdout.fileno(), False)
    for number in range(times):
        time.sleep(chance.uniform(0.0, 0.08))
        process.send_signal(signal.SIGSTOP)
        while Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[0] not in "TZ":
            time.sleep(0.001)
        said += process.stdout.read() or b""
        yield _copied(store, store.parent / f"moment-{number}", said)
        process.send_signal(signal.SIGCONT)


def _copied(store: Path, folder: Path, said: bytes) -> Moment:
    folder.mkdir()
    for path in (store, log_of(store)):
        with suppress(FileNotFoundError):
            shutil.copyfile(path, folder / path.name)
    rows = [line.split() for line in said[: said.rfind(b"\n") + 1].decode().splitlines() if line != "ended"]
    salt, end = rows[-1][1:]
    now = read_log(folder / store.name)
    synced = Log(b"" if salt == "-" else bytes.fromhex(salt), int(end), frozenset())
    if _written_back(store):
        synced = now
    if synced.salt == now.salt:
        synced = synced._replace(pages=now.pages if now.end == synced.end else frozenset())
    return Moment(folder / store.name, [int(row[0]) for row in rows], synced)


def _written_back(store: Path) -> bool:
    """Whether pages of the log went to the file after its last frame: before the first of them SQLite syncs the log."""
    log = log_of(store)
    return log.exists() and store.stat().st_mtime_ns >= log.stat().st_mtime_ns


def assert_nothing_is_lost(moment: Moment, copy: Path) -> None:
    with Store(copy, write=True) as opened:
        assert list(check_store(opened)) == []
        query = "SELECT article FROM change ORDER BY number"
        held = [row[0] for row in opened.connection.execute(query)]
    assert held[: len(moment.told)] == moment.told


def cut(moment: Moment, number: int, chance: random.Random) -> Path:
    """A copy of that moment after a power cut."""
    folder = moment.store.parent / f"cut-{number}"
    folder.mkdir()
    for path in (moment.store, log_of(moment.store)):
        with suppress(FileNotFoundError):
            shutil.copyfile(path, folder / path.name)
    cut_power(folder / moment.store.name, moment.synced, chance)
    return folder / moment.store.name


def play(store: Path, sources: Path, seed: int, moments: int, cuts: int) -> list[Path]:
    """Cut the power so many times; the stores that are left."""
    chance, left = random.Random(seed), []
    for moment in stopped(store, sources, chance, moments):
        for number in range(cuts):
            copy = cut(moment, number, chance)
            assert_nothing_is_lost(moment, copy)
            left.append(copy)
    return left


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes as Linux shows them")
class TestPower:
    def test_a_power_cut_loses_nothing_that_was_said_to_be_stored(
        self, take: Take, sources: Path, tmp_path: Path, undisturbed: Path
    ) -> None:
        left = play(tmp_path / "run.db", sources, random.randrange(2**32), 2, 2)
        take(sources, path=left[-1])
        assert contents(left[-1]) == contents(undisturbed)

    @pytest.mark.slow
    @pytest.mark.parametrize("seed", range(25))
    def test_a_thousand_power_cuts_lose_nothing(
        self, take: Take, sources: Path, tmp_path: Path, undisturbed: Path, seed: int
    ) -> None:
        left = play(tmp_path / "run.db", sources, seed, 8, 5)
        for path in random.Random(seed).sample(left, 3):
            take(sources, path=path)
            assert contents(path) == contents(undisturbed)


def test_what_was_committed_is_on_the_disk_before_it_is_told(tmp_path: Path) -> None:
    with Store(tmp_path / "lansir.db", write=True) as store:
        assert store.connection.execute("PRAGMA synchronous").fetchone()[0] == FULL
        assert store.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 30))])
def test_where_a_disk_lies_about_its_syncs_the_latest_go_and_the_others_stay_sound(
    take: Take, sources: Path, tmp_path: Path, seed: int
) -> None:
    """The log is cut anywhere: what is left are the first articles of the ingest, whole."""
    path, copy, chance = tmp_path / "a.db", tmp_path / "b.db", random.Random(seed)
    with Store(path, write=True) as holding:  # keeps the log from being moved into the file
        take(sources, path=path)
        whole = [row[0] for row in holding.connection.execute("SELECT article FROM change ORDER BY number")]
        shutil.copyfile(path, copy)
        log = log_of(path).read_bytes()
        log_of(copy).write_bytes(log[: chance.randint(0, len(log))])
    if read_log(copy).end == 0:
        return
    with Store(copy, write=True) as opened:
        assert list(check_store(opened)) == []
        held = [row[0] for row in opened.connection.execute("SELECT article FROM change ORDER BY number")]
    assert held == whole[: len(held)]
