"""A run on Ray in a process of its own, as the command line has one: `python -m tests.scale.ray_run JSON`."""

import os
import signal
import sys
from functools import partial
from pathlib import Path

import msgspec

from lansir.encoder import BALANCED
from lansir.errors import LansirError
from lansir.ingest.intake import Options
from lansir.ingest.reading import MakeReader, Reader, model_reader
from lansir.record import Article, Record
from lansir.scale.engine import ingest_on_ray
from lansir.vectors import Vectors
from tests.ingest.fake_reading import make_reader, no_model

__all__ = ["Told", "Wanted"]


class Wanted(msgspec.Struct, frozen=True):
    """What to read, where to, and with which reader: "model", "fake", "none", or the file that marks a killed actor."""

    sources: list[str]
    lake: str
    address: str
    reader: str = "model"
    part: int = 2048
    page_seconds: float = 60.0


class Told(msgspec.Struct, frozen=True):
    """What came of it."""

    stored: int = 0
    present: int = 0
    failed: int = 0
    done_before: int = 0
    failed_before: int = 0
    errors: list[str] = []
    raised: str | None = None


class KillsItsActor:
    """Makes the model's reader; the first process to read so many pages kills the actor that it reads for."""

    def __init__(self, mark: Path, after: int) -> None:
        self.mark, self.after, self.count = mark, after, 0

    def __call__(self) -> Reader:
        self.read = model_reader((), BALANCED)
        return self.reading

    def reading(self, article: Article) -> tuple[Record, Vectors]:
        self.count += 1
        if self.count == self.after and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getppid(), signal.SIGKILL)
        return self.read(article)


def reader_of(name: str) -> MakeReader:
    known: dict[str, MakeReader] = {"model": partial(model_reader, ()), "fake": make_reader, "none": no_model}
    return known.get(name) or KillsItsActor(Path(name), after=20)


def run(wanted: Wanted) -> Told:
    options = Options(page_seconds=wanted.page_seconds)
    make = reader_of(wanted.reader)
    try:
        found = ingest_on_ray(wanted.sources, wanted.lake, options, address=wanted.address, make=make, part=wanted.part)
    except LansirError as error:
        return Told(raised=str(error))
    errors = sorted(error for _, error in found.failures)
    return Told(found.stored, found.present, found.failed, found.done_before, found.failed_before, errors)


if __name__ == "__main__":
    # What is sent to the actors has to have a name there too, and `__main__` is another module there.
    from tests.scale import ray_run

    print(msgspec.json.encode(ray_run.run(msgspec.json.decode(sys.argv[1], type=ray_run.Wanted))).decode())
