"""Markdown tables of figures."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = ["describe", "figure", "table"]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; the first column is text, the others are figures, set to the right."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *([figure(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def figure(cell: object) -> str:
    """A cell: shares with three digits, larger numbers with one, nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.3f}" if abs(cell) < 10 else f"{cell:.1f}"
    return str(cell).replace("|", "\\|").replace("\n", " ")


def describe(found: Mapping[str, Any], level: int = 3) -> str:
    """Any JSON object as Markdown: its plain values as one table, each object or list of objects under a heading."""
    plain = [(name, value) for name, value in found.items() if not isinstance(value, dict | list)]
    parts = [table(["Measure", "Value"], plain)] if plain else []
    for name, value in found.items():
        if isinstance(value, dict):
            parts.append(f"{'#' * level} {name}\n\n{_object(value, level)}")
        elif isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
            parts.append(f"{'#' * level} {name}\n\n{_rows(value)}")
    return "\n\n".join(parts)


def _object(value: Mapping[str, Any], level: int) -> str:
    if value and all(isinstance(row, dict) for row in value.values()):
        return _rows([{"": name, **row} for name, row in value.items()])
    return describe(value, level + 1)


def _rows(rows: Sequence[Mapping[str, Any]]) -> str:
    head = list(dict.fromkeys(name for row in rows for name in row))
    return table(head, [[row.get(name) for name in head] for row in rows])
