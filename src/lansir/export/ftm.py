"""FollowTheMoney: entities for Aleph and OpenSanctions' tools, and its statements, which keep the source of each value.

Entities are a file of JSON lines, statements a CSV as `ftm` reads it. What belongs to one article comes in order of the
entries; actors and addresses, which several articles tell, come at the end, each once.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from typing import IO

from lansir.export.columns import tables
from lansir.export.format import Loss, Options, Sink, Table
from lansir.export.linked_ftm import shape
from lansir.export.linked_ftm_entities import EntryEntities
from lansir.export.linked_ftm_shared import Seen, SharedEntities, shared_entities
from lansir.export.linked_losses import Losses
from lansir.export.linked_text import json_bytes
from lansir.query.entries import Entry

__all__ = ["FtmEntities", "FtmStatements"]

DATASET = "lansir"
ZONE = "+00:00"
FIRST_KEPT = ("sources of values told again", "an actor's value that several articles tell keeps the first source")
NO_SOURCE = ("sources of values", 'left out: "ftm-statements" keeps them')

Written = tuple[str, str, list[Seen]]
"""Id, schema and facts of an entity."""


class FtmEntities:
    """The exporter "ftm"."""

    name = "ftm"
    title = "FollowTheMoney entities"
    media_type = "application/json+ftm"
    tables: tuple[Table, ...] = tables("ftm")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write `entities.ftm.json`, an entity a line."""
        losses = Losses()
        with shared_entities() as shared, sink.open("entities.ftm.json") as file:
            for identity, schema, seen in _written(entries, shared, losses):
                properties: dict[str, list[str]] = {}
                for one in seen:
                    properties.setdefault(one.fact.prop, []).append(one.fact.value)
                    losses.add(*NO_SOURCE, int(one.fact.origin is not None))
                file.write(json_bytes({"id": identity, "schema": schema, "properties": properties}) + b"\n")
        return losses.losses()


class FtmStatements:
    """The exporter "ftm-statements"."""

    name = "ftm-statements"
    title = "FollowTheMoney statements (CSV): the source of each value"
    media_type = "text/csv"
    tables: tuple[Table, ...] = tables("ftm-statements")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write `statements.csv`, a value a line; always with commas, since no reader takes another sign."""
        losses = Losses()
        with shared_entities() as shared, sink.open("statements.csv") as file:
            rows = _Rows(file, [column.name for column in self.tables[0].columns])
            for entity in _written(entries, shared, losses):
                rows.write(entity)
            rows.close()
        return losses.losses()


def _written(entries: Iterable[Entry], shared: SharedEntities, losses: Losses) -> Iterator[Written]:
    """All entities: those of one article as they come, the shared ones afterwards."""
    for entry in entries:
        moment = entry.ingested.removesuffix(ZONE)
        for entity in EntryEntities(entry, losses):
            facts = shape().cleaned(entity, losses)
            if entity.shared:
                shared.add(entity.id, entity.schema, facts, moment)
            else:
                yield entity.id, entity.schema, [Seen(fact, moment, moment) for fact in facts]
    for identity, schema, seen in shared:
        losses.add(*FIRST_KEPT, sum(one.times - 1 for one in seen))
        yield identity, schema, seen


class _Rows:
    """The rows of a file of statements."""

    def __init__(self, file: IO[bytes], columns: list[str]) -> None:
        self._text = io.TextIOWrapper(file, "utf-8", errors="replace", newline="")
        self._rows = csv.DictWriter(self._text, columns, dialect=csv.unix_dialect, restval="")
        self._rows.writeheader()

    def write(self, entity: Written) -> None:
        """A row a value, and one that stands for the entity as a whole."""
        identity, schema, seen = entity
        rows = [_row(identity, schema, one) for one in seen]
        self._rows.writerows(rows)
        keys = "".join(sorted(row["id"] for row in rows))
        self._rows.writerow(
            _base(identity, schema, "id", _sha1(schema + keys))
            | {
                "prop_type": "id",
                "first_seen": min((one.first for one in seen), default=""),
                "last_seen": max((one.last for one in seen), default=""),
            }
        )

    def close(self) -> None:
        """Write what is left; the file stays open."""
        self._text.flush()
        self._text.detach()


def _row(identity: str, schema: str, seen: Seen) -> dict[str, str]:
    fact, kind = seen.fact, shape().type_of(schema, seen.fact.prop)
    worded = kind in shape().worded
    language = shape().languages.get(fact.language or "", "") if worded else ""
    return _base(identity, schema, fact.prop, fact.value, language) | {
        "prop_type": kind,
        "origin": fact.origin or "",
        "lang": language,
        "original_value": fact.original if fact.original and fact.original != fact.value else "",
        "first_seen": seen.first,
        "last_seen": seen.last,
    }


def _base(identity: str, schema: str, prop: str, value: str, language: str = "") -> dict[str, str]:
    """What every row has; its id is a digest of the rest, as FollowTheMoney makes it."""
    told = f"{DATASET}.{identity}.{prop}.{value}" + (f"@{language}" if language else "")
    return {
        "canonical_id": identity,
        "entity_id": identity,
        "prop": prop,
        "schema": schema,
        "value": value,
        "dataset": DATASET,
        "external": "f",
        "id": _sha1(told),
    }


def _sha1(text: str) -> str:
    return hashlib.sha1(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
