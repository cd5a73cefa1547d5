"""An ordinary day with Lansir: `python ordinary_use.py PAGE`; nothing that it does needs a network."""

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import IO

from tests.security.watched import begin, lansir, note

HOME = "http://localhost:8620"

if __name__ in ("__main__", "__mp_main__"):
    begin()


def desk(page: str) -> None:
    """A look at the desk, and a page given to it: a large one, which is held in a file while it comes."""
    from fastapi.testclient import TestClient

    from lansir.serve.app import create_app
    from lansir.serve.settings import Settings

    data = Path(page).read_bytes() + b"<!-- " + b"x" * 1_500_000 + b" -->"
    with TestClient(create_app(Settings(Path("lansir.db"))), HOME, headers={"accept": "text/html"}) as browser:
        for path in ("/", "/explore", "/stories", "/actors", "/map", "/review", "/sources", "/api/v1/events"):
            if browser.get(path).status_code != 200:
                note("failed", path)
        browser.get("/drop")
        fields = {"csrf": browser.cookies["lansir_csrf"], "url": "", "text": "", "published": ""}
        if "/drop/read/" not in str(browser.post("/drop", data=fields, files={"file": ("page.html", data)}).url):
            note("failed", "/drop")


def mcp() -> None:
    """A language model's program that asks what there is, and goes."""
    asked: list[dict[str, object]] = [
        {"id": 1, "method": "initialize", "params": {
            "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"},
        }},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": {"name": "find_events", "arguments": {}}},
    ]  # fmt: skip
    reading, writing = os.pipe()
    with os.fdopen(reading, encoding="utf-8") as sys.stdin, os.fdopen(writing, "w", encoding="utf-8") as asking:
        asking.writelines(json.dumps({"jsonrpc": "2.0", **one}) + "\n" for one in asked)
        asking.flush()
        threading.Thread(target=_leave_when_answered, args=(asking,), daemon=True).start()
        lansir("mcp")


def _leave_when_answered(asking: IO[str]) -> None:
    for _ in range(200):
        if '"id":2' in Path("out.txt").read_text(encoding="utf-8"):
            break
        time.sleep(0.05)
    else:
        note("failed", "mcp")
    asking.close()


def mine() -> None:
    """The files that somebody has beside the store: a saved search, marked pairs, a text with its gold."""
    Path("search.yaml").write_text("name: search\nquery: type:CONSULT\n", encoding="utf-8")
    text = "Rina Sari met Dodi Pratama in Lembayung on Monday."
    pair = {"text": text, "actor": [0, 9], "recipient": [14, 26]}
    Path("pairs.jsonl").write_text(json.dumps(pair) + "\n", encoding="utf-8")
    document = {
        "doc": "one",
        "lang": "en",
        "published": "2026-03-02",
        "outlet": "Suara",
        "title": None,
        "sentences": [text],
    }
    gold = {"doc": "one", "origin": [], "entities": {}, "contexts": [], "sentences": []}
    Path("gold.jsonl").write_text(json.dumps({"text": document, "gold": gold}) + "\n", encoding="utf-8")


def main(page: str) -> None:
    from lansir.ingest.intake import Options, ingest

    mine()
    sys.stdout = Path("out.txt").open("w")  # noqa: SIM115  # it is open to the end
    ingest([page], "lansir.db", Options(workers=0))
    lansir("read", page, "--format", "json")
    lansir("find")
    lansir("sql", "SELECT count(*) FROM event")
    lansir("export", "csv", "--to", "table")
    lansir("alert", "search.yaml", "--since-start")
    lansir("actors", "Harbour")
    lansir("codebook")
    lansir("code", "pairs.jsonl", "-o", "coded.jsonl")
    lansir("eval", "--lines", "gold.jsonl", "--errors")
    lansir("review", "list")
    lansir("stories")
    lansir("store", "check")
    lansir("doctor")
    lansir("forget", "person", "Nobody Atall")
    desk(page)
    mcp()


if __name__ == "__main__":
    main(sys.argv[1])
