"""The review desk: what waits, one at a time, the least sure first; confirmed, corrected, rejected, taken back."""

from typing import Annotated, Literal, get_args
from urllib.parse import quote, unquote

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from lansir.errors import InputError, StoreBusy, StoreError
from lansir.query.entries import Entry
from lansir.query.sql import Kind
from lansir.record import Event, Statement
from lansir.review import State, Verdict
from lansir.review.decisions import decide_within
from lansir.serve.desk.pages import given_text, page
from lansir.serve.desk.review_card import Card, card, card_of, last_decision
from lansir.serve.desk.review_fields import Values, correction, given_values
from lansir.serve.desk.review_queue import Asked, Queue, queue
from lansir.serve.desk.review_recent import Recent, decided_today, recent
from lansir.serve.opened import Stores, reading
from lansir.serve.security import CSRF_FIELD, is_forged
from lansir.serve.told import Refused
from lansir.store import Store

__all__ = ["Deciding", "Fault", "deciding", "posted", "router"]

router = APIRouter()
Reading = Annotated[Store, Depends(reading)]
NAME_COOKIE = "lansir_reviewer"
LONGEST_NAME = 80
LONGEST_NOTE = 1000
YEAR = 365 * 24 * 3600
MOST_FIELDS = 500


class Fault(msgspec.Struct, frozen=True):
    """Why a decision was not stored: the key of the words for it, and the message where there is one."""

    label: Literal["name", "stale", "unchanged", "changed", "busy", "store", "value"]
    message: str = ""

    @property
    def status(self) -> int:
        """The status of the answer that tells it."""
        return {"stale": 409, "busy": 503, "store": 503}.get(self.label, 400)


class Deciding(msgspec.Struct, frozen=True):
    """The form of a decision on a card: `by` whom, empty where that is not known yet, and where it leads afterwards."""

    card: Card
    by: str
    note: str = ""
    back: str = ""
    queue: Queue | None = None
    fault: Fault | None = None


