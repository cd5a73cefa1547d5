"""Writing an export for somebody who may go: it ends wherever it is when they have."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import IO, cast

from lansir.export.export import Selected, Sidecar, export_into
from lansir.export.format import Exporter, Options, Sink
from lansir.query.bounded import ended_when
from lansir.query.entries import Entry
from lansir.store import Store

__all__ = ["export_while_asked"]


def export_while_asked(
    gone: Event, store: Store, source: Selected, sink: Sink, exporter: Exporter, options: Options, query: str | None
) -> Sidecar:
    """Write a selection of a store into a sink; when `gone` is set, BrokenPipeError, or StoreError within a query."""
    with ended_when(store.connection, gone.is_set):
        entries = _entries(source.entries(), gone)
        return export_into(_Asked(sink, gone), entries, exporter, options, query=query)


def _entries(entries: Iterable[Entry], gone: Event) -> Iterator[Entry]:
    for entry in entries:
        _require(gone)
        yield entry


class _Asked:
    """A sink that takes nothing more when nobody asks for it."""

    def __init__(self, sink: Sink, gone: Event) -> None:
        self._sink, self._gone = sink, gone

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        with self._sink.open(name) as file:
            yield cast(IO[bytes], _File(file, self._gone))


class _File:
    """A file as far as an export needs one."""

    def __init__(self, file: IO[bytes], gone: Event) -> None:
        self._file, self._gone = file, gone

    def write(self, data: memoryview) -> int:
        _require(self._gone)
        return self._file.write(data)


def _require(gone: Event) -> None:
    if gone.is_set():
        raise BrokenPipeError("who asked for the export has gone")
