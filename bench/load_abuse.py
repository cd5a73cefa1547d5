"""Queries that nobody in earnest asks, and what they are answered: each is to be cut off, with a message."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

import httpx
import msgspec

__all__ = ["ABUSES", "Abused", "abuse"]

PATIENCE = 60.0
DEEP = 60
"""Pages that are gone through, one after another."""
SHOWN = 90
WORDS = re.compile(r"<[^>]*>|\s+")
Answers = tuple[str, str]
"""The status, and what was said."""


class Abused(msgspec.Struct, frozen=True):
    """What came of one kind of abuse: statuses, the longest seconds, and what the answer says."""

    asked: str
    status: str
    seconds: float
    said: str


async def abuse(address: str) -> list[Abused]:
    """Try each once, one after another."""
    found = []
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, trust_env=False) as http:
        for name, ask in ABUSES.items():
            began = time.monotonic()
            try:
                status, said = await ask(http)
            except (httpx.HTTPError, OSError) as error:
                status, said = "none", type(error).__name__
            found.append(Abused(name, status, round(time.monotonic() - began, 2), said[:SHOWN]))
    return found


def _get(path: str, **query: str) -> Callable[[httpx.AsyncClient], Awaitable[Answers]]:
    async def ask(http: httpx.AsyncClient) -> Answers:
        return _told(await http.get(f"{path}?{urlencode(query)}" if query else path))

    return ask


def _told(answer: httpx.Response) -> Answers:
    status = str(answer.status_code)
    if answer.is_success:
        return status, f"{len(answer.content):,} bytes"
    try:
        return status, str(answer.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        shown = answer.text.partition("<main")[2] or answer.text
        return status, " ".join(WORDS.sub(" ", shown).split())


async def _too_long(http: httpx.AsyncClient) -> Answers:
    """An address of a megabyte, byte by byte as no library would send it."""
    reader, writer = await asyncio.open_connection(http.base_url.host, http.base_url.port)
    try:
        writer.write(b"GET /api/v1/events?q=" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = (await asyncio.wait_for(reader.read(), PATIENCE)).decode("latin-1")
    except ConnectionError:  # it does not wait for the rest
        return "closed", "the connection is closed in the middle of it"
    finally:
        writer.close()
    return answer[9:12], answer.partition("\r\n\r\n")[2]


async def _deep(http: httpx.AsyncClient) -> Answers:
    """Page after page of the largest size, in an order that no index has."""
    after, statuses = "", set[str]()
    for _ in range(DEEP):
        query = {"q": "sort:-confidence has:place", "limit": "500"} | ({"after": after} if after else {})
        answer = await http.get(f"/api/v1/events?{urlencode(query)}")
        statuses.add(str(answer.status_code))
        after = answer.json().get("next", "") if answer.is_success else ""
        if not after:
            break
    return " ".join(sorted(statuses)), "each page is one query, bounded like any other"


async def _aborted(http: httpx.AsyncClient) -> Answers:
    """Exports that are begun and left: afterwards another one must be had."""
    for _ in range(6):
        async with http.stream("GET", "/api/v1/export/jsonl") as begun:
            async for _ in begun.aiter_raw():
                break
    for waited in range(30):
        answer = await http.get("/api/v1/export/csv?q=type:AID")
        if answer.is_success:
            return str(answer.status_code), f"another export is had {waited} s after six were begun and left"
        await asyncio.sleep(1)
    return _told(answer)


async def _at_once(http: httpx.AsyncClient) -> Answers:
    """Ten exports of everything at once."""
    answers = await asyncio.gather(*(http.get("/api/v1/export/jsonl") for _ in range(10)))
    refused = [answer for answer in answers if not answer.is_success]
    statuses = " ".join(sorted({str(answer.status_code) for answer in answers}))
    return statuses, f"{len(refused)} of 10 put off: {_told(refused[0])[1]}" if refused else "all were written"


async def _flood(http: httpx.AsyncClient) -> Answers:
    """A body of 40 MB where a decision is expected."""
    answer = await http.post("/api/v1/decisions", content=b"[" * 40_000_000)
    return _told(answer)


EVENTS = "/api/v1/events"
LONG = " ".join(f"-outlet:x{n}" for n in range(3000))
BEGINNINGS = " ".join(f"{letter}*" for letter in "abcdefghijklmnopqrst" * 2)
FACETS = "type,mode,status,quad,actor,recipient,place,outlet,story,origin,context,day,month,review"
ABUSES: dict[str, Callable[[httpx.AsyncClient], Awaitable[Answers]]] = {
    "an address of a megabyte": _too_long,
    "a query of 60,000 letters": _get(EVENTS, q="a" * 60_000),
    "a query of 3,000 conditions": _get(EVENTS, q=LONG),
    "the same at the desk": _get("/explore", q=LONG),
    "3,000 words to be sought": _get(EVENTS, q=" ".join(f"kata{n}" for n in range(3000))),
    "3,000 alternatives": _get(EVENTS, q="type:ASSAULT," + ",".join(["AID"] * 3000)),
    "words that begin with a letter, forty times": _get(EVENTS, q=BEGINNINGS),
    "names that begin with a letter, every facet": _get("/api/v1/facets", q="who:a*,b*,c*,s*", names=FACETS),
    "a pattern meant as a regular expression": _get(EVENTS, q='"(a+)+$' + "a" * 5000 + '!"'),
    "every facet of everything": _get("/api/v1/facets", names=FACETS, limit="500"),
    "a page of a million": _get(EVENTS, limit="1000000"),
    "a forged cursor": _get(EVENTS, after="A" * 5000),
    "a cursor that was never given": _get(EVENTS, after="AAAA"),
    "sixty pages of 500, one after another": _deep,
    "ten exports of everything at once": _at_once,
    "six exports begun and left": _aborted,
    "a body of 40 MB": _flood,
}
"""What is tried, by name."""
