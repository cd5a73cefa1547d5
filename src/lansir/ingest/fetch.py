"""One page from the web: schemes, hosts, redirects, size and time are all bounded.

A page's address is hostile text too, and a redirect may point into the reader's own network. So every hop's host is
resolved first and refused if any of its addresses is not public; the connection then goes to an address that was
checked, with the name kept in the Host header and in TLS. Proxies of the environment are not used: what stands behind
one could not be checked.
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from lansir._version import __version__
from lansir.errors import FetchError
from lansir.ingest.fetch_body import ENCODINGS, read_body
from lansir.ingest.fetch_deadline import Deadline
from lansir.ingest.fetch_faults import advice_on, explained, failure
from lansir.limits import MOST_BYTES

if TYPE_CHECKING:
    import httpx

__all__ = ["MAX_REDIRECTS", "SIZE_LIMIT", "Answer", "Fetched", "fetch", "refusal", "request"]

SIZE_LIMIT = MOST_BYTES
MAX_REDIRECTS = 5
MAX_ADDRESSES = 4
MAX_HEADER = 4_000
"""Characters of a header that is kept: what is longer is no ETag, date or media type."""
HEADERS = {
    "User-Agent": f"lansir/{__version__}",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Encoding": ENCODINGS,
}
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
"""All of IPv6 that is given out for the public net (IANA, IPv6 address space)."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")
NOT_PUBLIC = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("192.88.99.0/24"))
"""Special blocks of IPv4 (RFC 6890, RFC 7526) that `ipaddress` calls global in some versions of Python, in part."""


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
    with Deadline(timeout) as deadline, _client() as client:
        client.headers.update(headers)
        bounds, here = _Bounds(deadline, limit, allow_private), _parsed(url)
        for _ in range(MAX_REDIRECTS + 1):
            answer = _visited(client, here, bounds)
            if isinstance(answer, Answer):
                return answer
            follow(str(answer))
            here = answer
    raise failure(url, f"more than {MAX_REDIRECTS} redirects", "open it in a browser and give the final address")


def refusal(answer: Answer) -> FetchError:
    """The error that tells of an answer without a page."""
    return failure(answer.url, f"HTTP {answer.status} {answer.phrase}".strip(), advice_on(answer.status))


class _Bounds(msgspec.Struct, frozen=True):
    """How far a request may go."""

    deadline: Deadline
    limit: int
    allow_private: bool


def _client() -> "httpx.Client":
    import httpx  # noqa: PLC0415 - reading a file should not pay for it

    return httpx.Client(verify=_tls(), headers=HEADERS, follow_redirects=False, trust_env=False)


@cache
def _tls() -> ssl.SSLContext:
    """Loaded once: the certificates take longer to read than many a page."""
    import httpx  # noqa: PLC0415

    return httpx.create_ssl_context()


def _parsed(url: str) -> "httpx.URL":
    import httpx  # noqa: PLC0415

    try:
        return httpx.URL(url.strip())
    except httpx.InvalidURL as error:
        raise failure(url, f"not an address ({error})", "check the address") from None


def _visited(client: "httpx.Client", url: "httpx.URL", bounds: _Bounds) -> "Answer | httpx.URL":
    """One hop, its errors told."""
    import httpx  # noqa: PLC0415

    try:
        return _visit(client, url, bounds)
    except httpx.InvalidURL as error:
        raise failure(str(url), f"it redirects to what is no address ({error})", "check the address") from None
    except httpx.HTTPError as error:
        raise explained(str(url), error, bounds.deadline.seconds, late=bounds.deadline.passed) from error


def _visit(client: "httpx.Client", url: "httpx.URL", bounds: _Bounds) -> "Answer | httpx.URL":
    """One hop: the answer, or the address that it redirects to."""
    addresses = _checked_addresses(url, bounds.allow_private)
    client.cookies.clear()
    response = _send(client, url, addresses, bounds.deadline)
    try:
        if response.has_redirect_location:
            return url.join(response.headers["location"])
        data = read_body(response, str(url), bounds.limit, bounds.deadline) if response.is_success else b""
        headers = {name: value for name, value in response.headers.items() if len(value) <= MAX_HEADER}
        return Answer(str(url), response.status_code, response.reason_phrase, headers, data)
    finally:
        response.close()


def _send(client: "httpx.Client", url: "httpx.URL", addresses: list[str], deadline: Deadline) -> "httpx.Response":
    """The answer, its body not yet read, of the first address that takes a connection."""
    import httpx  # noqa: PLC0415

    headers = {"Host": url.netloc.decode("ascii")}
    extensions = {"sni_hostname": url.raw_host.decode("ascii"), "trace": deadline.watch}
    for left, address in enumerate(addresses, start=1 - len(addresses)):
        pinned = url.copy_with(host=address)
        request = client.build_request("GET", pinned, headers=headers, extensions=extensions, timeout=deadline.left)
        try:
            return client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            if left == 0:
                raise
    raise failure(str(url), "the host has no address", "check the address")


def _checked_addresses(url: "httpx.URL", allow_private: bool) -> list[str]:
    """The host's addresses, all of them checked, the first few given."""
    if url.scheme not in ("http", "https"):
        raise failure(str(url), f"scheme {url.scheme or 'none'!r}", "give an http or https address, or a file")
    if not url.host:
        raise failure(str(url), "no host in it", "check the address")
    try:
        found = socket.getaddrinfo(url.raw_host.decode("ascii"), url.port or url.scheme, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise failure(str(url), f"host {url.host!r} not found", "check the address and the connection") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = [address for address in addresses if not _is_public(address)]
    if private and not allow_private:
        raise failure(str(url), f"{url.host} is a private address ({private[0]})", "allow private addresses to read it")
    return addresses[:MAX_ADDRESSES]


def _is_public(address: str) -> bool:
    """Also of the IPv4 address that an IPv6 one stands for (mapped, 6to4, Teredo, NAT64)."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast and not any(ip in block for block in NOT_PUBLIC)
    inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in NAT64:
        inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    embedded = [one for one in inner if one is not None]
    if embedded:
        return all(_is_public(str(one)) for one in embedded)
    return ip.is_global and ip in GLOBAL_UNICAST
