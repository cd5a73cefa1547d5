"""What waits for a decision: what a query asks for that nobody has decided on, the least sure first."""

from lansir.query.language import Term, parse
from lansir.query.selection import Selection
from lansir.query.sql import Kind
from lansir.store import Store

__all__ = ["waiting"]


def waiting(store: Store, query: str, kind: Kind) -> Selection:
    """The events or statements of a query that wait, those of least confidence first.

    A query that names a review state or an order of its own keeps them. Raises QueryError.
    """
    asked = parse(query)
    if not asked.of("review"):
        asked = asked.adding(Term("review", ("machine",)))
    if not asked.of("sort"):
        asked = asked.adding(Term("sort", ("confidence",)))
    return Selection(store, asked, kind)
