"""The page of an actor: who it is, what it did, suffered and said when, with whom, and which positions it takes."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from lansir.keys import id_of, key_of
from lansir.query.entries import entry
from lansir.query.found import EventFound
from lansir.query.loading import load_events
from lansir.record import EventType
from lansir.serve.desk.actor_acts import MOST, POSITIONS, QUADS, Partner, Position, Profile, Profiles
from lansir.serve.desk.actor_chart import Chart, chart
from lansir.serve.desk.actor_names import Named, asking, country_name, named
from lansir.serve.desk.actor_timeline import SHOWS, Piece, Show, marked, timeline
from lansir.serve.desk.actor_who import who
from lansir.serve.desk.pages import language_of, page
from lansir.serve.desk.store_days import days_before, first_day, newest_day
from lansir.serve.opened import reading
from lansir.serve.told import Refused
from lansir.store import Store

__all__ = ["router"]

router = APIRouter()
Reading = Annotated[Store, Depends(reading)]
UNNAMED = "entity:"
PARTNERS, ALL_PARTNERS = 12, 200
TOWARDS, ALL_TOWARDS = 8, 120
TOPICS = 12
BEYOND = 31
"""Days that the chart goes beyond those of the articles: what is announced, what is looked back upon."""
profiles = Profiles()


class With(NamedTuple):
    """A partner: who it is, and the acts done to it and by it."""

    other: Named
    acts: Partner


class Taken(NamedTuple):
    """A position with the sentence that tells it."""

    type: EventType
    event: EventFound
    pieces: list[Piece]


class Towards(NamedTuple):
    """The positions towards another actor, None for nobody named."""

    other: Named | None
    taken: list[Taken]


@router.get("/actor/{key:path}")
def show_actor(
    request: Request,
    key: str,
    store: Reading,
    show: Show = "all",
    after: Annotated[str, Query(max_length=60)] = "",
    everything: bool = False,
) -> Response:
    """The actor of that key of the store or of the actor table, or the entity of one article ("entity:en-...")."""
    if key.startswith(UNNAMED):
        return _of_entity(request, store, key.removeprefix(UNNAMED))
    return page(
        request,
        "actor.html",
        **_known(store, key, language_of(request), everything=everything),
        ask=asking,
        show=show,
        shows=SHOWS,
        after=after,
        everything=everything,
        timeline=_timeline(store.connection, key, show, after),
        here_path=f"/actor/{quote(key, safe='')}",
    )


def _known(store: Store, key: str, iso: str, *, everything: bool) -> dict[str, Any]:
    """Who an actor is and what is told of it; 404 where neither store nor actor table knows it."""
    connection, today = store.connection, newest_day(store.connection)
    row = connection.execute("SELECT * FROM actor WHERE key = ?", (key,)).fetchone()
    found = who(connection, row, key, iso, today)
    if found is None:
        raise Refused(404, "refusal.not_here", name=key)
    told = profiles.of(connection, str(store.path), row["id"]) if row else None
    return {
        "who": found,
        "country": country_name(found.country, iso),
        "today": today,
        **(_told(connection, told, iso, everything=everything) if told else {"told": None}),
    }


def _timeline(connection: sqlite3.Connection, key: str, show: Show, after: str) -> object:
    try:
        return timeline(connection, key, show, after)
    except ValueError as error:
        raise HTTPException(400, str(error)) from None


def _told(connection: sqlite3.Connection, told: Profile, iso: str, *, everything: bool) -> dict[str, object]:
    """What the template takes of a profile."""
    partners = told.partners[: ALL_PARTNERS if everything else PARTNERS]
    towards = list(told.positions.items())[: ALL_TOWARDS if everything else TOWARDS]
    names = named(connection, [*(one.other for one in partners), *(other for other, _ in towards if other)], iso)
    return {
        "told": told,
        "chart": _chart(connection, told),
        "quads": QUADS,
        "partners": [With(names[one.other], one) for one in partners if one.other in names],
        "towards": _towards(connection, towards, names),
        "position_types": POSITIONS,
        "topics": told.topics[:TOPICS],
        "most": MOST,
        "more": len(told.partners) > len(partners) or len(told.positions) > len(towards),
    }


def _chart(connection: sqlite3.Connection, told: Profile) -> Chart | None:
    """The counts over the time of the store's articles; a day read wrongly may lie anywhere."""
    first, last = first_day(connection), newest_day(connection)
    if first is None or last is None:
        return None
    low, high = days_before(first, BEYOND), days_before(last, -BEYOND)
    counted = {"did": told.did, "received": told.received, "said": told.said}
    within = {
        name: Counter({day: n for day, n in counts.items() if low <= day <= high}) for name, counts in counted.items()
    }
    return chart(within, sum(told.totals.values()))


def _towards(
    connection: sqlite3.Connection, towards: Iterable[tuple[int | None, list[Position]]], names: dict[int, Named]
) -> list[Towards]:
    chosen = list(towards)
    ids = [position.event for _, positions in chosen for position in positions]
    events = {event.id: event for event in load_events(connection, ids)}
    found = []
    for other, positions in chosen:
        told = [(one.type, events[id_of("ev", one.event)]) for one in positions if id_of("ev", one.event) in events]
        taken = [Taken(type_, event, marked(event.sentence, [event.trigger])) for type_, event in told]
        found.append(Towards(None if other is None else names.get(other), taken))
    return found


def _of_entity(request: Request, store: Store, identity: str) -> Response:
    """Whoever an entity is across articles, else what its one article tells of it."""
    query = "SELECT k.key, n.article FROM entity n LEFT JOIN actor k ON k.id = n.actor WHERE n.id = ?"
    try:
        row = store.connection.execute(query, (key_of(identity),)).fetchone()
    except ValueError:
        row = None
    if row is None or not identity.startswith("en-"):
        raise Refused(404, "refusal.not_here", name=identity)
    if row["key"]:
        return RedirectResponse(f"/actor/{quote(row['key'], safe='')}", 302)
    return _unnamed(request, store, identity, id_of("ar", row["article"]))


def _unnamed(request: Request, store: Store, identity: str, article: str) -> Response:
    found = entry(store, article, None, None)
    mentions = [mention for mention in found.record.mentions if mention.entity == identity]
    iso = language_of(request)
    return page(
        request,
        "actor_unnamed.html",
        entry=found,
        article=found.record.article,
        entity=found.entities[identity],
        country=country_name(found.entities[identity].country, iso),
        mentions=mentions,
        events=[
            event
            for event in found.record.events
            if identity in {filler.entity for filler in (*event.actors, *event.recipients)}
        ],
        statements=[
            told
            for told in found.record.statements
            if identity in {filler.entity for filler in (told.speaker, told.addressee) if filler}
        ],
    )
