"""A run of one target by coverage: `python -m bench.fuzz TARGET --guided` begins it in a process of its own.

libFuzzer makes the inputs, and keeps those that reach code of Lansir that none before reached. It needs the package
`atheris` (Linux, macOS), which is none of Lansir's own dependencies.
"""

import argparse
import importlib
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Try inputs until the time is up; what came of it is left in `told.json`."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz.guided", description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    try:
        atheris: Any = importlib.import_module("atheris")
    except ImportError:
        print("bench.fuzz: --guided needs atheris: pip install atheris", file=sys.stderr)
        return 1
    with atheris.instrument_imports(include=["lansir"]):
        targets = importlib.import_module("bench.fuzz.targets").TARGETS
    with TemporaryDirectory() as folder:
        _fuzz(atheris, targets[given.target], given, Path(folder))
    return 0


def _fuzz(atheris: Any, target: Any, given: argparse.Namespace, folder: Path) -> None:  # noqa: ANN401
    from bench.fuzz.running import GUIDED, Run, peak_megabytes, tried  # noqa: PLC0415  # Lansir is imported where it is watched

    told, started, ways = Run(target.name, given.seed, engine=GUIDED), time.monotonic(), set[str]()
    with target.open() as check:

        def one(data: bytes) -> None:
            if way := tried(told, check, target, data, given.out):
                ways.add(way)
            if time.monotonic() - started > given.minutes * 60:
                told.seconds, told.ways = time.monotonic() - started, len(ways)
                told.peak_megabytes = peak_megabytes()
                (given.out / "told.json").write_bytes(msgspec.json.encode(told))
                os._exit(0)  # libFuzzer has no other way to be ended from inside

        atheris.Setup([sys.argv[0], *_options(target, given, folder)], one)
        atheris.Fuzz()


def _options(target: Any, given: argparse.Namespace, folder: Path) -> list[str]:  # noqa: ANN401
    """Those of libFuzzer: seeds and words in files, and no limits but ours."""
    seeds = folder / "seeds"
    seeds.mkdir()
    for number, data in enumerate(target.seeds()):
        (seeds / str(number)).write_bytes(data)
    escaped = ("".join(f"\\x{byte:02x}" for byte in word) for word in target.words() if 0 < len(word) <= 64)
    (folder / "words").write_text("\n".join(f'"{word}"' for word in escaped), encoding="ascii")
    limits = ("-max_len=20000", "-rss_limit_mb=6000", "-timeout=600", "-print_final_stats=0", "-verbosity=0")
    return [str(seeds), f"-dict={folder / 'words'}", f"-seed={given.seed + 1}", *limits]


if __name__ == "__main__":
    sys.exit(main())
