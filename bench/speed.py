"""Time and memory of reading whole pages: start-up in fresh processes, then page after page in one.

`python -m bench.speed [PAGES_DIR] [--json]`; by default the example pages of the package.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import numpy as np

import lansir
from bench.accuracy.reading import peak_mib
from bench.markdown import describe
from lansir.errors import InputError, LansirError

__all__ = ["PageSpeed", "measure"]

EXAMPLES = Path(__file__).parent.parent / "src" / "lansir" / "examples"
ROUNDS = 3


class PageSpeed(msgspec.Struct, frozen=True):
    """Seconds and MiB. Both starts are whole processes, the interpreter's start included: one that only imports the
    package, one that also loads the model and reads a page. Every figure in seconds is the best of three rounds.
    """

    pages: int
    model: str
    import_process_seconds: float
    first_page_process_seconds: float
    median_page_seconds: float
    longest_page_seconds: float
    peak_mib: float


def measure(folder: Path) -> PageSpeed:
    """Read every .html and .txt page of a folder three times; a page counts with its fastest round."""
    pages = sorted(path for path in folder.glob("*") if path.suffix in (".html", ".txt"))
    if not pages:
        raise InputError(f"{folder}: no .html or .txt pages there; give a folder of saved pages")
    model = lansir.read(pages[0]).model
    fastest = [_best(partial(lansir.read, page)) for page in pages]
    return PageSpeed(
        pages=len(pages),
        model=model,
        import_process_seconds=_best(lambda: _process("import lansir")),
        first_page_process_seconds=_best(lambda: _process("import lansir, sys; lansir.read(sys.argv[1])", pages[0])),
        median_page_seconds=float(np.median(fastest)),
        longest_page_seconds=max(fastest),
        peak_mib=peak_mib(),
    )


def _best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of three rounds."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def _process(code: str, *arguments: Path) -> None:
    subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def main(arguments: list[str] | None = None) -> int:
    """Print the figures as Markdown or JSON; 2 and one line where something cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=EXAMPLES)
    parser.add_argument("--json", action="store_true", help="print JSON rather than Markdown")
    options = parser.parse_args(arguments)
    try:
        found = measure(options.folder)
    except LansirError as error:
        print(f"bench.speed: {error}", file=sys.stderr)
        return 2
    print(msgspec.json.encode(found).decode() if options.json else describe(msgspec.structs.asdict(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
