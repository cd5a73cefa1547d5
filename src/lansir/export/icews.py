"""ICEWS's event table: 20 columns, tab-separated with a header, one row an event, source and target.

After the files of doi:10.7910/DVN/28075. Only what took place is written, in deed or in words (`lansir.export.coded`).
What is unknown is empty, as there. Intensity is the Goldstein score of the CAMEO code, as ICEWS has it.
"""

from collections.abc import Iterable, Iterator

from lansir.export.coded import write_happened
from lansir.export.coded_actors import icews_actor
from lansir.export.coded_cameo import cameo_act
from lansir.export.coded_event import Coded
from lansir.export.coded_losses import CodedLosses
from lansir.export.coded_places import degrees, place_address
from lansir.export.coded_tables import country_codes
from lansir.export.coded_text import Sentences, cell, line, number_of
from lansir.export.columns import tables
from lansir.export.format import Loss, Options, Sink
from lansir.export.gdelt_events import global_event_id
from lansir.query.entries import Entry

__all__ = ["Icews"]

FILE = "icews.tab"


class Icews:
    """ICEWS events."""

    name = "icews"
    title = "ICEWS events"
    media_type = "text/tab-separated-values"
    tables = tables("icews")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write `icews.tab`; the options do not matter, the format is fixed."""
        losses = CodedLosses(self.name)
        with sink.open(FILE) as file:
            file.write(line(column.name for column in self.tables[0].columns))
            write_happened(entries, file, losses, lambda entry: Sentences(entry.record.article), _rows)
        return losses.told()


def _rows(entry: Entry, coded: Coded, sentences: Sentences, losses: CodedLosses) -> Iterator[list[str]]:
    article, act = entry.record.article, cameo_act(coded)
    where = _where(entry, coded, losses)
    for actor, recipient in coded.pairs:
        source, target = (icews_actor(entry, side, losses) for side in (actor, recipient))
        yield [
            str(global_event_id(coded, actor, recipient)),
            coded.first.isoformat(),
            *source,
            cell(act.text, losses),
            act.code,
            f"{act.score:g}",
            *target,
            str(number_of(article.id)),
            str(sentences.number(coded.event.sentence)),
            cell(article.outlet, losses),
            *where,
        ]


def _where(entry: Entry, coded: Coded, losses: CodedLosses) -> list[str]:
    """City, District, Province, Country, Latitude, Longitude."""
    place = entry.places.get(coded.event.place or "")
    if place is None or place.precision is None:
        return [""] * 6
    found, district = place_address(place), ""
    codes = country_codes().get(found.country or "")
    return [
        cell(found.city, losses),
        district,
        cell(found.province, losses),
        codes.icews if codes else "",
        degrees(place.lat),
        degrees(place.lon),
    ]
