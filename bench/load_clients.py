"""Many clients at once, each asking for one thing after another, and what they were answered."""

import asyncio
import random
import ssl
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
import numpy as np

from bench.load_routes import Route, drawn

__all__ = ["Answered", "Tally", "keep_asking"]

PATIENCE = 60.0
"""Seconds after which an answer is an error: nobody waits longer."""
LATER, GONE = 503, 404
PLAIN = ssl.create_default_context()
"""Made once, though no answer comes over TLS: each client would read the certificates of the machine again."""


@dataclass
class Answered:
    """What one kind of address was answered: seconds of each answer, and how many had none.

    `later` were asked to come again; `gone` asked for what was there at the beginning, and became part of something
    else by what was ingested since: occurrences do.
    """

    seconds: list[float] = field(default_factory=list)
    later: int = 0
    gone: int = 0
    errors: Counter[str] = field(default_factory=Counter)

    def row(self) -> dict[str, object]:
        """Its figures, times in milliseconds."""
        times = np.array(self.seconds or [0.0]) * 1000
        p50, p95, p99 = (round(float(one)) for one in np.percentile(times, (50, 95, 99)))
        return {
            "answers": len(self.seconds),
            "errors": self.errors.total(),
            "put off (503)": self.later,
            "gone (404)": self.gone,
            "p50 ms": p50,
            "p95 ms": p95,
            "p99 ms": p99,
            "max ms": round(float(times.max())),
        }


@dataclass
class Tally:
    """What all clients were answered, by kind of address."""

    by_route: dict[str, Answered] = field(default_factory=dict)

    def note(self, name: str, seconds: float, answer: httpx.Response) -> None:
        """Count an answer: 503 with Retry-After is an offer to come again, anything else but a success an error."""
        held = self.by_route.setdefault(name, Answered())
        if answer.is_success:
            held.seconds.append(seconds)
        elif answer.status_code == LATER and "retry-after" in answer.headers:
            held.later += 1
        elif answer.status_code == GONE and "occurrence" in name:
            held.gone += 1
        else:
            held.errors[f"HTTP {answer.status_code}"] += 1

    def failed(self, name: str, error: Exception) -> None:
        """Count an answer that never came."""
        self.by_route.setdefault(name, Answered()).errors[type(error).__name__] += 1

    def all(self) -> Answered:
        """Everything as one."""
        whole = Answered()
        for one in self.by_route.values():
            whole.seconds += one.seconds
            whole.later += one.later
            whole.gone += one.gone
            whole.errors += one.errors
        return whole


async def keep_asking(
    address: str, found: Sequence[Route], clients: int, seconds: float, pause: float, tally: Tally
) -> None:
    """Let so many clients ask for so long; each waits `pause` seconds, more or less, between answer and question."""
    until = time.monotonic() + seconds
    await asyncio.gather(*(_client(address, found, number, until, pause, tally) for number in range(clients)))


async def _client(address: str, found: Sequence[Route], number: int, until: float, pause: float, tally: Tally) -> None:
    """One client, with a connection of its own: a common pool takes longer the more there are."""
    chance = random.Random(number)
    await asyncio.sleep(chance.random() * pause)
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, verify=PLAIN, trust_env=False) as http:
        while time.monotonic() < until:
            await _ask(http, *drawn(found, chance), tally)
            await asyncio.sleep(chance.uniform(0.5, 1.5) * pause)


async def _ask(http: httpx.AsyncClient, name: str, path: str, tally: Tally) -> None:
    began = time.monotonic()
    try:
        answer = await http.get(path, headers={"Accept": "text/html,*/*"})
    except httpx.HTTPError as error:
        tally.failed(name, error)
        return
    tally.note(name, time.monotonic() - began, answer)
    if answer.status_code == LATER:
        await asyncio.sleep(float(answer.headers.get("retry-after", "1")))
