"""Counts what a format cannot hold, to be told when all is written."""

from collections import Counter
from collections.abc import Iterator

from lansir.export.format import Loss
from lansir.query.entries import Entry

__all__ = ["UNSOUND", "LossCount", "left_out"]

UNSOUND = "characters that UTF-8 files cannot hold became U+FFFD"

LEFT_OUT = {
    "article text": "only evidence sentences are in the tables, the whole text is in JSON Lines",
    "blocks": "the kinds of the page's pieces are in JSON Lines; a mention says in which it stands",
    "times": "times that belong to no event or statement of the export are in JSON Lines",
    "places": "places that belong to no event of the export are in JSON Lines",
    "place candidates": "places that were passed over are in JSON Lines",
    "quantities": "numbers other than those of an event's size are in JSON Lines",
}
"""Parts of the record that tables of events and statements have no row for, and where they are to be had."""


class LossCount:
    """Losses as they happen, each part with what is done about it."""

    def __init__(self) -> None:
        """Begin with none."""
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, part: str, told: str, count: int = 1) -> None:
        """Count a loss, unless it is none."""
        if count:
            self._counts[part, told] += count

    def add_left_out(self, entry: Entry) -> None:
        """Count what the plain tables have no row for."""
        for part, count in left_out(entry):
            self.add(part, LEFT_OUT[part], count)

    def losses(self) -> list[Loss]:
        """All of them, in the order in which they first happened."""
        return [Loss(part, told, count) for (part, told), count in self._counts.items()]


def left_out(entry: Entry) -> Iterator[tuple[str, int]]:
    """What of an entry has no row in the plain tables, and how much of it."""
    record = entry.record
    used = {event.time for event in entry.events} | {event.place for event in entry.events}
    used |= {told.time for told in entry.statements}
    yield "article text", 1
    yield "blocks", len(record.article.blocks)
    yield "times", sum(time.id not in used for time in record.times)
    yield "places", sum(place.id not in used for place in record.places)
    yield "place candidates", sum(len(place.passed_over) for place in record.places)
    yield "quantities", len(record.quantities)
