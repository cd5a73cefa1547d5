"""Rendering a page: its template, the words of the reader's language, and what every page shows."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import jinja2
from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from lansir._version import __version__
from lansir.knowledge.wording import reason_in, role_in
from lansir.serve.labels import labels, languages
from lansir.serve.security import CSRF_COOKIE, CSRF_FIELD, csrf_token
from lansir.serve.told import language_of
from lansir.words.catalogue import Messages, messages

__all__ = ["environment", "given_text", "language_of", "page", "theme_of"]

THEME_COOKIE = "lansir_theme"
THEMES = ("light", "dark")
SAFE_SCHEMES = ("http", "https")
LONGEST = 30_000
"""Bytes of what an address asks for: the longest query that is read, with most of its signs written by number."""
DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")


def page(request: Request, template: str, *, status: int = 200, **shown: object) -> Response:
    """A page in the language of the reader; `shown` is what the template takes beside what all of them have."""
    iso = language_of(request)
    token = csrf_token(request)
    body = (
        environment().get_template(template).render(**_common(request, iso), csrf=token, csrf_field=CSRF_FIELD, **shown)
    )
    answer = HTMLResponse(body, status_code=status)
    if CSRF_COOKIE not in request.cookies:
        answer.set_cookie(CSRF_COOKIE, token, httponly=True, samesite="strict")
    return answer


def theme_of(request: Request) -> str:
    """light or dark where it was chosen, else nothing: as the system has it."""
    wish: str = request.cookies.get(THEME_COOKIE, "")
    return wish if wish in THEMES else ""


def _common(request: Request, iso: str) -> dict[str, Any]:
    words = messages(iso)
    return {
        "t": labels(iso),
        "words": words,
        "lang": iso,
        "languages": languages(),
        "theme": theme_of(request),
        "path": request.url.path,
        "here": _here(request),
        "read_only": request.app.state.settings.read_only,
        "with_errors": request.app.state.settings.errors is not None,
        "version": __version__,
        "day": day_shower(words),
        "number": number_shower(iso),
    }


def _here(request: Request) -> str:
    """The address of the page, to come back to it; without what is asked for where that is too long to be read."""
    asked = request.url.query
    return f"{request.url.path}?{asked}" if 0 < len(asked) <= LONGEST else request.url.path


@cache
def environment() -> jinja2.Environment:
    """The templates: everything is escaped, and a name that is not there is an error."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(files("lansir.serve") / "templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters["safe_link"] = safe_link
    found.filters["percent"] = lambda value: f"{value:.0%}"
    found.filters["path"] = lambda value: quote(str(value), safe="")
    found.globals["reason_in"], found.globals["role_in"] = reason_in, role_in
    found.globals["query"] = lambda **given: urlencode({k: v for k, v in given.items() if v not in (None, "")})
    return found


def safe_link(address: str | None) -> str | None:
    """The address where it leads to a page of the web, else None: `javascript:` and the like are never linked."""
    try:
        return address if address and urlsplit(address).scheme.lower() in SAFE_SCHEMES else None
    except ValueError:
        return None


def day_shower(words: Messages) -> Callable[[str | None], str]:
    """Days for people: "28 Apr 2024"; what is less precise stays so."""

    def show(value: str | None) -> str:
        found = DAY.match(value or "")
        if not found:
            return value or ""
        month = words.months[int(found[2]) - 1][:3] if 1 <= int(found[2]) <= len(words.months) else found[2]
        return f"{int(found[3])} {month} {found[1]}" if found[3] else f"{month} {found[1]}"

    return show


def number_shower(iso: str) -> Callable[[int], str]:
    """Whole numbers with the language's own separator."""
    return lambda value: f"{value:,}".replace(",", "." if iso == "id" else ",")


def given_text(form: FormData, name: str) -> str:
    """A field of a form without blanks around it; empty where the form has no such words."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def today() -> str:
    """The day on this machine."""
    return date.today().isoformat()
