"""How soon the pages of the desk are there, over a store as large as you like: by the server, and painted in a browser.

`python -m bench.desk_pages --folder FOLDER [--json]`. FOLDER is one of `bench.growth`. Each page is asked for seven
times; the first has what nobody asked before it, of the others the median counts. `painted_ms` is the browser's first
contentful paint since it set out for the page, where there is Chromium, else empty.
"""

import argparse
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import msgspec

from bench.chromium import CHROMIUM, launched
from bench.desk_addresses import addresses
from bench.growth_points import STORE
from bench.load_server import serving
from bench.markdown import describe
from lansir.errors import LansirError
from lansir.store import Store

__all__ = ["PageTime", "main", "measure"]

PAGES = (
    "front", "explore", "explore filtered", "explore chart", "explore network", "map", "stories", "story", "occurrence",
    "actors", "actor", "article", "event", "statement", "review", "sources",
)  # fmt: skip
TIMES = 7
PATIENCE = 120.0
KIB = 1024
PAINTED = """() => performance.getEntriesByName("first-contentful-paint")[0].startTime"""
Painted = Callable[[str], float | None]


class PageTime(msgspec.Struct, frozen=True):
    """Milliseconds until the whole answer is there, and until something is to be seen; KiB of the answer."""

    first_ms: float
    median_ms: float
    painted_ms: float | None
    kib: float


def measure(store: Path) -> dict[str, PageTime]:
    """The pages over a store; StoreError where there is none, ChildProcessError where the desk does not start."""
    with Store(store) as opened:
        places = addresses(opened)
    with serving(store) as (home, _), _painting() as painted:
        return {page: _timed(f"{home}{places[page]}", painted) for page in PAGES}


def _timed(address: str, painted: Painted) -> PageTime:
    asked = [_asked(address) for _ in range(TIMES)]
    seen = [one for one in (painted(address) for _ in range(TIMES)) if one is not None]
    seconds = [one for one, _ in asked]
    return PageTime(
        first_ms=1000 * seconds[0],
        median_ms=1000 * median(seconds[1:]),
        painted_ms=median(seen[1:]) if seen else None,
        kib=asked[-1][1] / KIB,
    )


def _asked(address: str) -> tuple[float, int]:
    """Seconds, and bytes."""
    began = time.perf_counter()
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        size = len(answer.read())
    return time.perf_counter() - began, size


@contextmanager
def _painting() -> Iterator[Painted]:
    """Tells the milliseconds after which a page is painted; None where there is no browser."""
    if not CHROMIUM.exists():
        yield lambda address: None
        return
    with launched() as browser:
        page = browser.new_page()
        page.set_default_timeout(1000 * PATIENCE)

        def painted(address: str) -> float:
            page.goto(address)
            page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
            found: float = page.evaluate(PAINTED)
            return found

        yield painted


def main(arguments: list[str] | None = None) -> int:
    """Print the times as Markdown or JSON; 2 and one line where there is no store."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk_pages", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="folder with a store that bench.growth has made")
    parser.add_argument("--json", action="store_true", help="print JSON rather than Markdown")
    options = parser.parse_args(arguments)
    path = options.folder / STORE
    try:
        with Store(path) as store:
            articles = len(store)
        found = {"articles": articles, "pages": msgspec.to_builtins(measure(path))}
    except (LansirError, ChildProcessError) as error:
        print(f"bench.desk_pages: {error}", file=sys.stderr)
        return 2
    print(msgspec.json.encode(found).decode() if options.json else describe(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
