"""Starting an entrant's process and giving it orders."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Protocol, Self, TypeVar

import msgspec

from bench.peers.processes import PEERS_PYTHON
from bench.race.catalogue import Entrant
from bench.race.exchange import ANSWERS, LAP, Answer, Answers, Lap, Ready, Start
from lansir.errors import InputError

__all__ = ["Launch", "Process", "Runner"]

ROOT = Path(__file__).parents[2]
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
)
Told = TypeVar("Told", Ready, Answers, Lap)


class Runner(Protocol):
    """What runs an entrant."""

    ready: Ready

    def answers(self) -> list[Answer]:
        """Its answers, which also warms it up."""

    def lap(self) -> Lap:
        """All things once more, with the time that takes."""

    def close(self) -> None:
        """End it."""


Launch = Callable[[Entrant, Start], Runner]


class Process:
    """An entrant in a process of its own; a context manager. InputError where it fails."""

    def __init__(self, entrant: Entrant, start: Start) -> None:
        """Start it and wait until it is ready."""
        self._name = entrant.name
        self._errors = TemporaryFile()  # noqa: SIM115 - it is open as long as the process runs
        python = os.environ.get(PEERS_PYTHON, sys.executable) if entrant.outside else sys.executable
        try:
            self._process = subprocess.Popen(
                [python, "-m", "bench.race.worker", entrant.module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                cwd=ROOT,
                env={**os.environ, **ONE_THREAD},
            )
        except OSError as error:
            self._errors.close()
            raise InputError(f"{entrant.name}: {error}; {PEERS_PYTHON} should name the peers' interpreter") from None
        try:
            self.ready = self._asked(msgspec.json.encode(start), Ready)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self.close()

    def answers(self) -> list[Answer]:
        """Its answers, which also warms it up."""
        return self._asked(ANSWERS, Answers).answers

    def lap(self) -> Lap:
        """All things once more, with the time that takes."""
        return self._asked(LAP, Lap)

    def close(self) -> None:
        """End the process, which ends by itself where nothing more is asked."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()
        self._process.wait()
        self._errors.close()

    def _asked(self, order: bytes, kind: type[Told]) -> Told:
        if self._process.stdin is None or self._process.stdout is None:
            raise InputError(f"{self._name}: its process has no pipes")
        try:
            self._process.stdin.write(order + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise InputError(f"{self._name}: its process ended ({self._last_words()})") from None
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            raise InputError(f"{self._name}: its process failed ({self._last_words()})")
        return msgspec.json.decode(line, type=kind)

    def _last_words(self) -> str:
        self._errors.seek(0)
        said = self._errors.read().decode(errors="replace").strip().splitlines()
        return said[-1] if said else "it said nothing"
