"""The pages of one event and one statement: the words that say so, how each field was read, who else tells it."""

import re
import sqlite3
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Request, Response

from lansir.keys import id_of, key_of
from lansir.query.entries import Entry, entry
from lansir.record import Event, Span, Statement
from lansir.serve.desk.layers import Piece, marked_pieces
from lansir.serve.desk.pages import page
from lansir.serve.desk.review import deciding
from lansir.serve.opened import reading
from lansir.serve.told import Refused
from lansir.store import Store
from lansir.story.reading import occurrence
from lansir.story.told import Occurrence

__all__ = ["router"]

router = APIRouter()
Reading = Annotated[Store, Depends(reading)]
IDENTITY = re.compile(r"[a-z]{2}-[0-9a-f]{16}")
TABLES = {"ev": "event", "st": "statement"}


class Step(NamedTuple):
    """A field of the record: what it is, the words it was read from, its value, and how the value was resolved."""

    field: str
    words: str
    value: str
    how: str


@router.get("/event/{identity}")
def show_event(request: Request, identity: str, store: Reading) -> Response:
    """One event with its evidence."""
    found = _entry(store, identity, "ev")
    event = next(event for event in found.record.events if event.id == identity)
    return page(
        request,
        "event.html",
        entry=found,
        event=event,
        article=found.record.article,
        sentence=_sentence(found, event.sentence),
        steps=[*_slots(found, event), *_resolved(event)],
        occurrence=_occurrence(store.connection, found, identity),
        history=_history(store.connection, identity),
        deciding=deciding(request, store, found, event),
    )


@router.get("/statement/{identity}")
def show_statement(request: Request, identity: str, store: Reading) -> Response:
    """One statement with its evidence."""
    found = _entry(store, identity, "st")
    told = found.statements_by_id[identity]
    return page(
        request,
        "statement.html",
        entry=found,
        told=told,
        article=found.record.article,
        sentence=_sentence(found, told.sentence),
        steps=_said(found, told),
        events=[event for event in found.record.events if event.id in told.events],
        history=_history(store.connection, identity),
        deciding=deciding(request, store, found, told),
    )


def _entry(store: Store, identity: str, kind: str) -> Entry:
    """The entry of the article with that event or statement; 404 where there is none."""
    query = f"SELECT article FROM {TABLES[kind]} WHERE id = ?"
    known = IDENTITY.fullmatch(identity) is not None and identity.startswith(f"{kind}-")
    row = store.connection.execute(query, (key_of(identity),)).fetchone() if known else None
    if row is None:
        raise Refused(404, "refusal.not_here", name=identity)
    return entry(store, id_of("ar", row["article"]), None, None)


def _sentence(found: Entry, sentence: Span) -> list[Piece]:
    return marked_pieces(found.record, sentence)


def _slots(found: Entry, event: Event) -> list[Step]:
    steps = [
        Step(slot, found.mentions[filler.mention].span.text, found.name_of(filler), found.entity_of(filler).resolved)
        for slot, fillers in (("actor", event.actors), ("recipient", event.recipients))
        for filler in fillers
    ]
    if event.time and event.time in found.times:
        time = found.times[event.time]
        steps.append(Step("time", time.span.text, time.value or "", time.resolved))
    if event.place and event.place in found.places:
        place = found.places[event.place]
        named = ", ".join(filter(None, (place.name, place.admin1, place.country)))
        steps.append(Step("place", place.span.text, named, place.resolved))
    return steps


def _resolved(event: Event) -> list[Step]:
    values = {"mode": event.mode or "", "contexts": ", ".join(event.contexts)}
    read = [Step(field, "", values.get(field.split(".")[0], ""), how) for field, how in event.resolved.items()]
    return read + [Step(field, "", "", why) for field, why in event.reasons.items()]


def _said(found: Entry, told: Statement) -> list[Step]:
    steps = [
        Step(slot, found.mentions[filler.mention].span.text, found.name_of(filler), found.entity_of(filler).resolved)
        for slot, filler in (("speaker", told.speaker), ("addressee", told.addressee))
        if filler
    ]
    if told.cue:
        steps.append(Step("cue", told.cue.text, "", ""))
    if told.speaker and (ground := found.entity_of(told.speaker).anonymity):
        steps.append(Step("anonymity", ground.text, "", ""))
    if told.time and told.time in found.times:
        time = found.times[told.time]
        steps.append(Step("time", time.span.text, time.value or "", time.resolved))
    return steps + [Step(field, "", "", why) for field, why in told.reasons.items()]


def _occurrence(connection: sqlite3.Connection, found: Entry, identity: str) -> Occurrence | None:
    told = found.occurred.get(identity)
    return occurrence(connection, told.id) if told else None


def _history(connection: sqlite3.Connection, identity: str) -> list[sqlite3.Row]:
    """What people decided on it, latest first."""
    query = "SELECT state, by, at, note FROM review WHERE target = ? ORDER BY id DESC"
    return connection.execute(query, (identity,)).fetchall()
