"""The tables of `docs/reliability.md`: `python -m bench.fuzz.page` writes them from the runs that are kept.

`bench/kept/bench.fuzz.jsonl` holds the runs (`python -m bench.fuzz --note` adds to it), the first line of
`bench.fuzz.txt` beside it says when and where they were made; below that line the table is kept too. What
`bench.fuzz.contract` printed is kept in `bench.fuzz.contract.txt`, behind such a line.
"""

import sys
from pathlib import Path

from bench.fuzz.results import markdown, noted
from bench.fuzz.target import ROOT
from bench.scale_page import filled

__all__ = ["KEPT", "PAGE", "main", "tabled"]

PAGE = ROOT / "docs" / "reliability.md"
KEPT = ROOT / "bench" / "kept" / "bench.fuzz.txt"
CONTRACT = KEPT.with_name("bench.fuzz.contract.txt")
MARK, CONTRACT_MARK = "fuzz", "contract"


def tabled(kept: Path = KEPT) -> str:
    """How the runs were made, in one line, and the table of them below it."""
    line = kept.read_text(encoding="utf-8").partition("\n")[0]
    return f"{line}\n{markdown(noted([kept.with_suffix('.jsonl')]))}\n"


def main(page: Path = PAGE, kept: Path = KEPT) -> int:
    """Write table and page; 2 and one line where the page has no place for it, or nothing is kept."""
    try:
        told = tabled(kept)
        line, _, table = told.partition("\n")
        text = filled(page.read_text(encoding="utf-8"), MARK, f"{line}\n\n{table.rstrip()}")
        text = filled(text, CONTRACT_MARK, CONTRACT.read_text(encoding="utf-8").rstrip())
    except (OSError, ValueError) as error:
        print(f"bench.fuzz.page: {error}", file=sys.stderr)
        return 2
    kept.write_text(told, encoding="utf-8")
    page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
