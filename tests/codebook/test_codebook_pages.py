"""What the codebook says in words is complete, in both languages, and its own."""

from typing import get_args

import pytest

from lansir.codebook import codebook
from lansir.codebook.pages import LANGUAGES, boundaries, boundaries_of, context_examples, type_page
from lansir.record import EventType, Status
from lansir.words.catalogue import messages

TYPES: tuple[EventType, ...] = get_args(EventType)
MODES = [(type, mode) for type, mode in codebook().mode_scores]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("type", TYPES)
def test_a_type_has_examples_and_counterexamples(type: EventType, language: str) -> None:
    page = type_page(type)
    assert len(page.examples[language]) >= 5
    assert len(page.counterexamples[language]) >= 4
    assert all(told.trigger in told.sentence for told in page.examples[language])
    assert all(told.trigger in told.sentence and told.why for told in page.counterexamples[language])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("type", "mode"), MODES)
def test_a_mode_has_an_example(type: EventType, mode: str, language: str) -> None:
    assert mode in {told.mode for told in type_page(type).examples[language]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_is_shown(language: str) -> None:
    shown = {told.status for type in TYPES for told in type_page(type).examples[language]}
    assert shown == set(get_args(Status))


@pytest.mark.parametrize("language", LANGUAGES)
def test_counterexamples_lead_to_every_type_and_to_none(language: str) -> None:
    led = {told.instead for type in TYPES for told in type_page(type).counterexamples[language]}
    assert led == {*TYPES, "none"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_told_twice(language: str) -> None:
    sentences = [told.sentence for type in TYPES for told in type_page(type).examples[language]]
    sentences += [told.sentence for type in TYPES for told in type_page(type).counterexamples[language]]
    sentences += [boundary.cases["en" if language == "en" else "id"].sentence for boundary in boundaries()]
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CONCEDE", "RETREAT"),
        ("AGREE", "REQUEST"),
        ("AID", "COOPERATE"),
        ("ACCUSE", "REJECT"),
        ("COERCE", "SANCTION"),
        ("THREATEN", "REQUEST"),
        ("MOBILIZE", "ASSAULT"),
        ("SUPPORT", "AGREE"),
        ("ACCUSE", "COERCE"),
        ("COERCE", "ASSAULT"),
    ],
)
def test_neighbours_have_a_rule(one: EventType, other: EventType) -> None:
    assert [boundary for boundary in boundaries_of(one) if other in boundary.between]


@pytest.mark.parametrize("type", TYPES)
def test_every_type_takes_part_in_a_rule(type: EventType) -> None:
    assert boundaries_of(type)


@pytest.mark.parametrize("context", [context.context for context in codebook().contexts])
def test_a_context_has_examples_that_do_not_name_it(context: str) -> None:
    told = context_examples()[context]
    for language, sentences in (("en", told.en), ("id", told.id)):
        names = {messages(language).contexts[context].lower(), context.replace("_", " ")}
        assert len(sentences) >= 2
        assert [sentence for sentence in sentences if any(name in sentence.lower() for name in names)] == []
