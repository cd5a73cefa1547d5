"""How many were killed, injured, arrested, displaced or released, and according to whom; where sources disagree."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

import msgspec

from lansir.keys import id_of
from lansir.page.outlets import plain
from lansir.story.articles import moment_of

__all__ = ["Changed", "Conflict", "Figure", "FigureKind", "changed", "conflicts", "figures"]

FigureKind = Literal["killed", "injured", "arrested", "displaced", "released"]
SIZED = """
SELECT e.*, a.outlet, a.updated, a.published, a.captured, p.origin
FROM occurrence_event t JOIN event e ON e.id = t.event JOIN article a ON a.id = e.article
JOIN placed p ON p.article = a.id WHERE t.occurrence = ? AND e.sized
"""
SPEAKERS = """
WITH RECURSIVE chain(statement, depth) AS (
  SELECT ?, 0 UNION ALL SELECT s.inside, depth + 1 FROM chain JOIN statement s ON s.id = chain.statement
  WHERE s.inside IS NOT NULL AND depth < 8
) SELECT n.id AS entity, n.actor, coalesce(k.name, n.name) AS name, n.role,
         substr(a.text, m.start + 1, m."end" - m.start) AS words
FROM chain JOIN statement s ON s.id = chain.statement JOIN entity n ON n.id = s.speaker
JOIN article a ON a.id = s.article LEFT JOIN actor k ON k.id = n.actor LEFT JOIN mention m ON m.id = s.speaker_mention
ORDER BY depth LIMIT 1
"""


class Figure(msgspec.Struct, frozen=True):
    """A number and who gives it: a named speaker, else the outlet or agency whose news it is (`own_voice`).

    `articles` are ids in order of time, `first` and `last` the moments when it was told (universal time); `origins`
    counts the outlets and agencies that it comes from, copies not counted.
    """

    kind: FigureKind
    value: int
    source: str
    own_voice: bool
    articles: list[str]
    first: str
    last: str
    origins: int


class Conflict(msgspec.Struct, frozen=True):
    """A kind of which sources give different numbers: the last of each source, smallest first."""

    kind: FigureKind
    figures: list[Figure]


class Changed(msgspec.Struct, frozen=True):
    """A number that one source gave differently over time, in order of time."""

    kind: FigureKind
    source: str
    figures: list[Figure]


class _Told(msgspec.Struct, frozen=True):
    """One telling of a figure; `key` is the same for all that one source tells."""

    kind: FigureKind
    value: int
    key: str
    source: str
    own_voice: bool
    article: int
    moment: str
    origin: str


def figures(connection: sqlite3.Connection, occurrence: int) -> list[Figure]:
    """Every number of an occurrence by who gives it, in order of kind and time."""
    by_source: dict[tuple[str, str, int], list[_Told]] = {}
    names: dict[str, str] = {}
    rows = [(row, *_source(connection, row)) for row in connection.execute(SIZED, (occurrence,)).fetchall()]
    for _, key, source, _ in rows:
        names[key] = max(names.get(key, ""), source, key=lambda name: (len(name), name))
    for row, key, _, own_voice in rows:
        for kind in get_args(FigureKind):
            if row[kind] is not None:
                told = _Told(kind, row[kind], key, names[key], own_voice, row["article"], moment_of(row), row["origin"])
                by_source.setdefault((kind, key, row[kind]), []).append(told)
    found = [_figure(told) for told in by_source.values()]
    kinds = get_args(FigureKind)
    return sorted(found, key=lambda one: (kinds.index(one.kind), one.first, one.value, one.source))


def conflicts(found: Iterable[Figure]) -> list[Conflict]:
    """The kinds of which sources give different numbers; of a source that changed its own, the last counts."""
    latest: dict[tuple[FigureKind, str], Figure] = {}
    for figure in found:
        key = figure.kind, figure.source
        if key not in latest or latest[key].last < figure.last:
            latest[key] = figure
    by_kind: dict[FigureKind, list[Figure]] = {}
    for figure in latest.values():
        by_kind.setdefault(figure.kind, []).append(figure)
    return [
        Conflict(kind, sorted(told, key=lambda figure: (figure.value, figure.first)))
        for kind, told in by_kind.items()
        if len({figure.value for figure in told}) > 1
    ]


def changed(found: Iterable[Figure]) -> list[Changed]:
    """The numbers that one source gave differently over time."""
    by_source: dict[tuple[FigureKind, str], list[Figure]] = {}
    for figure in found:
        by_source.setdefault((figure.kind, figure.source), []).append(figure)
    return [
        Changed(kind, source, sorted(told, key=lambda figure: figure.first))
        for (kind, source), told in by_source.items()
        if len({figure.value for figure in told}) > 1
    ]


def _source(connection: sqlite3.Connection, event: sqlite3.Row) -> tuple[str, str, bool]:
    """Who gives an event's numbers: a key, the name, and whether that is an outlet in its own voice."""
    if event["reported_by"] is not None:
        speaker = connection.execute(SPEAKERS, (event["reported_by"],)).fetchone()
        if speaker is not None:
            name = speaker["name"] or speaker["role"] or speaker["words"] or "?"
            who = f"actor {speaker['actor']}" if speaker["actor"] else f"{event['origin']} {name.lower()}"
            return who, name, False
    own = event["outlet"] if event["outlet"] and plain(event["outlet"]) == event["origin"] else None
    return f"outlet {event['origin']}", own or event["origin"] or "?", True


def _figure(told: Sequence[_Told]) -> Figure:
    in_time = sorted(told, key=lambda one: (one.moment, one.article))
    return Figure(
        kind=told[0].kind,
        value=told[0].value,
        source=told[0].source,
        own_voice=told[0].own_voice,
        articles=list(dict.fromkeys(id_of("ar", one.article) for one in in_time)),
        first=in_time[0].moment,
        last=in_time[-1].moment,
        origins=len({one.origin for one in told}),
    )
