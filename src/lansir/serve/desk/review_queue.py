"""The queue of what waits for a decision: one at a time, and where in it a person is."""

from typing import Literal
from urllib.parse import urlencode

import msgspec

from lansir.errors import QueryError
from lansir.query.language import MOST_CHARACTERS, Term
from lansir.query.selection import Total
from lansir.query.sql import Kind
from lansir.review.waiting import waiting
from lansir.serve.desk.explore_asked import Fault, fault_of
from lansir.store import Store

__all__ = ["END", "Asked", "Queue", "queue"]

END = "end"
"""The place behind the last item."""
COUNTING = 0.05
"""Seconds spent on counting what waits beside one item."""
PATIENCE = 0.5
"""Seconds of looking where few of very many fit; the reader may go on from there."""


class Asked(msgspec.Struct, frozen=True):
    """What an address of the queue asks for: `after` is the place of the item before, `END` behind the last."""

    q: str = ""
    kind: Kind = "events"
    after: str = ""

    def address(self, *, kind: Kind | None = None, q: str | None = None, after: str = "", **more: str) -> str:
        """The address of the queue at a place, from its start where none is given."""
        told = {"q": self.q if q is None else q, "kind": kind or self.kind, "after": after, **more}
        usual = {"kind": "events"}
        found = {name: value for name, value in told.items() if value and value != usual.get(name)}
        return f"/review?{urlencode(found)}" if found else "/review"


class Queue(msgspec.Struct, frozen=True):
    """The queue at a place: the item there, None at its end, and `next`, the place behind it.

    `fault` is what is wrong with the query or the place; then nothing else is known. `waits` is whether all of it
    waits: a query may ask for what was decided. With `unfinished` nothing was found in the time given up to `next`.
    """

    asked: Asked
    total: Total = Total(0, exact=True)
    target: str | None = None
    next: str = END
    fault: Fault | None = None
    waits: bool = True
    unfinished: bool = False

    @property
    def state(self) -> Literal["item", "end", "far", "done", "nothing", "fault"]:
        """What there is to see: an item, the end with some passed over, all done, or nothing that fits (so far)."""
        if self.fault is not None:
            return "fault"
        if self.target:
            return "item"
        if self.unfinished:
            return "far"
        if self.total.number:
            return "end"
        return "nothing" if self.asked.q.strip() else "done"

    @property
    def following(self) -> str:
        """The address behind the item."""
        return self.asked.address(after=self.next)

    @property
    def here(self) -> str:
        """The address of this place."""
        return self.asked.address(after=self.asked.after)


def queue(store: Store, asked: Asked, target: str | None = None) -> Queue:
    """The queue where it is asked for; with a `target` that item stands in front of the place."""
    after = None if asked.after in ("", END) else asked.after
    try:
        selection = waiting(store, asked.q, asked.kind)
        page = selection.page(1, after, seconds=COUNTING, patience=PATIENCE)
    except QueryError as error:
        if len(asked.q) > MOST_CHARACTERS:  # nothing of it is shown: the page would hold it several times
            return Queue(msgspec.structs.replace(asked, q=""), fault=fault_of(error, ""))
        return Queue(asked, fault=fault_of(error, asked.q, meant=asked.q))
    waits = selection.query.of("review") == (Term("review", ("machine",)),)
    if target:
        return Queue(asked, page.total, target, asked.after, waits=waits)
    if asked.after == END or not page.rows:
        unfinished = page.unfinished and asked.after != END
        following = (page.next if unfinished else None) or END
        return Queue(asked, page.total, next=following, waits=waits, unfinished=unfinished)
    return Queue(asked, page.total, page.rows[0].id, page.next or END, waits=waits)
