"""The vectors of articles by day, so that the nearest of the days around can be found at once."""

import sqlite3
from collections import OrderedDict
from datetime import date

import numpy as np
from numpy.typing import NDArray

from lansir.story.articles import Features
from lansir.story.centres import centred
from lansir.story.ties import DAYS, NEAR
from lansir.vectors import unpacked

__all__ = ["Window"]

NEAREST = 20
"""Neighbours that an article is compared with."""
KEPT_DAYS = 16
"""Days whose vectors are held in memory."""
Matrix = NDArray[np.float32]


class Window:
    """Vectors of placed articles, loaded day by day; the oldest used days are let go."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read from this store."""
        self._connection = connection
        self._days: OrderedDict[int, tuple[list[int], Matrix]] = OrderedDict()

    def add(self, article: Features) -> None:
        """Take up an article that has been placed."""
        if article.day is None or not len(article.vector) or article.day not in self._days:
            return
        keys, matrix = self._days[article.day]
        row = article.vector[None]
        self._days[article.day] = ([*keys, article.key], np.vstack([matrix, row]) if keys else row)

    def forget(self) -> None:
        """Let go of everything, as after a transaction that was rolled back."""
        self._days.clear()

    def nearest(self, article: Features) -> list[int]:
        """Keys of the nearest articles of the days around, the nearest first."""
        if article.day is None or not len(article.vector):
            return []
        found: list[tuple[float, int]] = []
        for day in range(article.day - DAYS, article.day + DAYS + 1):
            keys, matrix = self._day(day)
            if keys and matrix.shape[1] == len(article.vector):
                near = matrix @ article.vector
                found += [(float(near[k]), keys[k]) for k in np.flatnonzero(near >= NEAR)]
        ranked = sorted(found, key=lambda item: (-item[0], item[1]))
        return [key for _, key in ranked if key != article.key][:NEAREST]

    def _day(self, day: int) -> tuple[list[int], Matrix]:
        if day in self._days:
            self._days.move_to_end(day)
        else:
            self._days[day] = self._load(day)
            if len(self._days) > KEPT_DAYS:
                self._days.popitem(last=False)
        return self._days[day]

    def _load(self, day: int) -> tuple[list[int], Matrix]:
        query = (
            "SELECT a.id, a.language, v.data FROM article a JOIN placed p ON p.article = a.id "
            "JOIN vector v ON v.article = a.id WHERE a.published_day = ? ORDER BY a.id"
        )
        rows = self._connection.execute(query, (date.fromordinal(day).isoformat(),)).fetchall()
        vectors = [centred(unpacked(row[2]), row[1], "articles") for row in rows]
        none = np.zeros((0, 0), dtype=np.float32)
        return [row[0] for row in rows], np.stack(vectors) if vectors else none
