"""The pages of stories: the list, one story day by day, and one occurrence with all that tells it."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from typing import Annotated, Literal, NamedTuple, TypeVar

from fastapi import APIRouter, Depends, Query, Request, Response

from lansir.keys import key_of
from lansir.serve.desk.pages import page
from lansir.serve.opened import reading
from lansir.serve.told import Refused
from lansir.store import Store
from lansir.story.reading import occurrence, stories, story
from lansir.story.told import Report, StoryLine

__all__ = ["router"]

router = APIRouter()
Reading = Annotated[Store, Depends(reading)]
Told = TypeVar("Told")
PER_PAGE = 30
SHOWN = 60
"""Occurrences of a story that are shown first, the most told ones; the page says how many there are."""


class Outlets(NamedTuple):
    """How an outlet or agency takes part in a story: what it reported itself, and what it took over."""

    name: str
    own: int
    taken: int


@router.get("/stories")
def show_stories(
    request: Request,
    store: Reading,
    order: Literal["recent", "largest"] = "recent",
    start: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> Response:
    """The stories of the store, the most recent or the largest first."""
    found: list[StoryLine] = stories(store.connection, limit=PER_PAGE + 1, offset=start, order=order)
    return page(
        request,
        "stories.html",
        stories=found[:PER_PAGE],
        order=order,
        before=max(start - PER_PAGE, 0) if start else None,
        after=start + PER_PAGE if len(found) > PER_PAGE else None,
        start=start,
    )


@router.get("/story/{identity}")
def show_story(
    request: Request, identity: str, store: Reading, everything: Annotated[bool, Query()] = False
) -> Response:
    """One story: its days, its reports by outlet and origin, where sources differ, what came of what."""
    found = _found(lambda: story(store.connection, identity, most=SHOWN * 20 if everything else SHOWN), identity)
    told = [happened for day in found.days for happened in day.occurrences]
    return page(
        request,
        "story.html",
        story=found,
        identity=identity,
        outlets=_outlets(found.reports),
        conflicts=[happened for happened in told if happened.conflicts],
        ahead=[happened for happened in told if happened.came_of_it],
        occurrences=_count(store.connection, found.line.id),
        shown=len(told),
        everything=everything,
        more_than_once=sum(happened.articles > 1 for happened in told),
    )


@router.get("/occurrence/{identity}")
def show_occurrence(request: Request, identity: str, store: Reading) -> Response:
    """One occurrence with every telling of it, its numbers over time and what it led to."""
    found = _found(lambda: occurrence(store.connection, identity), identity)
    return page(request, "occurrence.html", found=found, told=found.told)


def _found(read: Callable[[], Told], identity: str) -> Told:
    try:
        return read()
    except (KeyError, ValueError):
        raise Refused(404, "refusal.not_here", name=identity) from None


def _count(connection: sqlite3.Connection, identity: str) -> int:
    query = "SELECT count(*) FROM occurrence WHERE story = ?"
    count: int = connection.execute(query, (key_of(identity),)).fetchone()[0]
    return count


def _outlets(reports: list[Report]) -> list[Outlets]:
    """The outlets of a story, those with most reports of their own first."""
    own = Counter(report.outlet or "?" for report in reports if report.how == "own")
    taken = Counter(report.outlet or "?" for report in reports if report.how != "own")
    found = [Outlets(name, own[name], taken[name]) for name in {*own, *taken}]
    return sorted(found, key=lambda one: (-one.own, -one.taken, one.name))
