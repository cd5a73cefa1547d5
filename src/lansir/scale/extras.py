"""Packages that only this part of Lansir needs, loaded when they are asked for."""

import importlib
from typing import Any

from lansir.errors import InputError

__all__ = ["needed"]


def needed(module: str, what: str) -> Any:  # noqa: ANN401  # they are no dependencies, so their types are not known here
    """The module of that name; InputError says in one line what to install where it is missing."""
    package = module.partition(".")[0]
    try:
        return importlib.import_module(module)
    except ImportError as error:
        missing = (error.name or package).partition(".")[0]
        told = f"{what} needs {missing}, which is not installed: pip install 'lansir[scale]'"
        raise InputError(told) from None
