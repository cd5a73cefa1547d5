"""The load of `docs/reliability.md`: `python -m bench.load_page [--kept]`.

Runs `bench.load` with 200 clients for ten minutes and keeps what it prints, then writes it between the marks of the
page. With `--kept` the last measurement stands.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from bench.scale_page import filled

__all__ = ["KEPT", "MARK", "PAGE", "main"]

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reliability.md"
KEPT = Path(__file__).parent / "kept" / "bench.load.txt"
MARK = "load"


def main(arguments: list[str] | None = None, page: Path = PAGE, kept: Path = KEPT) -> int:
    """Write the page; 2 and one line where the bench fails, nothing is kept, or the page has no place for it."""
    parser = argparse.ArgumentParser(prog="python -m bench.load_page", description=__doc__)
    parser.add_argument("--kept", action="store_true", help="take the last measurement")
    options = parser.parse_args(arguments)
    try:
        if not options.kept:
            kept.write_text(_measured(), encoding="utf-8")
        text = filled(page.read_text(encoding="utf-8"), MARK, kept.read_text(encoding="utf-8").rstrip())
    except (OSError, ValueError) as error:
        print(f"bench.load_page: {error}", file=sys.stderr)
        return 2
    page.write_text(text, encoding="utf-8")
    return 0


def _measured() -> str:
    """What `bench.load` prints; ValueError where anything that was asked in earnest failed."""
    done = subprocess.run([sys.executable, "-m", "bench.load"], capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        last = [line for line in done.stderr.splitlines() if line.strip()][-1:] or ["an answer was an error"]
        raise ValueError(f"python -m bench.load: {last[0]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
