"""What the tests of Explore share: the desk over a store, and what its pages say."""

import html
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from fastapi.testclient import TestClient

from lansir.serve.app import create_app
from lansir.serve.desk import downloads, explore
from lansir.serve.settings import Settings

__all__ = ["HOME", "HREF", "ROW", "asks", "client", "links", "number", "page"]

HOME = "http://localhost:8620"
HREF = re.compile(r'(?:href|data-facets|data-load|data-more|data-source|data-menu)="(/[^"]*)"')
ROW = re.compile(r'<article class="card found[^"]*" id="([^"]+)">')


def client(path: Path, **settings: object) -> TestClient:
    app = create_app(Settings(path, **settings))  # type: ignore[arg-type]
    for module in (explore, downloads):
        if not {route.path for route in module.router.routes} & {getattr(one, "path", "") for one in app.routes}:
            app.include_router(module.router)
    return TestClient(app, base_url=HOME)


def page(desk: TestClient, address: str = "/explore", **asked_for: str) -> str:
    answer = desk.get(address, params=asked_for or None)
    assert answer.status_code == 200, answer.text
    return answer.text


def links(text: str) -> list[str]:
    return [html.unescape(found) for found in HREF.findall(text)]


def asks(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def number(text: str) -> int:
    found = re.search(r'<h2 id="total"[^>]*>(\d[\d,]*)', text)
    assert found, text
    return int(found[1].replace(",", ""))
