"""Articles placed: whose news they are, which story they belong to, and that their order does not count."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lansir.keys import id_of, key_of
from lansir.store import Store
from lansir.store.check import check_store
from lansir.store.connection import transaction
from lansir.story.articles import features
from lansir.story.membership import story_now
from lansir.story.window import Window
from tests.story.conftest import Place, place_in
from tests.story.handmade import Act, Made, words

WIRE = (words(1), words(2), words(3))
PEOPLE = ("Tomas Ardell", "Ratih Prameswari", "Bayu Segara")


def copy(name: str, outlet: str, hour: int, **more: object) -> Made:
    return Made(name, outlet, f"2031-03-05T{hour:02}:00:00+00:00", **{"paragraphs": WIRE, **more})  # type: ignore[arg-type]


def origins(store: Store) -> dict[str, str]:
    rows = store.connection.execute("SELECT article, origin FROM placed").fetchall()
    return {id_of("ar", row[0]): row[1] for row in rows}


def story_of(store: Store, article: str) -> int:
    found: int = store.connection.execute("SELECT story FROM placed WHERE article = ?", (key_of(article),)).fetchone()[
        0
    ]
    return found


class TestOrigins:
    def test_five_copies_of_one_agency_have_one_origin(self, store: Store, place: Place) -> None:
        place(copy("wire", "Meridian Wire", 6), *(copy(f"copy {n}", f"Paper {n}", 7 + n) for n in range(5)))
        assert set(origins(store).values()) == {"meridianwire"}

    def test_a_source_that_comes_in_later_takes_its_news_back(self, store: Store, place: Place) -> None:
        place(copy("one", "Paper One", 9), copy("two", "Paper Two", 10))
        assert set(origins(store).values()) == {"paperone"}
        place(copy("wire", "Meridian Wire", 6))
        assert set(origins(store).values()) == {"meridianwire"}

    def test_an_abridgement_with_words_of_its_own_is_from_the_wire(self, store: Store, place: Place) -> None:
        _, abridged = place(
            copy("wire", "Meridian Wire", 6), copy("short", "Paper", 8, paragraphs=(WIRE[0], words(9, 80)))
        )
        assert origins(store)[abridged] == "meridianwire"

    def test_what_names_its_source_is_from_there(self, store: Store, place: Place) -> None:
        (rewritten,) = place(Made("rewritten", paragraphs=(words(5),), relays="AP News"))
        assert origins(store)[rewritten] == "apnews"

    def test_initials_mean_the_outlet_that_bears_them_also_when_it_comes_later(
        self, store: Store, place: Place
    ) -> None:
        first, _ = place(
            Made("rewritten", paragraphs=(words(5),), relays="VPA"),
            Made("own", "Valmora Press Agency", paragraphs=(words(6),), about=2),
        )
        assert origins(store)[first] == "valmorapressagency"

    def test_a_later_text_at_the_same_address_is_a_version(self, store: Store, place: Place) -> None:
        url = "https://pos.example/1"
        _, updated = place(
            copy("first", "Pos", 6, url=url),
            Made("second", "Pos", "2031-03-09T06:00:00+00:00", paragraphs=(words(8),), url=url),
        )
        query = "SELECT kind FROM tie WHERE article = ?"
        assert store.connection.execute(query, (key_of(updated),)).fetchone()[0] == "version"
        assert len(set(origins(store).values())) == 1


class TestStories:
    def test_articles_about_the_same_are_one_story_and_others_are_not(self, store: Store, place: Place) -> None:
        one, two, other = place(
            Made("one", paragraphs=(words(1),), names=PEOPLE),
            Made("two", "Kabar", "2031-03-07T01:00:00+00:00", paragraphs=(words(2),), names=PEOPLE),
            Made("other", "Kabar", paragraphs=(words(3),), names=PEOPLE, about=7),
        )
        assert story_of(store, one) == story_of(store, two) != story_of(store, other)

    def test_an_article_joins_two_stories_and_the_old_id_leads_on(self, store: Store, place: Place) -> None:
        first, last = place(
            Made("first", "A", "2031-03-01T01:00:00+00:00", paragraphs=(words(1),), names=PEOPLE),
            Made("last", "B", "2031-03-08T01:00:00+00:00", paragraphs=(words(2),), names=PEOPLE),
        )
        old = story_of(store, last)
        assert old != story_of(store, first)
        place(Made("between", "C", "2031-03-04T12:00:00+00:00", paragraphs=(words(3),), names=PEOPLE))
        assert story_of(store, first) == story_of(store, last) == story_now(store.connection, old)
        assert list(check_store(store)) == []

    def test_placing_again_changes_nothing(self, store: Store, place: Place) -> None:
        made = Made("one", paragraphs=(words(1),))
        (one,) = place(made)
        before = store.connection.total_changes
        with transaction(store.connection):
            store.placer.place(key_of(one))
        assert store.connection.total_changes == before
        assert store.placer.missing() == []

    def test_the_window_holds_the_days_around_and_no_others(self, store: Store, place: Place) -> None:
        near, far = place(
            Made("near", moment="2031-03-08T01:00:00+00:00", paragraphs=(words(1),)),
            Made("far", moment="2031-03-20T01:00:00+00:00", paragraphs=(words(2),)),
        )
        (asked,) = place(Made("asked", paragraphs=(words(3),)))
        found = features(store.connection, [key_of(asked)])[key_of(asked)]
        assert Window(store.connection).nearest(found) == [key_of(near)]
        assert key_of(far) not in Window(store.connection).nearest(found)


SENTENCES = ("Tomas Ardell shelled the town of Lontar.", "Ratih Prameswari met Bayu Segara in Sare.")


def shelled(killed: int) -> tuple[Act, ...]:
    return (Act(SENTENCES[0], "shelled", killed=killed),)


MET = (Act(SENTENCES[1], "met", "CONSULT", about=3),)
DAYS = {day: f"2031-03-{day:02}T01:00:00+00:00" for day in range(1, 9)}
WORLD = [
    Made("a", "Meridian Wire", DAYS[1], paragraphs=WIRE, names=PEOPLE, acts=shelled(3)),
    Made("b", "Kabar", "2031-03-01T03:00:00+00:00", paragraphs=WIRE, names=PEOPLE, acts=shelled(3)),
    Made("c", "Pelita", DAYS[4], paragraphs=(words(4),), names=PEOPLE, acts=shelled(4)),
    Made("d", "Lensa", DAYS[7], paragraphs=(words(5),), names=PEOPLE, acts=MET),
    Made("e", "Suara", DAYS[7], paragraphs=(words(6),), names=PEOPLE, about=9, acts=MET),
    Made("f", "Suara", DAYS[8], paragraphs=(words(7),), names=PEOPLE, acts=MET),
]


def placed(folder: Path, order: list[int]) -> tuple[object, ...]:
    """All that placing came to, whatever the order of rows."""
    with Store(folder / "lansir.db", write=True) as store:
        place_in(store, *(WORLD[number] for number in order))
        tables = {
            "story": "SELECT id, earliest, first_day, last_day, articles FROM story ORDER BY 1",
            "placed": "SELECT article, story, origin, source, how FROM placed ORDER BY 1",
            "occurrence": "SELECT id, story, earliest, type, stage, events FROM occurrence ORDER BY 1",
            "event": "SELECT event, occurrence FROM occurrence_event ORDER BY 1",
        }
        found = tuple(tuple(map(tuple, store.connection.execute(query))) for query in tables.values())
        assert list(check_store(store)) == []
    return found


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    return placed(tmp_path_factory.mktemp("order"), list(range(len(WORLD))))


def test_the_small_world_is_put_together_as_it_should_be(tmp_path: Path) -> None:
    with Store(tmp_path / "lansir.db", write=True) as store:
        place_in(store, *WORLD)
        sizes = [row[0] for row in store.connection.execute("SELECT articles FROM story ORDER BY 1")]
        told = [row[0] for row in store.connection.execute("SELECT events FROM occurrence ORDER BY 1")]
        assert (sizes, told) == ([1, 5], [1, 2, 3])
        assert set(origins(store).values()) == {"meridianwire", "pelita", "lensa", "suara"}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(WORLD))))
def test_the_order_of_placing_does_not_count(
    order: list[int], in_order: tuple[object, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert placed(tmp_path_factory.mktemp("placed"), order) == in_order
