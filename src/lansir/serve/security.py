"""Who may ask, and what a browser may do with an answer."""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from lansir.serve.settings import Settings
from lansir.serve.told import Refused, turn_away

__all__ = ["CSRF_COOKIE", "CSRF_FIELD", "Guard", "csrf_token", "is_forged"]

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with "no-referrer" a browser sends forms with `Origin: null`
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
TOKEN_COOKIE: Final = "lansir_token"
CSRF_COOKIE: Final = "lansir_csrf"
CSRF_FIELD: Final = "csrf"
CSRF_HEADER: Final = "x-lansir-csrf"
SAFE_METHODS: Final = ("GET", "HEAD", "OPTIONS")
Next = Callable[[Request], Awaitable[Response]]


class Guard:
    """Looks at every request before any page does, and puts the headers on every answer."""

    def __init__(self, settings: Settings) -> None:
        """Guard a server of these settings."""
        self.settings = settings

    async def __call__(self, request: Request, following: Next) -> Response:
        """The answer of what follows, or a refusal."""
        response = self._refusal(request) or await following(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.url.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "public, max-age=86400")
        else:
            response.headers.setdefault("Cache-Control", "no-cache")
        return response

    def _refusal(self, request: Request) -> Response | None:
        if not self._known_host(request):
            return turn_away(request, Refused(421, "refusal.unknown_name"), "refused")
        return self._without_token(request)

    def _known_host(self, request: Request) -> bool:
        """A page of the web whose name was made to point here (DNS rebinding) gives its own name."""
        allowed = self.settings.allowed_hosts
        try:
            host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
        except ValueError:  # a bracket that is not closed
            return False
        return "*" in allowed or host in allowed or f"[{host}]" in allowed

    def _without_token(self, request: Request) -> Response | None:
        token = self.settings.token
        if token is None:
            return None
        asked = request.query_params.get("token")
        if asked is not None and _same(asked, token) and request.method == "GET":
            leading = RedirectResponse(str(request.url.remove_query_params("token")), status_code=303)
            leading.set_cookie(TOKEN_COOKIE, token, httponly=True, samesite="strict")
            return leading
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if _same(bearer, token) or _same(request.cookies.get(TOKEN_COOKIE, ""), token):
            return None
        return turn_away(request, Refused(401, "refusal.no_token"), "no_token", {"WWW-Authenticate": "Bearer"})


def csrf_token(request: Request) -> str:
    """What forms of this browser must send back; a new one where it has none yet."""
    found: str | None = request.cookies.get(CSRF_COOKIE)
    if not found:
        found = getattr(request.state, "csrf", None) or secrets.token_urlsafe(24)
        request.state.csrf = found
    return found


def is_forged(request: Request, field: str | None) -> bool:
    """Whether a write does not come from a page of this server: by its origin and by the form's token.

    `field` is the form's hidden field; scripts send the header instead. A request that brings the bearer token itself
    is a program's own.
    """
    if request.method in SAFE_METHODS or request.headers.get("authorization", "").startswith("Bearer "):
        return False
    origin = request.headers.get("origin")
    if origin is not None and _place_of(origin) != request.headers.get("host", ""):
        return True
    given = field or request.headers.get(CSRF_HEADER, "")
    return not _same(given, request.cookies.get(CSRF_COOKIE, ""))


def _place_of(origin: str) -> str | None:
    """Host and port of an origin; None where it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:  # a bracket that is not closed
        return None


def _same(one: str, other: str) -> bool:
    return bool(one) and bool(other) and hmac.compare_digest(one.encode(), other.encode())
