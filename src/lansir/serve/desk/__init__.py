"""The pages of the desk, one module a page; each renders a template of the same name."""

from fastapi import FastAPI

from lansir.serve.desk import article, choices, codebook, evidence, sources, stories

__all__ = ["add_desk"]


def add_desk(app: FastAPI) -> None:
    """Add every page."""
    for module in (article, choices, codebook, evidence, sources, stories):
        app.include_router(module.router)
