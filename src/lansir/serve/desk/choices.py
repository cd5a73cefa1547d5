"""What a reader chooses for all pages: the language of the labels, light or dark."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from lansir.serve.desk.pages import THEME_COOKIE, THEMES
from lansir.serve.labels import languages
from lansir.serve.told import LANGUAGE_COOKIE

__all__ = ["router"]

router = APIRouter()
YEAR = 365 * 24 * 3600


@router.post("/choices")
def choose(
    request: Request,
    back: Annotated[str, Form()] = "/",
    language: Annotated[str, Form()] = "",
    theme: Annotated[str, Form()] = "",
) -> Response:
    """Keep a choice in the browser, and go back to the page it was made on."""
    answer = RedirectResponse(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", 303)
    if language in languages():
        answer.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR, samesite="strict")
    if theme in (*THEMES, "auto"):
        answer.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="strict")
    return answer
