"""Reads the times that a page states about itself: "Senin, 29 April 2024 10:15 WIB", "3:04 PM EDT, Mon June 2, 2025".

Month names, labels and the order of day and month come from `lang/<iso>/furniture.yaml`, zones from `zones.yaml`.
"""

import re
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from lansir.errors import BadDate
from lansir.page.furniture import all_words, alternatives, furniture
from lansir.record import StatedTime

__all__ = ["Source", "Stamp", "find_stamp", "given_time", "has_stamp", "machine_time", "stated", "zones"]

Precision = Literal["year", "month", "day", "minute", "second"]
Source = Literal["json-ld", "meta", "html", "feed", "url", "text", "given"]

_EARLIEST = 1900
_LATEST = 2100


class Stamp(msgspec.Struct, frozen=True):
    """A time found in a line: its StatedTime fields, where in the line, and whether it is labelled as an update."""

    value: str
    precision: Precision
    zone: str | None
    start: int
    end: int
    label: Literal["published", "updated"] | None = None


@cache
def zones() -> dict[str, str]:
    """Offsets ("+07:00") or IANA names by zone name in capitals."""
    return msgspec.yaml.decode(files(__package__).joinpath("zones.yaml").read_bytes(), type=dict[str, str])


@cache
def _months() -> dict[str, int]:
    return {name: number for one in furniture().values() for name, number in one.months.items()}


_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2})"
    r"(?:[T ]+(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<zone>Z|UTC|GMT|WIB|WITA|WIT|[+-]\d{2}:?\d{2}|[+-]\d{2}))?)?)?(?!\d)",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:T?(?P<H>\d{2})(?P<M>\d{2})(?P<S>\d{2})?(?P<zone>Z|[+-]\d{4})?)?$"
)


@cache
def _written() -> list[re.Pattern[str]]:
    """Dates in words or figures, each with an optional clock time behind, and the one with the time in front."""
    month = rf"(?P<month>{alternatives(frozenset(_months()))})\.?"
    zone = rf"(?:\s*\(?(?P<zone>{alternatives(frozenset(zones()))}|[+-]\d{{2}}:?\d{{2}})\)?(?!\w))?"
    clock = rf"(?P<H>\d{{1,2}})[:.](?P<M>\d{{2}})(?:[:.](?P<S>\d{{2}}))?(?:\s?(?P<half>[ap]\.?m\.?)(?!\w))?{zone}"
    words = alternatives(all_words("clock_words"))
    behind = rf"(?:\s*[,|·•/–—-]*\s*(?:(?:{words})\s+)?{clock})?"
    days = rf"(?:(?:{alternatives(all_words('weekdays'))})\.?,?\s+)?"
    forms = [
        rf"(?<!\w){clock},?\s+{days}{month}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)",
        rf"(?<!\w){clock},?\s+{days}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+{month},?\s+(?P<y>\d{{4}})(?!\d)",
        rf"(?<!\w)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{month},?[\s-]+(?P<y>\d{{4}})(?!\d){behind}",
        rf"(?<!\w){month}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d){behind}",
        rf"(?<![\w/])(?P<d>\d{{1,2}})[/.](?P<m>\d{{1,2}})[/.](?P<y>\d{{4}})(?!\d){behind}",
    ]
    return [re.compile(form, re.IGNORECASE) for form in forms]


@cache
def _labels() -> list[tuple[Literal["published", "updated"], re.Pattern[str]]]:
    frame = r"(?<!\w)(?:{})(?!\w)"
    return [
        ("updated", re.compile(frame.format(alternatives(all_words("updated_labels"))), re.IGNORECASE)),
        ("published", re.compile(frame.format(alternatives(all_words("published_labels"))), re.IGNORECASE)),
    ]


def has_stamp(line: str) -> Stamp | None:
    """The first time stated in a line, where only its place matters, not which of "03/04" is the month."""
    return find_stamp(line, next((code for code, one in furniture().items() if one.day_first), None))


def find_stamp(line: str, language: str | None = None, start: int = 0) -> Stamp | None:
    """The first time stated in a line from `start` on, or None.

    "03/04/2024" is read day first in a language that writes so, and not at all in one where it could mean either.
    """
    found = [match for pattern in (_ISO, *_written()) if (match := pattern.search(line, start))]
    for match in sorted(found, key=lambda one: (one.start(), -one.end())):
        if (stamp := _stamp(match, language)) is not None:
            return msgspec.structs.replace(stamp, label=_label(line[start : match.start()], line[match.end() :]))
    return None


