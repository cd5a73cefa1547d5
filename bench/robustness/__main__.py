"""The command `python -m bench.robustness`."""

import argparse
import sys
from pathlib import Path

import msgspec

from bench.robustness.changes import CHANGES
from bench.robustness.page import markdown
from bench.robustness.results import evaluate
from lansir.errors import LansirError


def main(arguments: list[str] | None = None) -> int:
    """Print the results as Markdown or JSON; 2 and one line where something cannot be read."""
    options = _options().parse_args(arguments)
    parallel = options.parallel or options.annotation_dir.parent / "data" / "parallel" / "ntrex"
    changes = [change for change in CHANGES if (options.only or "") in change.name]
    try:
        results = evaluate(
            options.annotation_dir,
            options.part,
            parallel if options.parallel or parallel.is_dir() else None,
            changes,
            options.every,
            _progress,
        )
    except LansirError as error:
        print(f"bench.robustness: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(results), indent=1).decode())
    else:
        print(markdown(results))
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.robustness", description=__doc__)
    parser.add_argument("annotation_dir", type=Path, help="folder with text/, gold/ and score.py")
    parser.add_argument("--part", choices=["development", "train", "all"], default="development")
    parser.add_argument("--parallel", type=Path, help="folder of NTREX, by default data/parallel/ntrex nearby")
    parser.add_argument("--only", help="only the changes whose name holds these words")
    parser.add_argument("--every", type=int, default=1, help="only every so many of the documents")
    parser.add_argument("--json", action="store_true", help="print JSON rather than Markdown")
    return parser


def _progress(name: str) -> None:
    if sys.stderr.isatty():
        print(name, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
