"""The vectors of articles by day, so that the nearest of the days around can be found at once."""

import sqlite3
from collections import OrderedDict
from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from lansir.story.articles import Features
from lansir.story.centres import centred_rows
from lansir.story.ties import DAYS, NEAR
from lansir.vectors import SCALE

__all__ = ["Window"]

NEAREST = 20
"""Neighbours that an article is compared with."""
KEPT_DAYS, KEPT_ROWS = 64, 48_000
"""Most days, and vectors of all days together, that are held in memory; always those around an article.

The vectors take 70 MiB, and up to as much again as room for those to come.

Pages come outlet by outlet as often as day by day: each outlet goes through the same weeks again, and a day whose rows
lie all over a large store takes longer to load than all else that placing does.
"""
FEWEST_ROWS = 16
ON_DAY = (
    "SELECT a.id, a.language, v.data FROM article a JOIN placed p ON p.article = a.id "
    "JOIN vector v ON v.article = a.id WHERE a.published_day = ? AND length(v.data) = ? ORDER BY a.id"
)
Matrix = NDArray[np.float32]


class Window:
    """Vectors of placed articles, loaded day by day; the oldest used days are let go.

    Vectors of different lengths, which models of different sizes make, are kept apart: they cannot be compared.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read from this store."""
        self._connection = connection
        self._days: OrderedDict[tuple[int, int], _Day] = OrderedDict()

    def add(self, article: Features) -> None:
        """Take up an article that has been placed."""
        if article.day is not None and (held := self._days.get((article.day, len(article.vector)))):
            held.add(article.key, article.vector)

    def forget(self) -> None:
        """Let go of everything, as after a transaction that was rolled back."""
        self._days.clear()

    def renew(self, articles: Iterable[int]) -> None:
        """Have the days be loaded anew of articles that have come, changed or gone."""
        for key in articles:
            row = self._connection.execute("SELECT published_day FROM article WHERE id = ?", (key,)).fetchone()
            now = date.fromisoformat(row[0]).toordinal() if row and row[0] else None
            for day in [day for day, held in self._days.items() if day[0] == now or key in held.keys]:
                del self._days[day]

    def nearest(self, article: Features) -> list[int]:
        """Keys of the nearest articles of the days around, the nearest first."""
        if article.day is None or not len(article.vector):
            return []
        found: list[tuple[float, int]] = []
        for day in range(article.day - DAYS, article.day + DAYS + 1):
            found += self._day(day, len(article.vector)).near(article.vector)
        ranked = sorted(found, key=lambda item: (-item[0], item[1]))
        return [key for _, key in ranked if key != article.key][:NEAREST]

    def _day(self, day: int, length: int) -> "_Day":
        if (day, length) in self._days:
            self._days.move_to_end((day, length))
        else:
            self._days[day, length] = self._load(day, length)
            self._let_go()
        return self._days[day, length]

    def _let_go(self) -> None:
        """Of the days used longest ago, as many as are too many."""
        rows = sum(len(held.keys) for held in self._days.values())
        while len(self._days) > KEPT_DAYS or (rows > KEPT_ROWS and len(self._days) > 2 * DAYS + 1):
            rows -= len(self._days.popitem(last=False)[1].keys)

    def _load(self, day: int, length: int) -> "_Day":
        given = (date.fromordinal(day).isoformat(), SCALE.size + length)
        rows = self._connection.execute(ON_DAY, given).fetchall()
        keys, languages, packed = zip(*rows, strict=True) if rows else ((), (), ())
        none = np.zeros((0, length), dtype=np.float32)
        return _Day(list(keys), centred_rows(packed, languages, "articles") if rows else none)


class _Day:
    """The vectors of a day, row by row, with room for more."""

    def __init__(self, keys: list[int], rows: Matrix) -> None:
        self.keys, self._rows = keys, rows

    def add(self, key: int, vector: NDArray[np.float32]) -> None:
        if len(self.keys) == len(self._rows):
            more = np.zeros((max(len(self._rows), FEWEST_ROWS), len(vector)), dtype=np.float32)
            self._rows = np.vstack([self._rows, more])
        self._rows[len(self.keys)] = vector
        self.keys.append(key)

    def near(self, vector: NDArray[np.float32]) -> list[tuple[float, int]]:
        """How near those lie that lie near enough, each with its key."""
        near = self._rows[: len(self.keys)] @ vector
        return [(float(near[row]), self.keys[row]) for row in np.flatnonzero(near >= NEAR)]
