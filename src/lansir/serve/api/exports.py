"""An export as a download: written by a thread of its own, sent while it is written, never whole in memory."""

import io
import threading
from collections.abc import Iterator
from queue import Full, Queue
from typing import IO, cast

import msgspec
from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import StreamingResponse

from lansir.errors import InputError
from lansir.export.export import export_into, exporter_named
from lansir.export.format import Exporter, Options, Zip
from lansir.export.targets import SIDECAR
from lansir.query.selection import Selection
from lansir.serve.api import PREFIX
from lansir.serve.api.asked import ExportAsked, read_parameters
from lansir.serve.opened import Stores

__all__ = ["AT_ONCE", "router"]

router = APIRouter()
AT_ONCE = 2
"""Exports that are written at one time; another one is asked to come back."""
PIECES = 16
PIECE = 1 << 16
PATIENCE = 60.0
"""Seconds that a reader may take for a piece before the export is given up."""
_free = threading.BoundedSemaphore(AT_ONCE)


@router.api_route(f"{PREFIX}/export/{{format}}", methods=["GET", "HEAD"], response_model=None)
def export_selection(request: Request) -> Response:
    """A selection in a format, as an archive with its sidecar."""
    asked = read_parameters(ExportAsked, request.query_params.multi_items(), request.path_params)
    exporter, options = _exporter(asked.format), _options(asked)
    stores: Stores = request.app.state.stores
    with stores.reading() as store:
        query = str(Selection(store, asked.q, asked.kind).query)
    headers = {"Content-Disposition": f'attachment; filename="lansir-{asked.kind}-{exporter.name}.zip"'}
    if request.method == "HEAD":
        return Response(headers=headers, media_type="application/zip")
    if not _free.acquire(blocking=False):
        raise HTTPException(503, f"{AT_ONCE} exports are being written; ask again when one has ended")
    pipe = _Pipe()
    writing = threading.Thread(target=_write, args=(pipe, stores, exporter, options, asked, query), daemon=True)
    writing.start()
    return StreamingResponse(pipe.pieces(), headers=headers, media_type="application/zip")


def _exporter(name: str) -> Exporter:
    try:
        return exporter_named(name)
    except InputError as error:
        raise HTTPException(404, str(error)) from None


def _options(asked: ExportAsked) -> Options:
    delimiter = "\t" if asked.delimiter == "tab" else asked.delimiter
    tables = tuple(name for name in asked.tables.split(",") if name)
    return Options(delimiter, asked.decimal, asked.excel, tables)


def _write(pipe: "_Pipe", stores: Stores, exporter: Exporter, options: Options, asked: ExportAsked, query: str) -> None:
    """Write the archive into the pipe; what goes wrong is raised at its other end."""
    try:
        with stores.reading() as store:
            archive = Zip(cast(IO[bytes], pipe))
            selection = Selection(store, query, asked.kind)
            sidecar = export_into(archive, selection, exporter, options, query=query or None)
            with archive.open(SIDECAR) as file:
                file.write(msgspec.json.format(msgspec.json.encode(sidecar), indent=2) + b"\n")
            archive.close()
        pipe.end(None)
    except BaseException as error:  # told to who reads: this thread has nobody else to tell
        pipe.end(error)
    finally:
        _free.release()


class _Pipe(io.RawIOBase):
    """What is written at one end is read at the other; the writer waits for a slow reader, and ends with a gone one."""

    def __init__(self) -> None:
        self._pieces: Queue[bytes | BaseException | None] = Queue(PIECES)
        self._held = bytearray()
        self._gone = threading.Event()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]  # 3.11 has no name for a buffer
        self._held += data
        if len(self._held) >= PIECE:
            self._pass(bytes(self._held))
            self._held.clear()
        return len(memoryview(data).cast("B"))

    def end(self, error: BaseException | None) -> None:
        """Pass on what is left, and the error that ended it."""
        try:
            if error is None:
                self._pass(bytes(self._held))
            self._pass(error)
        except BrokenPipeError:
            pass

    def pieces(self) -> Iterator[bytes]:
        """The pieces; raises what the writer raised, so that the download breaks off and is not taken for whole."""
        try:
            while (piece := self._pieces.get()) is not None:
                if isinstance(piece, BaseException):
                    raise piece
                yield piece
        finally:
            self._gone.set()

    def _pass(self, piece: bytes | BaseException | None) -> None:
        waited = 0.0
        while waited < PATIENCE and not self._gone.is_set():
            try:
                return self._pieces.put(piece, timeout=0.5)
            except Full:
                waited += 0.5
        raise BrokenPipeError("who asked for the export has gone")
