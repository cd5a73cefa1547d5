"""An export that is left by whoever asked for it is given up soon, and its place is free: with a real server."""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from lansir.export.delimited import Csv
from lansir.export.format import Options
from lansir.query.entries import Entry
from lansir.query.selection import Selection
from lansir.serve.api import PREFIX, exports
from lansir.serve.desk import downloads
from lansir.store import Store
from tests.browser.serving import served

EXPORT, DOWNLOAD = f"{PREFIX}/export/csv", "/download?format=csv"
PAUSE = 0.5
"""Seconds that each article takes in these tests; there are a dozen and more."""
SOON = 4.0
"""Seconds in which a place is to be free, on a busy machine too."""
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


class Slow(Csv):
    """Takes its time for each article, and writes nothing before the last."""

    begun: threading.Event

    def write(self, entries: Iterable[Entry], sink: Any, options: Options) -> list[Any]:  # noqa: ANN401
        return super().write(list(self._slowly(entries)), sink, options)

    def _slowly(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            self.begun.set()
            time.sleep(PAUSE)
            yield entry


class SlowAtTheEnd(Slow):
    """Takes its time when all articles have been looked at."""

    def write(self, entries: Iterable[Entry], sink: Any, options: Options) -> list[Any]:  # noqa: ANN401
        held = list(entries)
        self.begun.set()
        with sink.open("events.csv") as file:
            for _ in held:
                time.sleep(PAUSE)
                file.write(b"x")
        return []


class Searching(Slow):
    """Waits for SQLite, which finds nothing and does not end."""

    def write(self, entries: Iterable[Entry], sink: Any, options: Options) -> list[Any]:  # noqa: ANN401
        self.begun.set()
        return super().write(entries, sink, options)


@pytest.fixture
def desk(world_path: Path) -> Iterator[str]:
    with served(world_path) as address:
        yield address


@pytest.fixture
def asked_of(desk: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, type[Slow]], socket.socket]:
    """Ask for an export by an exporter; the connection, when it is being worked on."""

    def ask(path: str, kind: type[Slow]) -> socket.socket:
        kind.begun = threading.Event()
        monkeypatch.setattr(exports, "exporter_named", lambda _name: kind())
        monkeypatch.setattr(downloads, "exporter_named", lambda _name: kind())
        connection = socket.create_connection(("127.0.0.1", urlsplit(desk).port or 0), timeout=10)
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert kind.begun.wait(10)
        return connection

    return ask


def is_free_soon(places: threading.Semaphore, all_of_them: int = 2) -> bool:
    """Whether all places are free within a while."""
    until, taken = time.monotonic() + SOON, 0
    while taken < all_of_them and time.monotonic() < until:
        taken += places.acquire(timeout=0.05)
    for _ in range(taken):
        places.release()
    return taken == all_of_them


@pytest.mark.parametrize(("path", "places"), [(EXPORT, exports._free), (DOWNLOAD, downloads.AT_ONCE)])
@pytest.mark.parametrize("kind", [Slow, SlowAtTheEnd])
def test_the_place_of_an_export_that_was_left_is_free_soon(
    asked_of: Callable[[str, type[Slow]], socket.socket],
    path: str,
    places: threading.Semaphore,
    kind: type[Slow],
) -> None:
    asked_of(path, kind).close()
    assert is_free_soon(places)


@pytest.mark.parametrize(("path", "places"), [(EXPORT, exports._free), (DOWNLOAD, downloads.AT_ONCE)])
def test_so_it_is_while_nothing_is_found_yet(
    asked_of: Callable[[str, type[Slow]], socket.socket],
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    places: threading.Semaphore,
) -> None:
    monkeypatch.setattr(Selection, "entries", lambda self: searched(self.store))
    monkeypatch.setattr(downloads._Bounded, "entries", lambda self: searched(self._store))
    asked_of(path, Searching).close()
    assert is_free_soon(places)


def searched(store: Store) -> Iterator[Entry]:
    yield from store.connection.execute(ENDLESS)
