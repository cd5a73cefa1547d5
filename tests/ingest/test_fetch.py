"""Fetching a page: what comes back, and one clear line for everything that can go wrong. No network is used."""

import gzip
import ipaddress
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir import __version__
from lansir.errors import FetchError
from lansir.ingest import fetch as module
from lansir.ingest.fetch import Fetched, fetch

PAGE = b"<p>Rapat ditunda.</p>"
HOSTS = {"news.example": ["93.184.215.14"], "inner.example": ["10.0.0.7"], "mixed.example": ["93.184.215.14", "::1"]}


class Site(BaseHTTPRequestHandler):
    """A small site with one misbehaviour a path."""

    def do_GET(self) -> None:
        name = self.path.split("?")[0].strip("/").replace("-", "_")
        getattr(self, f"page_{name}", self.page_missing)()

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page_article(self) -> None:
        self.answer(200, PAGE, Content_Type="text/html; charset=windows-1252")

    def page_agent(self) -> None:
        self.answer(200, (self.headers["User-Agent"] + " " + self.headers["Host"]).encode())

    def page_zipped(self) -> None:
        self.answer(200, gzip.compress(PAGE), Content_Encoding="gzip")

    def page_bomb(self) -> None:
        self.answer(200, gzip.compress(bytes(1_000_000)), Content_Encoding="gzip")

    def page_declared(self) -> None:
        self.answer(200, b"", Content_Length="99999999")

    def page_endless(self) -> None:
        self.answer(200, b"x" * 300_000)

    def page_moved(self) -> None:
        self.answer(301, Location="/article")

    def page_loop(self) -> None:
        self.answer(302, Location="/loop")

    def page_to_file(self) -> None:
        self.answer(302, Location="file:///etc/passwd")

    def page_forbidden(self) -> None:
        self.answer(403)

    def page_broken(self) -> None:
        self.answer(500)

    def page_slow(self) -> None:
        time.sleep(0.6)
        self.answer(200, PAGE)

    def page_dripping(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(20):
            time.sleep(0.05)
            self.wfile.write(b"x")

    def page_garbled(self) -> None:
        self.wfile.write(b"\x00\x01 not http\r\n\r\n")

    def page_missing(self) -> None:
        self.answer(404)

    def log_message(self, format: str, *args: object) -> None:
        del format, args


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is the point of some tests."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = QuietServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def named_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that resolve as `HOSTS` says, and no others."""

    def look_up(host: str, port: object, **_: object) -> list[tuple[object, ...]]:
        if host not in HOSTS:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in HOSTS[host]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def answering(
    monkeypatch: pytest.MonkeyPatch, answer: Callable[[httpx.Request], httpx.Response]
) -> list[httpx.Request]:
    """Requests made from now on, each answered by `answer` instead of a connection."""
    requests: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return answer(request)

    monkeypatch.setattr(module, "_client", lambda: httpx.Client(transport=httpx.MockTransport(handle)))
    return requests


def failure(url: str, **options: float) -> str:
    """The message, which is one line."""
    with pytest.raises(FetchError) as raised:
        fetch(url, allow_private=bool(options.pop("allow_private", True)), **options)  # type: ignore[arg-type]
    message = str(raised.value)
    assert message.startswith("cannot fetch ")
    assert "\n" not in message
    return message


def test_a_page_comes_with_its_bytes_type_address_and_status(site: str) -> None:
    got = fetch(f"{site}/article", allow_private=True)
    assert got == Fetched(PAGE, "text/html; charset=windows-1252", f"{site}/article", 200)


def test_redirects_are_followed_to_the_final_address(site: str) -> None:
    assert fetch(f"{site}/moved", allow_private=True).url == f"{site}/article"


def test_the_reader_names_itself_and_the_host(site: str) -> None:
    assert fetch(f"{site}/agent", allow_private=True).data == f"lansir/{__version__} {site[7:]}".encode()


def test_compression_is_undone(site: str) -> None:
    assert fetch(f"{site}/zipped", allow_private=True).data == PAGE


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("nothing", ["HTTP 404", "check the address"]),
        ("forbidden", ["HTTP 403", "save the page"]),
        ("broken", ["HTTP 500", "try again later"]),
        ("loop", ["more than 5 redirects"]),
        ("to-file", ["scheme 'file'", "/etc/passwd"]),
        ("garbled", ["broke off or is malformed"]),
    ],
)
def test_a_misbehaving_site_is_explained(site: str, path: str, words: list[str]) -> None:
    message = failure(f"{site}/{path}")
    assert [word for word in words if word not in message] == []


