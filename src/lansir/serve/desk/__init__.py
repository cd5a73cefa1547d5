"""The pages of the desk, one module a page; each renders a template of the same name."""

from fastapi import FastAPI

from lansir.serve.desk import (
    actor,
    actors,
    article,
    choices,
    codebook,
    downloads,
    drop,
    evidence,
    explore,
    front,
    map,
    review,
    sources,
    stories,
)

__all__ = ["add_desk"]

PAGES = (
    actor,
    actors,
    article,
    choices,
    codebook,
    downloads,
    drop,
    evidence,
    explore,
    front,
    map,
    review,
    sources,
    stories,
)


def add_desk(app: FastAPI) -> None:
    """Add every page."""
    for module in PAGES:
        app.include_router(module.router)
