"""Placing an article: what it copies, whose news it is, which story it belongs to, which happenings it tells again.

Each article is compared with those that share its wording, its address, or lie nearest to what it is about in the days
around; so placing takes look-ups in indexes and the vectors of nine days, however large the store is. Stories are what
is joined by ties, so the order in which articles come does not count.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from lansir.story.articles import Features
from lansir.story.fingerprints import packed_marks
from lansir.story.happenings import place_events, place_events_again
from lansir.story.membership import join_story
from lansir.story.memory import Memory
from lansir.story.origins import write_sources
from lansir.story.outcomes import link_outcomes
from lansir.story.outlet_names import OutletNames
from lansir.story.removal import take_out_events
from lansir.story.ties import FEWEST_MARKS, Tie, tie_of
from lansir.story.window import Window
from lansir.story.wording import marks_of_article

__all__ = ["Placer"]

COMMON = 64
"""Articles from which on a mark is a stock phrase and leads nowhere."""
MOST_CANDIDATES = 40


class Placer:
    """Places articles of one store, one after the other, inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Place into the store of this connection, whose rows are `sqlite3.Row`."""
        self._connection = connection
        self._window = Window(connection)
        self._names = OutletNames(connection)
        self._memory = Memory(connection)

    def place(self, key: int) -> None:
        """Place a stored article; one that is placed already stays where it is."""
        if self._connection.execute("SELECT 1 FROM placed WHERE article = ?", (key,)).fetchone():
            return
        self._catch_up(key)
        self._mark(key)
        article = self._memory.features([key])[key]
        ties = self._ties(article)
        rows = [(key, other, tie.kind, tie.strength) for other, tie in ties.items()]
        self._connection.executemany("INSERT INTO tie(article, other, kind, strength) VALUES (?, ?, ?, ?)", rows)
        story = join_story(self._connection, article, ties)
        self._names.meet(key)
        write_sources(self._connection, key, self._names, self._memory)
        told = place_events(self._connection, article, story, list(ties), self._memory)
        link_outcomes(self._connection, told, self._memory)
        self._window.add(article)

    def tell_again(self, article: int, events: Sequence[int], change: Callable[[], None]) -> None:
        """Have `change` alter the rows of some events of a stored article, and tell them anew together with others.

        The article keeps its ties and its story, which hang on its text; one that has no place has none afterwards.
        """
        self._catch_up()
        placed = self._connection.execute("SELECT 1 FROM placed WHERE article = ?", (article,)).fetchone()
        left = take_out_events(self._connection, events)
        change()
        self._memory.drop(article)
        told = place_events_again(self._connection, article, events, self._memory) if placed else []
        link_outcomes(self._connection, [*left, *told], self._memory)

    def missing(self) -> list[int]:
        """The articles that have no place yet, in order of publication."""
        query = (
            "SELECT id FROM article WHERE NOT EXISTS (SELECT 1 FROM placed WHERE placed.article = article.id) "
            "ORDER BY published_day, id"
        )
        return [row[0] for row in self._connection.execute(query)]

    def forget(self) -> None:
        """Let go of what is held in memory, as after a transaction that was rolled back."""
        self._window.forget()
        self._memory.forget()

    def _catch_up(self, coming: int | None = None) -> None:
        """Let go of what has changed in the store since the last time, by whomever; one article is only `coming`."""
        self._window.renew(self._memory.catch_up() - {coming})

    def _mark(self, key: int) -> None:
        marks = marks_of_article(self._connection, key)
        row = (key, packed_marks(marks))
        self._connection.execute("INSERT OR REPLACE INTO wording(article, marks) VALUES (?, ?)", row)
        rows = [(mark, key) for mark in marks]
        self._connection.executemany("INSERT OR IGNORE INTO fingerprint(hash, article) VALUES (?, ?)", rows)

    def _ties(self, article: Features) -> dict[int, Tie]:
        """The ties with every article that may belong with this one, by key."""
        candidates = [*self._versions(article), *self._sharing(article), *self._window.nearest(article)]
        others = self._memory.features(candidates)
        ties = {key: tie_of(article, other) for key, other in others.items() if key != article.key}
        return {key: tie for key, tie in ties.items() if tie is not None}

    def _versions(self, article: Features) -> Iterable[int]:
        if article.address is None:
            return []
        query = "SELECT a.id FROM article a JOIN placed p ON p.article = a.id WHERE a.address = ? LIMIT ?"
        return [row[0] for row in self._connection.execute(query, (article.address, MOST_CANDIDATES))]

    def _sharing(self, article: Features) -> Iterable[int]:
        """Articles that share marks with this one, those that share most first; stock phrases do not count."""
        shared: dict[int, int] = {}
        query = "SELECT article FROM fingerprint WHERE hash = ? AND article <> ? LIMIT ?"
        for mark in article.marks:
            found = self._connection.execute(query, (mark, article.key, COMMON)).fetchall()
            for row in found if len(found) < COMMON else ():
                shared[row[0]] = shared.get(row[0], 0) + 1
        ranked = sorted(shared, key=lambda key: (-shared[key], key))
        return [key for key in ranked if shared[key] >= FEWEST_MARKS][:MOST_CANDIDATES]
