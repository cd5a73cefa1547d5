"""GDELT 2.0's event table: 61 columns, tab-separated, no header, one row an event, actor and recipient.

After the column lists that GDELT's readers agree on, and its codebook 2.0. Only what took place is written, in deed or
in words (`lansir.export.coded`); GLOBALEVENTID is the same in `gdelt_mentions` and in every export of the same page.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from lansir.codebook.mappings import quad_class
from lansir.export.coded import write_happened
from lansir.export.coded_actors import GdeltActor, gdelt_actor
from lansir.export.coded_cameo import cameo_act
from lansir.export.coded_event import Coded
from lansir.export.coded_losses import CodedLosses
from lansir.export.coded_places import NOWHERE, gdelt_place
from lansir.export.coded_text import Lead, address, cell, moment, number_of
from lansir.export.columns import tables
from lansir.export.format import Loss, Options, Sink
from lansir.query.entries import Entry
from lansir.record import Argument

__all__ = ["NO_TONE", "GdeltEvents", "global_event_id", "stamp"]

FILE = "gdelt.export.CSV"
MONTH_DAYS, YEAR_DAYS = 30, 365
NO_TONE = "0"
"""Readers take no empty cell there."""


class GdeltEvents:
    """GDELT 2.0 events."""

    name = "gdelt-events"
    title = "GDELT 2.0 events"
    media_type = "text/tab-separated-values"
    tables = tables("gdelt-events")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write `gdelt.export.CSV`; the options do not matter, the format is fixed."""
        losses = CodedLosses(self.name)
        with sink.open(FILE) as file:
            write_happened(entries, file, losses, lambda entry: Lead(entry.record.article), _rows)
        return losses.told()


def global_event_id(coded: Coded, actor: Argument | None, recipient: Argument | None) -> int:
    """The number of a row, which depends on the event's content id and on who acts on whom."""
    return number_of(coded.event.id, actor.entity if actor else "", recipient.entity if recipient else "")


def stamp(entry: Entry) -> str:
    """When the page was published, in UTC, as YYYYMMDDHHMMSS."""
    found = moment(entry)
    return f"{found.year:04}{found:%m%d%H%M%S}"


def _rows(entry: Entry, coded: Coded, lead: Lead, losses: CodedLosses) -> Iterator[list[str]]:
    place = gdelt_place(entry.places.get(coded.event.place or ""), losses)
    for actor, recipient in coded.pairs:
        losses.add("tone")
        sides = [gdelt_actor(entry, side, losses) for side in (actor, recipient)]
        yield [
            str(global_event_id(coded, actor, recipient)),
            *_date(coded.first),
            *_actor(sides[0]),
            *_actor(sides[1]),
            *_act(entry, coded, lead),
            *NOWHERE,
            *NOWHERE,
            *place,
            stamp(entry),
            address(entry.record.article) or cell(entry.record.article.outlet, losses),
        ]


def _date(day: date) -> list[str]:
    """SQLDATE, MonthYear, Year, FractionDate; the last as GDELT counts it, in years of 12 months of 30 days."""
    fraction = ((day.month - 1) * MONTH_DAYS + day.day) / YEAR_DAYS
    year = f"{day.year:04}"
    return [f"{year}{day:%m%d}", f"{year}{day:%m}", year, f"{day.year + fraction:.4f}"]


def _actor(actor: GdeltActor) -> list[str]:
    ethnic = religion1 = religion2 = ""
    return [actor.code, actor.name, actor.country, actor.group, ethnic, religion1, religion2, *actor.types]


def _act(entry: Entry, coded: Coded, lead: Lead) -> list[str]:
    act, event = cameo_act(coded), coded.event
    occurred = entry.occurred.get(event.id)
    reports = str(max(1, occurred.outlets)) if occurred else "1"
    return [
        "1" if lead.holds(event.sentence) else "0",
        *(act.code, act.base, act.root),
        str(quad_class(coded.type)),
        f"{act.score:g}",
        *(reports, reports, reports),
        NO_TONE,
    ]
