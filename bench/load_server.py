"""The server that is asked, the ingest beside it, and what both take of the machine."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import msgspec

from lansir.examples.world import pages
from lansir.store import Store

__all__ = ["Ingesting", "Sampled", "Samples", "articles_of", "command", "serving"]

ADDRESS = re.compile(r"http://\S+?(?=/)")
EVERY = 5.0
"""Seconds between two looks at memory and log."""
BATCH = 100
"""Pages of one ingest; there is one after another."""
END_SECONDS = 60.0
MIB = 1 << 20


class Sampled(msgspec.Struct, frozen=True):
    """One look: seconds since the beginning, MiB of the server in memory, MiB of the store's log.

    `worked` are the server's seconds of processor until then, `load` the processes of the whole machine that want one.
    """

    seconds: float
    resident: float
    log: float
    worked: float
    load: float


def command(*arguments: str) -> list[str]:
    """Lansir's command line, in a process of its own."""
    return [sys.executable, "-c", "import sys; from lansir.cli import main; sys.exit(main())", *arguments]


@contextmanager
def serving(store: Path) -> Iterator[tuple[str, int]]:
    """The address of a server over that store, and its process."""
    told = command("serve", "--store", str(store), "--port", "0")
    with subprocess.Popen(told, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = ADDRESS.search(process.stdout.readline())
        try:
            if found is None:
                raise ChildProcessError("`lansir serve` did not start; run it by hand to see why")
            yield found[0], process.pid
        finally:
            process.terminate()
            process.wait(END_SECONDS)


class Samples(threading.Thread):
    """Looks at a process and at a store's log now and then, until it is stopped."""

    def __init__(self, process: int, store: Path) -> None:
        """Nothing is looked at before it is started."""
        super().__init__(daemon=True)
        self._process, self._log = process, store.with_name(f"{store.name}-wal")
        self._over = threading.Event()
        self.found: list[Sampled] = []

    def run(self) -> None:
        """Look until stopped."""
        began = time.monotonic()
        while True:
            log = self._log.stat().st_size / MIB if self._log.exists() else 0.0
            at, worked, load = time.monotonic() - began, _worked(self._process), os.getloadavg()[0]
            self.found.append(Sampled(at, _resident(self._process), log, worked, load))
            if self._over.wait(EVERY):
                return

    def stop(self) -> None:
        """End it."""
        self._over.set()
        self.join()


class Ingesting(threading.Thread):
    """Ingests new pages, batch after batch, until it is stopped; what an ingest says where it fails is kept."""

    def __init__(self, store: Path, folder: Path) -> None:
        """Pages are written into that folder."""
        super().__init__(daemon=True)
        self._store, self._folder = store, folder
        self._over = threading.Event()
        self.batches = 0
        self.failed: list[str] = []

    def run(self) -> None:
        """Ingest until stopped."""
        for number in count():
            if self._over.is_set():
                return
            batch = self._folder / f"{number:04d}"
            _write_pages(batch, number)
            self._ingest(batch)

    def stop(self) -> None:
        """End it; the run that is under way is stopped, and keeps what it has stored."""
        self._over.set()
        self.join(END_SECONDS)

    def _ingest(self, batch: Path) -> None:
        told = command("ingest", str(batch), "--store", str(self._store), "--workers", "1")
        with subprocess.Popen(told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
            while process.poll() is None:
                if self._over.wait(0.5):
                    process.terminate()
                    process.wait(END_SECONDS)
                    return
            assert process.stdout
            said = process.stdout.read()
        self.batches += 1
        if process.returncode:
            self.failed.append((said.strip().splitlines() or [f"exit code {process.returncode}"])[-1])


def articles_of(store: Path) -> int:
    """How many articles a store holds."""
    with Store(store) as opened:
        return len(opened)


def _write_pages(folder: Path, number: int) -> None:
    """Pages of the example world that tell one thing more, so that each is an article of its own."""
    folder.mkdir(parents=True)
    world: Sequence[bytes] = [page.data for page in pages()]
    for n in range(BATCH):
        page = world[(number * BATCH + n) % len(world)]
        more = f" Laporan ke-{number}-{n} redaksi.</p>".encode()
        (folder / f"{n:03d}.html").write_bytes(page.replace(b"</p>", more, 1))


def _resident(process: int) -> float:
    """MiB of a process in memory, as the system tells it; 0 where it does not."""
    try:
        told = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+) kB", told)
    return int(found[1]) / 1024 if found else 0.0


def _worked(process: int) -> float:
    """Seconds of processor that a process has taken; 0 where the system does not tell it."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    fields = told.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
