"""A reader that finds nothing, fast; words in a page make it misbehave. It is imported by reading processes too."""

import os
import signal
import time
from pathlib import Path

from lansir.encoder import BALANCED, Point
from lansir.errors import ModelError
from lansir.ingest.intake import Options
from lansir.ingest.reading import Reader
from lansir.ingest.web import Manners
from lansir.memory_limit import MOST_MEMORY
from lansir.record import Article, Record
from lansir.vectors import Vectors

QUICK = Options(workers=0, manners=Manners(delay=0.0, timeout=5.0, allow_private=True))
"""Reading in the same process, and no pause between two requests."""

SLOW = "LAMBAT"
DIES = "MATI"
DIES_ONCE = "PINGSAN"
FAULT = "CACAT"
UNHURRIED = "SANTAI"
HUNGRY = "LAPAR"


def make_reader() -> Reader:
    return read


def make_model_reader(actors: tuple[Path, ...], point: Point = BALANCED) -> Reader:
    del actors, point
    return read


def no_model() -> Reader:
    raise ModelError("no model here; reinstall lansir")


def no_reader() -> Reader:
    raise RuntimeError("a fault in making the reader")


def no_process() -> Reader:
    os._exit(3)


def read(article: Article) -> tuple[Record, Vectors]:
    if SLOW in article.text:
        time.sleep(0.2 if "sebentar" in article.text else 30)
    if UNHURRIED in article.text:
        time.sleep(0.01)
    if DIES in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if DIES_ONCE in article.text:
        _faint_once(article.text)
    if HUNGRY in article.text:
        bytearray(2 * MOST_MEMORY)
    if FAULT in article.text:
        raise RuntimeError("cacat")
    return Record(article, "0", "fake"), Vectors([0.5] * 384)


def _faint_once(text: str) -> None:
    """Die, unless the file that the text names is there."""
    mark = Path(text.partition(DIES_ONCE)[2].split()[0])
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