def _label(before: str, after: str) -> Literal["published", "updated"] | None:
    near = before[-60:]
    hits = [(match.end(), label) for label, pattern in _labels() for match in pattern.finditer(near)]
    if hits:
        return max(hits)[1]
    return "updated" if _labels()[0][1].match(after.lstrip(" ,|-()")[:30]) and not near.strip() else None


def _stamp(match: re.Match[str], language: str | None) -> Stamp | None:
    fields = match.groupdict()
    day, month = fields.get("d"), fields.get("m")
    if fields.get("month"):
        month = str(_months()[fields["month"].lower()])
    elif match.re not in (_ISO, _COMPACT) and day and month:
        day, month = _ordered(int(day), int(month), language)
    zone = fields.get("zone")
    value = _value(fields["y"], month, day, _clock(fields), zone)
    return value and Stamp(value[0], value[1], zone.upper() if zone else None, *match.span())


def _ordered(first: int, second: int, language: str | None) -> tuple[str | None, str | None]:
    """Day and month of "first/second"."""
    if second > 12:
        return str(second), str(first)
    if first > 12 or first == second or (language in furniture() and furniture()[language].day_first):
        return str(first), str(second)
    return None, None


def _clock(fields: dict[str, str | None]) -> tuple[int, int, int | None] | None:
    hour, minute, second = fields.get("H"), fields.get("M"), fields.get("S")
    if hour is None or minute is None:
        return None
    half = (fields.get("half") or "").lower()[:1]
    turned = int(hour) % 12 + (12 if half == "p" else 0) if half else int(hour)
    return turned, int(minute), int(second) if second else None


def _value(
    year: str, month: str | None, day: str | None, clock: tuple[int, int, int | None] | None, zone: str | None
) -> tuple[str, Precision] | None:
    if month is None or not _EARLIEST <= int(year) <= _LATEST:
        return None
    try:
        hour, minute, second = clock or (0, 0, 0)
        when = datetime(int(year), int(month), int(day or 1), hour, minute, second or 0)
    except ValueError:
        return None
    if day is None:
        return f"{when:%Y-%m}", "month"
    if clock is None:
        return f"{when:%Y-%m-%d}", "day"
    pattern = "%Y-%m-%dT%H:%M" if clock[2] is None else "%Y-%m-%dT%H:%M:%S"
    return f"{when.strftime(pattern)}{_offset(zone, when)}", "minute" if clock[2] is None else "second"


def _offset(zone: str | None, when: datetime) -> str:
    if not zone:
        return ""
    known = zones().get(zone.upper(), zone)
    if known[0] in "+-":
        digits = known[1:].replace(":", "").ljust(4, "0")
        return f"{known[0]}{digits[:2]}:{digits[2:]}"
    try:
        shift = when.replace(tzinfo=ZoneInfo(known)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError):
        return ""
    return _signed(shift) if shift is not None else ""


def _signed(shift: timedelta) -> str:
    minutes = int(shift.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def machine_time(text: str, language: str | None = None) -> Stamp | None:
    """A time as a machine wrote it in metadata: ISO 8601, 20240429101500, seconds since 1970, or as people write it."""
    bare = re.sub(r"^(\d{4})/(\d{1,2})/(\d{1,2})", r"\1-\2-\3", text.strip()[:100])
    if re.fullmatch(r"1\d{9}(?:\d{3})?", bare):
        when = datetime(1970, 1, 1) + timedelta(seconds=int(bare[:10]))
        return Stamp(f"{when:%Y-%m-%dT%H:%M:%S}+00:00", "second", "UTC", 0, len(bare))
    match = _ISO.match(bare) or _COMPACT.match(bare)
    return (_stamp(match, language) if match else None) or find_stamp(bare, language)


def stated(stamp: Stamp, source: Source) -> StatedTime:
    """The stamp as the record keeps it, without a span."""
    return StatedTime(stamp.value, stamp.precision, source, stamp.zone)


def given_time(text: str) -> StatedTime:
    """A date or datetime that the user gave, in ISO 8601; BadDate where it is none."""
    bare = text.strip()
    match = _ISO.fullmatch(bare)
    stamp = _stamp(match, None) if match and match.group("d") else None
    if stamp is None or not _is_day(stamp.value[:10]):
        raise BadDate(f"{text[:60]!r} is no date: write it as 2024-04-29 or 2024-04-29T10:15+07:00")
    return stated(stamp, "given")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
