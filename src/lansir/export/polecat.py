"""POLECAT's event table: 40 columns, tab-separated with a header, one row an event.

After the files of doi:10.7910/DVN/AJGVIT: the layout, not their data. Several actors or recipients of an event stand
in one cell, parted by "; ". Only what took place is written, in deed or in words (`lansir.export.coded`). The unknown
is the word None, as there.
"""

from collections.abc import Iterable, Iterator, Sequence

from lansir.codebook.mappings import quad_classes
from lansir.codebook.tables import codebook
from lansir.export.coded import write_happened
from lansir.export.coded_event import Coded
from lansir.export.coded_losses import CodedLosses
from lansir.export.coded_places import degrees, place_address
from lansir.export.coded_tables import country_codes
from lansir.export.coded_text import cell, line, moment
from lansir.export.columns import tables
from lansir.export.format import Loss, Options, Sink
from lansir.query.entries import Entry
from lansir.record import Argument, EntityType

__all__ = ["Polecat"]

FILE = "polecat.txt"
NONE = "None"
JOIN = "; "
ID_DIGITS = 12
FEATURES = {"country": "PCLI", "admin1": "ADM1", "city": "PPL", "region": "RGN"}


class Polecat:
    """POLECAT events."""

    name = "polecat"
    title = "POLECAT events (PLOVER)"
    media_type = "text/tab-separated-values"
    tables = tables("polecat")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write `polecat.txt`; the options do not matter, the format is fixed."""
        losses = CodedLosses(self.name)
        with sink.open(FILE) as file:
            file.write(line(column.name for column in self.tables[0].columns))
            write_happened(entries, file, losses, lambda entry: _story(entry, losses), _rows)
        return losses.told()


def _rows(entry: Entry, coded: Coded, story: Sequence[str], losses: CodedLosses) -> Iterator[list[str]]:
    yield [part or NONE for part in _row(entry, coded, story, losses)]


def _row(entry: Entry, coded: Coded, story: Sequence[str], losses: CodedLosses) -> list[str]:
    event, article = coded.event, entry.record.article
    return [
        _event_id(entry, coded),
        coded.first.isoformat(),
        coded.type,
        coded.mode or "",
        f"{coded.score:g}",
        quad_classes()[codebook().quad(coded.type)].polecat,
        JOIN.join(event.contexts or entry.record.contexts),
        *_side(entry, coded.actors, losses),
        *_side(entry, coded.recipients, losses),
        *_place(entry, coded, losses),
        cell(article.outlet, losses),
        moment(entry).date().isoformat() if article.published else "",
        *story,
        article.language or "",
        f"Lansir-{entry.record.lansir}-{entry.record.model}",
    ]


def _event_id(entry: Entry, coded: Coded) -> str:
    """Day and clock time of the news, the event's own digits, and its type."""
    when = moment(entry)
    return f"{when.year:04}{when:%m%d-%H%M}-{coded.event.id[-ID_DIGITS:]}_{coded.type}"


def _side(entry: Entry, side: Sequence[Argument], losses: CodedLosses) -> list[str]:
    """Name, Country, COW, Primary Sector, Sectors, Title, Name Raw, Wikipedia ID."""
    entities = [entry.entity_of(one) for one in side]
    known = [country_codes().get(entity.country or "") for entity in entities]
    return [
        _joined([cell(entry.name_of(one), losses) for one in side]),
        _joined([entity.country or "" for entity in entities]),
        _joined([(codes.cow or "") if codes else "" for codes in known]),
        _joined([entity.sectors[0] if entity.sectors else "" for entity in entities]),
        _joined([",".join(entity.sectors) for entity in entities]),
        _joined([cell(entity.role, losses) for entity in entities]),
        _joined([cell(entry.mentions[one.mention].span.text, losses) for one in side]),
        "",
    ]


def _joined(parts: Sequence[str]) -> str:
    """One item for each actor, in the same order in each column, semicolons within one as commas; empty for none."""
    return JOIN.join(part.replace(";", ",") or NONE for part in parts) if any(parts) else ""


def _place(entry: Entry, coded: Coded, losses: CodedLosses) -> list[str]:
    """Placename, City, District, Province, Country, Latitude, Longitude, GeoNames ID, Raw Placename, Feature Type."""
    place = entry.places.get(coded.event.place or "")
    if place is None or place.precision is None:
        return [*[""] * 8, cell(place.span.text if place else None, losses), ""]
    found, district = place_address(place), ""
    return [
        cell(place.name, losses),
        cell(found.city, losses),
        district,
        cell(found.province, losses),
        found.country or "",
        degrees(place.lat),
        degrees(place.lon),
        str(place.geonames or ""),
        cell(place.span.text, losses),
        FEATURES.get(place.precision or "", ""),
    ]


def _story(entry: Entry, losses: CodedLosses) -> list[str]:
    """Story People, Story Organizations, Story Locations: whom and what the article names."""
    record = entry.record
    people, bodies = (_named(entry, kind) for kind in (("PER",), ("ORG",)))
    places = [place.name for place in record.places if place.name]
    return [_joined([cell(name, losses) for name in dict.fromkeys(names)]) for names in (people, bodies, places)]


def _named(entry: Entry, types: tuple[EntityType, ...]) -> list[str]:
    return [entity.name for entity in entry.record.entities if entity.type in types and entity.name]
