"""The pages that tell what the desk's words mean: the codebook, and what Lansir is."""

from functools import cache
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from lansir.codebook.entries import WholeCodebook, whole_codebook
from lansir.serve.desk.pages import page
from lansir.serve.opened import reading
from lansir.store import Store
from lansir.store.figures import figures

__all__ = ["router"]

router = APIRouter()
Reading = Annotated[Store, Depends(reading)]


@router.get("/codebook")
def show_codebook(request: Request) -> Response:
    """Every type, mode, context and sector, with examples in the reader's language."""
    return page(request, "codebook.html", code=_codebook())


@router.get("/about")
def show_about(request: Request, store: Reading) -> Response:
    """What Lansir is, what this store holds, and what cannot be relied on."""
    return page(request, "about.html", figures=dict(figures(store)))


@cache
def _codebook() -> WholeCodebook:
    return whole_codebook()
