"""Reasons and roles of records in a reader's language: all that the code makes, and what has no words there."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from lansir.knowledge import Actor, Knowledge, Role
from lansir.knowledge import wording as module
from lansir.knowledge.wording import Wording, reason_in, role_in
from lansir.store import Store
from tests.knowledge import reasons_made as made
from tests.resolve.test_coreference_passages import Case, cases, read

SOME = 12


def untold(reasons: Iterator[str]) -> list[str]:
    return sorted({reason for reason in reasons if reason_in("id", reason).iso != "id"})


@pytest.mark.parametrize(
    "reasons", [made.of_times, made.of_quantities, made.of_sizes, made.of_places], ids=lambda one: one.__name__
)
def test_reasons_of_the_tables_have_words(reasons: Callable[[], Iterator[str]]) -> None:
    assert untold(reasons()) == []


def test_every_country_seat_and_body_is_told_how_it_was_found() -> None:
    assert untold(made.of_actors()) == []


def test_reasons_and_roles_of_whole_records_have_words(world_store: Store) -> None:
    for record in world_store.records():
        assert untold(made.of_record(record)) == []
        held = [(entity.role, entity.knowledge_id) for entity in record.entities if entity.role]
        assert [role for role, key in held if role_in("id", role, key).iso != "id"] == []


def passages(chosen: list[Any]) -> list[tuple[str, Case]]:
    return [(language, case) for language, case in (one.values for one in chosen)]


def test_reasons_of_some_passages_have_words() -> None:
    for language, case in passages(cases()[:SOME]):
        assert untold(made.of_record(read(language, case.text))) == []


@pytest.mark.slow
def test_reasons_of_all_passages_have_words() -> None:
    for language, case in passages(cases()):
        assert untold(made.of_record(read(language, case.text))) == []


def test_a_reason_without_words_stays_english_and_says_so() -> None:
    assert reason_in("id", "guessed from the weather") == Wording("guessed from the weather", "en")
    assert reason_in("en", "first mention") == Wording("first mention", "en")
    assert reason_in("id", "first mention") == Wording("sebutan pertama", "id")


def test_countries_have_their_names_in_the_language() -> None:
    told = reason_in("id", "seat table: capital, stands for the government of the Netherlands").words
    assert told == "tabel pusat pemerintahan: ibu kota, mewakili pemerintah Belanda"


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    """One actor whom only these tests know."""
    roles = [Role("harbour master", "syahbandar"), Role("court jester")]
    one = Actor("person/ayu", "PER", {"mul": ["Ayu"]}, roles=roles)
    monkeypatch.setattr(module, "knowledge", lambda: Knowledge([one]))


@pytest.mark.usefixtures("own")
def test_the_role_of_an_actor_has_the_words_of_its_table() -> None:
    assert role_in("id", "harbour master", "person/ayu") == Wording("syahbandar", "id")
    assert role_in("id", "former harbour master", "person/ayu") == Wording("mantan syahbandar", "id")
    assert role_in("id", "harbour master") == Wording("harbour master", "en")


@pytest.mark.usefixtures("own")
def test_a_role_without_words_in_the_table_stays_english() -> None:
    assert role_in("id", "court jester", "person/ayu") == Wording("court jester", "en")
    assert role_in("id", "governor", "person/ayu") == Wording("gubernur", "id")
    assert role_in("id", "governor", "person/nobody") == Wording("gubernur", "id")
