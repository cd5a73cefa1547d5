"""A run that is killed at any moment and run again leaves the store that an undisturbed run leaves."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lansir.store import Store
from lansir.store.check import check_store
from tests.ingest.archives import answer, packed, record
from tests.ingest.conftest import Take
from tests.ingest.press import page
from tests.ingest.stores import contents

ROOT = Path(__file__).parents[2]
PAGES = 30


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    """A folder and an archive; some pages fail, and some are there twice."""
    folder, archive = tmp_path / "pages", tmp_path / "a.warc.gz"
    folder.mkdir()
    for n in range(PAGES):
        words = "CACAT" if n % 11 == 5 else "SANTAI"
        (folder / f"{n:03}.html").write_bytes(page(f"Rapat {n}", words))
    blocks = [answer(page(f"Rapat {n}", "SANTAI")) for n in range(PAGES // 2, PAGES + PAGES // 2)]
    archive.write_bytes(packed(*(record("https://news.example/", block) for block in blocks)))
    return [folder, archive]


def run_and_kill(store: Path, sources: list[Path], seconds: float) -> None:
    """Ingest for some time after the store was opened, and kill the run as `kill -9` does."""
    command = [sys.executable, "-m", "tests.ingest.ingest_in_background", str(store), *map(str, sources)]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout
        assert process.stdout.readline() == b"begun\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()


def assert_same_after_going_on(take: Take, store: Path, sources: list[Path], undisturbed: Path) -> None:
    take(*sources, path=store)
    assert contents(store) == contents(undisturbed)
    with Store(store) as opened:
        assert list(check_store(opened)) == []


@pytest.mark.slow
def test_a_run_that_is_killed_three_times_comes_to_the_same(
    take: Take, sources: list[Path], tmp_path: Path, store: Path
) -> None:
    take(*sources)
    killed = tmp_path / "killed.db"
    for _ in range(3):
        run_and_kill(killed, sources, random.uniform(0.0, 1.2))
    assert_same_after_going_on(take, killed, sources, store)


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(200))
def test_a_run_that_is_killed_at_any_moment_comes_to_the_same(
    take: Take, sources: list[Path], tmp_path: Path, store: Path, moment: int
) -> None:
    take(*sources)
    killed = tmp_path / "killed.db"
    run_and_kill(killed, sources, 2.5 * moment / 200)
    assert_same_after_going_on(take, killed, sources, store)
