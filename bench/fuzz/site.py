"""Requests to the API and the desk, in this process: no socket is opened."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from bench.fuzz.queries import query_words
from bench.fuzz.store_made import made_store
from bench.fuzz.target import ROOT, Check, Target, require
from bench.fuzz.words import words_of
from lansir.query.selection import Selection
from lansir.store import Store

__all__ = ["SITE", "Site", "filled", "ids_of"]

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
HEADER = re.compile(rb"([A-Za-z0-9-]{1,40}):([^\r\n\0]*)")
LARGEST = 200_000


class Requests(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `requests.yaml`, which says what the fields mean."""

    api: list[str]
    desk: list[str]
    sent: list[str]


class Site:
    """The desk and the API of a store, as a program asks them."""

    def __init__(self, path: Path, **settings: Any) -> None:  # noqa: ANN401  # those of `Settings`
        """Serve the store at `path`."""
        from fastapi.testclient import TestClient  # noqa: PLC0415  # takes half a second

        from lansir.serve.app import create_app  # noqa: PLC0415
        from lansir.serve.settings import Settings  # noqa: PLC0415

        app = create_app(Settings(path, **settings))
        here = "http://localhost:8620"
        self.client = TestClient(app, here, raise_server_exceptions=False, follow_redirects=False)

    def check(self, data: bytes) -> str:
        """Ask: method and address in the first line, headers behind it, the body behind an empty line."""
        head, _, body = data.partition(b"\n\n")
        first, *lines = head.split(b"\n")
        method, _, address = first.decode("latin-1").partition(" ")
        sent = [(found[1], found[2]) for line in lines if (found := HEADER.fullmatch(line))]
        self.client.cookies.clear()
        try:
            request = self.client.build_request(
                method if method in METHODS else "GET", _address(address), headers=sent, content=body[:LARGEST]
            )
        except Exception as error:  # what the client itself refuses never comes to the server
            return f"unsent {type(error).__name__}"
        return _sound(self.client.send(request))


def _sound(answer: Any) -> str:  # noqa: ANN401  # an answer of httpx
    """No fault, the headers that keep scripts away, one shape of refusals, and no markup of a page."""
    path = answer.request.url.path.split("/")
    require(answer.status_code < 500, f"HTTP {answer.status_code} /{path[1]}: {answer.text[:300]}")
    require("default-src 'none'" in answer.headers.get("content-security-policy", ""), "no content security policy")
    require(answer.headers.get("x-content-type-options") == "nosniff", "an answer that may be taken for another kind")
    leads = answer.headers.get("location", "/")
    require(leads.startswith(("/", "http://localhost")) and not leads.startswith("//"), f"leads away: {leads!r}")
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    if media_type == "application/json" and answer.content:
        msgspec.json.decode(answer.content)
    if media_type == "text/html":
        runs = "<script>alert" in answer.text or "onerror=alert(1)>" in answer.text
        require(not runs, "markup of a page runs")
    return f"{answer.request.method} {path[1][:12]} {answer.status_code} {media_type}"


def _address(stated: str) -> str:
    """An address on this server, whatever stands in it."""
    path = re.sub(r"[\x00-\x20\x7f]", lambda found: f"%{ord(found.group()):02x}", stated)
    return path if path.startswith("/") and not path.startswith("//") else f"/{path.lstrip('/')}"


@contextmanager
def _asked() -> Iterator[Check]:
    logging.disable(logging.CRITICAL)
    with made_store() as path, Store(path) as store:
        site, known = Site(path), ids_of(store)
        yield lambda data: site.check(filled(data, known))


def filled(data: bytes, known: dict[str, str]) -> bytes:
    """The input with ids of the store in place of what stands in braces."""
    for name, one in known.items():
        data = data.replace(f"{{{name}}}".encode(), one.encode())
    return data


def ids_of(store: Store) -> dict[str, str]:
    """One id of each kind that is in the store, by the two letters that it begins with, and the key of an actor."""
    found: dict[str, str] = {}
    for entry in islice(Selection(store, "", "events").entries(), 1):
        found = {"ar": entry.record.article.id, "ev": entry.record.events[0].id, "sy": entry.story or ""}
        found |= {"st": entry.record.statements[0].id} if entry.record.statements else {}
        found |= {"oc": next((one.id for one in entry.occurred.values()), "")}
    row = store.connection.execute("SELECT key FROM actor LIMIT 1").fetchone()
    return {**found, "key": row[0] if row else ""}


def _seeds() -> list[bytes]:
    known = msgspec.yaml.decode(Path(__file__).with_name("requests.yaml").read_bytes(), type=Requests)
    paths = msgspec.json.decode((ROOT / "docs" / "openapi.json").read_bytes())["paths"]
    asked = [f"GET /api/v1/{path}\nAccept: application/json\nHost: localhost" for path in known.api]
    asked += [f"GET {path}\nAccept: application/json" for path in paths]
    asked += [f"GET /{path}\nAccept: text/html\nCookie: lansir_lang=id; lansir_csrf=x" for path in known.desk]
    return [one.encode() for one in (*asked, *known.sent)]


def _words() -> list[bytes]:
    return [*words_of("requests"), *query_words()]


SITE = (Target("requests", "requests to the API and the desk", _seeds, _asked, _words, 20.0),)
