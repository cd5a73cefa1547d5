"""An export as a download: written by a thread of its own, sent while it is written, never whole in memory."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import IO, Final, cast

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import StreamingResponse

from lansir.errors import InputError, LansirError
from lansir.export.export import exporter_named, sidecar_bytes
from lansir.export.format import Exporter, Options, Zip
from lansir.export.targets import SIDECAR
from lansir.query.selection import Selection
from lansir.serve.api.asked import ExportAsked, read_parameters
from lansir.serve.api.endpoints import PREFIX
from lansir.serve.exporting import export_while_asked
from lansir.serve.leaving import gone_of
from lansir.serve.opened import Stores

__all__ = ["AT_ONCE", "router"]

router = APIRouter()
AT_ONCE = 2
"""Exports that are written at one time; another one is asked to come back."""
PIECES = 16
PIECE = 1 << 16
Piece = bytes | BaseException | None
NOTHING: Final = b""
"""A first piece that has not come; those that come have something in them."""
EARLY = 2.0
PATIENCE = 60.0
"""Seconds that a reader may take for a piece before the export is given up."""
AGAIN = 0.25
"""Seconds after which whoever waits for a piece looks whether there will be any."""
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
    pipe = _Pipe(gone_of(request))
    writing = threading.Thread(target=_write, args=(pipe, stores, exporter, options, asked, query), daemon=True)
    writing.start()
    pipe.raise_early()
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
            sidecar = export_while_asked(pipe.gone, store, selection, archive, exporter, options, query or None)
            with archive.open(SIDECAR) as file:
                file.write(sidecar_bytes(sidecar))
            archive.close()
        pipe.end(None)
    except BaseException as error:  # told to who reads: this thread has nobody else to tell
        pipe.end(error)
    finally:
        _free.release()


class _Pipe:
    """What is written at one end is read at the other; the writer waits for a slow reader, and ends with a gone one.

    It is a file as far as an archive needs one that is only written to.
    """

    def __init__(self, gone: threading.Event) -> None:
        """`gone` is set when there is no reader any more, by whoever sees it."""
        self._pieces: Queue[Piece] = Queue(PIECES)
        self._first: Piece = NOTHING
        self._held = bytearray()
        self.gone, self._given_up = gone, threading.Event()
        self._ended = False

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Take a piece; what comes behind the end is an archive that was broken off, and goes nowhere."""
        if not self._ended:
            self._held += data
        if len(self._held) >= PIECE:
            held, self._held = bytes(self._held), bytearray()
            self._pass(held)
        return memoryview(data).nbytes

    def flush(self) -> None:
        """Nothing is kept back for long."""

    def end(self, error: BaseException | None) -> None:
        """Pass on what is left, and the error that ended it."""
        self._ended = True
        with suppress(BrokenPipeError):
            if error is None and self._held:
                self._pass(bytes(self._held))
            self._pass(error)

    def raise_early(self) -> None:
        """Raise what the writer raised before it had written anything, if that comes soon: it can be told properly."""
        with suppress(Empty):
            self._first = self._pieces.get(timeout=EARLY)
            if isinstance(self._first, LansirError):
                raise self._first

    def pieces(self) -> Iterator[bytes]:
        """The pieces; raises what the writer raised, so that the download breaks off and is not taken for whole."""
        try:
            piece = self._next() if self._first is NOTHING else self._first
            while piece is not None:
                if isinstance(piece, BaseException):
                    raise piece
                yield piece
                piece = self._next()
        finally:
            self.gone.set()

    def _next(self) -> Piece:
        while True:
            try:
                return self._pieces.get(timeout=AGAIN)
            except Empty:
                if self.gone.is_set():  # nobody is there to take what is left for the whole
                    return None
                if self._given_up.is_set():
                    raise BrokenPipeError("the export was not taken for too long") from None

    def _pass(self, piece: Piece) -> None:
        waited = 0.0
        while waited < PATIENCE and not self.gone.is_set():
            try:
                return self._pieces.put(piece, timeout=0.5)
            except Full:
                waited += 0.5
        self._given_up.set()
        raise BrokenPipeError("who asked for the export has gone")
