"""One page from the web: schemes, hosts, redirects, size and time are all bounded.

A page's address is hostile text too, and a redirect may point into the reader's own network. So every hop's host is
resolved first and refused if any of its addresses is not public; the connection then goes to an address that was
checked, with the name kept in the Host header and in TLS. Proxies of the environment are not used: what stands behind
one could not be checked.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from lansir._version import __version__
from lansir.errors import FetchError

if TYPE_CHECKING:
    import httpx

__all__ = ["MAX_REDIRECTS", "SIZE_LIMIT", "Answer", "Fetched", "fetch", "refusal", "request"]

SIZE_LIMIT = 25_000_000
MAX_REDIRECTS = 5
MAX_ADDRESSES = 4
MAX_HEADER = 4_000
"""Characters of a header that is kept: what is longer is no ETag, date or media type."""
HEADERS = {
    "User-Agent": f"lansir/{__version__}",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
}
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
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Fetched(msgspec.Struct, frozen=True):
    """What came back: the bytes (compression undone), the Content-Type as sent, the address after redirects."""

    data: bytes
    media_type: str | None
    url: str
    status: int


class Answer(msgspec.Struct, frozen=True):
    """A server's answer of any status: the address after redirects, header names in small letters.

    `data` is the body, compression undone; empty unless the status is a success.
    """

    url: str
    status: int
    phrase: str
    headers: dict[str, str]
    data: bytes = b""

    @property
    def is_success(self) -> bool:
        """Whether the page came back."""
        return 200 <= self.status < 300


def fetch(url: str, *, timeout: float = 20, limit: int = SIZE_LIMIT, allow_private: bool = False) -> Fetched:
    """The page at `url`, an http or https address; at most five redirects are followed.

    `timeout` is in seconds for the whole of it, `limit` in bytes of the page, compression undone. Hosts with an address
    that is not public (private, loopback, link-local, reserved) are refused on every hop unless `allow_private`.
    Raises FetchError: wrong scheme, unknown host, refused, timeout, TLS, HTTP status, too large, too many redirects.
    """
    answer = request(url, timeout=timeout, limit=limit, allow_private=allow_private)
    if not answer.is_success:
        raise refusal(answer)
    return Fetched(answer.data, answer.headers.get("content-type"), answer.url, answer.status)


def request(
    url: str,
    *,
    timeout: float = 20,
    limit: int = SIZE_LIMIT,
    allow_private: bool = False,
    headers: Mapping[str, str] = MappingProxyType({}),
    follow: Callable[[str], None] = lambda url: None,
) -> Answer:
    """Like `fetch`, with the answer given whatever its status is; `headers` are sent beside those of every request.

    `follow` is told where each redirect leads before it is followed, and may raise FetchError to stop there.
    """
    import httpx  # noqa: PLC0415 - reading a file should not pay for it

    deadline = time.monotonic() + timeout
    with _client() as client:
        client.headers.update(headers)
        try:
            here = httpx.URL(url.strip())
            for _ in range(MAX_REDIRECTS + 1):
                answer = _visit(client, here, deadline, limit, allow_private)
                if isinstance(answer, Answer):
                    return answer
                follow(str(answer))
                here = answer
        except httpx.InvalidURL as error:
            raise _failure(url, f"not an address ({error})", "check the address") from None
        except httpx.HTTPError as error:
            raise _explained(str(here), error, timeout) from error
    raise _failure(url, f"more than {MAX_REDIRECTS} redirects", "open it in a browser and give the final address")


def refusal(answer: Answer) -> FetchError:
    """The error that tells of an answer without a page."""
    advice = ADVICE.get(answer.status, "try again later, or check the address")
    return _failure(answer.url, f"HTTP {answer.status} {answer.phrase}".strip(), advice)


def _client() -> "httpx.Client":
    import httpx  # noqa: PLC0415

    return httpx.Client(verify=_tls(), headers=HEADERS, follow_redirects=False, trust_env=False)


@cache
def _tls() -> ssl.SSLContext:
    """Loaded once: the certificates take longer to read than many a page."""
    import httpx  # noqa: PLC0415

    return httpx.create_ssl_context()


def _visit(
    client: "httpx.Client", url: "httpx.URL", deadline: float, limit: int, allow_private: bool
) -> "Answer | httpx.URL":
    """One hop: the answer, or the address that it redirects to."""
    addresses = _checked_addresses(url, allow_private)
    client.cookies.clear()
    response = _send(client, url, addresses, deadline)
    try:
        if response.has_redirect_location:
            return url.join(response.headers["location"])
        data = _body(response, url, deadline, limit) if response.is_success else b""
        headers = {name: value for name, value in response.headers.items() if len(value) <= MAX_HEADER}
        return Answer(str(url), response.status_code, response.reason_phrase, headers, data)
    finally:
        response.close()


def _send(client: "httpx.Client", url: "httpx.URL", addresses: list[str], deadline: float) -> "httpx.Response":
    """The answer, its body not yet read, of the first address that takes a connection."""
    import httpx  # noqa: PLC0415

    headers, extensions = {"Host": url.netloc.decode("ascii")}, {"sni_hostname": url.raw_host.decode("ascii")}
    for left, address in enumerate(addresses, start=1 - len(addresses)):
        pinned = url.copy_with(host=address)
        wait = max(deadline - time.monotonic(), 0.01)
        request = client.build_request("GET", pinned, headers=headers, extensions=extensions, timeout=wait)
        try:
            return client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            if left == 0:
                raise
    raise _failure(str(url), "the host has no address", "check the address")


def _checked_addresses(url: "httpx.URL", allow_private: bool) -> list[str]:
    """The host's addresses, all of them checked, the first few given."""
    if url.scheme not in ("http", "https"):
        raise _failure(str(url), f"scheme {url.scheme or 'none'!r}", "give an http or https address, or a file")
    if not url.host:
        raise _failure(str(url), "no host in it", "check the address")
    try:
        found = socket.getaddrinfo(url.raw_host.decode("ascii"), url.port or url.scheme, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _failure(str(url), f"host {url.host!r} not found", "check the address and the connection") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = [address for address in addresses if not _is_public(address)]
    if private and not allow_private:
        raise _failure(
            str(url), f"{url.host} is a private address ({private[0]})", "allow private addresses to read it"
        )
    return addresses[:MAX_ADDRESSES]


def _is_public(address: str) -> bool:
    """Also of the IPv4 address that an IPv6 one stands for (mapped, 6to4, Teredo, NAT64)."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in NAT64:
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        embedded = [one for one in inner if one is not None]
        if embedded:
            return all(_is_public(str(one)) for one in embedded)
    return ip.is_global and not ip.is_multicast


def _body(response: "httpx.Response", url: "httpx.URL", deadline: float, limit: int) -> bytes:
    import httpx  # noqa: PLC0415

    parts, size = [], 0
    declared = response.headers.get("content-length", "")
    too_large = _failure(str(url), f"larger than {limit:,} bytes", "raise the limit, or save the page and cut it")
    if declared.isdigit() and len(declared) < 20 and int(declared) > limit:
        raise too_large
    for part in response.iter_bytes():
        size += len(part)
        if size > limit:
            raise too_large
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("the page came too slowly")
        parts.append(part)
    return b"".join(parts)


def _explained(url: str, error: "httpx.HTTPError", timeout: float) -> FetchError:
    import httpx  # noqa: PLC0415

    causes = _causes(error)
    if isinstance(error, httpx.TimeoutException):
        return _failure(url, f"no full answer within {timeout:g} s", "try again, or give it more time")
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        why = next(str(cause) for cause in causes if isinstance(cause, ssl.SSLError))
        return _failure(
            url, f"no secure connection ({why})", f"check the address and this machine's clock, or {SAVE_IT}"
        )
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return _failure(url, "connection refused", "check the address and its port")
    if isinstance(error, httpx.ConnectError):
        return _failure(url, f"no connection ({error})", "check the connection")
    return _failure(url, f"the answer broke off or is malformed ({error or type(error).__name__})", "try again")


def _causes(error: BaseException) -> list[BaseException]:
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and len(chain) < 10:
        chain.append(cause)
    return chain


def _failure(url: str, what: str, advice: str) -> FetchError:
    line = " ".join("".join(char if char.isprintable() else "?" for char in f"{url[:200]}: {what}").split())
    return FetchError(f"cannot fetch {line}: {advice}")
