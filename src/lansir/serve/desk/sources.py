"""The page of sources: which outlets the store has, what could not be had and why, and what was asked for."""

import json
import sqlite3
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Query, Request, Response

from lansir.serve.desk.pages import page
from lansir.serve.opened import reading
from lansir.store import Store

__all__ = ["router"]

router = APIRouter()
Reading = Annotated[Store, Depends(reading)]
PER_PAGE = 50
RUNS = 10
OUTLETS = """
SELECT outlet, count(*) AS articles, min(published_day) AS first, max(published_day) AS last
FROM article GROUP BY outlet ORDER BY articles DESC, outlet LIMIT ? OFFSET ?
"""
FAILURES = """
SELECT key, stage, error, message, tries, at FROM failure WHERE ? = '' OR stage = ?
ORDER BY at DESC, key LIMIT ? OFFSET ?
"""


class Run(NamedTuple):
    """One run of ingest or watch; `finished` is None where it runs still, or was cut off."""

    started: str
    finished: str | None
    sources: list[str]
    items: int


@router.get("/sources")
def show_sources(
    request: Request,
    store: Reading,
    stage: str = "",
    start: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """Outlets, failures by stage with their reasons, and the latest runs."""
    connection = store.connection
    failed = connection.execute(FAILURES, (stage, stage, PER_PAGE + 1, start)).fetchall()
    return page(
        request,
        "sources.html",
        outlets=connection.execute(OUTLETS, (PER_PAGE, 0)).fetchall(),
        outlet_count=_one(connection, "SELECT count(DISTINCT outlet) FROM article"),
        articles=len(store),
        stages=connection.execute("SELECT stage, count(*) AS n FROM failure GROUP BY stage ORDER BY n DESC").fetchall(),
        stage=stage,
        failures=failed[:PER_PAGE],
        start=start,
        after=start + PER_PAGE if len(failed) > PER_PAGE else None,
        before=max(start - PER_PAGE, 0) if start else None,
        runs=_runs(connection),
    )


def _one(connection: sqlite3.Connection, query: str) -> int:
    found: int = connection.execute(query).fetchone()[0]
    return found


def _runs(connection: sqlite3.Connection) -> list[Run]:
    query = (
        "SELECT r.*, (SELECT count(*) FROM item i WHERE i.run = r.id) AS items FROM run r ORDER BY r.id DESC LIMIT ?"
    )
    rows = connection.execute(query, (RUNS,)).fetchall()
    return [Run(row["started"], row["finished"], json.loads(row["sources"]), row["items"]) for row in rows]
