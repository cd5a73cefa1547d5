"""A disk that is full, that fails, or whose files are damaged: what was stored stays, and a line says what to do."""

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from lansir.doctor.store import store as examined
from lansir.errors import DiskFault, LansirError, StoreError
from lansir.store import Store
from lansir.store.check import check_store
from tests.doctor.conftest import Run
from tests.faults.wal import log_of
from tests.ingest.conftest import Take
from tests.ingest.press import page
from tests.story.handmade import Made, made

ROOT = Path(__file__).parents[2]
NOBODY = 65534
APART = ["unshare", "--user", "--map-root-user", "--mount"]
"""A mount namespace of its own: what is mounted in it is seen by its processes alone."""


@cache
def can_mount() -> bool:
    """Whether this system lets a process have disks of its own."""
    told = [*APART, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/mnt"]
    return bool(shutil.which("unshare")) and subprocess.run(told, capture_output=True, check=False).returncode == 0


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(60):
        (folder / f"{n:02}.html").write_bytes(page(f"Rapat {n}", f"Kalimat ke-{n}. " * 400))
    return folder


def test_a_disk_that_is_full_loses_nothing_and_goes_on_when_there_is_room(tmp_path: Path, source: Path) -> None:
    if not can_mount():
        pytest.skip("this system lets nobody mount a small disk")
    (tmp_path / "disk").mkdir()
    command = [*APART, sys.executable, "-m", "tests.faults.on_small_disk", str(tmp_path / "disk"), str(source)]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    for said in (told["first"], told["again"]):
        assert "StoreFull" in said
        assert "no room left on the disk; what was stored before is safe: free some and run again" in said
    assert 0 < told["full"]["articles"] < 60
    assert told["full"]["faults"] == []
    assert (told["after"], told["large"]) == ("", {"articles": 60, "faults": []})


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Writing behind that size fails (EFBIG), which SQLite takes for a disk that fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The file of a store with some articles."""
    path = tmp_path / "lansir.db"
    with Store(path, write=True) as opened:
        for n in range(6):
            opened.add(made(Made(f"Rapat {n}", paragraphs=(f"Rapat {n} berlangsung lama. " * 50,)))[0])
    return path


@pytest.mark.parametrize("more", [0, 1, 100, 4096, 5000, 30_000])
def test_a_disk_that_fails_in_the_middle_of_an_article_loses_none(kept: Path, more: int) -> None:
    record = made(Made("Besar", paragraphs=("Kalimat yang panjang sekali. " * 20_000,)))[0]
    with Store(kept, write=True) as opened:
        opened.add(made(Made("Satu lagi", paragraphs=("Satu lagi.",)))[0])
        with files_no_larger_than(log_of(kept).stat().st_size + more), pytest.raises(DiskFault) as raised:
            opened.add(record)
        assert "the disk did not read or write what it should" in str(raised.value)
        assert f"lansir doctor --store {kept}" in str(raised.value)
        assert list(check_store(opened)) == []
        assert opened.add(record)
        assert len(opened) == 8


def test_a_disk_that_fails_while_the_log_is_moved_into_the_file_loses_nothing(kept: Path) -> None:
    with Store(kept, write=True) as opened:
        opened.add(made(Made("Besar", paragraphs=("Kalimat yang panjang sekali. " * 20_000,)))[0])
        with files_no_larger_than(kept.stat().st_size), pytest.raises(Exception, match="disk I/O error"):
            opened.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert len(opened) == 7
    with Store(kept) as opened:
        assert list(check_store(opened)) == []


def test_an_ingest_onto_a_disk_that_fails_ends_with_one_line(take: Take, source: Path, store: Path) -> None:
    take(source / "00.html")
    with files_no_larger_than(200_000), pytest.raises(DiskFault, match="check the disk, its quota"):
        take(source)
    with Store(store) as opened:
        assert len(opened) >= 1
    assert take(source).failed == 0
    with Store(store) as opened:
        assert len(opened) == 60
        assert list(check_store(opened)) == []


class TestDamage:
    """A store's file that a disk has damaged: whatever is done with it, one line, and the doctor tells it."""

    def damaged(self, path: Path, chance: random.Random) -> str:
        """Damage a file in some way, and say how."""
        size, how = path.stat().st_size, chance.choice(["cut", "zeros", "noise"])
        with path.open("r+b") as file:
            at = chance.randrange(size)
            if how == "cut":
                file.truncate(at)
            else:
                file.seek(at)
                length = chance.choice((1, 512, 4096, 20_000))
                file.write(bytes(length) if how == "zeros" else chance.randbytes(length))
        return f"{how} at {at}"

    def look(self, path: Path, chance: random.Random) -> None:
        how = self.damaged(path, chance)
        try:
            with Store(path) as opened:
                sound = not list(check_store(opened))
        except LansirError as error:
            assert "\n" not in str(error), how
            sound = False
        states = {check.state for check in examined(path, deep=True)}
        assert sound or "fault" in states, how

    @pytest.mark.parametrize("seed", range(6))
    def test_damage_is_told(self, kept: Path, seed: int) -> None:
        self.look(kept, random.Random(seed))

    @pytest.mark.slow
    def test_a_thousand_damages_are_told(self, kept: Path, tmp_path: Path) -> None:
        chance, copy = random.Random(7), tmp_path / "copy.db"
        for _ in range(1000):
            shutil.copyfile(kept, copy)
            self.look(copy, chance)

    @pytest.mark.parametrize("command", [["store", "check"], ["store", "info"], ["find", "type:ASSAULT", "--store"]])
    @pytest.mark.parametrize("seed", range(3))
    def test_commands_say_it_in_one_line(self, kept: Path, command: list[str], seed: int, lansir: Run) -> None:
        self.damaged(kept, random.Random(seed))
        ran = lansir(*command, str(kept))
        assert "Traceback" not in ran.out + ran.err


@contextmanager
def somebody_else() -> Iterator[None]:
    """Root, who may do everything, is somebody without rights for that long."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


class TestRights:
    @pytest.fixture
    def shut(self) -> Iterator[Path]:
        """The file of a store in a folder that others may enter."""
        folder = Path(tempfile.mkdtemp(prefix="lansir-rights-"))
        folder.chmod(0o755)
        Store(folder / "lansir.db", write=True).close()
        yield folder / "lansir.db"
        folder.chmod(0o755)
        shutil.rmtree(folder)

    def told(self, path: Path, *, write: bool = False) -> str:
        with somebody_else(), pytest.raises(StoreError) as raised:
            Store(path, write=write)
        return str(raised.value)

    def test_a_store_that_may_not_be_read_says_so(self, shut: Path) -> None:
        shut.chmod(0o200)
        assert "check that file and folder may be" in self.told(shut)

    def test_a_folder_that_may_not_be_entered_says_so(self, shut: Path) -> None:
        shut.parent.chmod(0o600)
        assert "check that file and folder may be" in self.told(shut)

    def test_a_store_that_may_not_be_written_says_so_before_anything_is_read(self, shut: Path) -> None:
        shut.chmod(0o444)
        shut.parent.chmod(0o555)
        assert "check that file and folder may be written" in self.told(shut, write=True)

    def test_a_folder_in_the_place_of_a_store_is_none(self, tmp_path: Path) -> None:
        for write in (True, False):
            with pytest.raises(StoreError):
                Store(tmp_path, write=write)