@pytest.mark.parametrize("path", ["declared", "endless", "bomb"])
def test_size_is_bounded_declared_sent_or_unpacked(site: str, path: str) -> None:
    assert "larger than 100,000 bytes" in failure(f"{site}/{path}", limit=100_000)


@pytest.mark.parametrize("path", ["slow", "dripping"])
def test_time_is_bounded_for_the_whole(site: str, path: str) -> None:
    began = time.monotonic()
    assert "no full answer within 0.3 s" in failure(f"{site}/{path}", timeout=0.3)
    assert time.monotonic() - began < 2


def test_a_closed_port_is_a_refused_connection() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert "connection refused" in failure(f"http://127.0.0.1:{taken.getsockname()[1]}/")


def test_a_site_without_tls_is_no_secure_connection(site: str) -> None:
    assert "no secure connection" in failure(site.replace("http:", "https:"))


@pytest.mark.parametrize(
    "url", ["ftp://news.example/a", "file:///etc/passwd", "javascript:alert(1)", "news.example/a", ""]
)
def test_other_schemes_are_refused(url: str) -> None:
    assert "give an http or https address, or a file" in failure(url)


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1", "http://news.example:99999999/", "http://a\x00b/", "http://\n/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    assert "check the address" in failure(url)


@pytest.mark.usefixtures("named_hosts")
def test_an_unknown_host_is_said_to_be_unknown() -> None:
    assert "host 'nowhere.example' not found" in failure("http://nowhere.example/")


@pytest.mark.parametrize("url", [
    "http://127.0.0.1/", "http://10.1.2.3/", "http://192.168.0.1:8080/", "http://169.254.169.254/latest/meta-data",
    "http://[::1]/", "http://[fe80::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://[64:ff9b::a00:1]/",
    "http://[2002:7f00:1::]/", "http://224.0.0.1/",
])  # fmt: skip
def test_addresses_of_private_networks_are_refused_unasked(url: str) -> None:
    assert "private address" in failure(url, allow_private=False)


@pytest.mark.usefixtures("named_hosts")
@pytest.mark.parametrize("host", ["inner.example", "mixed.example"])
def test_names_of_private_addresses_are_refused_even_where_one_is_public(host: str) -> None:
    assert "private address" in failure(f"https://{host}/", allow_private=False)


@pytest.mark.usefixtures("named_hosts")
def test_a_redirect_into_a_private_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = answering(monkeypatch, lambda _: httpx.Response(302, headers={"location": "http://inner.example/admin"}))
    assert "http://inner.example/admin: inner.example is a private address" in failure(
        "http://news.example/", allow_private=False
    )
    assert len(requests) == 1


@pytest.mark.usefixtures("named_hosts")
def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = answering(monkeypatch, lambda _: httpx.Response(200, content=PAGE))
    assert fetch("https://news.example:8443/a?b=c").url == "https://news.example:8443/a?b=c"
    assert str(requests[0].url) == "https://93.184.215.14:8443/a?b=c"
    assert requests[0].headers["host"] == "news.example:8443"
    assert requests[0].extensions["sni_hostname"] == "news.example"


@pytest.mark.usefixtures("named_hosts")
def test_cookies_of_one_host_are_not_sent_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [httpx.Response(302, headers={"location": "/b", "set-cookie": "a=1"}), httpx.Response(200, content=PAGE)]
    requests = answering(monkeypatch, lambda _: answers.pop(0))
    assert fetch("http://news.example/a").data == PAGE
    assert "cookie" not in requests[-1].headers


def test_importing_the_module_does_not_load_the_http_library() -> None:
    code = "import sys, lansir.ingest.fetch; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.ip_addresses(v=4).filter(lambda ip: not ip.is_global))
def test_no_private_address_passes_in_an_ipv6_disguise(ip: ipaddress.IPv4Address) -> None:
    number = int(ip)
    disguises = [0xFFFF << 32 | number, 0x2002 << 112 | number << 80, int(module.NAT64.network_address) | number]
    assert not any(module._is_public(str(ipaddress.IPv6Address(disguise))) for disguise in disguises)
