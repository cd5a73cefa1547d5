"""No address, name or redirect leads into the reader's own network, however it is written."""

import ipaddress
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.errors import FetchError
from lansir.ingest import fetch as module
from lansir.ingest.fetch import fetch
from tests.faults.sites import Played, playing, sent

PAGE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nya"
PUBLIC = "93.184.215.14"


@pytest.fixture
def inside() -> Iterator[Played]:
    """A site of this machine, which is private."""
    with playing(sent(PAGE)) as site:
        yield site


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Where connections were tried to; none is made."""
    found: list[object] = []

    def refuse(address: object, *rest: object, **more: object) -> None:
        del rest, more
        found.append(address)
        raise ConnectionRefusedError("not here")

    monkeypatch.setattr(socket, "create_connection", refuse)
    return found


def refused(url: str, **options: object) -> str:
    with pytest.raises(FetchError) as raised:
        fetch(url, timeout=5, **options)  # type: ignore[arg-type]
    return str(raised.value)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001",
        "0.0.0.0", "0", "localhost", "LOCALHOST", "localhost.", "１２７.0.0.1", "①②⑦.0.0.1", "[::1]", "[::]",
        "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]",
        "[64:ff9b::127.0.0.1]", "[64:ff9b:1::127.0.0.1]", "[2002:7f00:1::1]", "good.example@127.0.0.1",
        "news.example:80@127.0.0.1",
    ],
)  # fmt: skip
def test_this_machine_is_not_asked_whatever_it_is_called(inside: Played, host: str) -> None:
    told = refused(inside.at(host=host))
    assert "is a private address" in told or "not found" in told or "not an address" in told
    assert inside.asked == []


@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "169.254.169.254", "192.0.0.1",
        "192.0.0.8", "192.88.99.1", "198.18.0.1",
        "203.0.113.7", "240.0.0.1", "255.255.255.255", "224.0.0.251", "[fe80::1]", "[fc00::1]",
        "[fd12:3456::1]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[100::1]", "[5f00::1]", "[::ffff:10.0.0.1]",
        "[2001:0:a9fe:a9fe::1]",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_public_net_are_refused(host: str, connected: list[object]) -> None:
    assert "is a private address" in refused(f"http://{host}/")
    assert connected == []


@pytest.mark.parametrize("host", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808", "2002:808:808::1"])
def test_addresses_of_the_public_net_are_not(host: str) -> None:
    assert module._is_public(host)


@given(st.ip_addresses(v=6).filter(lambda ip: ip not in ipaddress.ip_network("2000::/3")))
def test_no_address_outside_of_what_is_given_out_is_public(ip: ipaddress.IPv6Address) -> None:
    assert not module._is_public(str(ip)) or ip in module.NAT64 or ip.ipv4_mapped


def test_a_redirect_chain_that_ends_inside_is_cut_before_it_gets_there(
    inside: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every hop is looked up anew: the first ones are let through here as if they were public."""
    looked_up = socket.getaddrinfo
    names = {"one.example": PUBLIC, "two.example": PUBLIC, "three.example": "127.0.0.1"}
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **more: looked_up(names.get(str(host), host), *rest, **more)
    )
    here = iter([f"http://two.example:{inside.port}/", f"http://three.example:{inside.port}/"])
    monkeypatch.setattr(module, "_visit", _redirecting(here, module._visit))
    assert "three.example is a private address (127.0.0.1)" in refused("http://one.example/")
    assert inside.asked == []


def _redirecting(here: Iterator[str], visit: object) -> object:
    """A hop that redirects where `here` says, as long as it says anything, after the check of its own host."""
    import httpx

    def hop(client: object, url: httpx.URL, bounds: module._Bounds) -> object:
        module._checked_addresses(url, bounds.allow_private)
        following = next(here, None)
        return httpx.URL(following) if following else visit(client, url, bounds)  # type: ignore[operator]

    return hop


class TestRebinding:
    """A name that is public when it is checked and points inside when it is connected to."""

    def test_the_name_is_looked_up_once_and_the_connection_goes_where_the_check_was(
        self, inside: Played, connected: list[object], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answers = iter([PUBLIC, "127.0.0.1", "127.0.0.1"])
        asked: list[object] = []

        def look_up(host: object, port: object, *_: object, **__: object) -> list[tuple[object, ...]]:
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        assert "connection refused" in refused(inside.at(host="rebinding.example"))
        assert asked == ["rebinding.example"]
        assert connected == [(PUBLIC, inside.port)]

    def test_with_several_addresses_only_those_checked_are_tried(
        self, inside: Played, connected: list[object], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        given = [f"93.184.215.{n}" for n in range(1, 9)]
        rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, inside.port)) for one in given]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)
        refused(inside.at(host="many.example"))
        assert connected == [(one, inside.port) for one in given[: module.MAX_ADDRESSES]]


def test_proxies_of_the_environment_are_not_used(inside: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert fetch(inside.at(), allow_private=True).data == b"ya"
