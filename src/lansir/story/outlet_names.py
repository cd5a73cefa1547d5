"""Outlets by their initials: "VPA" is the Valmora Press Agency where the store has pages of it."""

import re
import sqlite3

from lansir.page.outlets import plain

__all__ = ["OutletNames"]

SHORTEST = 3
"""Letters that initials must have: two letters are too many outlets'."""
CAPITAL = re.compile(r"\b[A-Z]")

OUTLETS = """
WITH RECURSIVE every(outlet) AS (
  SELECT min(outlet) FROM article
  UNION ALL SELECT (SELECT min(outlet) FROM article WHERE outlet > every.outlet) FROM every
  WHERE every.outlet IS NOT NULL
) SELECT outlet FROM every WHERE outlet IS NOT NULL
"""
"""Each outlet of the store by one look-up in the index: DISTINCT would go through all articles."""


class OutletNames:
    """The outlets of a store, looked up by initials; an outlet that is met later is given its news all the same."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read the outlets of the store."""
        self._connection = connection
        self._full: dict[str, str] = {}
        for (outlet,) in connection.execute(OUTLETS):
            self._add(outlet)

    def full(self, name: str) -> str:
        """The plain name of the one outlet with those initials, else the name itself."""
        return self._full.get(name, name)

    def meet(self, article: int) -> None:
        """Take up the outlet of an article; what was placed under its initials before becomes its own."""
        query = "SELECT outlet FROM article WHERE id = ? AND outlet IS NOT NULL"
        for (outlet,) in self._connection.execute(query, (article,)).fetchall():
            if initials := self._add(outlet):
                row = (self._full[initials], initials)
                self._connection.execute("UPDATE placed SET origin = ? WHERE origin = ?", row)

    def _add(self, outlet: str) -> str | None:
        """Know an outlet by its initials; gives them where they are new."""
        initials = "".join(CAPITAL.findall(outlet)).lower()
        if len(initials) < SHORTEST or initials in self._full or initials == plain(outlet):
            return None
        self._full[initials] = plain(outlet)
        return initials
