"""A selection over time: how many rows each day, month or year has, told apart by kind of act, status or form."""

from collections import Counter
from datetime import date, timedelta
from typing import Literal, get_args

import msgspec

from lansir.codebook.tables import codebook
from lansir.query.fields import QUADS, codes_of
from lansir.query.language import Term
from lansir.query.selection import Selection
from lansir.query.sql import Kind
from lansir.serve.desk.explore_words import ValueWords

__all__ = ["BY", "UNITS", "By", "Chart", "Series", "Unit", "chart"]

By = Literal["quad", "type", "status", "form", "sector"]
Unit = Literal["day", "month", "year"]
UNITS: tuple[Unit, ...] = get_args(Unit)
BY: dict[Kind, tuple[By, ...]] = {"events": ("quad", "type", "status"), "statements": ("form", "sector")}
CHARACTERS: dict[str, int] = {"day": 10, "month": 7, "year": 4}
MOST_TIMES = 1100
"""Bars of a chart: three years of days, or the last ones of more."""
DAYS_AS_DAYS, DAYS_AS_MONTHS = 92, 366 * 12
MOST_SERIES = 8
"""What is told apart by colour; beyond it all is one."""
FAR = 0.01
"""Share of the rows that may lie beyond what is seen first, on either side."""
WALK_SECONDS, SCAN_SECONDS = 0.4, 4.0

Counts = Counter[tuple[str | None, ...]]


class Series(msgspec.Struct, frozen=True):
    """What is counted together; `term` asks for it, None for what has no value."""

    key: str
    label: str
    term: str | None
    counts: list[int]


class Chart(msgspec.Struct, frozen=True):
    """Counts by time: `labels` are the times for people, `terms` ask for them.

    `first` and `last` are the places of the times between which nearly all rows lie. `counted` rows were counted, all
    there are where it is `complete`, else the newest; `undated` have no day, `left` lie before the first time shown.
    """

    by: By
    unit: Unit
    times: list[str]
    labels: list[str]
    terms: list[str]
    series: list[Series]
    first: int
    last: int
    counted: int
    complete: bool
    undated: int
    left: int


def chart(selection: Selection, asked_by: str, asked_unit: str, words: ValueWords) -> Chart:
    """The selection over time, told apart and by a unit as asked, else as fits it. StoreError as for selections."""
    ways = BY[selection.kind]
    by = asked_by if asked_by in ways else ways[0]
    counts, counted, complete = selection.cross(("day", _field(by)), seconds=WALK_SECONDS, scan=SCAN_SECONDS)
    days = _by_day(counts)
    core = _core(days)
    chosen = asked_unit if asked_unit in UNITS else _fitting(core)
    size = CHARACTERS[chosen]
    shown = _times(min(days)[:size], max(days)[:size], chosen) if days else []
    return Chart(
        by=by,
        unit=chosen,
        times=shown,
        labels=[words.value("day", one) for one in shown],
        terms=[str(Term("day", (one,))) for one in shown],
        series=_series(counts, by, shown, size, words),
        first=shown.index(core[0][:size]) if core and core[0][:size] in shown else 0,
        last=shown.index(core[1][:size]) if core else 0,
        counted=counted,
        complete=complete,
        undated=sum(number for (day, _), number in counts.items() if not day),
        left=sum(number for (day, _), number in counts.items() if day and shown and day[:size] < shown[0]),
    )


def _field(by: By) -> str:
    return "speaker.sector" if by == "sector" else by


def _by_day(counts: Counts) -> Counter[str]:
    found: Counter[str] = Counter()
    for (day, _), number in counts.items():
        if day:
            found[day] += number
    return found


def _core(days: Counter[str]) -> tuple[str, str] | None:
    """The days between which nearly all lie: a few that are far away would make the others one thin bar."""
    edge, seen = days.total() * FAR, 0
    first = last = None
    for day in sorted(days):
        first = day if first is None and seen + days[day] > edge else first
        seen += days[day]
        last = day if last is None and seen >= days.total() - edge else last
    return (first, last) if first and last else None


def _fitting(core: tuple[str, str] | None) -> Unit:
    if core is None:
        return "day"
    lasts = (date.fromisoformat(core[1]) - date.fromisoformat(core[0])).days
    return "day" if lasts <= DAYS_AS_DAYS else "month" if lasts <= DAYS_AS_MONTHS else "year"


def _times(first: str, last: str, unit: Unit) -> list[str]:
    """Every day, month or year from the first to the last, as far back from the last as a chart goes."""
    if unit == "day":
        end = date.fromisoformat(last)
        start = max(date.fromisoformat(first), end - timedelta(days=MOST_TIMES - 1))
        return [(start + timedelta(days=n)).isoformat() for n in range((end - start).days + 1)]
    if unit == "year":
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    low, high = (int(one[:4]) * 12 + int(one[5:7]) - 1 for one in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(low, high + 1)]


def _series(counts: Counts, by: By, times: list[str], size: int, words: ValueWords) -> list[Series]:
    """The most frequent values in the order of the codebook, the others as one."""
    sums: dict[str | None, Counter[str]] = {}
    for (day, value), number in counts.items():
        if day:
            sums.setdefault(value, Counter())[day[:size]] += number
    ranked = sorted(sums, key=lambda value: (-sums[value].total(), value or ""))
    shown, others = (ranked[:MOST_SERIES], ranked[MOST_SERIES:]) if len(ranked) > MOST_SERIES + 1 else (ranked, [])
    known = _order(by)
    found = sorted(shown, key=lambda value: (known.index(value) if value in known else len(known), value or ""))
    series = [_one(value, by, [sums[value][one] for one in times], words) for value in found]
    if others:
        rest = [sum(sums[value][one] for value in others) for one in times]
        series.append(Series("", words.field("others"), None, rest))
    return series


def _one(value: str | None, by: By, counts: list[int], words: ValueWords) -> Series:
    field = _field(by)
    if value is None:
        return Series("", words.field("none"), None, counts)
    return Series(value, words.value(field, value), str(Term(field, (value,))), counts)


def _order(by: By) -> tuple[str, ...]:
    if by == "quad":
        return QUADS
    if by == "type":
        return tuple(code.type for code in codebook().types)
    return codes_of(by)
