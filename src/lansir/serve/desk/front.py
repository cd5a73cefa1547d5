"""The front page: a search with examples, what is new, who is active, what many tell, where numbers differ."""

import sqlite3
from typing import Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from lansir.query.language import Query, Term, parse
from lansir.query.names import each_value
from lansir.query.sql import Kind
from lansir.query.values import is_searchable
from lansir.serve.desk.actor_names import Named, named
from lansir.serve.desk.front_lists import MOST_COUNTED, Active, Window, differing, latest, most_active, widely_told
from lansir.serve.desk.pages import language_of, page
from lansir.serve.desk.store_days import days_before, first_day, newest_day
from lansir.serve.labels import Labels, labels
from lansir.serve.opened import reading
from lansir.store import Store

__all__ = ["examples", "router"]

router = APIRouter()
Reading = Annotated[Store, Depends(reading)]
WEEK, MONTH = 6, 29
"""Days before the newest one."""
ARTICLES, ACTORS, STORIES, CONFLICTS = 8, 10, 6, 4
EXAMPLES: dict[str, Kind] = {
    "did": "events", "said": "statements", "threats": "events", "killed": "events", "unnamed": "statements",
    "planned": "events", "words": "events",
}  # fmt: skip
"""What the labels have an example query for, and what it selects."""
COUNTED = ("article", "statement", "event", "actor", "story")


class Example(NamedTuple):
    """A query to try: in words, as it is written, and where it leads."""

    words: str
    query: str
    address: str


class Doing(NamedTuple):
    """An active actor with its name."""

    actor: Named
    counts: Active


@router.get("/")
def show_front(request: Request, store: Reading) -> Response:
    """The front page; for a store without articles, how to get some."""
    connection = store.connection
    totals = _totals(connection)
    if not totals["article"]:
        return page(request, "front_empty.html", store=request.app.state.settings.store)
    iso, newest = language_of(request), newest_day(connection)
    week = Window(days_before(newest, WEEK), newest) if newest else None
    since = days_before(newest, MONTH) if newest else None
    month = Window(since, newest) if since and newest else None
    doing, complete = _doing(connection, week, iso) if week else ([], True)
    return page(
        request,
        "front.html",
        totals=totals,
        first=first_day(connection),
        newest=newest,
        examples=examples(labels(iso), [one.actor.name for one in doing], since),
        latest=latest(connection, newest, ARTICLES),
        week=week,
        month=month,
        doing=doing,
        complete=complete,
        most=MOST_COUNTED,
        highest=max((sum(one.counts[1:]) for one in doing), default=1),
        stories=widely_told(connection, month, STORIES) if month else [],
        differing=differing(connection, month, CONFLICTS) if month else [],
    )


def examples(words: Labels, names: list[str], since: str | None) -> list[Example]:
    """Queries to try, with names of actors of the store and a day of its time; those that lack one are left out."""
    usable = [str(Query((Term("actor", (name,)),))).partition(":")[2] for name in names if is_searchable(name)]
    given = {"who": usable[0] if usable else None, "other": usable[1] if len(usable) > 1 else None, "since": since}
    plain = {"who": usable and _spoken(usable[0]), "other": len(usable) > 1 and _spoken(usable[1])}
    found = []
    for key, kind in EXAMPLES.items():
        written = words.words[f"front.query_{key}"]
        if all(given[name] for name in given if f"{{{name}}}" in written):
            query = str(parse(written.format(**given)))
            told = written.format(**given)
            address = f"/explore?{urlencode({'q': query} if kind == 'events' else {'q': query, 'kind': kind})}"
            found.append(Example(words.words[f"front.example_{key}"].format(**plain), told, address))
    return found


def _doing(connection: sqlite3.Connection, week: Window, iso: str) -> tuple[list[Doing], bool]:
    """Who is most active, and whether all of the week was counted for it."""
    active, complete = most_active(connection, week, ACTORS)
    names = named(connection, (one.actor for one in active), iso)
    return [Doing(names[one.actor], one) for one in active if one.actor in names], complete


def _spoken(quoted: str) -> str:
    """A name without the quotes of a query."""
    return parse(f"actor:{quoted}").terms[0].values[0]


def _totals(connection: sqlite3.Connection) -> dict[str, int]:
    totals = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}
    return {**totals, "outlet": len(each_value(connection, "article", "outlet"))}
