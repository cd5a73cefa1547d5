"""Saved pages: one file, or all files of a folder."""

import os
from collections.abc import Iterator
from functools import cache, partial
from importlib.resources import files
from pathlib import Path

import msgspec

from lansir.errors import OversizedInput
from lansir.ingest.items import Again, Content, Item
from lansir.ingest.sources.document import Document
from lansir.ingest.sources.plan import Plan
from lansir.page import MAX_BYTES
from lansir.store.store import now

__all__ = ["folder_files", "page", "passed_over"]


class Endings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Endings of file names, in small letters, with the dot."""

    passed_over: list[str]


@cache
def passed_over() -> frozenset[str]:
    """Endings of files that are no pages."""
    text = files("lansir.ingest").joinpath("kinds.yaml").read_bytes()
    return frozenset(msgspec.yaml.decode(text, type=Endings).passed_over)


def page(document: Document, plan: Plan) -> Iterator[Item]:
    """The page that a file is, or that a server gave."""
    key = document.visit.url if document.visit else document.name
    again = Again(document.name, "page", published=plan.published)
    yield Item(key, partial(_load, document, plan.published), again)


def _load(document: Document, published: str | None) -> Content:
    data = document.data(MAX_BYTES)
    if len(data) > MAX_BYTES:
        raise OversizedInput(f"{document.name}: larger than the {MAX_BYTES:,} bytes that are read; give the page alone")
    if document.answer is None:
        return Content(data, published=published)
    media_type = document.answer.headers.get("content-type")
    return Content(data, media_type, document.base, published, captured=now(), visit=document.visit)


def folder_files(folder: Path) -> Iterator[Path]:
    """The files of a folder and its folders, in order of name; hidden ones and those that are no pages are left out.

    A link is followed only where it leads to a place within `folder`, and to a file: a folder is gone through once.
    """
    root = folder.resolve()
    for place, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if name.startswith(".") or path.suffix.lower() in passed_over():
                continue
            if path.is_file() and (not path.is_symlink() or path.resolve().is_relative_to(root)):
                yield path
