"""Drawings for the docs: SVG that a page in dark colours shows in light ones, the same bytes for the same figures."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = ["OURS", "THEIRS", "axes", "saved"]

INK, PAPER_INK, DARK_INK = "#123456", "#24292f", "#d0d7de"
GRID = "#808080"
OURS, THEIRS = "#1f77b4", "#d1790a"
"""Blue and orange, to be told apart on white and on black, and by those who see no red or green."""
STYLE = f"<style>:root{{--ink:{PAPER_INK}}}@media(prefers-color-scheme:dark){{:root{{--ink:{DARK_INK}}}}}</style>"
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "lansir",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": GRID,
    "grid.alpha": 0.35,
    "legend.frameon": False,
}


@contextmanager
def axes(width: float, height: float, columns: int = 1) -> Iterator[tuple[Figure, list[Axes]]]:
    """A drawing of so many inches with axes beside each other; it stays without a window."""
    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure, [figure.add_subplot(1, columns, number + 1) for number in range(columns)]


def saved(figure: Figure, path: Path, told: str) -> None:
    """Write the drawing; `told` says in words what it shows, for those who do not see it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, format="svg", transparent=True, metadata={"Date": None, "Creator": None, "Title": told})
    text = path.read_text(encoding="utf-8").replace(INK, "var(--ink)")
    whole = re.sub(r"(<svg\b[^>]*>)", lambda opened: f"{opened[1]}\n {STYLE}", text, count=1)
    path.write_text("".join(f"{line.rstrip()}\n" for line in whole.splitlines()), encoding="utf-8")
