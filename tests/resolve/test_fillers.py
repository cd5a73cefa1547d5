"""Who fills an act's slots: what is joined by "and" goes together, nobody acts on himself, all names of one count."""

from collections.abc import Callable

import pytest

from lansir.encoder.reading import FoundLink
from lansir.record import Event, Record
from tests.resolve.found import Finder

RecordOf = Callable[[Finder], Record]


def acting(record: Record, event: Event) -> list[str]:
    names = {mention.id: mention.span.text for mention in record.mentions}
    return [names[filler.mention] for filler in event.actors]


def acted_on(record: Record, event: Event) -> list[str]:
    names = {mention.id: mention.span.text for mention in record.mentions}
    return [names[filler.mention] for filler in event.recipients]


def attack(sentence: str, *names: str, language: str = "en", kinds: tuple[str, ...] = ()) -> Finder:
    """A sentence whose act has the first of these names for its actor, as the model read it."""
    page = Finder(sentence, language=language)
    given = kinds or ("GPE",) * len(names)
    places = [page.mention(name, kind) for name, kind in zip(names, given, strict=True)]
    page.trigger(next(word for word in ("attacked", "menyerang") if word in sentence), "ASSAULT", actors=(places[0],))
    return page


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Norland and Suria attacked the port."),
        ("en", "Norland and the Suria attacked the port."),
        ("en", "Norland as well as Suria attacked the port."),
        ("id", "Norland dan Suria menyerang pelabuhan itu."),
        ("id", "Norland serta Suria menyerang pelabuhan itu."),
        ("ms", "Norland mahupun Suria menyerang pelabuhan itu."),
    ],
)
def test_what_is_joined_to_an_actor_acts_too(record_of: RecordOf, language: str, sentence: str) -> None:
    record = record_of(attack(sentence, "Norland", "Suria", language=language))
    assert acting(record, record.events[0]) == ["Norland", "Suria"]


def test_what_is_joined_to_a_recipient_is_acted_upon_too(record_of: RecordOf) -> None:
    page = Finder("Rebels attacked Norland and Suria.")
    page.mention("Norland", "GPE")
    page.trigger("attacked", "ASSAULT", recipients=(page.mention("Suria", "GPE"),))
    record = record_of(page)
    assert acted_on(record, record.events[0]) == ["Norland", "Suria"]


def test_the_one_joined_is_a_little_less_sure(record_of: RecordOf) -> None:
    record = record_of(attack("Norland and Suria attacked the port.", "Norland", "Suria"))
    read, joined = record.events[0].actors
    assert 0.9 * read.confidence < joined.confidence < read.confidence


def test_a_list_of_like_things_goes_together(record_of: RecordOf) -> None:
    for sentence in ("Norland, Suria and Velda attacked.", "Norland, Suria, and Velda attacked."):
        record = record_of(attack(sentence, "Norland", "Suria", "Velda"))
        assert acting(record, record.events[0]) == ["Norland", "Suria", "Velda"]


@pytest.mark.parametrize("first", ["Norland", "Suria", "Velda"])
def test_whoever_of_a_chain_was_read_all_of_it_go_together(record_of: RecordOf, first: str) -> None:
    page = Finder("Norland and Suria and Velda attacked.")
    places = {name: page.mention(name, "GPE") for name in ("Norland", "Suria", "Velda")}
    page.trigger("attacked", "ASSAULT", actors=(places[first],))
    record = record_of(page)
    assert acting(record, record.events[0]) == ["Norland", "Suria", "Velda"]


