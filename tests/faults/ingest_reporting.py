"""Ingest sources with the reader that is fast, and tell each article once it is stored: a program to be stopped.

A line an article: its id, and the salt and the end of the store's log (`tests.faults.wal`).
"""

import sys
from pathlib import Path

from lansir.ingest.intake import Intake
from lansir.ingest.items import Content, Item
from lansir.ingest.ledger import Ledger
from lansir.ingest.reading import Failed, Read
from lansir.store import connection
from tests.faults.wal import read_log
from tests.ingest.fake_reading import QUICK, make_reader

SMALL_LOG = 60
"""Pages from which the log is moved into the file: so that this happens often."""


class Reporting(Ledger):
    """A ledger that tells what it has stored, after it was told so by SQLite."""

    def keep(self, item: Item, content: Content, read: Read) -> object:  # type: ignore[override]
        kept = super().keep(item, content, read)
        if not isinstance(kept, Failed):
            query = "SELECT article FROM item WHERE key = ?"
            article = self.store.connection.execute(query, (item.key,)).fetchone()[0]
            log = read_log(self.store.path)
            print(article, log.salt.hex() or "-", log.end, flush=True)
        return kept


def main(store: str, *sources: str) -> None:
    connection.LOG_PAGES = SMALL_LOG
    with Intake(Path(store), QUICK, make=make_reader) as intake:
        intake.ledger.store.close()
        intake.ledger = Reporting(Path(store))
        intake.begin(sources)
        intake.end(intake.take(lambda plan, known: intake.arguments(sources, None, plan, known), lambda *_: None))
    print("ended", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
