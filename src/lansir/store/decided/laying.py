"""Decisions laid over the rows of a reading that was just stored; what they have in common with those just made."""

import sqlite3

import msgspec

from lansir.errors import InputError
from lansir.keys import key_of
from lansir.record import Event, Record, Review, Statement
from lansir.store.decided.applying import corrected
from lansir.store.decided.correction import Correction, correction_of
from lansir.store.decided.writing import ItemWriter

__all__ = ["Item", "as_json", "held_correction", "items_of", "reapply"]

Item = Event | Statement


def reapply(connection: sqlite3.Connection, record: Record) -> None:
    """Lay the decisions on an article over the rows of a reading that was just stored, inside the caller's transaction.

    What does not fit the new reading is passed over; `lansir.review.lost` tells of it.
    """
    rows = connection.execute("SELECT * FROM review WHERE article = ? ORDER BY id", (key_of(record.article.id),))
    latest = {row["target"]: row for row in rows}
    if not latest:
        return
    items, writer = items_of(record), ItemWriter(connection, record)
    for target, row in latest.items():
        if row["state"] == "machine" or target not in items:
            continue
        read = msgspec.structs.replace(items[target], review=Review())
        try:
            told, given = corrected(read, held_correction(row, read, record), record, row["by"])
        except InputError:
            continue
        writer.write(told, row["state"], given)
        connection.execute("UPDATE review SET was = ? WHERE id = ?", (as_json(read), row["id"]))


def items_of(record: Record) -> dict[str, Item]:
    """The events and statements of a record by id."""
    items: list[Item] = [*record.events, *record.statements]
    return {item.id: item for item in items}


def held_correction(row: sqlite3.Row, item: Item, record: Record) -> Correction | None:
    """The correction of a decision, for this reading; InputError where it does not fit."""
    return correction_of(msgspec.json.decode(row["correction"]), item, record) if row["correction"] else None


def as_json(value: Item | Correction) -> str:
    """An item or a correction as the table `review` holds it."""
    return msgspec.json.encode(value).decode()