@pytest.mark.parametrize(
    ("sentence", "names", "kinds"),
    [
        ("Norland or Suria attacked.", ("Norland", "Suria"), ("GPE", "GPE")),
        ("Norland, Suria attacked.", ("Norland", "Suria"), ("GPE", "GPE")),
        ("Norland, and Suria attacked.", ("Norland", "Suria"), ("GPE", "GPE")),
        ("Norland, Dara Wibisono and Suria attacked.", ("Norland", "Dara Wibisono", "Suria"), ("GPE", "PER", "GPE")),
        ("Norland and he attacked.", ("Norland", "he"), ("GPE", "PER")),
        ("Norland and, soon, Suria attacked.", ("Norland", "Suria"), ("GPE", "GPE")),
    ],
)
def test_what_may_be_no_list_is_left_as_it_was_read(
    record_of: RecordOf, sentence: str, names: tuple[str, ...], kinds: tuple[str, ...]
) -> None:
    record = record_of(attack(sentence, *names, kinds=kinds))
    assert acting(record, record.events[0]) == ["Norland"]


def test_of_a_list_of_unlike_things_the_two_around_and_go_together(record_of: RecordOf) -> None:
    page = Finder("Norland, Dara Wibisono and Suria attacked.")
    page.mention("Norland", "GPE")
    page.trigger("attacked", "ASSAULT", actors=(page.mention("Dara Wibisono"),))
    page.mention("Suria", "GPE")
    record = record_of(page)
    assert acting(record, record.events[0]) == ["Dara Wibisono", "Suria"]


def test_one_that_is_acted_upon_does_not_act_for_being_joined(record_of: RecordOf) -> None:
    page = Finder("Norland and Suria attacked each other.")
    norland, suria = page.mention("Norland", "GPE"), page.mention("Suria", "GPE")
    page.trigger("attacked", "ASSAULT", actors=(norland,), recipients=(suria,))
    record = record_of(page)
    assert (acting(record, record.events[0]), acted_on(record, record.events[0])) == (["Norland"], ["Suria"])


def test_sentences_are_not_joined(record_of: RecordOf) -> None:
    page = Finder("Rebels attacked Norland", "and Suria fled.")
    page.mention("Suria", "GPE", sentence=1)
    page.trigger("attacked", "ASSAULT", recipients=(page.mention("Norland", "GPE"),))
    record = record_of(page)
    assert acted_on(record, record.events[0]) == ["Norland"]


def test_nobody_acts_on_himself_by_another_name(record_of: RecordOf) -> None:
    page = Finder("Dara Wibisono spoke, and Wibisono condemned the raid.")
    dara = page.mention("Dara Wibisono")
    again = page.mention("Wibisono")
    page.reading.mentions[again].span.start = page.text.index("and Wibisono") + 4
    page.reading.mentions[again].span.end = page.reading.mentions[again].span.start + len("Wibisono")
    page.trigger("condemned", "ACCUSE", actors=(dara,), recipients=(again,))
    record = record_of(page)
    assert acting(record, record.events[0]) == ["Dara Wibisono"]
    assert record.events[0].recipients == []


def elsewhere(*chances: float, names: tuple[str, ...]) -> Finder:
    """An act without a recipient in its own sentence; each name stands in a sentence before, as likely as is said."""
    page = Finder(*(f"{name} was quiet." for name in names), "Rebels attacked again.")
    places = [page.mention(name, "GPE", number) for number, name in enumerate(names)]
    act = page.trigger("attacked", "ASSAULT", sentence=len(names))
    act.recipients = [FoundLink(place, chance) for place, chance in zip(places, chances, strict=True)]
    return page


def test_the_chances_of_all_that_names_one_elsewhere_count_together(record_of: RecordOf) -> None:
    page = elsewhere(0.4, 0.4, 0.4, names=("Norland", "Suria", "Norland"))
    page.reading.mentions[2].antecedents, page.reading.mentions[2].opens = [FoundLink(0, 0.8)], 0.2
    record = record_of(page)
    assert acted_on(record, record.events[0]) == ["Norland"]
    assert record.events[0].recipients[0].confidence == pytest.approx(1 - 0.6 * 0.6)
    assert record.events[0].recipients[0].elided


def test_one_who_is_not_likely_enough_elsewhere_is_not_said(record_of: RecordOf) -> None:
    record = record_of(elsewhere(0.1, 0.1, names=("Norland", "Suria")))
    assert record.events[0].recipients == []
    assert record.events[0].reasons["recipients"] == "no recipient could be read for this act"
