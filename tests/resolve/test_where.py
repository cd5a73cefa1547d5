"""Which words say where, and which only name who acts or speaks; hard sentences of both languages."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.encoder.reading import FoundLink
from lansir.record import Place, Record
from lansir.resolve.assembly import assemble
from lansir.resolve.locative import acting_mentions
from lansir.resolve.where import home_country
from tests.resolve.conftest import CARD
from tests.resolve.found import Finder

RecordOf = Callable[[Finder], Record]
HERE = Path(__file__).parent
UNSET = "unset"


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A passage with the words asked for, and what they should mean; `none` is a piece of the reason why nothing."""

    text: str
    words: str
    others: list[str] = []
    kind: str = "GPE"
    chance: float = 0.9
    act: tuple[str, str] | None = None
    said: tuple[str, str] | None = None
    name: str | None = None
    country: str | None = None
    precision: str | None = None
    admin1: str | None = None
    none: str | None = UNSET


@cache
def cases(language: str) -> list[Case]:
    return msgspec.yaml.decode((HERE / f"places_{language}.yaml").read_bytes(), type=list[Case])


def read(case: Case, language: str, record_of: RecordOf) -> tuple[Record, Place | None]:
    """The record of the passage, and the place of the words in it."""
    page = Finder(case.text, language=language)
    spots = sorted([(case.text.index(words), words) for words in {case.words, *case.others}])
    at = {words: page.mention(words, *_kind(case, words), place=_chance(case, words)) for _, words in spots}
    if case.act:
        page.trigger(*case.act, actors=(at[case.words],))
    if case.said:
        page.content(case.said[1], at[case.words], page.cue(case.said[0]))
    record = record_of(page)
    found = [place for place in record.places if place.span.text == case.words]
    return record, found[0] if found else None


def _kind(case: Case, words: str) -> tuple[str]:
    return (case.kind,) if words == case.words else ("GPE",)


def _chance(case: Case, words: str) -> float:
    return case.chance if words == case.words else 0.9


@pytest.mark.parametrize(
    ("language", "case"),
    [pytest.param(code, case, id=f"{code}: {case.text}") for code in ("en", "id") for case in cases(code)],
)
def test_hard_places(language: str, case: Case, record_of: RecordOf) -> None:
    record, place = read(case, language, record_of)
    if case.none == UNSET:
        assert place is not None
        assert (place.name, place.country, place.precision) == (case.name, case.country, case.precision), place.resolved
        assert case.admin1 in (None, place.admin1)
    elif place is not None:
        assert case.none is not None
        assert (place.name, place.lat, place.precision) == (None, None, None)
        assert case.none in place.resolved
    else:
        why = next(mention.resolved for mention in record.mentions if mention.span.text == case.words)
        assert case.none is None or ("no place" in why and case.none in why)


@pytest.mark.parametrize("language", ["en", "id"])
def test_there_are_hard_sentences_enough(language: str) -> None:
    assert len({case.text for case in cases(language)}) >= 20


def test_words_as_likely_elsewhere_keep_the_candidates(record_of: RecordOf) -> None:
    _, place = read(Case("A judge ruled in Springfield.", "Springfield"), "en", record_of)
    assert place is not None
    assert 2 <= len(place.passed_over) <= 5
    assert {candidate.name for candidate in place.passed_over} == {"Springfield"}


def test_words_that_point_back_take_the_place_that_they_point_at(record_of: RecordOf) -> None:
    page = Finder("Shells fell on Mosul.", "Thousands left the city.")
    mosul = page.mention("Mosul", "GPE", place=0.9)
    page.mention("the city", "GPE", 1, like=mosul, place=0.9)
    first, second = record_of(page).places
    assert (second.name, second.country, second.precision) == (first.name, first.country, "city")
    assert second.resolved.startswith("points back at Mosul")


def test_the_record_says_by_what_sign_words_are_a_place(record_of: RecordOf) -> None:
    page = Finder("Pasukan dikirim ke Nduga.", language="id")
    page.mention("Nduga", "GPE", place=0.1)
    (place,) = record_of(page).places
    assert place.resolved.endswith("behind 'ke'")


def test_an_event_in_a_capital_keeps_its_place(record_of: RecordOf) -> None:
    page = Finder("Delegates met in Geneva.")
    geneva = page.mention("Geneva", "GPE", place=0.3)
    page.trigger("met", "CONSULT").place = FoundLink(geneva, 0.8)
    record = record_of(page)
    assert record.events[0].place == record.places[0].id


def test_only_who_acts_in_the_sentence_itself_acts_there() -> None:
    page = Finder("Paris agreed.", "It signed in Paris.")
    first, second = page.mention("Paris", "GPE"), page.mention("Paris", "GPE", 1)
    page.trigger("agreed", "AGREE", actors=(first, second))
    assert acting_mentions(page.reading) == {first: "acts"}


def test_a_papers_country_is_that_of_its_name_else_of_its_language() -> None:
    assert home_country(None, "id") == "IDN"
    assert home_country(None, "en") is None
    assert home_country("BBC", "en") == "GBR"


@given(words=st.text(min_size=1, max_size=60), before=st.text(max_size=60), behind=st.text(max_size=40))
def test_any_text_around_any_words_gives_a_record(words: str, before: str, behind: str) -> None:
    for language in ("en", "id"):
        _any_record(f"{before}{words}{behind}", len(before), len(words), language)


def _any_record(text: str, start: int, length: int, language: str) -> None:
    page = Finder(text, language=language)
    page.mention(text[start : start + length], "GPE", place=0.9)
    once, again = (assemble(page.article, page.sentences, page.reading, CARD, language).places for _ in range(2))
    assert once == again
    assert all(len(place.passed_over) <= 5 and place.resolved for place in once)


def test_cases_hold_only_known_fields() -> None:
    wanted: dict[str, Any] = {"text": "x", "words": "x", "unknown": 1}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wanted, Case)
