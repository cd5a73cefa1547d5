"""Rows of the store's tables as the record that they were made from."""

import json
import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from lansir.keys import id_of
from lansir.record import (
    Argument,
    Article,
    Block,
    Entity,
    Event,
    Mention,
    Origin,
    Place,
    PlaceCandidate,
    Quantity,
    Reason,
    Record,
    Review,
    Size,
    Span,
    StatedTime,
    Statement,
    Time,
)

__all__ = ["RecordReader"]

Row = sqlite3.Row
DECIDED = "SELECT target, state, by, at, note FROM review WHERE article = ? ORDER BY id"
"""The decisions of an article; of those on one target the last counts."""


class RecordReader:
    """Reads the record of one article; review states are those of the latest decisions."""

    def __init__(self, connection: sqlite3.Connection, article: int) -> None:
        """Take the rows of an article; KeyError where it is not there. The connection gives `sqlite3.Row`s."""
        self._connection, self._article = connection, article
        found = connection.execute("SELECT * FROM article WHERE id = ?", (article,)).fetchone()
        if found is None:
            raise KeyError(id_of("ar", article))
        self._row: Row = found
        self._text: str = found["text"]
        self._decided = {row["target"]: row for row in connection.execute(DECIDED, (article,))}

    def record(self) -> Record:
        """The record as it was stored, with what people have decided since."""
        row = self._row
        return Record(
            article=self._page(),
            lansir=row["lansir"],
            model=row["model"],
            contexts=[found["context"] for found in self._rows("article_context", "number")],
            entities=[self._entity(found) for found in self._rows("entity", "number")],
            mentions=[self._mention(found) for found in self._rows("mention", 'start, "end"')],
            times=[self._time(found) for found in self._rows("time", 'start, "end"')],
            places=[self._place(found) for found in self._rows("place", 'start, "end"')],
            quantities=[self._quantity(found) for found in self._rows("quantity", 'start, "end"')],
            statements=list(self._statements()),
            events=list(self._events()),
            resolved=json.loads(row["resolved"]),
            reasons=self._reasons("record"),
        )

    def _rows(self, table: str, order: str) -> Iterable[Row]:
        return self._connection.execute(f"SELECT * FROM {table} WHERE article = ? ORDER BY {order}", (self._article,))

    def _inner(self, table: str, outer: str, order: str) -> dict[int, list[Row]]:
        """The rows of a list table by the statement or event that they belong to."""
        found: dict[int, list[Row]] = {}
        query = f"SELECT i.* FROM {table} i JOIN {outer} o ON o.id = i.{outer} WHERE o.article = ? ORDER BY {order}"
        for row in self._connection.execute(query, (self._article,)):
            found.setdefault(row[outer], []).append(row)
        return found

    def _span(self, start: int, end: int) -> Span:
        return Span(start, end, self._text[start:end])

    def _span_of(self, row: Row, name: str = "") -> Span:
        before = f"{name}_" if name else ""
        return self._span(row[f"{before}start"], row[f"{before}end"])

    def _maybe_span(self, row: Row, name: str) -> Span | None:
        return None if row[f"{name}_start"] is None else self._span_of(row, name)

    def _page(self) -> Article:
        row = self._row
        return Article(
            id=id_of("ar", row["id"]),
            text=self._text,
            blocks=[
                Block(found["kind"], self._span_of(found), found["link"]) for found in self._rows("block", "number")
            ],
            content_hash=row["content_hash"],
            language=row["language"],
            url=row["url"],
            canonical_url=row["canonical_url"],
            outlet=row["outlet"],
            title=row["title"],
            authors=json.loads(row["authors"]),
            dateline=row["dateline"],
            published=self._stated("published"),
            updated=self._stated("updated"),
            captured=row["captured"],
            origins=[
                Origin(found["name"], self._span_of(found), found["actor"]) for found in self._rows("origin", "number")
            ],
            reasons=self._reasons("page"),
        )

    def _reasons(self, part: str) -> list[Reason]:
        query = "SELECT code, message FROM reason WHERE article = ? AND part = ? ORDER BY number"
        return [Reason(*row) for row in self._connection.execute(query, (self._article, part))]

    def _stated(self, name: str) -> StatedTime | None:
        row = self._row
        if row[name] is None:
            return None
        facts = (row[name], row[f"{name}_precision"], row[f"{name}_source"], row[f"{name}_zone"])
        return StatedTime(*facts, self._maybe_span(row, name))

    def _entity(self, row: Row) -> Entity:
        return Entity(
            id=id_of("en", row["id"]),
            name=row["name"],
            type=row["type"],
            resolved=row["resolved"],
            country=row["country"],
            sectors=json.loads(row["sectors"]),
            role=row["role"],
            anonymous=bool(row["anonymous"]),
            source_kind=row["source_kind"],
            knowledge_id=row["knowledge_id"],
            wikidata=row["wikidata"],
            anonymity=self._maybe_span(row, "anonymity"),
        )

    def _mention(self, row: Row) -> Mention:
        identity, entity = id_of("mn", row["id"]), id_of("en", row["entity"])
        return Mention(
            identity, self._span_of(row), row["type"], entity, row["kind"], row["confidence"], row["resolved"]
        )

    def _time(self, row: Row) -> Time:
        return Time(
            id=id_of("tm", row["id"]),
            span=self._span_of(row),
            type=row["type"],
            resolved=row["resolved"],
            confidence=row["confidence"],
            value=row["value"],
            granularity=row["granularity"],
            anchor=row["anchor"],
        )

    def _place(self, row: Row) -> Place:
        return Place(
            id=id_of("pl", row["id"]),
            span=self._span_of(row),
            resolved=row["resolved"],
            confidence=row["confidence"],
            name=row["name"],
            country=row["country"],
            geonames=row["geonames"],
            admin1=row["admin1"],
            lat=row["lat"],
            lon=row["lon"],
            precision=row["precision"],
            passed_over=msgspec.json.decode(row["passed_over"], type=list[PlaceCandidate]),
        )

    def _quantity(self, row: Row) -> Quantity:
        facts = (row["low"], row["high"], row["unit"], row["counted"], row["resolved"])
        return Quantity(id_of("qt", row["id"]), self._span_of(row), *facts)

    def _argument(self, row: Row, name: str) -> Argument | None:
        if row[name] is None:
            return None
        entity, mention = id_of("en", row[name]), id_of("mn", row[f"{name}_mention"])
        return Argument(entity, mention, row[f"{name}_confidence"], bool(row[f"{name}_elided"]))

    def _statements(self) -> Iterator[Statement]:
        pieces = self._inner("content", "statement", "i.statement, i.number")
        told: dict[int, list[str]] = {}
        query = "SELECT id, reported_by FROM event WHERE article = ? AND reported_by IS NOT NULL ORDER BY number"
        for event, statement in self._connection.execute(query, (self._article,)):
            told.setdefault(statement, []).append(id_of("ev", event))
        for row in self._rows("statement", "number"):
            yield Statement(
                id=id_of("st", row["id"]),
                sentence=self._span_of(row),
                content=[self._span_of(piece) for piece in pieces.get(row["id"], [])],
                form=row["form"],
                confidence=row["confidence"],
                speaker=self._argument(row, "speaker"),
                cue=self._maybe_span(row, "cue"),
                addressee=self._argument(row, "addressee"),
                time=None if row["time"] is None else id_of("tm", row["time"]),
                inside=None if row["inside"] is None else id_of("st", row["inside"]),
                events=told.get(row["id"], []),
                reasons=json.loads(row["reasons"]),
                review=self._review(id_of("st", row["id"]), row["review"]),
            )

    def _events(self) -> Iterator[Event]:
        fillers = self._inner("event_actor", "event", "i.event, i.slot, i.number")
        contexts = self._inner("event_context", "event", "i.event, i.number")
        for row in self._rows("event", "number"):
            slots = _slots(fillers.get(row["id"], []))
            yield Event(
                id=id_of("ev", row["id"]),
                type=row["type"],
                status=row["status"],
                trigger=self._span_of(row, "trigger"),
                sentence=self._span_of(row),
                confidence=row["confidence"],
                quad=row["quad"],
                intensity=row["intensity"],
                mode=row["mode"],
                contexts=[found["context"] for found in contexts.get(row["id"], [])],
                actors=slots.get("actor", []),
                recipients=slots.get("recipient", []),
                time=None if row["time"] is None else id_of("tm", row["time"]),
                place=None if row["place"] is None else id_of("pl", row["place"]),
                size=Size(**{name: row[name] for name in Size.__struct_fields__}) if row["sized"] else None,
                reported_by=None if row["reported_by"] is None else id_of("st", row["reported_by"]),
                resolved=json.loads(row["resolved"]),
                reasons=json.loads(row["reasons"]),
                review=self._review(id_of("ev", row["id"]), row["review"]),
            )

    def _review(self, target: str, state: str) -> Review:
        """The decision on a target; none where it was taken back, or does not fit what is read today."""
        found = self._decided.get(target)
        if state == "machine" or found is None:
            return Review()
        return Review(found["state"], found["by"], found["at"], found["note"])


def _slots(rows: Iterable[Row]) -> dict[str, list[Argument]]:
    slots: dict[str, list[Argument]] = {}
    for row in rows:
        filler = Argument(
            id_of("en", row["entity"]), id_of("mn", row["mention"]), row["confidence"], bool(row["elided"])
        )
        slots.setdefault(row["slot"], []).append(filler)
    return slots
