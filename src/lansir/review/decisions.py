"""Human decisions on events and statements: made, applied to the rows that everybody reads, taken back, kept."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, get_args

import msgspec

from lansir.errors import InputError
from lansir.keys import key_of
from lansir.record import Record, Review, Statement, Time
from lansir.review.ledger import LATEST, TABLES, Decision, State, decision_of, key_of_target
from lansir.store.decided.applying import corrected, read_alike
from lansir.store.decided.correction import Correction, as_it_stands, correction_of, merged
from lansir.store.decided.laying import Item, as_json, held_correction, items_of
from lansir.store.decided.writing import ItemWriter
from lansir.store.records import RecordReader
from lansir.store.store import Store, log_change, now

__all__ = ["Prepared", "Verdict", "article_of", "decide", "decide_all", "decide_within", "prepared"]


class Verdict(msgspec.Struct, frozen=True):
    """What a person decides on an event or statement; `correction` is given for `corrected` alone.

    A correction names fields and their values: see `EventCorrection` and `StatementCorrection`. It is laid over those
    before it. `machine` takes back what was decided.
    """

    target: str
    state: State
    note: str | None = None
    correction: Mapping[str, Any] | None = None


def decide(
    store: Store,
    target: str,
    state: State,
    by: str,
    note: str | None = None,
    correction: Mapping[str, Any] | None = None,
) -> Decision:
    """Decide on one event or statement, in one transaction; `by` is who decides. Errors: InputError, StoreError."""
    (made,) = decide_all(store, [Verdict(target, state, note, correction)], by)
    return made


def decide_all(store: Store, verdicts: Sequence[Verdict], by: str) -> list[Decision]:
    """Decide on many events and statements: all of it is stored, or nothing.

    Rows show what was decided at once, and the events are told anew with those of other articles. InputError where a
    target is not in the store or comes twice, a correction does not fit or changes nothing, or nothing is there to be
    taken back.
    """
    with store.writing():
        return decide_within(store, verdicts, by)


def decide_within(store: Store, verdicts: Sequence[Verdict], by: str) -> list[Decision]:
    """Like `decide_all`, inside a transaction of the caller's own."""
    if not by.strip():
        raise InputError("say who decides: every decision has a name")
    targets = [verdict.target for verdict in verdicts]
    if len(set(targets)) < len(targets):
        twice = next(target for target in targets if targets.count(target) > 1)
        raise InputError(f"{twice}: decided on twice; give each event and statement once")
    grouped: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        grouped.setdefault(article_of(store.connection, verdict.target), []).append(verdict)
    for article, group in grouped.items():
        _decide(store, article, group, by.strip())
    latest = (store.connection.execute(LATEST, (target,)).fetchone() for target in targets)
    return [decision_of(row) for row in latest]


class Prepared(NamedTuple):
    """A verdict with its item as the machine read it, as it stands, and as it is told when the verdict is applied.

    `given` is a time that no words of the article give.
    """

    verdict: Verdict
    read: Item
    stands: Item
    told: Item
    given: Time | None
    correction: Correction | None

    @property
    def changes(self) -> bool:
        """Whether a field of the item as it stands changes."""
        return not read_alike(self.stands, self.told)

    @property
    def moves(self) -> bool:
        """Whether what is told of the event together with others may change."""
        states = (self.stands.review.state, self.verdict.state)
        if isinstance(self.told, Statement):
            return False
        return ("rejected" in states and states[0] != states[1]) or self.changes


def _decide(store: Store, article: int, verdicts: Sequence[Verdict], by: str) -> None:
    connection = store.connection
    record = RecordReader(connection, article).record()
    made = [prepared(connection, record, verdict, by) for verdict in verdicts]
    for one in made:
        if one.verdict.state == "corrected" and not one.changes:
            raise InputError(f"{one.verdict.target}: the correction changes nothing; confirm it where it is right")
    writer = ItemWriter(connection, record)

    def write() -> None:
        for one in made:
            writer.write(one.told, one.verdict.state, one.given)
            _insert(connection, article, one, by)
        writer.close()

    moved = [key_of(one.told.id) for one in made if one.moves]
    if moved:
        store.placer.tell_again(article, moved, write)
    else:
        write()
    log_change(connection, article, "decided")


def prepared(connection: sqlite3.Connection, record: Record, verdict: Verdict, by: str) -> Prepared:
    """What a verdict makes of an item of the stored `record`; InputError where it does not fit. Nothing is written."""
    _check(verdict)
    stands = items_of(record)[verdict.target]
    row = connection.execute(LATEST, (verdict.target,)).fetchone() if stands.review.state != "machine" else None
    read = _read(row, stands) if row else stands
    held = held_correction(row, stands, record) if row else None
    correction = held
    if verdict.state == "machine":
        if row is None:
            raise InputError(f"{verdict.target}: nothing was decided on it, so nothing can be taken back")
        return Prepared(verdict, read, stands, read, None, None)
    if verdict.state == "confirmed":
        correction = as_it_stands(stands, record)
    elif verdict.state == "corrected":
        correction = merged(held, correction_of(verdict.correction or {}, stands, record))
    told, given = corrected(read, correction, record, by)
    return Prepared(verdict, read, stands, told, given, correction)


def _check(verdict: Verdict) -> None:
    if verdict.state not in get_args(State):
        raise InputError(f"{verdict.target}: {verdict.state!r} is no decision; use {', '.join(get_args(State))}")
    if verdict.correction and verdict.state != "corrected":
        raise InputError(f"{verdict.target}: {verdict.state} takes no correction; decide it as corrected")


def _read(row: sqlite3.Row, stands: Item) -> Item:
    """What the machine read; the events inside a statement are those of today."""
    if row["was"] is None:
        return msgspec.structs.replace(stands, review=Review())
    return msgspec.json.decode(row["was"], type=type(stands))


def _insert(connection: sqlite3.Connection, article: int, made: Prepared, by: str) -> None:
    given = made.verdict
    correction = None if made.correction is None else as_json(made.correction)
    connection.execute(
        "INSERT INTO review(target, article, state, by, at, note, correction, was) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (given.target, article, given.state, by, now(), given.note or None, correction, as_json(made.read)),
    )


def article_of(connection: sqlite3.Connection, target: str) -> int:
    """The key of the article of an event or statement; InputError where the store has none such."""
    key, table = key_of_target(target), TABLES[target[:2]]
    row = connection.execute(f"SELECT article FROM {table} WHERE id = ?", (key,)).fetchone()
    if row is None:
        raise InputError(f"{target}: the store holds no such {table}; `lansir review list` names those that wait")
    article: int = row[0]
    return article
