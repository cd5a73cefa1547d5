"""Where the time of a page goes, from its HTML to its place among the stored: `python -m bench.stages [--json]`.

Every page of the example world is read and stored twice: once by one process with one thread, each stage by the clock
of the processor; once by `lansir ingest`, with a reading process a core, by the clock on the wall. How far the
transformer is from what the machine can do is told beside a bare product of 8-bit matrices (`product.onnx`, one
operator: [row, 768] by [768, 768]), as onnxruntime does it on the same core.
"""

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from bench.accuracy.reading import peak_mib
from bench.machine import machine
from bench.markdown import describe
from lansir.encoder import Model, load_model
from lansir.encoder.runtime import onnxruntime
from lansir.examples.world import WorldPage, pages
from lansir.ingest.intake import ingest
from lansir.keys import key_of
from lansir.page import read_page
from lansir.reader import read_with_vector
from lansir.store import Page, Store

__all__ = ["Clock", "bare_product", "main", "measure", "operations_a_piece"]

PRODUCT = Path(__file__).parent / "product.onnx"
ROWS, WIDTH, ROUNDS = 320, 768, 30
LAYERS, INNER = 12, 4
"""Of the transformer: its layers, and how many times wider than its states their inner maps are."""
ARTICLE = 400
"""Words of the article that speeds are told for."""


class Clock:
    """Seconds of the processor by stage; a stage within another counts for itself alone."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.pieces = 0
        self._open: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What happens inside belongs to this stage."""
        self._told()
        self._open.append(name)
        yield
        self._told()
        self._open.pop()

    def _told(self) -> None:
        now = time.process_time()
        if self._open:
            self.seconds[self._open[-1]] = self.seconds.get(self._open[-1], 0.0) + now - self._since
        self._since = now

    def listening(self, model: Model) -> Model:
        """The model, its transformer's time and pieces counted."""

        def states(ids: list[int]) -> NDArray[np.float32]:
            self.pieces += len(ids)
            with self.stage("transformer"):
                return model.states(ids)

        return msgspec.structs.replace(model, states=states)


def operations_a_piece(width: int) -> int:
    """Operations of the transformer's maps for one piece: four square maps and two wide ones a layer, two a weight."""
    return 2 * LAYERS * (4 + 2 * INNER) * width * width


def bare_product() -> float:
    """Operations a second of a product of 8-bit matrices on one core, the best of some rounds."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(PRODUCT), options, providers=["CPUExecutionProvider"])
    rows, best = np.full((ROWS, WIDTH), 5, dtype=np.uint8), float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        session.run(None, {"rows": rows})
        best = min(best, time.perf_counter() - start)
    return 2 * ROWS * WIDTH * WIDTH / best


def measure() -> dict[str, Any]:
    """Every figure."""
    given, clock, model = list(pages()), Clock(), load_model(threads=1)
    with TemporaryDirectory() as folder:
        _one_by_one(given[:20], Path(folder) / "warm.db", Clock(), model)
        words = _one_by_one(given, Path(folder) / "one.db", clock, model)
        wall = _ingested(given, Path(folder))
    spent = sum(clock.seconds.values())
    done = clock.pieces * operations_a_piece(model.states([0, 2]).shape[1]) / clock.seconds["transformer"]
    bare = bare_product()
    return {
        "model": model.card.version,
        "pages": len(given),
        "words a page": words / len(given),
        "pieces a page": clock.pieces / len(given),
        "peak MiB of the process": peak_mib(),
        f"articles of {ARTICLE} words a second, one core": words / ARTICLE / spent,
        f"articles of {ARTICLE} words a second, ingest with {machine().cores} cores": words / ARTICLE / wall,
        "billion 8-bit operations a second, bare product": bare / 1e9,
        "the same of the transformer's maps, its whole time counted": done / 1e9,
        "share of the bare product": done / bare,
        "stages": [
            {"stage": name, "ms a page": 1000 * seconds / len(given), "share": seconds / spent}
            for name, seconds in clock.seconds.items()
        ],
    }


def _one_by_one(given: list[WorldPage], path: Path, clock: Clock, model: Model) -> int:
    """Read, store and place pages in this process; gives their words."""
    words, heard = 0, clock.listening(model)
    with Store(path, write=True) as store:
        for page in given:
            with clock.stage("page"):
                article = read_page(page.data, url=page.url)
            with clock.stage("heads and resolving"):
                record, vectors = read_with_vector(article, model=heard)
            with clock.stage("storing"), store.writing():
                if store.put(record, Page(page.data, "text/html"), vectors):
                    with clock.stage("placing"):
                        store.placer.place(key_of(article.id))
            words += len(article.text.split())
    return words


def _ingested(given: list[WorldPage], folder: Path) -> float:
    """Seconds that an ingest of the pages takes, its processes' start included."""
    home = folder / "pages"
    home.mkdir()
    for number, page in enumerate(given):
        (home / f"{number:04}.html").write_bytes(page.data)
    start = time.perf_counter()
    ingest([str(home)], folder / "ingested.db")
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.stages", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    found = measure()
    print(json.dumps(found, indent=2) if given.json else describe(found))


if __name__ == "__main__":
    main()
