"""Records kept in one SQLite file; `schema.sql` beside this module is the data dictionary."""

from lansir.store.store import Page, Store

__all__ = ["Page", "Store"]
