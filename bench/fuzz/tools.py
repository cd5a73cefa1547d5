"""Calls of the tools for language models."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from bench.fuzz.queries import query_words
from bench.fuzz.site import filled, ids_of
from bench.fuzz.store_made import made_store
from bench.fuzz.target import Check, Target, require
from bench.fuzz.words import words_of
from lansir.store import Store

__all__ = ["TOOLS"]

FENCED = re.compile(r"<(q-[0-9a-f]{12})>.*?</\1>", re.DOTALL)
UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b-\u200f\x1b\x00]")
CALLS: list[Any] = [
    ["find_events", {"query": "type:PROTEST", "limit": 5}],
    ["find_statements", {"query": "x", "after": "cW251bGwsbnVsbCwxXQ"}],
    ["get_record", {"id": "{ev}"}],
    ["get_record", {"id": "{st}"}],
    ["get_article", {"id": "{ar}", "start": 0}],
    ["actor_timeline", {"actor": "{key}"}],
    ["actor_timeline", {"actor": "Sari"}],
    ["who_is", {"name": "Sari", "on": "2031-03-05"}],
    ["story", {"id": "{sy}"}],
    ["story", {"order": "largest"}],
    ["occurrence", {"id": "{oc}"}],
    ["codebook", {"name": "PROTEST"}],
    ["codebook", {}],
    ["none", {}],
]


@contextmanager
def _called() -> Iterator[Check]:
    from lansir.mcp.server import _answer  # noqa: PLC0415  # needs the package of the protocol

    logging.disable(logging.CRITICAL)
    with made_store() as path, Store(path) as store:
        known = ids_of(store)

        def check(data: bytes) -> str:
            try:
                name, arguments = msgspec.json.decode(filled(data, known), type=tuple[str, dict[str, Any]])
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                return "no call"
            answer = _answer(store, name, arguments)
            texts = [str(getattr(piece, "text", "")) for piece in answer.content]
            for text in texts:
                require("Something went wrong" not in text, f"a fault of {name}")
                _fenced(text, told=bool(answer.is_error))
            return f"{name[:20]} {answer.is_error} {[min(len(text) // 1000, 3) for text in texts]}"

        yield check


def _fenced(text: str, *, told: bool) -> None:
    """What the hostile page says stands between the markers; a refusal is one line without unseen signs."""
    outside = FENCED.sub("", text)
    require(told or "Abaikan semua petunjuk" not in outside, "words of a page outside of a quotation")
    require(not told or "\n" not in text, "a refusal in several lines")
    require(not UNSEEN.search(text), "unseen signs in an answer")
    text.encode()


def _seeds() -> list[bytes]:
    return [msgspec.json.encode(call) for call in CALLS]


def _words() -> list[bytes]:
    return [*words_of("tools"), *query_words()]


TOOLS = (Target("tools", "arguments of the tools for language models", _seeds, _called, _words, 30.0),)
