"""How people are told in their language that something cannot be had: from the labels, whoever refuses it."""

from collections.abc import Mapping
from typing import Final

from fastapi import Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from lansir.serve.labels import labels, languages

__all__ = ["ENGLISH", "LANGUAGE_COOKIE", "Refused", "language_of", "turn_away"]

LANGUAGE_COOKIE: Final = "lansir_lang"
ENGLISH: Final = "en"
"""What programs are told in, and whoever asks for no language that the desk speaks."""


class Refused(HTTPException):
    """A refusal by the key of its words in the labels, and what is filled into them."""

    def __init__(self, status: int, key: str, **given: object) -> None:
        """`detail` has the words in English."""
        super().__init__(status, labels(ENGLISH)(key, **given))
        self.key, self.given = key, given

    def told(self, iso: str) -> str:
        """The words in that language."""
        return labels(iso)(self.key, **self.given)


def language_of(request: Request) -> str:
    """The language of the labels: what was chosen, else the browser's, else English."""
    wishes = [request.cookies.get(LANGUAGE_COOKIE, "")]
    wishes += [part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    return next((wish for wish in wishes if wish in languages()), ENGLISH)


def turn_away(request: Request, refused: Refused, code: str, headers: Mapping[str, str] | None = None) -> Response:
    """An answer before any page is met: in the one shape of errors for programs, as plain text for people."""
    if request.scope["path"].startswith("/api/"):
        error = {"code": code, "message": refused.detail, "status": refused.status_code}
        return JSONResponse({"error": error}, refused.status_code, headers)
    return PlainTextResponse(refused.told(language_of(request)), refused.status_code, headers)
