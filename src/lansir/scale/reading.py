"""The second step on Ray: an actor holds the model and reads the pages that it is sent.

The model works in a process of the actor's own, the one that reads for `lansir ingest` too: a page that takes too long
is given up, one that brings its process down after a second try, and the actor goes on. An actor that dies is started
anew by Ray, which sends it its pages again.
"""

from queue import SimpleQueue
from typing import Any

import msgspec

from lansir.errors import LansirError
from lansir.ingest.items import Content
from lansir.ingest.reading import Failed, MakeReader, Read
from lansir.ingest.workers import Broken, Outcome, Readers
from lansir.scale.extras import needed
from lansir.scale.tables import packed_vectors

__all__ = ["READ", "TEXTS", "PageReader"]

READ = ("turn", "key", "source", "again", "hash", "record", "vectors", "failed", "before")
"""The columns of a table of records."""
TEXTS = ("turn", "key", "source")
"""Those of them that are text; the others are bytes."""


class PageReader:
    """Reads tables of items into tables of records; the class of Ray's actors."""

    def __init__(self, make: MakeReader, seconds: float, processes: int = 1) -> None:
        """`make` makes the reader in its process; `seconds` is what one page may take.

        With no `processes` it reads in the actor itself, and nothing limits a page's time.
        """
        self._readers = Readers(make, processes, seconds)

    def __call__(self, batch: Any) -> Any:  # noqa: ANN401  # Arrow tables
        """The records of a table of items, row by row; LansirError where no page at all can be read."""
        arrow = needed("pyarrow", "--engine ray")
        schema = arrow.schema([(name, arrow.string() if name in TEXTS else arrow.binary()) for name in READ])
        return arrow.Table.from_pylist(self._read(batch.to_pylist()), schema=schema)

    def _read(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        waiting: SimpleQueue[tuple[int, Outcome]] = SimpleQueue()
        pages = {
            n: msgspec.msgpack.decode(row["content"], type=Content) for n, row in enumerate(rows) if row["content"]
        }
        for n, content in pages.items():
            self._readers.put(content, lambda outcome, n=n: waiting.put((n, outcome)))  # type: ignore[misc]
        for _ in pages:
            n, outcome = waiting.get()
            rows[n] |= _told(outcome)
        return rows


def _told(outcome: Outcome) -> dict[str, bytes]:
    if isinstance(outcome, Read):
        return {"record": outcome.record, "vectors": packed_vectors(outcome.vectors)}
    if isinstance(outcome, Broken):
        raise LansirError(f"{outcome.error}: {outcome.message}")
    failed = outcome or Failed("read", "InterruptedError", "its reading was given up; try again")
    return {"failed": msgspec.msgpack.encode(failed)}
