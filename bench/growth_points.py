"""What is measured of a growing store, and the notes that let the filling go on where it stopped."""

from pathlib import Path
from typing import NamedTuple

import msgspec

from lansir.errors import StoreError

__all__ = ["NOTES", "STORE", "Notes", "Point", "QueryCost", "Spent"]

STORE, NOTES = "store.sqlite", "growth.json"


class Spent(NamedTuple):
    """Seconds: processor time of storing (with the commit) and of placing, and how long both took."""

    store: float = 0.0
    place: float = 0.0
    wall: float = 0.0
    made: float = 0.0
    """Making the synthetic articles, which belongs to the bench alone."""

    def plus(self, other: "Spent") -> "Spent":
        """Both together."""
        return Spent(*(one + more for one, more in zip(self, other, strict=True)))

    def times(self, factor: float) -> "Spent":
        """So many times of it."""
        return Spent(*(one * factor for one in self))


class QueryCost(msgspec.Struct, frozen=True):
    """Medians over the draws of a query: milliseconds of processor time and by the clock, and rows."""

    cpu_ms: float
    clock_ms: float
    rows: float


class Point(msgspec.Struct, frozen=True):
    """A store at a size: `total` is all that was spent so far, `each` what the last articles took on the mean."""

    articles: int
    total: Spent
    each: Spent
    memory_mib: float
    file_mib: float
    queries: dict[str, QueryCost]


class Notes(msgspec.Struct, frozen=True):
    """How far a store was filled, in so many pieces; `spent` was spent on `noted` of its articles.

    A piece that was broken off may have stored some more; what these took is taken to be as much as the others did.
    `briefs` says that the articles are briefs.
    """

    noted: int = 0
    pieces: int = 0
    spent: Spent = Spent()
    points: tuple[Point, ...] = ()
    briefs: bool = False

    def total(self, articles: int) -> Spent:
        """What so many articles took."""
        return self.spent.times(articles / self.noted) if self.noted else Spent()

    def saved(self, folder: Path) -> None:
        """Write the notes beside the store, in one step."""
        written = folder / f"{NOTES}.new"
        written.write_bytes(msgspec.json.encode(self))
        written.replace(folder / NOTES)

    @classmethod
    def of(cls, folder: Path) -> "Notes":
        """The notes of a folder, new ones where it has none; StoreError where they cannot be read."""
        path = folder / NOTES
        if not path.exists():
            return cls()
        try:
            return msgspec.json.decode(path.read_bytes(), type=cls)
        except (OSError, msgspec.DecodeError) as error:
            raise StoreError(f"{path}: {error}; begin again with an empty folder") from None
