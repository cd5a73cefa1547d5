"""What the tests of alerts share: an empty store, saved searches, and a look that remembers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lansir.alert import Notice, Report, Search, State, look
from lansir.keys import key_of
from lansir.record import Record
from lansir.store import Store
from lansir.store.connection import transaction
from lansir.vectors import Vectors
from tests.story.handmade import Act, Made, made, words

SEARCH = Search("lontar", "type:ASSAULT,COERCE status:actual", title="Attacks")
PEOPLE = ("Tomas Ardell", "Ratih Prameswari")


def article(name: str, *acts: Act, day: int = 1, url: str | None = None, updated: str | None = None) -> Made:
    """An article of a day of March with these acts."""
    moment = f"2031-03-{day:02}T08:00:00+00:00"
    seed = sum(map(ord, name))
    return Made(
        name, "Pos Samudra", moment, paragraphs=(words(seed),), names=PEOPLE, acts=acts, url=url, updated=updated,
        about=seed,
    )  # fmt: skip


def attack(place: str, **more: object) -> Act:
    """An attack on a place."""
    return Act(f"Soldiers of Tomas Ardell shelled {place}.", "shelled", **more)  # type: ignore[arg-type]


def meeting(place: str) -> Act:
    """Something that the search does not ask for."""
    return Act(f"Tomas Ardell met Ratih Prameswari in {place}.", "met", type="CONSULT")


def add(store: Store, *given: Made) -> list[Record]:
    """Store and place articles."""
    found: list[tuple[Record, Vectors]] = [made(one) for one in given]
    for record, vectors in found:
        with transaction(store.connection):
            store.put(record, vectors=vectors)
            store.placer.place(key_of(record.article.id))
    return [record for record, _ in found]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "lansir.db", write=True) as opened:
        yield opened


class Watcher:
    """Looks again and again, each time from where it was; a reader of its own, as a command would be."""

    def __init__(self, store: Store, search: Search = SEARCH) -> None:
        self.path, self.search = store.path, search
        self.state: State | None = None

    def __call__(self, *, since_start: bool = False) -> Report:
        with Store(self.path) as reader:
            report, self.state = look(reader, self.search, self.state, since_start=since_start)
        return report

    def told(self) -> list[tuple[str, str]]:
        """What the next look tells: what, and the line."""
        return [(notice.what, notice.item.told) for notice in self().notices]

    def notices(self) -> list[Notice]:
        return self().notices


@pytest.fixture
def watch(store: Store) -> Callable[..., Watcher]:
    def begin(search: Search = SEARCH) -> Watcher:
        return Watcher(store, search)

    return begin
