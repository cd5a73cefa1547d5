"""What a request is answered that cannot be had: one shape for programs, a page for people."""

import logging

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from lansir.errors import InputError, LansirError, NotAStore, StoreBusy
from lansir.serve.desk.pages import page
from lansir.serve.labels import labels
from lansir.serve.told import ENGLISH, Refused, language_of

__all__ = ["Refusal", "add_refusals", "wants_json"]

FAULT = 500
log = logging.getLogger(__name__)
STATUS: dict[type[LansirError], int] = {InputError: 400, NotAStore: 503, StoreBusy: 503}
CODES = {400: "bad_request", 401: "no_token", 403: "forbidden", 404: "not_found", 405: "method", 413: "too_large",
         415: "media_type", 422: "bad_request", 500: "fault", 503: "unavailable"}  # fmt: skip


class Refusal(msgspec.Struct, frozen=True):
    """The one shape of errors: `{"error": {"code": "not_found", "message": "...", "status": 404}}`."""

    code: str
    message: str
    status: int


def add_refusals(app: FastAPI) -> None:
    """Answer every error, of ours and of others, in that shape."""

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        told = str(error.detail)
        if isinstance(error, Refused) and not wants_json(request):
            told = error.told(language_of(request))
        answer = refuse(request, error.status_code, told)
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
        return refuse(request, 400, told)

    @app.exception_handler(LansirError)
    async def _ours(request: Request, error: LansirError) -> Response:
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
        if status >= FAULT:
            log.error("%s: %s", request.url.path, error)
        return refuse(request, status, str(error))

    @app.exception_handler(Exception)
    async def _fault(request: Request, error: Exception) -> Response:
        log.exception("a request failed: %s", request.url.path)
        iso = ENGLISH if wants_json(request) else language_of(request)
        return refuse(request, FAULT, labels(iso)("refusal.fault"))


def wants_json(request: Request) -> bool:
    """Whether a program asked."""
    return request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", "text/html")


def refuse(request: Request, status: int, message: str) -> Response:
    """The answer to a request that cannot be had."""
    refusal = Refusal(CODES.get(status, "refused"), message, status)
    if wants_json(request):
        return Response(msgspec.json.encode({"error": refusal}), status, media_type="application/json")
    return page(request, "refusal.html", status=status, refusal=refusal)
