"""Who speaks together has a statement each: the same words, the same cue, a speaker of its own."""

from collections.abc import Callable

import pytest

from lansir.record import Record, Statement
from tests.resolve.found import Finder

RecordOf = Callable[[Finder], Record]


def said(sentence: str, cue: str, content: str, *names: str, language: str = "en", speaks: int = 0) -> Finder:
    """A sentence whose words the model read as those of one of these names."""
    page = Finder(sentence, language=language)
    places = [page.mention(name, "GPE") for name in names]
    page.content(content, places[speaks], page.cue(cue))
    return page


def speakers(record: Record) -> list[str]:
    names = {mention.id: mention.span.text for mention in record.mentions}
    return [names[one.speaker.mention] for one in record.statements if one.speaker]


@pytest.mark.parametrize(
    ("language", "sentence", "cue", "content"),
    [
        ("en", "Norland and Suria said the port was closed.", "said", "the port was closed"),
        ("en", "The port was closed, according to Norland and Suria.", "according to", "The port was closed"),
        ("id", "Norland dan Suria mengatakan pelabuhan ditutup.", "mengatakan", "pelabuhan ditutup"),
        ("ms", "Norland serta Suria berkata pelabuhan ditutup.", "berkata", "pelabuhan ditutup"),
    ],
)
@pytest.mark.parametrize("speaks", [0, 1])
def test_each_of_two_joined_speakers_has_said_it(
    record_of: RecordOf, language: str, sentence: str, cue: str, content: str, speaks: int
) -> None:
    record = record_of(said(sentence, cue, content, "Norland", "Suria", language=language, speaks=speaks))
    assert sorted(speakers(record)) == ["Norland", "Suria"]
    assert {tuple(piece.text for piece in one.content) for one in record.statements} == {(content,)}
    assert len({one.id for one in record.statements}) == 2


def test_the_joined_one_is_a_little_less_sure(record_of: RecordOf) -> None:
    read, joined = record_of(
        said("Norland and Suria said the port was closed.", "said", "the port was closed", "Norland", "Suria")
    ).statements
    assert 0.9 * read.confidence < joined.confidence < read.confidence


def test_neither_of_the_two_reports_the_other(record_of: RecordOf) -> None:
    record = record_of(
        said("Norland and Suria said the port was closed.", "said", "the port was closed", "Norland", "Suria")
    )
    assert [one.inside for one in record.statements] == [None, None]


def test_the_first_of_them_keeps_what_the_words_tell(record_of: RecordOf) -> None:
    page = said(
        "Norland and Suria said rebels attacked the port.", "said", "rebels attacked the port", "Norland", "Suria"
    )
    page.trigger("attacked", "ASSAULT")
    record = record_of(page)
    first: Statement = record.statements[0]
    assert (record.events[0].reported_by, first.events) == (first.id, [record.events[0].id])


def test_who_stands_in_the_words_does_not_speak_them(record_of: RecordOf) -> None:
    page = said("Norland and Suria attacked, Norland said.", "said", "Norland and Suria attacked", "Norland", "Suria")
    assert speakers(record_of(page)) == ["Norland"]


def test_a_clause_about_the_last_one_is_said_of_that_one_alone(record_of: RecordOf) -> None:
    page = said("He met Norland and Suria, who said the port was closed.", "said", "the port was closed", "Norland",
                "Suria", speaks=1)  # fmt: skip
    assert speakers(record_of(page)) == ["Suria"]


def test_two_that_a_comma_parts_are_not_joined(record_of: RecordOf) -> None:
    page = said("The port is closed to Norland, and Suria said it was open.", "said", "it was open", "Norland", "Suria",
                speaks=1)  # fmt: skip
    assert speakers(record_of(page)) == ["Suria"]


def test_a_name_said_again_is_no_second_speaker(record_of: RecordOf) -> None:
    page = said("Norland and Norland said the port was closed.", "said", "the port was closed", "Norland", "Norland")
    assert speakers(record_of(page)) == ["Norland"]
