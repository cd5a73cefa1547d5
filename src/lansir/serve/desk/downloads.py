"""Downloads: what a query finds, in any format that is registered, as an archive with its sidecar."""

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import islice
from typing import IO, Annotated, Any, Literal, NamedTuple, cast

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

from lansir import hooks
from lansir.errors import StoreError
from lansir.export.export import Sidecar, exporter_named, sidecar_bytes
from lansir.export.format import Exporter, Loss, Options, Zip
from lansir.export.targets import SIDECAR
from lansir.keys import id_of
from lansir.query import language
from lansir.query.entries import Entry, entry
from lansir.query.selection import Selection
from lansir.query.sql import Kind, listed
from lansir.query.walk import Walk
from lansir.serve.desk.pages import page
from lansir.serve.exporting import export_while_asked
from lansir.serve.leaving import gone_of
from lansir.serve.opened import reading
from lansir.serve.told import Refused
from lansir.store import Store
from lansir.store.connection import store_errors

__all__ = ["MOST_ARTICLES", "Format", "formats", "router"]

router = APIRouter()
Reading = Annotated[Store, Depends(reading)]
What = Literal["events", "statements", "all"]
KINDS: dict[What, tuple[Kind, ...]] = {
    "events": ("events",),
    "statements": ("statements",),
    "all": ("events", "statements"),
}
MOST_ARTICLES = 5000
"""Articles of a download; the command line has no such bound."""
AT_ONCE = threading.BoundedSemaphore(2)
"""Downloads that are made at the same time: each keeps a processor busy."""
CHUNK = 256
BLOCK = 1 << 18
COUNTING = 0.2
SIGNS: dict[str, Literal[",", ";", "\t"]] = {"comma": ",", "semicolon": ";", "tab": "\t"}


class Format(NamedTuple):
    """A format that a download can have; `tables` are its files, by name and what a row of them is."""

    name: str
    title: str
    media_type: str
    tables: tuple[tuple[str, str], ...]


def formats() -> list[Format]:
    """The registered formats that can be used, by name."""
    found, _ = hooks.found("lansir.exporters")
    return [_format(cast(Exporter, exporter)) for exporter in found.values()]


def _format(exporter: Exporter) -> Format:
    tables = tuple((table.name, table.rows) for table in exporter.tables)
    return Format(exporter.name, exporter.title, exporter.media_type, tables)


def options(
    delimiter: Literal["comma", "semicolon", "tab"] = "comma",
    decimal: Literal["point", "comma"] = "point",
    excel: bool = False,
) -> Options:
    """What can be chosen of CSV: a dependency."""
    return Options(SIGNS[delimiter], "," if decimal == "comma" else ".", excel)


@router.get("/download")
def download(
    request: Request,
    store: Reading,
    chosen: Annotated[Options, Depends(options)],
    q: str = "",
    kind: What = "events",
    name: Annotated[str, Query(alias="format")] = "",
    part: bool = False,
) -> Response:
    """What a query finds in a format; without one the page where it is chosen, or with `part` the menu for it.

    QueryError as for selections.
    """
    query = language.parse(q)
    if name:
        file = _made(store, query, kind, exporter_named(name), chosen, gone_of(request))
        return _sent(file, name) if file else Response(status_code=503)
    shown: dict[str, Any] = {"q": str(query), "kind": kind, "formats": formats(), "most": MOST_ARTICLES}
    if part:
        return page(request, "downloads_menu.html", **shown)
    totals = [(one, Selection(store, query, one).total(COUNTING)) for one in KINDS[kind]]
    return page(request, "downloads.html", **shown, totals=totals)


def _sent(file: IO[bytes], name: str) -> Response:
    """The file as an answer, which closes it."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    headers = {
        "Content-Disposition": f'attachment; filename="lansir-{_plain(name)}-{date.today().isoformat()}.zip"',
        "Content-Length": str(size),
    }
    blocks = iter(lambda: file.read(BLOCK), b"")
    return StreamingResponse(blocks, 200, headers, "application/zip", BackgroundTask(file.close))


def _made(
    store: Store, query: language.Query, kind: What, exporter: Exporter, chosen: Options, gone: threading.Event
) -> IO[bytes] | None:
    """The archive in a temporary file that is gone when it is closed; None where nobody waits for it any more.

    503 where too many are being made.
    """
    if not AT_ONCE.acquire(blocking=False):
        raise Refused(503, "refusal.downloads")
    try:
        file = cast(IO[bytes], tempfile.TemporaryFile(prefix="lansir-"))  # noqa: SIM115  # it is closed when it was sent
        try:
            _write(file, store, _Bounded(store, query, kind), exporter, chosen, gone)
        except BaseException as error:
            file.close()
            if gone.is_set() and isinstance(error, (BrokenPipeError, StoreError)):
                return None
            raise
        return file
    finally:
        AT_ONCE.release()


def _write(
    file: IO[bytes], store: Store, source: "_Bounded", exporter: Exporter, chosen: Options, gone: threading.Event
) -> None:
    archive = Zip(file)
    try:
        sidecar = export_while_asked(gone, store, source, archive, exporter, chosen, str(source.query) or None)
    except BaseException:
        with suppress(OSError, ValueError):  # else it would be closed later, and write into a file that is gone
            archive.close()
        raise
    finally:
        store.connection.execute("COMMIT")  # who takes the file slowly must not hold the store in its present state
    with archive.open(SIDECAR) as described:
        described.write(_described(sidecar, source))
    archive.close()


def _described(sidecar: Sidecar, source: "_Bounded") -> bytes:
    """The sidecar, which says too what was left out because of the bound."""
    if source.cut:
        told = (
            f"a download has at most {MOST_ARTICLES} articles, the first in order; `lansir export` writes all of them"
        )
        sidecar = msgspec.structs.replace(sidecar, losses=[*sidecar.losses, Loss("articles", told, source.left)])
    return sidecar_bytes(sidecar)


class _Bounded:
    """The articles of a selection, each once, up to a bound; what is beyond it is counted."""

    def __init__(self, store: Store, query: language.Query, kind: What) -> None:
        self._store, self.query, self._kinds = store, query, KINDS[kind]
        self.left = 0

    @property
    def cut(self) -> bool:
        return self.left > 0

    def entries(self) -> Iterator[Entry]:
        chosen: dict[int, dict[Kind, list[str]]] = {}
        beyond: set[int] = set()
        with store_errors(self._store.path):
            for kind in self._kinds:
                for article, identity in self._articles(kind):
                    if article not in chosen and len(chosen) >= MOST_ARTICLES:
                        beyond.add(article)
                    else:
                        chosen.setdefault(article, {}).setdefault(kind, []).append(identity)
            self.left = len(beyond)
            for article, found in chosen.items():
                yield entry(self._store, id_of("ar", article), found.get("events", []), found.get("statements", []))

    def _articles(self, kind: Kind) -> Iterator[tuple[int, str]]:
        """The article and id of each row, in order."""
        table, prefix = kind.removesuffix("s"), kind[:2]
        sql = f"SELECT x.article, x.id FROM json_each(?) j CROSS JOIN {table} x ON x.id = j.value ORDER BY j.key"
        places = Walk(self._store.connection, self.query, kind, date.today()).after()
        while ids := [place.id for place in islice(places, CHUNK)]:
            for article, key in self._store.connection.execute(sql, (listed(ids),)):
                yield article, id_of(prefix, key)


def _plain(name: str) -> str:
    return "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-_"))
