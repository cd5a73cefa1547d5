"""The way of an event of the record into a PLOVER record: its type, mode and auxiliary mode, by one table.

PLOVER has no field for whether an act happened. An event that was only planned, asked for, threatened or denied becomes
another type there ("will send rice" is AGREE) or carries an auxiliary mode. The table is `projection.yaml`.
"""

from functools import cache
from typing import Literal

import msgspec

from lansir.codebook.tables import Wording, read_table
from lansir.record import EventType, Status

__all__ = ["Auxiliary", "Condition", "Projection", "ProjectionRule", "ProjectionTable", "project", "projection_table"]

Auxiliary = Literal["historical", "future", "hypothetical", "negation"]
Condition = Literal["told-by-other", "long-past"]
Roles = Literal["same", "asked"]
KEEP, DROP = "keep", "drop"
CARRIED = "carried"


class Projection(msgspec.Struct, frozen=True):
    """What PLOVER makes of an event; `type` None: no record of its own.

    `roles` "asked" means that the event's actors are PLOVER's recipients, and the actor is who asks: the actor of the
    REQUEST, else the speaker of the statement that tells it. `carriers` are types of which an actual event that speaks
    of this one is the PLOVER record in its stead; whoever writes records looks for it in the same sentence.
    """

    type: EventType | None
    mode: str | None
    auxiliary: Auxiliary | None
    reason: Wording
    roles: Roles = "same"
    carriers: tuple[EventType, ...] = ()

    @property
    def asserted(self) -> bool:
        """Whether the record says that the act took place; a format without auxiliary modes can hold only such ones."""
        return self.type is not None and self.auxiliary in (None, "historical")


class ProjectionRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the table; its fields are told at the head of `projection.yaml`."""

    type: EventType
    status: Status
    becomes: EventType
    mode: str
    reason: str
    when: Condition | None = None
    modes: dict[str, str] = {}
    auxiliary: Auxiliary | None = None
    roles: Roles = "same"
    carriers: tuple[EventType, ...] = ()

    def mode_of(self, mode: str | None) -> str | None:
        """The mode of the PLOVER record for an event of this mode."""
        if mode in self.modes:
            return self.modes[mode]
        return {KEEP: mode, DROP: None}.get(self.mode, self.mode)


class ProjectionTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules, and the reasons that they name."""

    reasons: dict[str, Wording]
    rules: list[ProjectionRule]


@cache
def projection_table() -> ProjectionTable:
    """The table, read once; DataFileError where it is missing or off."""
    return read_table("projection", ProjectionTable)


@cache
def rules_by_key() -> dict[tuple[EventType, Status, Condition | None], ProjectionRule]:
    """The rules by type, status and condition."""
    return {(rule.type, rule.status, rule.when): rule for rule in projection_table().rules}


def project(
    type: EventType, mode: str | None, status: Status, when: Condition | None = None, carried: bool = False
) -> Projection:
    """What PLOVER makes of an event of that type, mode and status.

    `when` is a condition that holds of it, passed over where the table makes no difference by it; `carried` says that
    one of the carriers is there, so that the event is no record of its own.
    """
    rules = rules_by_key()
    rule = rules.get((type, status, when)) or rules[(type, status, None)]
    reasons = projection_table().reasons
    if carried and rule.carriers:
        return Projection(None, None, None, reasons[CARRIED], rule.roles, rule.carriers)
    return Projection(rule.becomes, rule.mode_of(mode), rule.auxiliary, reasons[rule.reason], rule.roles, rule.carriers)
