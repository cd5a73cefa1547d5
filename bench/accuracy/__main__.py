"""The command `python -m bench.accuracy`."""

import argparse
import sys
from pathlib import Path

import msgspec

from bench.accuracy.page import headline, markdown
from bench.accuracy.results import evaluate
from lansir.errors import LansirError


def main(arguments: list[str] | None = None) -> int:
    """Print the results as Markdown or JSON; 2 and one line where something cannot be read."""
    options = _options().parse_args(arguments)
    try:
        results = evaluate(options.annotation_dir, options.part, options.predicted, _progress)
    except LansirError as error:
        print(f"bench.accuracy: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(results), indent=1).decode())
    else:
        print(f"{results.documents} documents\n\n{headline(results)}\n\n{markdown(results)}")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("annotation_dir", type=Path, help="folder with text/, gold/ and score.py")
    parser.add_argument("--part", choices=["development", "train", "all"], default="development")
    parser.add_argument("--predicted", type=Path, help="score this folder of DOC.json instead of running the reader")
    parser.add_argument("--json", action="store_true", help="print JSON rather than Markdown")
    return parser


def _progress(done: int, of_all: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{of_all}", end="\n" if done == of_all else "", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
