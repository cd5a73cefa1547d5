"""Rows of a selection by their keys, some hundreds at a time: what each needs is read together for all."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from lansir.keys import id_of
from lansir.query.entries import Occurred
from lansir.query.found import EventFound, EventTold, Located, Party, Report, StatementFound
from lansir.query.sql import listed
from lansir.record import Span

__all__ = ["load_events", "load_statements"]

Row = sqlite3.Row
EVENTS = "SELECT e.* FROM json_each(?) j CROSS JOIN event e ON e.id = j.value"
STATEMENTS = "SELECT s.* FROM json_each(?) j CROSS JOIN statement s ON s.id = j.value"
ARTICLES = """
SELECT a.id, a.outlet, a.title, coalesce(a.url, a.canonical_url) AS url, a.published, a.language, a.version, a.newest,
       a.ingested, a.text, q.story, q.origin, q.how
FROM json_each(?) j CROSS JOIN article a ON a.id = j.value LEFT JOIN placed q ON q.article = a.id
"""
WHO = (
    'n.id AS entity, n.name, n.country, n.sector, n.role, n.anonymous, n.source_kind, k.key AS actor, m.start, m."end"'
)
FILLERS = f"""
SELECT f.event, f.slot, f.confidence, f.elided, {WHO}
FROM json_each(?) j CROSS JOIN event_actor f ON f.event = j.value CROSS JOIN entity n ON n.id = f.entity
CROSS JOIN mention m ON m.id = f.mention LEFT JOIN actor k ON k.id = n.actor ORDER BY f.event, f.slot, f.number
"""
SPOKEN = f"""
SELECT s.id AS statement, s.{{slot}}_confidence AS confidence, s.{{slot}}_elided AS elided, {WHO}
FROM json_each(?) j CROSS JOIN statement s ON s.id = j.value CROSS JOIN entity n ON n.id = s.{{slot}}
CROSS JOIN mention m ON m.id = s.{{slot}}_mention LEFT JOIN actor k ON k.id = n.actor
"""
CONTEXTS = (
    "SELECT c.event, c.context FROM json_each(?) j CROSS JOIN event_context c ON c.event = j.value "
    "ORDER BY c.event, c.number"
)
PLACES = "SELECT p.* FROM json_each(?) j CROSS JOIN place p ON p.id = j.value"
TIMES = 'SELECT t.id, t.start, t."end" FROM json_each(?) j CROSS JOIN time t ON t.id = j.value'
OCCURRED = """
SELECT t.event, t.occurrence, c.outlets, c.origins
FROM json_each(?1) j CROSS JOIN occurrence_event t ON t.event = j.value
JOIN (
  SELECT x.occurrence, count(DISTINCT b.outlet) AS outlets, count(DISTINCT q.origin) AS origins
  FROM (SELECT DISTINCT o.occurrence FROM json_each(?1) i CROSS JOIN occurrence_event o ON o.event = i.value) y
  CROSS JOIN occurrence_event x ON x.occurrence = y.occurrence CROSS JOIN event f ON f.id = x.event
  CROSS JOIN article b ON b.id = f.article LEFT JOIN placed q ON q.article = f.article GROUP BY x.occurrence
) c ON c.occurrence = t.occurrence
"""
CONTENT = (
    'SELECT c.statement, c.start, c."end" FROM json_each(?) j CROSS JOIN content c ON c.statement = j.value '
    "ORDER BY c.statement, c.number"
)
TOLD = (
    "SELECT e.reported_by, e.id, e.type, e.status FROM json_each(?) j CROSS JOIN event e INDEXED BY event_reported_by "
    "ON e.reported_by = j.value WHERE e.review <> 'rejected' ORDER BY e.number"
)


def load_events(connection: sqlite3.Connection, ids: Sequence[int]) -> list[EventFound]:
    """The events of these keys, in their order; those that are gone are left out."""
    return _Events(connection, ids).found()


def load_statements(connection: sqlite3.Connection, ids: Sequence[int]) -> list[StatementFound]:
    """The statements of these keys, in their order; those that are gone are left out."""
    return _Statements(connection, ids).found()


class _Batch:
    """What events and statements share: their rows and the articles that they are from."""

    query: str

    def __init__(self, connection: sqlite3.Connection, ids: Sequence[int]) -> None:
        self._connection, self._ids = connection, list(ids)
        rows = {row["id"]: row for row in self._read(self.query, self._ids)}
        self._order = [rows[key] for key in self._ids if key in rows]
        self._articles = {row["id"]: row for row in self._read(ARTICLES, self._column("article"))}

    def _read(self, query: str, keys: Iterable[Any]) -> list[Row]:
        cursor = self._connection.cursor()
        cursor.row_factory = sqlite3.Row
        found: list[Row] = cursor.execute(query, (listed(keys),)).fetchall()
        return found

    def _column(self, name: str) -> list[Any]:
        """The different values of a column of the rows, in no order that counts."""
        return sorted({row[name] for row in self._order if row[name] is not None})

    def _grouped(self, query: str, by: str, keys: Iterable[Any] | None = None) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = {}
        for row in self._read(query, self._ids if keys is None else keys):
            found.setdefault(row[by], []).append(row)
        return found

    def _span(self, article: int, start: int, end: int) -> Span:
        return Span(start, end, self._articles[article]["text"][start:end])

    def _maybe(self, row: Row, name: str) -> Span | None:
        return (
            None
            if row[f"{name}_start"] is None
            else self._span(row["article"], row[f"{name}_start"], row[f"{name}_end"])
        )

    def _sentence(self, row: Row) -> Span:
        return self._span(row["article"], row["start"], row["end"])

    def _party(self, article: int, row: Row | None) -> Party | None:
        if row is None:
            return None
        return Party(
            entity=id_of("en", row["entity"]),
            span=self._span(article, row["start"], row["end"]),
            name=row["name"],
            actor=row["actor"],
            country=row["country"],
            sector=row["sector"],
            role=row["role"],
            anonymous=bool(row["anonymous"]),
            source_kind=row["source_kind"],
            confidence=row["confidence"],
            elided=bool(row["elided"]),
        )

    def _report(self, article: int) -> Report:
        row = self._articles[article]
        plain = ("outlet", "title", "url", "published", "language", "version", "ingested", "origin", "how")
        return Report(
            article=id_of("ar", article),
            newest=bool(row["newest"]),
            story=None if row["story"] is None else id_of("sy", row["story"]),
            **{name: row[name] for name in plain},
        )


class _Events(_Batch):
    query = EVENTS

    def found(self) -> list[EventFound]:
        return [self._event(row) for row in self._order]

    @cached_property
    def _fillers(self) -> dict[int, list[Row]]:
        return self._grouped(FILLERS, "event")

    @cached_property
    def _contexts(self) -> dict[int, list[Row]]:
        return self._grouped(CONTEXTS, "event")

    @cached_property
    def _places(self) -> dict[int, list[Row]]:
        return self._grouped(PLACES, "id", self._column("place"))

    @cached_property
    def _times(self) -> dict[int, list[Row]]:
        return self._grouped(TIMES, "id", self._column("time"))

    @cached_property
    def _speakers(self) -> dict[int, list[Row]]:
        return self._grouped(SPOKEN.format(slot="speaker"), "statement", self._column("reported_by"))

    @cached_property
    def _occurred(self) -> Mapping[int, Occurred]:
        rows = self._read(OCCURRED, self._ids)
        return {row["event"]: Occurred(id_of("oc", row["occurrence"]), row["outlets"], row["origins"]) for row in rows}

    def _slot(self, row: Row, slot: str) -> list[Party]:
        fillers = [filler for filler in self._fillers.get(row["id"], []) if filler["slot"] == slot]
        return [party for filler in fillers if (party := self._party(row["article"], filler))]

    def _event(self, row: Row) -> EventFound:
        plain = (
            "day", "type", "mode", "status", "quad", "intensity", "confidence", "review", "first_day", "last_day",
            "killed", "injured", "arrested", "displaced", "released",
        )  # fmt: skip
        article, reported = row["article"], row["reported_by"]
        time = _first(self._times.get(row["time"]))
        return EventFound(
            id=id_of("ev", row["id"]),
            trigger=self._span(article, row["trigger_start"], row["trigger_end"]),
            sentence=self._sentence(row),
            report=self._report(article),
            time=self._span(article, time["start"], time["end"]) if time else None,
            contexts=[found["context"] for found in self._contexts.get(row["id"], [])],
            actors=self._slot(row, "actor"),
            recipients=self._slot(row, "recipient"),
            place=self._located(article, _first(self._places.get(row["place"]))),
            reported_by=None if reported is None else id_of("st", reported),
            told_by=self._party(article, _first(self._speakers.get(reported))),
            occurrence=self._occurred.get(row["id"]),
            **{name: row[name] for name in plain},
        )

    def _located(self, article: int, row: Row | None) -> Located | None:
        if row is None:
            return None
        plain = ("name", "country", "admin1", "lat", "lon", "precision")
        return Located(self._span(article, row["start"], row["end"]), **{name: row[name] for name in plain})


class _Statements(_Batch):
    query = STATEMENTS

    def found(self) -> list[StatementFound]:
        speakers = self._grouped(SPOKEN.format(slot="speaker"), "statement")
        addressees = self._grouped(SPOKEN.format(slot="addressee"), "statement")
        content = self._grouped(CONTENT, "statement")
        told = self._grouped(TOLD, "reported_by")
        return [
            StatementFound(
                id=id_of("st", row["id"]),
                sentence=self._sentence(row),
                report=self._report(row["article"]),
                content=[
                    self._span(row["article"], piece["start"], piece["end"]) for piece in content.get(row["id"], [])
                ],
                cue=self._maybe(row, "cue"),
                speaker=self._party(row["article"], _first(speakers.get(row["id"]))),
                addressee=self._party(row["article"], _first(addressees.get(row["id"]))),
                inside=None if row["inside"] is None else id_of("st", row["inside"]),
                events=[
                    EventTold(id_of("ev", one["id"]), one["type"], one["status"]) for one in told.get(row["id"], [])
                ],
                **{name: row[name] for name in ("day", "form", "confidence", "review")},
            )
            for row in self._order
        ]


def _first(rows: Sequence[Row] | None) -> Row | None:
    return rows[0] if rows else None