class _Refused(Exception):
    """A decision that cannot be stored."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


async def posted(request: Request) -> FormData:
    """The form that was sent; a refusal where nothing may be written here, or no page of ours sent it."""
    if request.app.state.settings.read_only:
        raise Refused(403, "review.read_only")
    form = await request.form(max_fields=MOST_FIELDS, max_files=0)
    field = form.get(CSRF_FIELD)
    if is_forged(request, field if isinstance(field, str) else None):
        raise Refused(403, "review.forged")
    return form


Posted = Annotated[FormData, Depends(posted)]


@router.get("/review")
def show_queue(
    request: Request, store: Reading, q: str = "", kind: Kind = "events", after: str = "", item: str = "", done: int = 0
) -> Response:
    """The next item that waits; `item` names one that is shown instead, `done` the decision that was just made."""
    asked = Asked(q, kind, after)
    found = queue(store, asked, item or None)
    if item and not found.fault:
        card(store, item)
    return _shown(request, store, found, done=done)


@router.get("/review/{target}")
def show_one(request: Request, target: str, store: Reading) -> Response:
    """One event or statement to be decided on, whether it waits or not."""
    return _page(request, store, Deciding(card(store, target), name_of(request), back=_own_page(target)), None)


@router.post("/review")
def decide(request: Request, form: Posted) -> Response:
    """Store a decision, and go on: to the next item, or to where it was made."""
    stores: Stores = request.app.state.stores
    target, name = given_text(form, "target"), _cut(given_text(form, "by"), LONGEST_NAME) or name_of(request)
    with stores.reading() as store:
        stands = card(store, target)
    values = given_values(form, stands.values)
    try:
        number = _store(stores, _verdict(form, stands, values), name, given_text(form, "seen"))
    except _Refused as error:
        return _named(_refused(request, form, error.fault, values, name), name)
    return _named(RedirectResponse(_onward(form, target, number), 303), name)


@router.post("/review/name")
def rename(form: Posted) -> Response:
    """Keep the name of who decides in the browser, or forget it where it is empty."""
    name = _cut(given_text(form, "by"), LONGEST_NAME)
    return _named(RedirectResponse(_local(given_text(form, "back")) or "/review", 303), name)


def deciding(request: Request, store: Store, found: Entry, item: Event | Statement) -> Deciding | None:
    """The small form for the page of an event or statement; None where nothing may be decided."""
    if request.app.state.settings.read_only:
        return None
    made = card_of(found, item, last_decision(store.connection, item.id))
    return Deciding(made, name_of(request), back=_own_page(item.id))


def name_of(request: Request) -> str:
    """Who decides in this browser, empty where that is not known."""
    return _cut(unquote(request.cookies.get(NAME_COOKIE, "")), LONGEST_NAME)


def _shown(request: Request, store: Store, found: Queue, *, done: int = 0) -> Response:
    made = Deciding(card(store, found.target), name_of(request), queue=found) if found.target else None
    return _page(request, store, made, found, done=done)


def _page(request: Request, store: Store, made: Deciding | None, found: Queue | None, *, done: int = 0) -> Response:
    name = made.by if made else name_of(request)
    last: list[Recent] = recent(store, name) if name else []
    return page(
        request,
        "review.html",
        status=made.fault.status if made and made.fault else 400 if found and found.fault else 200,
        deciding=made,
        queue=found,
        by=name,
        recent=last,
        done=next((one for one in last if one.number == done), None),
        today=decided_today(store.connection, name) if name else 0,
    )


def _refused(request: Request, form: FormData, fault: Fault, values: Values, name: str) -> Response:
    """The page again, with what was filled in and why it was not stored."""
    stores: Stores = request.app.state.stores
    back, target = _local(given_text(form, "back")), given_text(form, "target")
    with stores.reading() as store:
        asked = _asked(form)
        found = None if back else msgspec.structs.replace(queue(store, asked, target), next=given_text(form, "next"))
        made = Deciding(card(store, target, values), name, given_text(form, "note"), back, found, fault)
        return _page(request, store, made, found)


def _verdict(form: FormData, stands: Card, values: Values) -> Verdict:
    """What is decided; `_Refused` where fields and button contradict each other."""
    state, note = given_text(form, "decision"), _cut(given_text(form, "note"), LONGEST_NOTE) or None
    if state not in get_args(State):
        raise HTTPException(400, f"decision: {state[:20]!r} is none of {', '.join(get_args(State))}")
    try:
        changes = correction(stands.values, values)
    except InputError as error:
        raise _Refused(Fault("value", str(error))) from None
    if state == "confirmed" and changes:
        raise _Refused(Fault("changed"))
    if state == "corrected" and not changes:
        raise _Refused(Fault("unchanged"))
    return Verdict(stands.item.id, state, note, changes if state == "corrected" else None)  # type: ignore[arg-type]


def _store(stores: Stores, verdict: Verdict, name: str, seen: str) -> int:
    """Store a decision, unless somebody made another since number `seen`, that the page knew; its own number."""
    if not name:
        raise _Refused(Fault("name"))
    try:
        with stores.writing() as store, store.writing():
            if seen and str(last_decision(store.connection, verdict.target)) != seen:
                raise _Refused(Fault("stale"))
            (made,) = decide_within(store, [verdict], name)
            return made.number
    except StoreBusy:
        raise _Refused(Fault("busy")) from None
    except StoreError as error:
        raise _Refused(Fault("store", str(error))) from None
    except InputError as error:
        raise _Refused(Fault("value", str(error).removeprefix(f"{verdict.target}: "))) from None


def _onward(form: FormData, target: str, number: int) -> str:
    """Where a stored decision leads: one that was taken back shows its item again."""
    if back := _local(given_text(form, "back")):
        return back
    asked = _asked(form)
    if given_text(form, "decision") == "machine":
        kind: Kind = "events" if target.startswith("ev-") else "statements"
        return asked.address(kind=kind, after=asked.after if kind == asked.kind else "", item=target)
    return asked.address(after=given_text(form, "next"), done=str(number))


def _asked(form: FormData) -> Asked:
    kind: Kind = "statements" if given_text(form, "kind") == "statements" else "events"
    return Asked(given_text(form, "q"), kind, given_text(form, "after"))


def _named(answer: Response, name: str) -> Response:
    """The answer, with the name kept in the browser; an empty one is forgotten."""
    answer.set_cookie(NAME_COOKIE, quote(name), max_age=YEAR if name else 0, httponly=True, samesite="strict")
    return answer


def _own_page(target: str) -> str:
    return f"/{'event' if target.startswith('ev-') else 'statement'}/{target}"


def _local(address: str) -> str:
    """The address where it is one of this server, else nothing."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else ""


def _cut(text: str, most: int) -> str:
    """The text on one line, without what cannot be seen, and not too long."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:most]
