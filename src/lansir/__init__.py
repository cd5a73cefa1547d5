"""Lansir reads news pages and keeps a sourced record of who did what to whom, and who said what.

import lansir

record = lansir.read("page.html")
"""

from typing import TYPE_CHECKING

from lansir._version import __version__

if TYPE_CHECKING:
    from lansir import errors, record
    from lansir.knowledge import Knowledge
    from lansir.pairs import code
    from lansir.query.open import open  # as in `lansir.open("store.db")`
    from lansir.reader import read, read_article
    from lansir.record import Record

__all__ = ["Knowledge", "Record", "__version__", "code", "errors", "open", "read", "read_article", "record"]


def __getattr__(name: str) -> object:
    """Import on first use: `lansir --help` must not wait for the model's libraries."""
    from importlib import import_module  # noqa: PLC0415

    if name in {"read", "read_article"}:
        return getattr(import_module("lansir.reader"), name)
    if name == "code":
        return import_module("lansir.pairs").code
    if name == "open":
        return import_module("lansir.query.open").open
    if name == "Knowledge":
        return import_module("lansir.knowledge").Knowledge
    if name == "Record":
        return import_module("lansir.record").Record
    if name in {"errors", "record"}:
        return import_module(f"lansir.{name}")
    raise AttributeError(f"module 'lansir' has no attribute {name!r}")
