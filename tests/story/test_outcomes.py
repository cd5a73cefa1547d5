"""What was planned, asked for or threatened, and what came of it."""

from dataclasses import replace
from importlib.resources import files

import msgspec
import pytest

from lansir.record import EventType, Status
from lansir.store import Store
from lansir.story.outcomes import Outcomes, outcome_rules
from lansir.story.reading import occurrence, stories, story
from lansir.story.told import CameOf
from tests.story.conftest import Place
from tests.story.handmade import Act, Made, words

PEOPLE = ("Tomas Ardell", "Ratih Prameswari")
TO_VISIT = "Tomas Ardell is to visit Ratih Prameswari in Sare on March 9."
VISITED = "Tomas Ardell came to visit Ratih Prameswari in Sare."


def article(name: str, day: int, *acts: Act) -> Made:
    moment = f"2031-03-{day:02}T06:00:00+00:00"
    return Made(name, name, moment, paragraphs=(words(day),), names=PEOPLE, acts=acts)


def visit(sentence: str, status: Status, *, kind: EventType = "CONSULT") -> Act:
    return Act(sentence, "visit", kind, status, day="2031-03-09")


def came(store: Store, stage: str = "ahead") -> list[CameOf]:
    (line,) = stories(store.connection)
    days = story(store.connection, line.id).days
    return [one for day in days for told in day.occurrences if told.stage == stage for one in told.came_of_it]


def test_a_plan_leads_to_what_happened(store: Store, place: Place) -> None:
    place(article("plan", 6, visit(TO_VISIT, "planned")), article("report", 9, visit(VISITED, "actual")))
    (found,) = came(store)
    assert (found.kind, found.type, found.day, found.sentence) == ("happened", "CONSULT", "2031-03-09", VISITED)
    (back,) = occurrence(store.connection, found.occurrence).came_from
    assert back.sentence == TO_VISIT


def test_sentences_come_with_the_language_of_their_article(store: Store, place: Place) -> None:
    plan = replace(article("plan", 6, visit(TO_VISIT, "planned")), language="id")
    place(plan, article("report", 9, visit(VISITED, "actual")))
    (found,) = came(store)
    whole = occurrence(store.connection, found.occurrence)
    (back,) = whole.came_from
    assert (found.language, whole.told.language, whole.first_report.language) == ("en", "en", "en")
    assert (back.language, occurrence(store.connection, back.occurrence).told.language) == ("id", "id")


def test_also_where_the_plan_is_read_later(store: Store, place: Place) -> None:
    place(article("report", 9, visit(VISITED, "actual")), article("plan", 6, visit(TO_VISIT, "planned")))
    assert [found.sentence for found in came(store)] == [VISITED]


@pytest.mark.parametrize(
    ("day", "act"),
    [
        (4, Act(VISITED, "visit", "CONSULT", day="2031-03-04")),
        (9, Act(VISITED, "visit", "PROTEST", day="2031-03-09")),
        (9, Act("Fishermen spoke of the weather.", "spoke", "CONSULT", about=9)),
    ],
)
def test_what_was_before_is_of_another_kind_or_about_other_things_is_no_outcome(
    store: Store, place: Place, day: int, act: Act
) -> None:
    place(article("plan", 6, visit(TO_VISIT, "planned")), article("other", day, act))
    assert came(store) == []


def test_what_is_denied_later_was_refused(store: Store, place: Place) -> None:
    denied = visit("Tomas Ardell did not visit Ratih Prameswari in Sare.", "negated")
    place(article("plan", 6, visit(TO_VISIT, "planned")), article("denial", 9, denied))
    assert [found.kind for found in came(store)] == ["refused"]


def test_the_request_that_holds_it_has_the_same_outcome(store: Store, place: Place) -> None:
    asked = "Ratih Prameswari urged Tomas Ardell to visit Sare on March 9."
    place(
        article("request", 6, Act(asked, "urged", "REQUEST", about=4), visit(asked, "requested")),
        article("report", 9, visit(VISITED, "actual")),
    )
    assert [found.sentence for found in came(store, "happened")] == [VISITED]
    assert [found.sentence for found in came(store)] == [VISITED]


def test_a_refusal_that_tells_it_refuses_it_and_the_request(store: Store, place: Place) -> None:
    asked = "Ratih Prameswari urged Tomas Ardell to visit Sare on March 9."
    refused = "Tomas Ardell refused to visit Sare on March 9."
    place(
        article("request", 6, Act(asked, "urged", "REQUEST", about=4), visit(asked, "requested")),
        article("refusal", 7, Act(refused, "refused", "REJECT", about=6), visit(refused, "requested")),
    )
    assert {(found.kind, found.sentence) for found in came(store)} == {("refused", refused)}
    assert {(found.kind, found.sentence) for found in came(store, "happened")} == {("refused", refused)}


def test_the_rules_name_each_type_in_one_kin_only() -> None:
    rules = outcome_rules()
    listed = [type_ for kin in rules.kin for type_ in kin]
    assert len(listed) == len(set(listed))
    assert set(rules.asking) <= set(rules.announcing)
    assert 0 < rules.threshold < 1
    data = files("lansir.story").joinpath("outcomes.yaml").read_bytes()
    assert msgspec.yaml.decode(data, type=Outcomes) == rules
