"""What is said where a page could not be fetched: one line, what is wrong and what to do."""

import ssl
from typing import TYPE_CHECKING

from lansir.errors import FetchError

if TYPE_CHECKING:
    import httpx

__all__ = ["SAVE_IT", "advice_on", "explained", "failure"]

SAVE_IT = "save the page in a browser and read the file"
ADVICE = {
    401: f"it asks for a login; {SAVE_IT}",
    402: f"it asks for payment; {SAVE_IT}",
    403: f"the site refuses programs; {SAVE_IT}",
    404: "there is no such page; check the address",
    410: "the page was taken down; look for an archived copy",
    429: "the site asks to slow down; try again later",
    451: "the page is blocked for legal reasons; look for an archived copy",
}
LONGEST = 200
"""Characters that are shown of an address, and of what a server says: both may be of any length."""


def failure(url: str, what: str, advice: str) -> FetchError:
    """The error of an address, whatever signs are in it."""
    told = f"{url[:LONGEST]}: {what[:LONGEST]}"
    line = " ".join("".join(char if char.isprintable() else "?" for char in told).split())
    return FetchError(f"cannot fetch {line}: {advice}")


def advice_on(status: int) -> str:
    """What to do about an HTTP status that is no success."""
    return ADVICE.get(status, "try again later, or check the address")


def explained(url: str, error: "httpx.HTTPError", timeout: float, *, late: bool) -> FetchError:
    """The error that tells of one of the HTTP library; `late` where the time was up, whatever broke off then."""
    import httpx  # noqa: PLC0415 - reading a file should not pay for it

    causes = _causes(error)
    if late or isinstance(error, httpx.TimeoutException):
        return failure(url, f"no full answer within {timeout:g} s", "try again, or give it more time")
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        why = next(str(cause) for cause in causes if isinstance(cause, ssl.SSLError))
        return failure(
            url, f"no secure connection ({why})", f"check the address and this machine's clock, or {SAVE_IT}"
        )
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return failure(url, "connection refused", "check the address and its port")
    if isinstance(error, httpx.ConnectError):
        return failure(url, f"no connection ({error})", "check the connection")
    return failure(url, f"the answer broke off or is malformed ({error or type(error).__name__})", "try again")


def _causes(error: BaseException) -> list[BaseException]:
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and len(chain) < 10:
        chain.append(cause)
    return chain
