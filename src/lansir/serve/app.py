"""The web application: what is served, and in which order a request meets it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

import anyio.to_thread
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from lansir._version import __version__
from lansir.evaluate.disagreement_file import read_disagreements
from lansir.serve.api import add_api
from lansir.serve.desk import add_desk
from lansir.serve.leaving import Leaving
from lansir.serve.opened import Stores
from lansir.serve.refusals import add_refusals
from lansir.serve.security import Guard
from lansir.serve.settings import Settings
from lansir.serve.turnstile import AT_ONCE, Turnstile

__all__ = ["create_app"]

THREADS = 2 * AT_ONCE
"""Threads: one for each request that is worked on, and as many for answers on their way and stores being closed."""


def create_app(settings: Settings) -> FastAPI:
    """The desk and the API over a store; InputError where the file of disagreements cannot be read.

    The store is opened with the first request.
    """
    app = FastAPI(title="Lansir", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=_life)
    app.state.settings = settings
    app.state.stores = Stores(settings.store)
    app.state.dropped = None
    app.state.disagreements = read_disagreements(settings.errors) if settings.errors else None
    app.add_middleware(Turnstile)
    app.middleware("http")(Guard(settings))
    app.add_middleware(Leaving)
    add_refusals(app)
    static = files("lansir.serve") / "static"
    app.mount("/static", StaticFiles(directory=str(static)), name="static")
    add_desk(app)
    add_api(app)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield
    if app.state.dropped is not None:
        await anyio.to_thread.run_sync(app.state.dropped.close)
        app.state.dropped = None
    app.state.stores.close()
