"""Values of times become calendar days that can be compared."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.store.days import days_of


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2031-03-05", "2031-03-05", "2031-03-05"),
        ("2031-03-05T09:30", "2031-03-05", "2031-03-05"),
        ("2032-02", "2032-02-01", "2032-02-29"),
        ("2031", "2031-01-01", "2031-12-31"),
        ("2031-W10", "2031-03-03", "2031-03-09"),
        ("2031-03-05/2031-03-07", "2031-03-05", "2031-03-07"),
        ("2031-03/2031-04", "2031-03-01", "2031-04-30"),
    ],
)
def test_a_value_covers_its_days(value: str, first: str, last: str) -> None:
    assert days_of(value) == (first, last)


@pytest.mark.parametrize(
    "value", [None, "", "P53D", "2031-13", "2031-02-30", "2031-W60", "2031-03-07/2031-03-05", "soon"]
)
def test_what_is_no_day_covers_none(value: str | None) -> None:
    assert days_of(value) is None


@given(st.dates())
def test_every_day_is_itself(day: datetime.date) -> None:
    assert days_of(day.isoformat()) == (day.isoformat(), day.isoformat())


@given(st.text())
def test_any_text_is_days_or_none(text: str) -> None:
    found = days_of(text)
    assert found is None or found[0] <= found[1]
