"""Deciding through the API: the one endpoint that writes."""

from typing import Annotated

import anyio.to_thread
import msgspec
from fastapi import APIRouter, HTTPException, Request, Response
from msgspec import Meta

from lansir.errors import InputError
from lansir.review import Decision, Verdict, decide_all
from lansir.serve.api.answers import Decided
from lansir.serve.api.asked import LARGEST
from lansir.serve.api.endpoints import PREFIX
from lansir.serve.opened import Stores
from lansir.serve.security import is_forged

__all__ = ["DecisionsAsked", "router"]

router = APIRouter()
LARGEST_BODY = 1 << 20


class DecisionsAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is decided, and `by` whom."""

    by: Annotated[str, Meta(min_length=1, max_length=200)]
    decisions: Annotated[list[Verdict], Meta(min_length=1, max_length=LARGEST)]


@router.post(f"{PREFIX}/decisions", response_model=None)
async def decide(request: Request) -> Response:
    """Store decisions: all of them, or none."""
    if request.app.state.settings.read_only:
        raise HTTPException(403, "this server is read-only: nothing can be decided here; start it without --read-only")
    if is_forged(request, None):
        raise HTTPException(
            403, "this request is not known to come from you: send the header `Authorization: Bearer TOKEN` with it"
        )
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "send the decisions as JSON, with `Content-Type: application/json`")
    asked = _read(await _body(request))
    made = await anyio.to_thread.run_sync(_decide, request.app.state.stores, asked)
    return Response(msgspec.json.encode(Decided(made)), 201, media_type="application/json")


def _decide(stores: Stores, asked: DecisionsAsked) -> list[Decision]:
    with stores.writing() as store:
        return decide_all(store, asked.decisions, asked.by)


def _read(body: bytes) -> DecisionsAsked:
    try:
        return msgspec.json.decode(body, type=DecisionsAsked)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"the body cannot be read: {error}") from None


async def _body(request: Request) -> bytes:
    """The body, as long as it is not too long."""
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > LARGEST_BODY:
            raise HTTPException(413, f"the body is longer than {LARGEST_BODY} bytes; send several requests")
    return bytes(found)
