"""Drop a page: an address, text or a file is read and shown at once, and stored where that is wanted."""

from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.background import BackgroundTask
from starlette.datastructures import FormData

from lansir.errors import LansirError, NotAStore, StoreBusy
from lansir.keys import key_of
from lansir.query.entries import Entry
from lansir.record import Record
from lansir.serve.desk.article import mentioned, tellers
from lansir.serve.desk.drop_given import LARGEST, LONGEST, Fault, given_form, given_of
from lansir.serve.desk.drop_reading import Dropped, ReadPage
from lansir.serve.desk.layers import LAYERS, shown_blocks
from lansir.serve.desk.pages import page
from lansir.serve.opened import Stores
from lansir.serve.security import CSRF_FIELD, is_forged
from lansir.serve.told import Refused

__all__ = ["router", "unstored"]

router = APIRouter()
Token = Annotated[str, Form(max_length=100)]
Csrf = Annotated[str | None, Form(alias=CSRF_FIELD)]
Published = Annotated[str, Form(max_length=40)]
UNDATED = "no_publication_date"
"""The reason that the page tells in its own words."""
MEGABYTE = 1_000_000
STATUS = {
    "large": 413,
    "long": 413,
    "length": 411,
    "busy": 503,
    "time": 503,
    "fault": 500,
    "store": 503,
    "store_busy": 503,
}
making = Lock()


@router.get("/drop")
def show_drop(request: Request) -> Response:
    """The form; the model is loaded behind it."""
    answer = _form(request)
    answer.background = BackgroundTask(_dropped(request).load)
    return answer


@router.post("/drop")
async def drop(request: Request) -> Response:
    """Read what was dropped, and lead to its record; the form again where that cannot be."""
    form = await given_form(request)
    if isinstance(form, Fault):
        return _form(request, form)
    try:
        _refuse_forged(request, form.get(CSRF_FIELD))
        given = await given_of(form)
    finally:
        await form.close()
    token = given if isinstance(given, Fault) else await _dropped(request).read(given)
    if isinstance(token, Fault):
        return _form(request, token, form)
    return RedirectResponse(f"/drop/read/{token}", 303)


@router.get("/drop/read/{token}")
def show_read(request: Request, token: str) -> Response:
    """The record of a page that was read, whether it is stored or not."""
    return _read_page(request, token, _kept(request, token))


@router.post("/drop/again")
async def read_again(request: Request, token: Token = "", csrf: Csrf = None, published: Published = "") -> Response:
    """Read a page anew with a date, and lead to its record."""
    _refuse_forged(request, csrf)
    found = _kept(request, token)
    again = await _dropped(request).read(found.dated(published.strip()))
    if isinstance(again, Fault):
        return _read_page(request, token, found, again)
    return RedirectResponse(f"/drop/read/{again}", 303)


@router.post("/drop/store")
def keep(request: Request, token: Token = "", csrf: Csrf = None) -> Response:
    """Store a page that was read and place it in its story, and lead to its article."""
    if request.app.state.settings.read_only:
        raise Refused(403, "drop.read_only")
    _refuse_forged(request, csrf)
    found = _kept(request, token)
    try:
        _store(request.app.state.stores, found)
    except StoreBusy as error:
        return _read_page(request, token, found, Fault("store_busy", str(error)))
    except (LansirError, ValueError, OverflowError, RecursionError) as error:
        return _read_page(request, token, found, Fault("store", str(error)))
    return RedirectResponse(f"/article/{found.record.article.id}", 303)


def unstored(record: Record) -> Entry:
    """The record as pages take it: of no story, told nowhere else."""
    return Entry(
        record=record,
        selected_events=frozenset(event.id for event in record.events),
        selected_statements=frozenset(told.id for told in record.statements),
        story=None,
        origin=None,
        how=None,
        source=None,
        version=1,
        newest=True,
        ingested="",
        occurred={},
    )


def _form(request: Request, fault: Fault | None = None, form: FormData | None = None) -> Response:
    fields = {name: form.get(name) if form else "" for name in ("url", "text", "published")}
    return page(
        request,
        "drop.html",
        status=STATUS.get(fault.label, 400) if fault else 200,
        fault=fault,
        fields={name: value if isinstance(value, str) else "" for name, value in fields.items()},
        largest=LARGEST,
        longest=LONGEST,
        megabytes=LARGEST // MEGABYTE,
        seconds=f"{_dropped(request).seconds:g}",
    )


def _read_page(request: Request, token: str, found: ReadPage, fault: Fault | None = None) -> Response:
    record, entry = found.record, unstored(found.record)
    return page(
        request,
        "drop_read.html",
        status=STATUS.get(fault.label, 400) if fault else 200,
        fault=fault,
        seconds=f"{_dropped(request).seconds:g}",
        token=token,
        name=found.name,
        entry=entry,
        record=record,
        article=record.article,
        blocks=shown_blocks(record),
        layers=list(LAYERS),
        mentioned=mentioned(record),
        sources=tellers(entry),
        reasons=[reason for reason in (*record.article.reasons, *record.reasons) if reason.code != UNDATED],
        stored=_is_stored(request.app.state.stores, record),
    )


def _is_stored(stores: Stores, record: Record) -> bool:
    try:
        with stores.reading() as store:
            return record.article.id in store
    except NotAStore:
        return False


def _store(stores: Stores, found: ReadPage) -> None:
    """Store and place it, all of it or nothing; where it was there already nothing changes."""
    with stores.writing() as store, store.writing():
        store.put(found.record, found.page, found.vectors)
        store.placer.place(key_of(found.record.article.id))


def _kept(request: Request, token: str) -> ReadPage:
    found = _dropped(request).get(token)
    if found is None:
        raise Refused(404, "drop.forgotten")
    return found


def _dropped(request: Request) -> Dropped:
    """What was dropped on this server."""
    state = request.app.state
    with making:
        if state.dropped is None:
            state.dropped = Dropped()
        found: Dropped = state.dropped
        return found


def _refuse_forged(request: Request, field: object) -> None:
    if is_forged(request, field if isinstance(field, str) else None):
        raise Refused(403, "review.forged")
