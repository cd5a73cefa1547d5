"""Counts of a lake's selection by a facet: the facets of `lansir.query.facets`, counted by DuckDB."""

from collections.abc import Mapping, Sequence
from typing import Any

from lansir.keys import id_of
from lansir.query.facets import (
    ACTORS,
    BY_ACTOR,
    CONTEXTS,
    DAYS,
    OWN,
    SOURCES,
    TELLERS,
    TITLES,
    TOLD,
    Facet,
    FacetValue,
    Source,
    field_of,
)
from lansir.query.sql import ALIASES, Kind, Sql
from lansir.scale.dialect import source_in_duckdb
from lansir.scale.lake import Lake

__all__ = ["count_facets"]

COUNTS = """
SELECT p.value, (SELECT count(*) FROM chosen), count(DISTINCT p.item) FROM pairs p WHERE p.value IS NOT NULL
GROUP BY GROUPING SETS ((), (p.value)) ORDER BY grouping(p.value) DESC
"""
"""How many there are and how many have a value, then the same value by value."""


def count_facets(lake: Lake, kind: Kind, name: str, where: Sql, told: Sql, limit: int) -> Facet:
    """One facet of what `where` selects; of the events that a statement tells, those count that are as `told` asks."""
    alias = ALIASES[kind]
    chosen = f"chosen AS (SELECT {alias}.id, {alias}.article FROM {kind[:-1]} {alias} WHERE {where.text})"
    pairs = _pairs(kind, name, told)
    text = f"WITH {chosen}, {pairs.text} {COUNTS}"
    (_, counted, found), *counts = lake.rows(Sql(text, (*where.values, *pairs.values)))
    most = sorted(counts, key=lambda one: (-one[2], str(one[0])))[:limit]
    if name in DAYS:
        most.sort()
    labels = _labels(lake, name, [value for value, _, _ in most])
    values = [FacetValue(*labels[value], count) for value, _, count in most]
    return Facet(name, field_of(name), values, counted, True, counted - found, len(counts) - len(most))


def _pairs(kind: Kind, name: str, told: Sql) -> Sql:
    """Tables of SQL, the last of which is `pairs`: what is counted (`item`) with a value of the facet."""
    keys = "(SELECT id AS value FROM chosen)"
    if name in DAYS or name == "review":
        value = f"substring(o.day, 1, {DAYS[name]})" if name in DAYS else "o.review"
        own = source_in_duckdb(OWN[kind], keys)
        return Sql(
            f"own(id, day, review, article) AS ({own}), pairs AS (SELECT o.id AS item, {value} AS value FROM own o)"
        )
    source = next(one for one in (*SOURCES, CONTEXTS[kind]) if name in one.facets)
    links = _links(source, kind, told)
    names = ", ".join(f"v{n}" for n in range(len(source.facets)))
    text = source_in_duckdb(source.sql, "(SELECT DISTINCT key AS value FROM links)")
    value = f"v{source.facets.index(name)}"
    pairs = f"pairs AS (SELECT l.item, f.{value} AS value FROM links l JOIN found f ON f.key = l.key)"
    return Sql(f"links(key, item) AS ({links.text}), found(key, {names}) AS ({text}), {pairs}", links.values)


def _links(source: Source, kind: Kind, told: Sql) -> Sql:
    """The keys that a source is asked for, each with what is counted."""
    keys = "(SELECT id AS value FROM chosen)"
    if source.link == "article":
        return Sql("SELECT article, id FROM chosen")
    if source.link == kind.removesuffix("s"):
        return Sql("SELECT id, id FROM chosen")
    if source.link == "statement":
        return Sql(source_in_duckdb(TELLERS, keys))
    return Sql(source_in_duckdb(TOLD.format(asked=told.text), keys), told.values)


def _labels(lake: Lake, name: str, values: Sequence[Any]) -> Mapping[Any, tuple[str, str]]:
    """Each value as a query takes it, and as people read it."""
    if name in BY_ACTOR:
        asked = Sql(source_in_duckdb(ACTORS, "(SELECT unnest(?) AS value)"), (list(values),))
        return {row[0]: (row[1], row[2]) for row in lake.rows(asked)}
    if name == "story":
        return {value: (id_of("sy", value), _title(lake, value)) for value in values}
    return {value: (value, value) for value in values}


def _title(lake: Lake, story: int) -> str:
    found = lake.rows(Sql(TITLES.replace(" LIMIT 1", " ORDER BY article LIMIT 1"), (story,)))
    return (found and found[0][0]) or id_of("sy", story)
