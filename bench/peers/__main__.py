"""The command `python -m bench.peers`."""

import argparse
import sys
from pathlib import Path

import msgspec

from bench.peers.compare import compare_all
from bench.peers.page import describe
from lansir.errors import LansirError


def main(arguments: list[str] | None = None) -> int:
    """Print the comparison as Markdown or JSON; 2 and one line where something cannot be read or run."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("annotation_dir", type=Path, help="folder with text/, gold/ and score.py")
    parser.add_argument("pages_dir", type=Path, nargs="?", help="folder with ground-truth.json and html/*.html.gz")
    parser.add_argument("--json", action="store_true", help="print JSON rather than Markdown")
    options = parser.parse_args(arguments)
    try:
        results = compare_all(options.annotation_dir, options.pages_dir, progress=_progress)
    except LansirError as error:
        print(f"bench.peers: {error}", file=sys.stderr)
        return 2
    print(msgspec.json.format(msgspec.json.encode(results), indent=1).decode() if options.json else describe(results))
    return 0


def _progress(system: str) -> None:
    if sys.stderr.isatty():
        print(system, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
