"""What placing holds in memory is what the store says, whoever changed it meanwhile."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.keys import id_of, key_of
from lansir.review.decisions import decide
from lansir.store import Store
from lansir.store.check import check_store
from lansir.story.acts import acts
from lansir.story.articles import features
from lansir.story.centres import centred, centred_rows
from lansir.story.memory import MOST_ARTICLES, MOST_HAPPENINGS, Memory
from lansir.vectors import packed, unpacked
from tests.story.conftest import place_in, snapshot
from tests.story.handmade import Act, Made, made, words

PEOPLE = ("Tomas Ardell", "Ratih Prameswari")
SHELLED = Act("Soldiers of Tomas Ardell shelled Lontar.", "shelled", killed=3)
TO_VISIT = Act("Tomas Ardell is to visit Ratih Prameswari in Sare.", "visit", "CONSULT", "planned", about=2)
VISITED = Act("Tomas Ardell came to visit Ratih Prameswari in Sare.", "visit", "CONSULT", about=2)
Change = Callable[[Store, list[str]], object]
LENGTH = 384
"""That of the model's vectors, so that the centres of their languages fit."""


def told(number: int, *acts: Act) -> Made:
    """An article of a story that goes on for days, each about the same and in words of its own."""
    moment = f"2031-03-0{number}T06:00:00+00:00"
    return Made(f"article {number}", f"Paper {number}", moment, paragraphs=(words(number),), names=PEOPLE, acts=acts)


ARTICLES = [told(1, SHELLED, TO_VISIT), told(2, SHELLED), told(3, VISITED), told(4, SHELLED, VISITED)]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Two that write to one store in turn."""
    path = tmp_path / "shared.db"
    with Store(path, write=True) as one, Store(path, write=True) as other:
        yield one, other


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Makes the same store for one that holds nothing: opened anew for each article."""
    opened: list[Store] = []

    def again() -> Store:
        for store in opened:
            store.close()
        opened.append(Store(tmp_path / "alone.db", write=True))
        return opened[-1]

    yield again
    for store in opened:
        store.close()


def event(store: Store, article: str) -> str:
    """The id of the first event of an article."""
    query = "SELECT id FROM event WHERE article = ? ORDER BY number"
    return id_of("ev", store.connection.execute(query, (key_of(article),)).fetchone()[0])


def reject(store: Store, ids: list[str]) -> None:
    decide(store, event(store, ids[0]), "rejected", "Ani")


def correct(store: Store, ids: list[str]) -> None:
    decide(store, event(store, ids[1]), "corrected", "Ani", correction={"type": "PROTEST"})


def replace(store: Store, ids: list[str]) -> None:
    """The same article at the same moment, of which another act is read."""
    record, vectors = made(told(2, TO_VISIT))
    store.replace(record, vectors=vectors, instead=ids[1])


def remove(store: Store, ids: list[str]) -> None:
    store.remove(ids[1])


def nothing(_store: Store, _ids: list[str]) -> None:
    """No change at all."""


@pytest.mark.parametrize("change", [nothing, reject, correct, replace, remove])
def test_changes_of_another_are_seen(two: tuple[Store, Store], alone: Callable[[], Store], change: Change) -> None:
    """Each article is compared with the others as they are then, as by one that reads all of them anew."""
    one, other = two
    for article in ARTICLES[:3]:
        place_in(one, article)
    change(other, [made(article)[0].article.id for article in ARTICLES])
    place_in(other, ARTICLES[3])
    place_in(one, told(5, SHELLED, VISITED))
    for article in ARTICLES[:3]:
        place_in(alone(), article)
    change(alone(), [made(article)[0].article.id for article in ARTICLES])
    place_in(alone(), ARTICLES[3])
    place_in(fresh := alone(), told(5, SHELLED, VISITED))
    assert snapshot(one) == snapshot(fresh)
    assert list(check_store(one)) == []


@pytest.mark.parametrize("change", [reject, correct, replace, remove])
def test_so_are_changes_of_ones_own(store: Store, alone: Callable[[], Store], change: Change) -> None:
    ids = place_in(store, *ARTICLES[:3])
    change(store, ids)
    place_in(store, ARTICLES[3])
    place_in(alone(), *ARTICLES[:3])
    change(alone(), ids)
    place_in(fresh := alone(), ARTICLES[3])
    assert snapshot(store) == snapshot(fresh)


def test_what_is_held_is_what_is_stored(store: Store) -> None:
    keys = [key_of(one) for one in place_in(store, *ARTICLES)]
    memory = Memory(store.connection)
    for _ in range(2):
        for key in keys:
            assert str(memory.features([key])) == str(features(store.connection, [key]))
            assert str(memory.acts([key])) == str(acts(store.connection, [key]))
    assert memory.features([1]) == {}
    assert memory.acts([1]) == {1: []}


def test_a_transaction_that_was_rolled_back_leaves_nothing_behind(store: Store, alone: Callable[[], Store]) -> None:
    place_in(store, ARTICLES[0])
    with pytest.raises(KeyError), store.writing():
        record, vectors = made(ARTICLES[1])
        store.put(record, vectors=vectors)
        store.placer.place(key_of(record.article.id))
        raise KeyError
    place_in(store, *ARTICLES[2:])
    place_in(fresh := alone(), ARTICLES[0], *ARTICLES[2:])
    assert snapshot(store) == snapshot(fresh)


def test_it_holds_so_many_at_most(store: Store) -> None:
    memory = Memory(store.connection)
    memory.acts(range(1, 2 * MOST_ARTICLES))
    (held,) = {len(memory._acts._values)}
    assert held == MOST_ARTICLES < MOST_HAPPENINGS


@given(st.lists(st.tuples(st.integers(0, 999), st.sampled_from(["en", "id", None])), min_size=1, max_size=9))
def test_many_vectors_are_read_as_each_alone_to_the_bit(told: list[tuple[int, str | None]]) -> None:
    languages = [language for _, language in told]
    drawn = [np.random.default_rng(seed).normal(size=LENGTH) * bool(seed) for seed, _ in told]  # 0 is a vector of none
    stored = [packed(vector.tolist()) for vector in drawn]
    alone = [centred(unpacked(data), language, "articles") for data, language in zip(stored, languages, strict=True)]
    assert centred_rows(stored, languages, "articles").tobytes() == np.stack(alone).tobytes()


def test_vectors_of_two_models_do_not_meet(store: Store) -> None:
    """A model of another size makes vectors of another length; both kinds of article are placed on one day."""
    for number, length in enumerate((8, 16, 8, 16), start=1):
        record, vectors = made(Made(f"article {number}", f"Paper {number}", names=PEOPLE, paragraphs=(words(number),)))
        vectors = type(vectors)(vectors.article[:length], vectors.events)
        with store.writing():
            store.put(record, vectors=vectors)
            store.placer.place(key_of(record.article.id))
    assert [row[0] for row in store.connection.execute("SELECT articles FROM story")] == [2, 2]
