"""The pages of the desk, one module a page; each renders a template of the same name."""

from importlib import import_module

from fastapi import APIRouter, FastAPI

__all__ = ["add_desk"]

PAGES = (
    "actor", "actors", "article", "choices", "codebook", "downloads", "drop", "errors", "evidence", "explore", "front",
    "map", "review", "sources", "stories",
)  # fmt: skip


def add_desk(app: FastAPI) -> None:
    """Add every page."""
    for name in PAGES:
        router: APIRouter = import_module(f"{__name__}.{name}").router
        app.include_router(router)
