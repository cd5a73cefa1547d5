"""An event as PLOVER has it: the shape that every format of that tradition is written from."""

from datetime import date
from typing import Literal

import msgspec

from lansir.codebook.projection import Auxiliary
from lansir.codebook.tables import codebook
from lansir.export.coded_tables import kinds
from lansir.record import Argument, Event, EventType

__all__ = ["Coded", "Dated"]

Dated = Literal["event", "published", "stored"]


class Coded(msgspec.Struct, frozen=True):
    """An event as PLOVER has it.

    `type` and `mode` may differ from the record's; of what was `asked` for, the recipients are those asked. `first`
    and `last` are the days of the act or, where the words are the act, of the news; `dated` says what they are the
    days of: the event's own time, the publication, or the storing where the page states neither.
    """

    event: Event
    type: EventType
    mode: str | None
    auxiliary: Auxiliary | None
    asserted: bool
    asked: bool
    actors: tuple[Argument, ...]
    recipients: tuple[Argument, ...]
    first: date
    last: date
    dated: Dated
    reason: str

    @property
    def score(self) -> float:
        """PLOVER's score of the type and mode."""
        return codebook().intensity(self.type, self.mode)

    @property
    def pairs(self) -> list[tuple[Argument | None, Argument | None]]:
        """Who to whom, one recipient to one actor; None on a side where nobody could be read.

        Acts that are done to each other pair the actors with each other, both ways, where there is no recipient.
        """
        if self.type in kinds().mutual and not self.recipients and len(self.actors) > 1:
            return [(one, other) for one in self.actors for other in self.actors if one.entity != other.entity]
        return [(actor, recipient) for actor in self.actors or (None,) for recipient in self.recipients or (None,)]
