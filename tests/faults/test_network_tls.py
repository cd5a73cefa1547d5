"""A connection that claims to be secure is, or is none: the certificate is that of the name that was asked for."""

import socket
import ssl
from pathlib import Path

import pytest

from lansir.errors import FetchError
from lansir.ingest import fetch as module
from lansir.ingest.fetch import fetch
from tests.faults.certificates import Authority, serving, trusting
from tests.faults.sites import Play, Played, playing, sent

HOST = "news.example"
PAGE = sent("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nya")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(autouse=True)
def trust(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """The authority of the test is trusted, and every name is one of this machine."""
    context, looked_up = trusting(authority), socket.getaddrinfo
    monkeypatch.setattr(module, "_tls", lambda: context)
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: looked_up("127.0.0.1" if str(host).endswith(".example") else host, *rest, **more),
    )


def told(site: Played, host: str = HOST, timeout: float = 5) -> str:
    with pytest.raises(FetchError) as raised:
        fetch(site.at("/rahasia", host), timeout=timeout, allow_private=True)
    return str(raised.value)


def test_a_certificate_of_the_name_is_taken_though_the_connection_goes_to_a_number(authority: Authority) -> None:
    with playing(PAGE, tls=serving(authority.signed(HOST))) as site:
        assert fetch(site.at(host=HOST), allow_private=True).data == b"ya"
        assert f"\r\nHost: {HOST}:{site.port}\r\n".encode() in site.asked[0]


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda by: by.self_signed(HOST), "self-signed certificate"),
        (lambda by: by.signed(HOST, (-30, -1)), "certificate has expired"),
        (lambda by: by.signed(HOST, (1, 30)), "not yet valid"),
        (lambda by: by.signed("other.example"), "Hostname mismatch"),
    ],
    ids=["self-signed", "expired", "not yet valid", "of another name"],
)
def test_any_other_certificate_is_refused_before_anything_is_asked(
    authority: Authority, made: "object", why: str
) -> None:
    path: Path = made(authority)  # type: ignore[operator]
    with playing(PAGE, tls=serving(path)) as site:
        found = told(site)
        assert site.asked == []
    assert "no secure connection" in found
    assert why in found
    assert "this machine's clock" in found


def test_a_certificate_of_an_authority_that_is_not_trusted_is_refused(tmp_path: Path) -> None:
    with playing(PAGE, tls=serving(Authority(tmp_path).signed(HOST))) as site:
        assert "no secure connection" in told(site)
        assert site.asked == []


def test_a_redirect_to_a_site_with_a_bad_certificate_is_refused(authority: Authority) -> None:
    with playing(PAGE, tls=serving(authority.self_signed("bad.example"))) as bad:
        there = sent(f"HTTP/1.1 302 Found\r\nLocation: {bad.at(host='bad.example')}\r\nContent-Length: 0\r\n\r\n")
        with playing(there, tls=serving(authority.signed(HOST))) as good:
            found = told(good)
    assert f"https://bad.example:{bad.port}/: no secure connection" in found
    assert bad.asked == []


def test_a_handshake_that_breaks_off_is_no_connection(authority: Authority) -> None:
    del authority
    with playing(sent("")) as site:  # takes the first bytes of the handshake for a request that never ends
        site.scheme = "https"
        assert "no full answer within 0.3 s" in told(site, timeout=0.3)


def test_what_ends_in_the_middle_is_not_taken_for_whole(authority: Authority) -> None:
    half = sent("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nsetengah")
    with playing(half, tls=serving(authority.signed(HOST))) as site:
        assert "broke off or is malformed" in told(site)


def test_time_is_bounded_inside_tls_too(authority: Authority) -> None:
    def drip(connection: socket.socket, path: str) -> None:
        del path
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for _ in range(400):
            connection.sendall(b"x")
            with pytest.raises(TimeoutError):  # the client says nothing meanwhile
                _silence(connection)

    with playing(_tolerant(drip), tls=serving(authority.signed(HOST))) as site:
        assert "no full answer within 0.3 s" in told(site, timeout=0.3)


def _silence(connection: socket.socket) -> None:
    connection.settimeout(0.02)
    if not connection.recv(1):
        raise OSError("gone")


def _tolerant(play: Play) -> Play:
    def tried(connection: socket.socket, path: str) -> None:
        try:
            play(connection, path)
        except (OSError, ssl.SSLError):
            return

    return tried
