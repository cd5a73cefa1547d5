"""The gold of the example world, laid beside what a store of its pages holds."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

import msgspec

from lansir.examples.world import Told, WorldText, pages, world
from lansir.examples.world.texts import FOLDER
from lansir.keys import key_of
from lansir.page import read_page
from lansir.reader import read_with_vector
from lansir.store import Page, Store
from lansir.store.connection import transaction
from lansir.story.conflicts import FigureKind

__all__ = [
    "Gold",
    "Outcome",
    "Telling",
    "fill",
    "gold_conflicts",
    "gold_events",
    "gold_occurrences",
    "gold_outcomes",
    "tellings",
    "texts",
]

Gold = dict[int, frozenset[str]]
"""Keys of the happenings that an event tells, by event."""


class Telling(NamedTuple):
    """A telling of the gold: its article, and the events whose words meet those of its act."""

    article: int
    told: Told
    events: tuple[int, ...]


class Outcome(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What came of a happening that lay ahead; a row of the world's `outcomes.yaml`."""

    ahead: str
    result: str
    kind: Literal["happened", "refused"]


def fill(store: Store) -> None:
    """Read the pages of the world into a store, in order of publication, and place each."""
    for page in pages():
        article = msgspec.structs.replace(read_page(page.data, url=page.url), captured=page.captured.isoformat())
        record, vectors = read_with_vector(article)
        with transaction(store.connection):
            if store.put(record, Page(page.data, "text/html"), vectors):
                store.placer.place(key_of(article.id))


def texts(store: Store) -> dict[int, WorldText]:
    """The texts of the world by the key of their article, those that the store holds."""
    found = {key_of(read_page(page.data, url=page.url).id): page.text for page in pages()}
    return {
        key: text
        for key, text in found.items()
        if store.connection.execute("SELECT 1 FROM article WHERE id = ?", (key,)).fetchone()
    }


def tellings(store: Store) -> Iterator[Telling]:
    """Every telling of the gold, found in the stored text."""
    for key, text in texts(store).items():
        words = store.connection.execute("SELECT text FROM article WHERE id = ?", (key,)).fetchone()[0]
        query = "SELECT id, trigger_start, trigger_end FROM event WHERE article = ? ORDER BY number"
        events = store.connection.execute(query, (key,)).fetchall()
        for told in text.occurrences:
            start = words.find(told.trigger, words.find(told.sentence))
            end = start + len(told.trigger)
            met = tuple(row["id"] for row in events if row["trigger_start"] < end and start < row["trigger_end"])
            yield Telling(key, told, met)


def gold_events(store: Store) -> Gold:
    """What each event tells that tells a happening of the gold."""
    found: dict[int, set[str]] = {}
    for telling in tellings(store):
        for event in telling.events:
            found.setdefault(event, set()).add(telling.told.key)
    return {event: frozenset(keys) for event, keys in found.items()}


def gold_occurrences(store: Store) -> dict[int, str]:
    """Of each occurrence that tells happenings of the gold, the one that most of its events tell."""
    gold = gold_events(store)
    told: dict[int, Counter[str]] = {}
    for event, occurrence in store.connection.execute("SELECT event, occurrence FROM occurrence_event"):
        for key in sorted(gold.get(event, ())):
            told.setdefault(occurrence, Counter())[key] += 1
    return {occurrence: keys.most_common(1)[0][0] for occurrence, keys in sorted(told.items())}


def gold_outcomes() -> list[Outcome]:
    """What came of what, in the gold."""
    return msgspec.yaml.decode((FOLDER / "outcomes.yaml").read_bytes(), type=list[Outcome])


def gold_conflicts() -> set[tuple[str, str]]:
    """Happenings and kinds of figure of which the texts give different numbers by different sources."""
    given: dict[tuple[str, str], dict[str | None, set[int]]] = {}
    for text in world().values():
        for told in text.occurrences:
            for kind in get_args(FigureKind) if told.status == "actual" else ():
                if (value := getattr(told, kind)) is not None:
                    given.setdefault((told.key, kind), {}).setdefault(told.source, set()).add(value)
    return {
        of for of, by in given.items()
        if any(one != other and by[one] != by[other] for one in by for other in by)
    }  # fmt: skip
