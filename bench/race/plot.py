"""The races as a drawing: `python -m bench.race.plot` writes docs/images/race.svg from what was kept last."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from bench.race.axes import OURS, THEIRS, axes, saved
from bench.race.catalogue import races
from bench.race.page import IMAGE
from bench.race.ratios import Ratio, digits, ratio
from bench.race.turns import Results

__all__ = ["bars", "draw", "main"]

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "bench" / "kept" / "bench.race.txt"
TOLD = "Processor time of other systems as a multiple of Lansir's, on a logarithmic scale"
LONGEST = 44
ROW = 0.3


class Bar(NamedTuple):
    """An entrant's ratio."""

    race: str
    name: str
    ratio: Ratio


def bars(results: Results) -> list[Bar]:
    """The outside entrants in order."""
    titles = {race.race: race.title for race in races()}
    return [
        Bar(titles[ended.race], one.name, ratio(one.cpu_ms, ended.ran[0].cpu_ms))
        for ended in results.races
        for one in ended.ran
        if one.outside
    ]


def draw(results: Results, path: Path) -> None:
    """Write the drawing, where anyone outside ran."""
    rows = bars(results)
    if not rows:
        return
    places = _places(rows)
    with axes(8, ROW * (places[-1] + 3)) as (figure, (plot,)):
        for place, row in zip(places, rows, strict=True):
            spread = [[row.ratio.median - row.ratio.low], [row.ratio.high - row.ratio.median]]
            colour = OURS if row.ratio.median >= 1 else THEIRS
            plot.barh(place, row.ratio.median - 1, left=1, height=0.7, color=colour, xerr=spread, ecolor="#808080")
            end = max(row.ratio.high, 1), place
            label = digits(row.ratio.median)
            plot.annotate(label, end, xytext=(4, 0), textcoords="offset points", va="center", fontsize=8)
        _titled(plot, rows, places)
        plot.set(
            xscale="log", ylim=(places[-1] + 0.8, -1.4), xlabel="times Lansir's processor time (right of 1: slower)"
        )
        plot.set_yticks(places, [_short(row.name) for row in rows], fontsize=9)
        plot.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        plot.axvline(1, color="#808080", linewidth=1)
        plot.grid(axis="x")
        saved(figure, path, TOLD)


def _titled(plot: Axes, rows: Sequence[Bar], places: Sequence[float]) -> None:
    """The name of each race above its bars."""
    for title in dict.fromkeys(row.race for row in rows):
        first = min(place for place, row in zip(places, rows, strict=True) if row.race == title)
        plot.annotate(title, (0, first - 0.85), xycoords=("axes fraction", "data"), fontweight="bold", fontsize=9)


def _places(rows: Sequence[Bar]) -> list[float]:
    """Where the bars lie, with room for a heading above each race."""
    places, place = list[float](), -1.0
    for number, row in enumerate(rows):
        place += 1 if number and rows[number - 1].race == row.race else 2
        places.append(place - 1)
    return places


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[:LONGEST].rstrip()}…"


def main() -> int:
    """Write the drawing; 2 and one line where nothing was kept."""
    try:
        found = KEPT.read_text(encoding="utf-8").partition("\n")[2]
        draw(msgspec.json.decode(found, type=Results), ROOT / "docs" / IMAGE)
    except (OSError, msgspec.DecodeError) as error:
        print(f"bench.race.plot: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
