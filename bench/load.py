"""The desk and the API under many clients, while an ingest writes into the same store.

`python -m bench.load [--clients 200] [--minutes 10]`. `lansir serve` runs over a store of the example world (made by
`lansir demo --world`, or a copy of `--store`), `lansir ingest` reads further pages into it, and each client asks for
one page or answer after another. In the middle of it queries that are meant to do harm are tried once each. Then the
ingest ends, and the clients ask on (`--still`), so that what memory takes is seen where the store does not grow.
"""

import argparse
import asyncio
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from bench.load_abuse import Abused, abuse
from bench.load_clients import Tally, keep_asking
from bench.load_routes import Route, routes
from bench.load_server import Ingesting, Sampled, Samples, articles_of, command, serving
from bench.machine import machine
from bench.markdown import describe
from lansir.encoder import load_card
from lansir.store import Store

__all__ = ["Asked", "Found", "main", "measure"]

TENTHS, FIFTHS = 10, 5
ENDED = 143


class Asked(msgspec.Struct, frozen=True):
    """What to do: clients at once, seconds, seconds between an answer and the next question, whether to ingest.

    `still` are the seconds that they go on asking for afterwards, when nothing is written any more.
    """

    clients: int
    seconds: float
    pause: float
    ingest: bool = True
    still: float = 0.0


class Found(msgspec.Struct, frozen=True):
    """What came of it."""

    all: dict[str, object]
    routes: dict[str, dict[str, object]]
    errors: dict[str, int]
    abuses: list[Abused]
    samples: list[Sampled]
    before: int
    after: int
    size: int
    batches: int
    failed: list[str]
    asked: Asked
    still: dict[str, object]
    stilled: float
    """Seconds from the beginning to when nothing was written any more."""


def measure(store: Path, folder: Path, asked: Asked) -> Found:
    """Serve a store, let the clients ask, and ingest into it meanwhile; `folder` is for pages to ingest."""
    before = articles_of(store)
    with Store(store) as opened:
        found = routes(opened)
    ingesting, still = Ingesting(store, folder), Tally()
    with serving(store) as (address, process):
        samples = Samples(process, store)
        samples.start()
        began = time.monotonic()
        try:
            tally, abuses = _beside(ingesting, address, found, asked)
            stilled = time.monotonic() - began
            asyncio.run(keep_asking(address, found, asked.clients, asked.still, asked.pause, still))
        finally:
            samples.stop()
    rows = {name: tally.by_route[name].row() for name in sorted(tally.by_route)}
    return Found(
        tally.all().row(), rows, _errors(tally, still), abuses, samples.found, before, articles_of(store),
        store.stat().st_size, ingesting.batches, ingesting.failed, asked, still.all().row(), stilled,
    )  # fmt: skip


def _beside(ingesting: Ingesting, address: str, found: Sequence[Route], asked: Asked) -> tuple[Tally, list[Abused]]:
    """Let the clients ask while pages are ingested."""
    if asked.ingest:
        ingesting.start()
    try:
        return asyncio.run(_asked(address, found, asked))
    finally:
        if asked.ingest:
            ingesting.stop()


def _errors(*tallies: Tally) -> dict[str, int]:
    """How often each route answered each error, over all tallies."""
    every: Counter[str] = Counter()
    for tally in tallies:
        for name, one in tally.by_route.items():
            every.update({f"{name}: {kind}": n for kind, n in one.errors.items()})
    return dict(every)


async def _asked(address: str, found: Sequence[Route], asked: Asked) -> tuple[Tally, list[Abused]]:
    tally = Tally()

    async def harm() -> list[Abused]:
        await asyncio.sleep(asked.seconds / 2)
        return await abuse(address)

    _, abuses = await asyncio.gather(
        keep_asking(address, found, asked.clients, asked.seconds, asked.pause, tally), harm()
    )
    return tally, abuses


def shown(found: Found) -> dict[str, Any]:
    """The figures by heading."""
    asked, samples = found.asked, found.samples
    total = int(str(found.all["answers"]))
    every = total + int(str(found.still["answers"]))
    return {
        "clients at once": asked.clients,
        "minutes": round(asked.seconds / 60, 1),
        "seconds between an answer and the next question": asked.pause,
        "answers a second": round(total / asked.seconds, 1),
        "server's processor time an answer (ms)": round(samples[-1].worked * 1000 / max(every, 1), 1),
        "processes that wanted a processor, on average": round(sum(s.load for s in samples) / len(samples), 1),
        "articles before and after": f"{found.before:,} and {found.after:,}",
        "ingests that ended, and failed": f"{found.batches} and {len(found.failed)}",
        "server's memory, at the beginning and after each tenth of the time (MiB)": _memory(
            found, 0, asked.seconds, TENTHS
        ),
        "minutes that they ask on while nothing is written any more": round(asked.still / 60, 1),
        "server's memory then, at the beginning and after each fifth (MiB)": _memory(
            found, found.stilled, asked.still, FIFTHS
        ),
        "the store's file at the end (MiB)": round(found.size / 2**20),
        "longest log of the store (MiB)": round(max(one.log for one in samples)),
        "answers": {"all": found.all, **found.routes, "all, while nothing is written": found.still},
        "errors": found.errors or {"none": 0},
        "abuse, in the middle of it": [msgspec.to_builtins(one) for one in found.abuses],
    }


def _memory(found: Found, begun: float, seconds: float, parts: int) -> str:
    moments = [begun + seconds * part / parts for part in range(parts + 1)]
    nearest = [min(found.samples, key=lambda one: abs(one.seconds - moment)) for moment in moments]
    return ", ".join(f"{one.resident:.0f}" for one in nearest)


def main(arguments: list[str] | None = None) -> int:
    """Print the figures as Markdown; 1 where anything that was asked in earnest failed."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--pause", type=float, default=5.0, help="seconds between an answer and the next question")
    parser.add_argument(
        "--still", type=float, default=5.0, help="minutes to go on for when nothing is written any more"
    )
    parser.add_argument("--store", type=Path, help="a store to copy, instead of making one of the example world")
    parser.add_argument("--no-ingest", action="store_true", help="nothing is written meanwhile")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED))  # so that server and ingest are ended too
    with tempfile.TemporaryDirectory(prefix="lansir-load-") as name:
        store = Path(name) / "lansir.db"
        _filled(store, options.store)
        asked = Asked(options.clients, options.minutes * 60, options.pause, not options.no_ingest, options.still * 60)
        found = measure(store, Path(name) / "pages", asked)
    model = load_card().version
    print(f"`python -m bench.load`, {time.strftime('%Y-%m-%d')}, {machine()}, model {model}.\n")
    print(describe(shown(found)))
    for line in found.failed:
        print(f"bench.load: an ingest failed: {line}", file=sys.stderr)
    return 1 if found.errors or found.failed else 0


def _filled(store: Path, given: Path | None) -> None:
    if given is None:
        subprocess.run(command("demo", "--world", str(store)), check=True, stdout=subprocess.DEVNULL)
    else:
        for path in given.parent.glob(f"{given.name}*"):
            shutil.copyfile(path, store.with_name(path.name.replace(given.name, store.name, 1)))


if __name__ == "__main__":
    sys.exit(main())
