"""Dates as feeds, sitemaps and tables write them."""

from lansir.errors import BadDate
from lansir.page.stamps import given_time, machine_time

__all__ = ["iso_date"]


def iso_date(text: str | None) -> str | None:
    """A date or time as ISO 8601 ("Wed, 05 Mar 2031 10:00:00 +0700" is "2031-03-05T10:00:00+07:00"); None for none."""
    stamp = machine_time(text) if text else None
    if stamp is None:
        return None
    try:
        return given_time(stamp.value).value
    except BadDate:
        return None
