"""Lansir reads news pages and keeps a sourced record of who did what to whom, and who said what."""

from lansir._version import __version__

__all__ = ["__version__"]
