"""Counts what the coded formats cannot hold; which of them loses what is said by `coded_losses.yaml`."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from lansir.codebook.mappings import cameo_of_plover
from lansir.errors import DataFileError
from lansir.export.coded_event import Coded
from lansir.export.format import Loss
from lansir.export.losses import left_out
from lansir.query.entries import Entry
from lansir.record import Argument, Event

__all__ = ["CodedLosses", "LossTable", "count_event", "loss_table"]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the record, and what is done where it is lost."""

    part: str
    told: str


class LossTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: parts by key, keys that are lost wherever they happen, and those of each format."""

    parts: dict[str, Part]
    always: frozenset[str]
    lost: dict[str, frozenset[str]]


@cache
def loss_table() -> LossTable:
    """The table, read once; DataFileError where it breaks its schema or names a key that it does not explain."""
    try:
        found = msgspec.yaml.decode((files("lansir.export") / "coded_losses.yaml").read_bytes(), type=LossTable)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"export/coded_losses.yaml: {error}") from None
    unknown = found.always.union(*found.lost.values()) - found.parts.keys()
    if unknown:
        raise DataFileError(f"export/coded_losses.yaml: no part explains {', '.join(sorted(unknown))}")
    return found


class CodedLosses:
    """What one export of a format has lost so far."""

    def __init__(self, name: str) -> None:
        """Begin with none; `name` is the format's."""
        table = loss_table()
        self._lost = table.always | table.lost[name]
        self._parts = table.parts
        self._counts: dict[str, int] = {}

    def add(self, key: str, count: int = 1) -> None:
        """Count a part, if the format loses it."""
        if count and key in self._lost:
            self._counts[key] = self._counts.get(key, 0) + count

    def count_entry(self, entry: Entry) -> None:
        """Count what belongs to the article as a whole."""
        for part, count in left_out(entry):
            self.add(part.replace(" ", "_"), count)
        self.add("statements", len(entry.statements))
        self.add("article_facts")
        self.add("origins", len(entry.record.article.origins))
        self.add("story", entry.story is not None)

    def told(self) -> list[Loss]:
        """What was lost, in the order of the file."""
        return [
            Loss(part.part, part.told, self._counts[key]) for key, part in self._parts.items() if key in self._counts
        ]


def count_event(entry: Entry, event: Event, coded: Coded, losses: CodedLosses) -> None:
    """Count what an event has that its format may lack."""
    for key, count in (*_of_event(entry, event), *_of_coding(event, coded)):
        losses.add(key, count)
    for argument in (*coded.actors, *coded.recipients):
        for key in _of_argument(entry, argument):
            losses.add(key)


def _of_event(entry: Entry, event: Event) -> Iterator[tuple[str, int]]:
    yield from (("confidence", 1), ("evidence", 1), ("words", 1), ("trigger", 1))
    yield "contexts", len(event.contexts)
    yield "attribution", event.reported_by is not None
    yield "review", event.review.state != "machine"
    yield "size", event.size is not None
    yield "reasons", len(event.resolved) + len(event.reasons)
    yield "time", event.time is not None
    place = entry.places.get(event.place or "")
    yield "place", place is not None
    yield "place_unresolved", place is not None and place.precision is None
    yield "geonames", place is not None and place.geonames is not None
    occurred = entry.occurred.get(event.id)
    yield "occurrence", occurred is not None
    yield "independent", occurred is not None and occurred.outlets > 1


def _of_coding(event: Event, coded: Coded) -> Iterator[tuple[str, int]]:
    yield "status", event.status != "actual" and coded.asserted
    yield "type_code", cameo_of_plover(coded.type, coded.mode).loses is not None
    yield "historical", coded.auxiliary == "historical"
    yield "day_of_news", coded.dated == "published"
    yield "day_of_storing", coded.dated == "stored"
    yield "end", coded.first != coded.last
    yield "several", len(coded.pairs) > 1
    yield "asked", len(event.recipients) if coded.asked else 0


def _of_argument(entry: Entry, argument: Argument) -> Iterator[str]:
    entity = entry.entity_of(argument)
    yield "slot_confidence"
    held = {
        "anonymous": entity.anonymous,
        "role": entity.role,
        "wikidata": entity.wikidata or entity.knowledge_id,
        "elided": argument.elided,
        "actor_words": entity.name and entity.name != entry.mentions[argument.mention].span.text,
    }
    yield from (key for key, value in held.items() if value)
