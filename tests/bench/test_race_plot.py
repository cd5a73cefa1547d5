"""The drawings of race and growth: the same for the same figures, and to be read on white and on black."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bench import growth_plot
from bench.growth_fit import Growth, growing
from bench.growth_points import Point, QueryCost, Spent
from bench.machine import machine
from bench.race import plot
from bench.race.axes import DARK_INK, INK, PAPER_INK
from bench.race.turns import Ended, Ran, Results


def races() -> Results:
    ran = [
        Ran("Lansir", False, {}, {}, [1.0, 1.0], [1.0, 1.0]),
        Ran("slower", True, {}, {}, [4.0, 5.0], [4.0, 5.0]),
        Ran("faster", True, {}, {}, [0.5, 0.5], [0.5, 0.5]),
    ]
    ended = [Ended("pages", 3, ran), Ended("copies", 3, ran[:2])]
    return Results(machine=machine(), model="m", lansir="0", load=(0.0, 0.0), races=ended, left_out=[])


def grown() -> Growth:
    each = Spent(0.01, 0.02, 0.04)
    points = tuple(
        Point(n, each.times(n), each, 200, n / 30, {"q": QueryCost(n / 900, 1, 1)}) for n in (1000, 10_000)
    )  # fmt: skip
    rows = growing(points)
    return Growth(machine(), 10_000, 1, points, rows, True)


def words(path: Path) -> str:
    return " ".join(text.strip() for text in ET.parse(path).getroot().itertext())


def test_the_race_has_a_bar_for_each_outside_entrant_under_the_name_of_its_race(tmp_path: Path) -> None:
    assert [(bar.name, bar.ratio.median) for bar in plot.bars(races())] == [
        ("slower", 4.5), ("faster", 0.5), ("slower", 4.5)
    ]  # fmt: skip
    plot.draw(races(), tmp_path / "images" / "race.svg")
    told = words(tmp_path / "images" / "race.svg")
    assert all(part in told for part in ("Main text of pages", "Near-duplicates", "slower", "faster", "4.50", "0.50"))


def test_the_growth_shows_totals_queries_and_exponents(tmp_path: Path) -> None:
    growth_plot.draw(grown(), tmp_path / "growth.svg")
    told = words(tmp_path / "growth.svg")
    assert all(
        part in told for part in ("storing, all articles: n^1.00", "q: n^1.00", "n log n", "articles in the store")
    )


def test_a_drawing_is_the_same_each_time_and_its_ink_follows_the_reader_s_colours(tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        plot.draw(races(), tmp_path / name)
    one, other = ((tmp_path / name).read_text(encoding="utf-8") for name in ("a.svg", "b.svg"))
    assert one == other
    assert INK not in one and one.count("var(--ink)") > 10
    style = re.search(r"<style>(.*?)</style>", one)
    assert style and PAPER_INK in style[1] and f"prefers-color-scheme:dark){{:root{{--ink:{DARK_INK}" in style[1]


def test_where_nothing_was_kept_a_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in (plot, growth_plot):
        monkeypatch.setattr(module, "KEPT", tmp_path / "none.txt")
        assert module.main() == 2
        assert "none.txt" in capsys.readouterr().err
