"""Pieces of SQL with their parameters: values are never written into the text.

A list of values is one JSON array and one parameter, so the same fields always give the same SQL.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from lansir.query.ranges import Bounds

__all__ = ["ALIASES", "ANY", "Kind", "Sql", "all_of", "any_of", "between", "listed"]

Kind = Literal["events", "statements"]
ALIASES: dict[Kind, str] = {"events": "e", "statements": "s"}
"""What an event and a statement are called in every query."""
ANY = "IN (SELECT value FROM json_each(?))"


class Sql(NamedTuple):
    """A piece of SQL, and the parameters of its question marks in order."""

    text: str
    values: tuple[Any, ...] = ()


def all_of(parts: Sequence[Sql]) -> Sql:
    """Conditions joined with AND; true where there are none."""
    text = " AND ".join(part.text for part in parts) or "1"
    return Sql(text, tuple(value for part in parts for value in part.values))


def any_of(parts: Sequence[Sql]) -> Sql:
    """Conditions joined with OR."""
    text = " OR ".join(f"({part.text})" for part in parts)
    return Sql(f"({text})", tuple(value for part in parts for value in part.values))


def between(column: str, bounds: Bounds[Any]) -> Sql:
    """A column within bounds; what is NULL is not, where there are any."""
    parts = []
    if bounds.low is not None:
        parts.append(Sql(f"{column} {'>' if bounds.above else '>='} ?", (bounds.low,)))
    if bounds.high is not None:
        parts.append(Sql(f"{column} {'<' if bounds.below else '<='} ?", (bounds.high,)))
    return all_of(parts)


def listed(values: Iterable[Any]) -> str:
    """Values as the one parameter that a list is given as."""
    return json.dumps(list(values), ensure_ascii=False)
