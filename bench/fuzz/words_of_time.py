"""Dates and times as pages, feeds and sentences write them."""

import datetime
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from bench.fuzz.target import Check, Target, refused, require
from bench.fuzz.words import words_of
from lansir.errors import BadDate
from lansir.ingest.dates import iso_date
from lansir.page.stamps import find_stamp, given_time, machine_time
from lansir.resolve.times import Expression, find_times, resolve_times

__all__ = ["TIMES"]

LANGUAGES = ("id", "en")
DAYS = (
    None,
    datetime.date(2031, 3, 5),
    datetime.date(1900, 1, 1),
    datetime.date(2100, 12, 31),
    datetime.date(2024, 2, 29),
)


@contextmanager
def _stamps() -> Iterator[Check]:
    def check(data: bytes) -> str:
        text = data.decode("utf-8", "surrogateescape")
        found = [find_stamp(text, language) for language in (*LANGUAGES, None)]
        for stamp in (*found, machine_time(text)):
            if stamp is not None:
                require(0 <= stamp.start < stamp.end <= len(text), "a stamp outside")
                require(_is_day(stamp.value), f"a stamp that is no day: {stamp.value!r}")
        iso = iso_date(text)
        require(iso is None or _is_day(iso), f"a date that is no day: {iso!r}")
        try:
            return f"{given_time(text).precision} {sum(one is not None for one in found)}"
        except BadDate as error:
            return f"{refused(error)} {[one and one.precision for one in found]}"

    yield check


def _is_day(value: str) -> bool:
    """Whether it begins with a month or a day that there is."""
    parts = value[:10].split("-")
    try:
        datetime.date(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) > 2 else 1)
    except (ValueError, IndexError):
        return False
    return True


@contextmanager
def _expressions() -> Iterator[Check]:
    def check(data: bytes) -> str:
        text, chance = data.decode("utf-8", "surrogateescape"), zlib.crc32(data)
        language, day = LANGUAGES[chance % 2], DAYS[chance // 2 % len(DAYS)]
        places = find_times(text, language)
        require(all(0 <= start < end <= len(text) for start, end in places), "a time outside of its text")
        told = [Expression(text[start:end], text, start, number // 3) for number, (start, end) in enumerate(places)]
        # Words that nobody would take for a time are asked about too: the model may have marked any.
        found = resolve_times([*told[:200], Expression(text[:400], text[:400])], language, day)
        require(all(one.resolved for one in found), "a time without a reason")
        return " ".join(sorted({f"{one.type}{'' if one.value else '?'}{one.granularity}" for one in found}))

    yield check


SEEDS = [
    "Senin, 29 April 2024 10:15 WIB", "3:04 PM EDT, Mon June 2, 2025", "2024-04-29T10:15:00+07:00", "20240429T101500Z",
    "Diperbarui 03/04/2024 09.30 WITA", "Wed, 05 Mar 2031 10:00:00 +0700", "1714356900", "0025-01-01",
    "9999-12-31T23:59",    "0000-00-00", "29 Februari 2023", "31/12/1999 24:60",
]  # fmt: skip
TIME_SEEDS = [
    "Pada Senin (1/4) pukul 09.30 WIB, dua hari kemudian, sejak 2019 hingga kini, awal bulan lalu ia pergi.",
    "On Monday, three weeks ago, from March 3 to 5, 2024, at 9:30 p.m. the day before, last year and the next quarter.",
    "H-3 Lebaran, malam Tahun Baru, akhir pekan depan, abad ke-21, tahun 1990-an, dini hari tadi, 25 Desember 0025.",
    "the 1990s, Christmas Eve, Q3 2024, 2024-W17, the first of the last three days of February 9999, for 53 days",
]
TIMES = (
    Target(
        "stamps",
        "dates that pages state about themselves",
        lambda: [one.encode() for one in SEEDS],
        _stamps,
        lambda: words_of("times"),
    ),
    Target(
        "times",
        "times told in sentences",
        lambda: [one.encode() for one in TIME_SEEDS],
        _expressions,
        lambda: words_of("times"),
    ),
)
