"""Times that a person gives: an ISO 8601 value as a time expression of the article."""

import re
from typing import Literal

from lansir.errors import InputError
from lansir.record import Event, Record, Span, Time, content_id
from lansir.store.days import days_of

__all__ = ["is_given", "moment", "time_of"]

CLOCK = re.compile(r"T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)?")
Granularity = Literal["minute", "day", "week", "month", "year", "range"]
LENGTHS: dict[int, Granularity] = {4: "year", 7: "month", 8: "week", 10: "day"}


def moment(value: str, where: str) -> Granularity:
    """How fine an ISO 8601 value is; InputError, beginning with `where`, where it is none."""
    parts = value.split("/")
    clocks = [part.partition("T") for part in parts]
    told = all(CLOCK.fullmatch(f"T{clock}") for _, sign, clock in clocks if sign)
    if len(parts) > 2 or not told or days_of(value) is None:
        raise InputError(
            f"{where}: time {value!r} is no ISO 8601 value; write 2024-04-28, 2024-W17, 2024-04, 2024, "
            "2024-04-28T09:30 or first/last"
        )
    if len(parts) == 2:
        return "range"
    return "minute" if "T" in value else LENGTHS[len(value)]


def time_of(value: str, event: Event, record: Record, by: str) -> Time:
    """The time of the article with that value, the nearest to the act; where no words give it, one without words.

    A time without words stands at the beginning of the act's own, and says who gave it.
    """
    told = [
        time for time in record.times if time.value == value and time.type in ("DATE", "TIME") and not is_given(time)
    ]
    if told:
        return min(told, key=lambda time: (not _inside(time, event), abs(time.span.start - event.trigger.start)))
    start, fine = event.trigger.start, moment(value, event.id)
    return Time(
        id=content_id("tm", record.article.id, start, start),
        span=Span(start, start, ""),
        type="TIME" if fine == "minute" else "DATE",
        resolved=f"decided by {by}",
        confidence=1.0,
        value=value,
        granularity=fine,
    )


def is_given(time: Time) -> bool:
    """Whether a person gave it, and no words of the article."""
    return time.span.start == time.span.end


def _inside(time: Time, event: Event) -> bool:
    return event.sentence.start <= time.span.start and time.span.end <= event.sentence.end
