"""Events of different articles as one happening: joined, counted, and told with their numbers and sources."""

import pytest

from lansir.keys import id_of
from lansir.store import Store
from lansir.store.check import check_store
from lansir.story.conflicts import changed, conflicts, figures
from lansir.story.reading import occurrence, stories, story
from lansir.story.told import Happened
from tests.story.conftest import Place
from tests.story.handmade import Act, Made, words

PEOPLE = ("Tomas Ardell", "Ratih Prameswari")
SHELLED = "Soldiers of Tomas Ardell shelled Lontar on Wednesday."


def article(name: str, outlet: str, hour: int, *acts: Act, text: int = 0, day: int = 5) -> Made:
    moment = f"2031-03-{day:02}T{hour:02}:00:00+00:00"
    return Made(name, outlet, moment, paragraphs=(words(text or hour),), names=PEOPLE, acts=acts)


def told(store: Store) -> list[Happened]:
    (line,) = stories(store.connection)
    return [happened for day in story(store.connection, line.id).days for happened in day.occurrences]


def killed(number: int, said_by: str | None = None) -> Act:
    sentence = f"{SHELLED} According to {said_by or 'residents'}, {number} died."
    return Act(sentence, "shelled", killed=number, day="2031-03-05", said_by=said_by)


def test_the_same_happening_told_by_three_is_one_occurrence(store: Store, place: Place) -> None:
    acts = [Act(SHELLED, "shelled", day="2031-03-05")]
    place(*(article(f"story {n}", f"Paper {n}", n, *acts) for n in (6, 8, 10)))
    (found,) = told(store)
    assert (found.type, found.stage, found.day) == ("ASSAULT", "happened", "2031-03-05")
    assert (found.events, found.articles, found.outlets, found.origins) == (3, 3, 3, 3)
    whole = occurrence(store.connection, found.id)
    assert [telling.sentence for telling in whole.tellings] == [SHELLED] * 3
    assert (whole.first_report.outlet, whole.last_report.outlet) == ("Paper 6", "Paper 10")
    assert whole.first_report.moment < whole.last_report.moment


@pytest.mark.parametrize(
    "other",
    [
        Act(SHELLED, "shelled", "CONSULT", day="2031-03-05"),
        Act(SHELLED, "shelled", status="planned", day="2031-03-05"),
        Act(SHELLED, "shelled", status="negated", day="2031-03-05"),
        Act("Nobody knows who shelled the fields near the river.", "shelled", about=5, day="2031-02-20"),
    ],
)
def test_another_type_stage_or_act_is_another_occurrence(store: Store, place: Place, other: Act) -> None:
    place(article("one", "A", 6, Act(SHELLED, "shelled", day="2031-03-05")), article("two", "B", 8, other))
    assert len(told(store)) == 2


def test_acts_of_one_sentence_stay_two_though_copies_tell_both(store: Store, place: Place) -> None:
    both = "Tomas Ardell shelled Lontar and Ratih Prameswari bombed Sare."
    acts = [Act(both, "shelled"), Act(both, "bombed")]
    place(*(article(f"story {n}", f"Paper {n}", n, *acts) for n in (6, 8)))
    assert [found.events for found in told(store)] == [2, 2]


def test_figures_say_who_gives_them_and_when(store: Store, place: Place) -> None:
    place(
        article("one", "A", 6, killed(12, said_by="Tomas Ardell")),
        article("two", "B", 8, killed(12, said_by="Tomas Ardell")),
        article("three", "C", 10, killed(15, said_by="Ratih Prameswari")),
    )
    (found,) = told(store)
    twelve, fifteen = occurrence(store.connection, found.id).figures
    assert (twelve.value, twelve.source, twelve.own_voice, twelve.origins) == (12, "Tomas Ardell", False, 2)
    assert (twelve.first, twelve.last) == ("2031-03-05T06:00:00", "2031-03-05T08:00:00")
    assert (fifteen.value, fifteen.source) == (15, "Ratih Prameswari")
    (conflict,) = found.conflicts
    assert (conflict.kind, [figure.value for figure in conflict.figures]) == ("killed", [12, 15])


def test_without_a_speaker_the_outlet_says_it_and_copies_are_one_source(store: Store, place: Place) -> None:
    place(
        article("wire", "Meridian Wire", 6, killed(12), text=1),
        article("copy", "Paper", 8, killed(12), text=1),
    )
    (found,) = told(store)
    (figure,) = occurrence(store.connection, found.id).figures
    assert (figure.source, figure.own_voice, figure.origins, len(figure.articles)) == ("Meridian Wire", True, 1, 2)
    assert found.conflicts == []


def test_a_source_that_changes_its_number_moved_and_is_no_conflict(store: Store, place: Place) -> None:
    place(
        article("one", "A", 6, killed(12, said_by="Tomas Ardell")),
        article("two", "B", 8, killed(17, said_by="Tomas Ardell"), day=6),
    )
    key = store.connection.execute("SELECT id FROM occurrence").fetchone()[0]
    found = figures(store.connection, key)
    assert conflicts(found) == []
    (moved,) = changed(found)
    assert (moved.source, [figure.value for figure in moved.figures]) == ("Tomas Ardell", [12, 17])


def test_ids_that_are_none_are_refused(store: Store, place: Place) -> None:
    place(article("one", "A", 6))
    for ask in (story, occurrence):
        with pytest.raises(KeyError):
            ask(store.connection, id_of("sy", 5))
        with pytest.raises(ValueError, match="no content id"):
            ask(store.connection, "nonsense")


def test_a_store_without_stories_has_none(store: Store) -> None:
    assert stories(store.connection) == []
    assert list(check_store(store)) == []


def test_the_largest_or_the_most_recent_come_first(store: Store, place: Place) -> None:
    place(
        article("one", "A", 6, text=1),
        article("two", "B", 7, text=2),
        Made("late", "C", "2031-03-20T01:00:00+00:00", "id", about=8, paragraphs=(words(3),)),
    )
    assert [line.title for line in stories(store.connection)] == ["one", "late"]
    assert [line.title for line in stories(store.connection, order="recent")] == ["late", "one"]
    assert [line.title for line in stories(store.connection, limit=1, offset=1)] == ["late"]
