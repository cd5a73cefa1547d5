"""The way of an event into a PLOVER record: every type with every status has one, and it is the manual's."""

from itertools import product
from typing import get_args

import pytest

from lansir.codebook import codebook
from lansir.codebook.projection import Auxiliary, Condition, project, projection_table
from lansir.record import EventType, Status

TYPES: tuple[EventType, ...] = get_args(EventType)
STATUSES: tuple[Status, ...] = get_args(Status)
COOPERATION: list[EventType] = ["CONSULT", "SUPPORT", "COOPERATE", "AID"]


@pytest.mark.parametrize(("type", "status"), list(product(TYPES, STATUSES)))
def test_every_type_and_status_becomes_something_with_a_reason(type: EventType, status: Status) -> None:
    for mode in (None, *codebook().by_type[type].modes):
        for when in (None, *get_args(Condition)):
            found = project(type, mode, status, when)
            assert found.type in TYPES
            assert codebook().is_mode(found.type, found.mode)
            assert found.auxiliary is None or found.auxiliary in get_args(Auxiliary)
            assert found.reason.en
            assert found.reason.id


@pytest.mark.parametrize(("type", "status"), list(product(TYPES, STATUSES)))
def test_nothing_that_did_not_happen_is_told_as_if_it_had(type: EventType, status: Status) -> None:
    found = project(type, None, status)
    verbal_already = {("AGREE", "planned"), ("CONCEDE", "planned"), ("REJECT", "planned"), ("REQUEST", "requested")}
    if status != "actual" and (type, status) not in verbal_already:
        assert found.type != type or found.auxiliary is not None


@pytest.mark.parametrize("type", TYPES)
def test_what_happened_stays_as_it_is(type: EventType) -> None:
    for mode in (None, *codebook().by_type[type].modes):
        found = project(type, mode, "actual")
        assert (found.type, found.mode, found.auxiliary) == (type, mode, None)


@pytest.mark.parametrize(
    ("type", "mode", "status", "expected"),
    [
        ("ASSAULT", "aerial", "planned", ("THREATEN", "violence")),
        ("ASSAULT", "heavy-weapons", "hypothetical", ("THREATEN", "violence")),
        ("AID", None, "planned", ("AGREE", None)),
        ("CONSULT", "visit", "planned", ("AGREE", None)),
        ("RETREAT", "withdraw", "planned", ("CONCEDE", None)),
        ("RETREAT", "release", "requested", ("REQUEST", "yield")),
        ("RETREAT", "resign", "requested", ("REQUEST", "change")),
        ("CONSULT", None, "requested", ("REQUEST", "meet")),
        ("AID", None, "requested", ("REQUEST", "assist")),
        ("COERCE", "deport", "planned", ("THREATEN", "expel")),
        ("COERCE", "cyber", "hypothetical", ("THREATEN", None)),
        ("SANCTION", "discontinue", "hypothetical", ("THREATEN", "relations")),
        ("SANCTION", "convict", "planned", ("THREATEN", "arrest")),
        ("PROTEST", "strike", "planned", ("THREATEN", None)),
        ("MOBILIZE", "troops", "hypothetical", ("THREATEN", "violence")),
    ],
)
def test_one_category_wins_over_a_category_with_a_mark(
    type: EventType, mode: str | None, status: Status, expected: tuple[str, str | None]
) -> None:
    found = project(type, mode, status)
    assert (found.type, found.mode, found.auxiliary) == (*expected, None)


@pytest.mark.parametrize(
    ("type", "mode", "status", "auxiliary"),
    [
        ("REQUEST", "meet", "planned", "future"),
        ("MOBILIZE", "troops", "planned", "future"),
        ("AID", None, "hypothetical", "hypothetical"),
        ("RETREAT", "release", "negated", "negation"),
        ("ASSAULT", "drone", "negated", "negation"),
    ],
)
def test_what_no_category_holds_keeps_type_and_mode_with_a_mark(
    type: EventType, mode: str | None, status: Status, auxiliary: str
) -> None:
    found = project(type, mode, status)
    assert (found.type, found.mode, found.auxiliary) == (type, mode, auxiliary)
    assert not found.asserted


@pytest.mark.parametrize("type", TYPES)
def test_what_is_asked_for_turns_its_actors_into_those_asked(type: EventType) -> None:
    found = project(type, None, "requested")
    assert (found.type, found.roles, found.carriers) == ("REQUEST", "asked", ("REQUEST",))


@pytest.mark.parametrize("type", TYPES)
def test_beside_the_request_itself_what_is_asked_for_is_no_record_of_its_own(type: EventType) -> None:
    found = project(type, None, "requested", carried=True)
    assert (found.type, found.mode, found.auxiliary, found.asserted) == (None, None, None, False)


@pytest.mark.parametrize("type", COOPERATION)
def test_beside_the_promise_what_is_promised_is_no_record_of_its_own(type: EventType) -> None:
    assert project(type, None, "planned").carriers == ("AGREE",)
    assert project(type, None, "planned", carried=True).type is None
    assert project(type, None, "negated", carried=True).type is None


def test_carried_changes_nothing_where_nothing_could_carry_it() -> None:
    assert project("ASSAULT", "drone", "actual", carried=True) == project("ASSAULT", "drone", "actual")


@pytest.mark.parametrize("status", ["planned", "hypothetical"])
def test_anothers_word_on_a_plan_makes_no_threat_of_it(status: Status) -> None:
    found = project("ASSAULT", "aerial", status, "told-by-other")
    assert (found.type, found.mode) == ("ASSAULT", "aerial")
    assert found.auxiliary == ("future" if status == "planned" else "hypothetical")


def test_anothers_word_makes_no_promise_either() -> None:
    found = project("AID", None, "planned", "told-by-other")
    assert (found.type, found.auxiliary) == ("AID", "future")


def test_what_is_long_past_is_history_and_still_took_place() -> None:
    found = project("SANCTION", "convict", "actual", "long-past")
    assert (found.type, found.mode, found.auxiliary, found.asserted) == ("SANCTION", "convict", "historical", True)


def test_a_change_of_type_always_names_what_may_carry_it() -> None:
    assert all(rule.carriers for rule in projection_table().rules if rule.becomes != rule.type)
