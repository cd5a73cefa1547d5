"""Any words give a valid value or a reason, offsets hold, and hostile text takes linear time."""

import datetime
import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lansir.resolve.time_words import lex, time_words
from lansir.resolve.times import Expression, find_times, resolve_time, resolve_times
from tests.resolve.time_tables import DAY, LANGUAGES, VALUE, rows

Date = datetime.date
PUBLISHED = Date(2024, 5, 3)
WORDS = {language: [token for row in rows(language) for token in row.words.split()] for language in LANGUAGES}
DATES = st.dates(Date(1900, 1, 1), Date(2099, 12, 31))


def soup(language: str) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(st.sampled_from(WORDS[language]), st.text(max_size=6)), max_size=12).map(" ".join)


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_words_give_a_valid_value_or_a_reason(language: str, data: st.DataObject) -> None:
    words = data.draw(soup(language))
    published = data.draw(st.one_of(st.none(), st.dates()))
    found = resolve_time(words, language, published, sentence=words)
    assert found.resolved
    if found.value is not None:
        assert VALUE.fullmatch(found.value), found
        for day in re.findall(DAY, found.value):
            Date.fromisoformat(day)


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_found_spans_are_in_order_and_in_range(language: str, data: st.DataObject) -> None:
    text = data.draw(soup(language))
    place = 0
    for start, end in find_times(text, language):
        assert place <= start < end <= len(text)
        place = end


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=DATES)
@settings(max_examples=60, deadline=None)
def test_a_date_written_out_comes_back(language: str, day: Date) -> None:
    words = time_words(language)
    month = next(name for name, number in words.months.items() if number == day.month).capitalize()
    weekday = next(name for name, number in words.weekdays.items() if number == day.isoweekday()).capitalize()
    for text in (f"{day.day} {month} {day.year}", f"{weekday}, {day.day} {month} {day.year}", str(day)):
        assert resolve_time(text, language, None).value == str(day)
        assert find_times(f"xx {text} xx", language) == ((3, 3 + len(text)),)


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_tokens_tile_the_text_in_order(language: str, text: str) -> None:
    tokens = lex(text, language)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)


@given(st.lists(st.sampled_from(["Saat itu", "pukul 9", "kemarin", "Senin (1/4)", "dua hari kemudian"]), max_size=30))
@settings(max_examples=40, deadline=None)
def test_an_article_gets_one_answer_for_each_expression(words: list[str]) -> None:
    expressions = [Expression(one, one, 0, k) for k, one in enumerate(words)]
    assert len(resolve_times(expressions, "id", PUBLISHED)) == len(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_hostile_text_takes_linear_time(language: str) -> None:
    text = "1/1/ " * 2000 + "Senin Senin, (" * 1000 + "a" * 25000 + "1" * 25000 + "-" * 10000
    text += "the first of the last " * 1000 + "sejak hingga " * 2000 + "on in at of the " * 2000 + "H-3 " * 2000
    started = process_time()
    find_times(text, language)
    resolve_time(text, language, PUBLISHED, sentence=text, offset=10)
    many = [Expression("pukul 9", "pukul 9", 0, k) for k in range(1500)]
    many += [Expression("1-" * (90 - k), "1-", 0, k) for k in range(60)]
    many += [Expression("two days before the vote", "The vote on 5 May", 12, k) for k in range(1000)]
    resolve_times(many, language, PUBLISHED)
    assert process_time() - started < 10
