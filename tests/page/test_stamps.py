"""Times that pages state about themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.errors import BadDate
from lansir.page.stamps import find_stamp, given_time, machine_time, zones


@pytest.mark.parametrize(
    ("line", "value", "precision", "zone"),
    [
        ("Senin, 29 April 2024 10:15 WIB", "2024-04-29T10:15+07:00", "minute", "WIB"),
        ("Diperbarui 20 Jun 2025, 05:50 WIB", "2025-06-20T05:50+07:00", "minute", "WIB"),
        ("Jumat 19 Apr 2024 - 21:07 WITA", "2024-04-19T21:07+08:00", "minute", "WITA"),
        ("1 Mei 2024 pukul 10.15 WIT", "2024-05-01T10:15+09:00", "minute", "WIT"),
        ("Kabar.com - 29/04/2024, 10:15 WIB", "2024-04-29T10:15+07:00", "minute", "WIB"),
        ("Updated 3:04 PM EDT, Mon June 2, 2025", "2025-06-02T15:04-04:00", "minute", "EDT"),
        ("April 29, 2024 at 12:04 a.m. ET", "2024-04-29T00:04-04:00", "minute", "ET"),
        ("January 5, 2024 at 12:04 p.m. ET", "2024-01-05T12:04-05:00", "minute", "ET"),
        ("Tue 18 Jun 2024 16.07 BST", "2024-06-18T16:07+01:00", "minute", "BST"),
        ("Mon, 02 Jun 2025 10:15:00 +0700", "2025-06-02T10:15:00+07:00", "second", "+0700"),
        ("Published 2024-04-29T10:15:00Z", "2024-04-29T10:15:00+00:00", "second", "Z"),
        ("5 Agustus 2024", "2024-08-05", "day", None),
        ("March 3rd, 2024", "2024-03-03", "day", None),
        ("2024-04", "2024-04", "month", None),
    ],
)
def test_a_stated_time_keeps_value_precision_and_zone(line: str, value: str, precision: str, zone: str | None) -> None:
    stamp = find_stamp(line)
    assert stamp is not None
    assert (stamp.value, stamp.precision, stamp.zone) == (value, precision, zone)
    assert line[stamp.start : stamp.end].strip() == line[stamp.start : stamp.end]


@pytest.mark.parametrize("line", ["31 Februari 2024", "29 Februari 2023", "13/13/2024", "99:99 WIB", "pada Senin", ""])
def test_what_is_no_date_is_not_read(line: str) -> None:
    assert find_stamp(line) is None


def test_figures_are_read_day_first_only_where_the_language_writes_so() -> None:
    in_indonesian = find_stamp("03/04/2024", "id")
    assert in_indonesian is not None
    assert in_indonesian.value == "2024-04-03"
    assert find_stamp("03/04/2024", "en") is None
    told_by_itself = find_stamp("04/29/2024", "en")
    assert told_by_itself is not None
    assert told_by_itself.value == "2024-04-29"


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Diperbarui 20 Jun 2025, 05:50 WIB", "updated"),
        ("Tayang: 20 Jun 2025", "published"),
        ("Published May 1, 2024", "published"),
        ("Last updated on May 1, 2024", "updated"),
        ("Senin, 29 April 2024", None),
    ],
)
def test_the_words_before_a_time_say_what_it_is_of(line: str, label: str | None) -> None:
    stamp = find_stamp(line)
    assert stamp is not None
    assert stamp.label == label


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024/04/29 10:15:20", "2024-04-29T10:15:20"),
        ("20240429101520", "2024-04-29T10:15:20"),
        ("1714360520", "2024-04-29T03:15:20+00:00"),
        ("2024-04-29T10:15:20.123+0700", "2024-04-29T10:15:20+07:00"),
    ],
)
def test_machines_write_times_in_more_ways(text: str, value: str) -> None:
    stamp = machine_time(text)
    assert stamp is not None
    assert stamp.value == value


@pytest.mark.parametrize(
    "text", ["2024-04-29", "2024-04-29T10:15", "2024-04-29T10:15:00+07:00", "2024-04-29 10:15 WIB"]
)
def test_a_given_date_is_taken_as_it_is(text: str) -> None:
    time = given_time(text)
    assert (time.source, time.value[:10], time.span) == ("given", "2024-04-29", None)


@pytest.mark.parametrize(
    "text", ["kemarin", "2024-13-01", "2024-02-30", "29 April 2024", "2024", "2024-04-29x", "99999-01-01"]
)
def test_a_given_date_that_cannot_be_read_is_said_in_one_line(text: str) -> None:
    with pytest.raises(BadDate) as raised:
        given_time(text)
    assert text in str(raised.value)
    assert "\n" not in str(raised.value)


@given(st.text(max_size=120))
def test_any_line_is_searched_without_failing(line: str) -> None:
    stamp = find_stamp(line)
    assert stamp is None or 0 <= stamp.start < stamp.end <= len(line)


def test_zones_are_offsets_or_names_of_the_time_zone_database() -> None:
    assert {"WIB", "WITA", "WIT", "GMT", "EST"} <= zones().keys()
    assert all(value[0] in "+-" or "/" in value for value in zones().values())
