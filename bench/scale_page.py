"""The figures of `docs/scale.md`: `python -m bench.scale_page [--kept]`.

Runs `bench.scale` and keeps what it prints, then lets `bench.arrivals` run through three plans with it, and writes the
tables between the marks of the page. With `--kept` the last measurement stands, and only the plans are worked out anew.
"""

import argparse
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from bench.machine import machine
from bench.markdown import describe, table

__all__ = ["PLANS", "filled", "main"]

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "scale.md"
KEPT = Path(__file__).parent / "kept" / "bench.scale.txt"
PLANS: dict[str, tuple[str, ...]] = {
    "as it is: one placer": ("--placers", "1"),
    "placing in cells": ("--cells", "4096", "--looks", "8"),
    "the same, bursts of six times": ("--cells", "4096", "--looks", "8", "--burst-times", "6"),
}
STAGES = ("read", "write", "place")


def filled(page: str, mark: str, text: str) -> str:
    """The page with a text between the two marks of a name; ValueError where these are missing."""
    before, opened, rest = page.partition(f"<!-- {mark}:start -->\n")
    _, closed, after = rest.partition(f"<!-- {mark}:end -->")
    if not (opened and closed):
        raise ValueError(f"{mark}: the page has no marks of that name")
    return f"{before}{opened}{text}\n{closed}{after}"


def measured(kept: str) -> str:
    """What `bench.scale` found, as Markdown."""
    line, _, found = kept.partition("\n")
    return f"{line}\n\n{describe(_plain(msgspec.json.decode(found)))}"


def planned(found: Mapping[str, Mapping[str, Any]]) -> str:
    """The plans side by side, and how each of their stages fared."""
    first = next(iter(found.values()))
    assumed = table(["assumed", "value"], [(name, value) for name, value in first["plan"].items() if value is not None])
    sums = [name for name, value in first["found"].items() if not isinstance(value, dict)]
    whole = table(["", *found], [(name, *(one["found"][name] for one in found.values())) for name in sums])
    rows = [(f"{plan}: {stage}", *one["found"][stage].values()) for plan, one in found.items() for stage in STAGES]
    stages = table(["stage", *first["found"]["read"]], rows)
    lines = "\n".join(f"- {plan}: `{_command('bench.arrivals', options)}`" for plan, options in PLANS.items())
    return f"{lines}\n\n{whole}\n\n{stages}\n\nOf the first plan; the others differ in the options named:\n\n{assumed}"


def _plain(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name not in ("machine", "model")}


def _command(module: str, options: Sequence[str]) -> str:
    return " ".join(["python", "-m", module, *options])


def _run(module: str, options: Sequence[str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *options, "--json"], capture_output=True, check=False, cwd=ROOT
    )
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["it said nothing"]
        raise ValueError(f"{_command(module, options)} failed: {last[0]}")
    return done.stdout.decode()


def main(arguments: list[str] | None = None) -> int:
    """Write the page; 2 and one line where a bench fails."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale_page", description=__doc__)
    parser.add_argument("--kept", action="store_true", help="take the last measurement, and work out the plans only")
    options = parser.parse_args(arguments)
    try:
        if not options.kept:
            found = _run("bench.scale", ())
            model = msgspec.json.decode(found)["model"]
            line = f"`python -m bench.scale --json`, {datetime.now(UTC).date()}, {machine()}, model {model}."
            KEPT.write_text(f"{line}\n{found}", encoding="utf-8")
        plans = {name: msgspec.json.decode(_run("bench.arrivals", more)) for name, more in PLANS.items()}
        page = filled(PAGE.read_text(encoding="utf-8"), "measured", measured(KEPT.read_text(encoding="utf-8")))
        PAGE.write_text(filled(page, "arrivals", planned(plans)), encoding="utf-8")
    except (OSError, ValueError) as error:
        print(f"bench.scale_page: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
