"""All that the codebook holds about one name: a type, a context, a sector or a CAMEO code."""

from difflib import get_close_matches

import msgspec

from lansir.codebook.mappings import CameoCode, CameoWay, cameo_codes, cameo_ways, plover_of_cameo, quad_classes
from lansir.codebook.pages import (
    Boundary,
    Counterexample,
    Example,
    boundaries,
    boundaries_of,
    context_examples,
    type_page,
)
from lansir.codebook.projection import Auxiliary, Condition, Roles, projection_table
from lansir.codebook.tables import Code, Context, Quad, Rank, Sector, Wording, codebook
from lansir.errors import InputError
from lansir.record import EventType, Status

__all__ = [
    "CameoEntry",
    "ContextEntry",
    "Entry",
    "ModeEntry",
    "Outcome",
    "SectorEntry",
    "TypeEntry",
    "WholeCodebook",
    "entry",
    "type_entry",
    "whole_codebook",
]

LONGEST_NAME = 40
CLOSE = 0.6


class ModeEntry(msgspec.Struct, frozen=True):
    """A mode of a type."""

    mode: str
    score: float
    definition: Wording


class Outcome(msgspec.Struct, frozen=True):
    """What PLOVER makes of the type with a status; `modes` are the modes that change into others."""

    status: Status
    when: Condition | None
    becomes: EventType
    mode: str
    modes: dict[str, str]
    auxiliary: Auxiliary | None
    roles: Roles
    carriers: tuple[EventType, ...]
    reason: Wording


class TypeEntry(msgspec.Struct, frozen=True, tag_field="kind", tag="type"):
    """Everything about a type."""

    type: EventType
    quad: Quad
    quad_class: int
    score: float
    recipient: str
    definition: Wording
    is_not: Wording
    decision: Wording | None
    modes: list[ModeEntry]
    examples: dict[str, list[Example]]
    counterexamples: dict[str, list[Counterexample]]
    boundaries: list[Boundary]
    projection: list[Outcome]
    to_cameo: list[CameoWay]
    from_cameo: list[CameoCode]


class ContextEntry(msgspec.Struct, frozen=True, tag_field="kind", tag="context"):
    """Everything about a context."""

    context: str
    definition: Wording
    examples: dict[str, list[str]]


class SectorEntry(msgspec.Struct, frozen=True, tag_field="kind", tag="sector"):
    """Everything about a sector."""

    sector: str
    rank: Rank
    definition: Wording


class CameoEntry(msgspec.Struct, frozen=True, tag_field="kind", tag="cameo"):
    """A CAMEO code, the codes under it, and the types and modes of PLOVER that are written as it."""

    code: CameoCode
    finer: list[CameoCode]
    written_for: list[CameoWay]


class WholeCodebook(msgspec.Struct, frozen=True):
    """The codebook as one piece."""

    types: list[TypeEntry]
    boundaries: list[Boundary]
    contexts: list[ContextEntry]
    sectors: list[SectorEntry]
    cameo: list[CameoCode]


Entry = TypeEntry | ContextEntry | SectorEntry | CameoEntry


def outcomes(type: EventType) -> list[Outcome]:
    """The rows of the projection for a type."""
    rows = [rule for rule in projection_table().rules if rule.type == type]
    reasons = projection_table().reasons
    return [
        Outcome(
            row.status, row.when, row.becomes, row.mode, row.modes,
            row.auxiliary, row.roles, row.carriers, reasons[row.reason],
        )
        for row in rows
    ]  # fmt: skip


def type_entry(code: Code) -> TypeEntry:
    """Everything about a type."""
    page = type_page(code.type)
    return TypeEntry(
        type=code.type,
        quad=code.quad,
        quad_class=quad_classes()[code.quad].number,
        score=code.score,
        recipient=code.recipient,
        definition=page.definition,
        is_not=page.is_not,
        decision=page.decision,
        modes=[ModeEntry(mode, score, page.modes[mode]) for mode, score in code.modes.items()],
        examples=page.examples,
        counterexamples=page.counterexamples,
        boundaries=boundaries_of(code.type),
        projection=outcomes(code.type),
        to_cameo=[way for way in cameo_ways().values() if way.type == code.type],
        from_cameo=[row for row in cameo_codes().values() if row.type == code.type],
    )


def context_entry(context: Context) -> ContextEntry:
    """Everything about a context."""
    told = context_examples()[context.context]
    return ContextEntry(context.context, context.definition, {"en": told.en, "id": told.id})


def sector_entry(sector: Sector) -> SectorEntry:
    """Everything about a sector."""
    return SectorEntry(sector.sector, sector.rank, sector.definition)


def cameo_entry(code: str) -> CameoEntry:
    """Everything about a CAMEO code; InputError where there is none."""
    row = plover_of_cameo(code)
    finer = [other for other in cameo_codes().values() if other.code != code and other.code.startswith(code)]
    return CameoEntry(row, finer, [way for way in cameo_ways().values() if way.code == code])


def whole_codebook() -> WholeCodebook:
    """All entries of the codebook."""
    book = codebook()
    return WholeCodebook(
        [type_entry(code) for code in book.types],
        boundaries(),
        [context_entry(context) for context in book.contexts],
        [sector_entry(sector) for sector in book.sectors],
        list(cameo_codes().values()),
    )


def entry(name: str) -> Entry:
    """The entry of a type, context, sector or CAMEO code, in small letters or capitals, "-" as good as "_".

    InputError, with the nearest names, where there is none.
    """
    if name.isdecimal():
        return cameo_entry(name)
    book, key = codebook(), name.strip().lower().replace("-", "_").replace(" ", "_")
    for code in book.types:
        if key == code.type.lower():
            return type_entry(code)
    for context in book.contexts:
        if key == context.context:
            return context_entry(context)
    for sector in book.sectors:
        if key == sector.sector.lower():
            return sector_entry(sector)
    raise InputError(unknown(name))


def unknown(name: str) -> str:
    """What to say of a name that the codebook does not hold."""
    book, asked = codebook(), name[:LONGEST_NAME].lower()
    types = [type for type, mode in book.mode_scores if mode == asked]
    if types:
        return f"{asked!r} is a mode of {' and '.join(types)}: ask for the type"
    names = [code.type for code in book.types] + [context.context for context in book.contexts]
    names += [sector.sector for sector in book.sectors]
    spelt = {known.lower(): known for known in names}
    close = [spelt[match] for match in get_close_matches(asked.replace("-", "_"), spelt, n=3, cutoff=CLOSE)]
    hint = f"did you mean {' or '.join(close)}?" if close else "`lansir codebook` lists all names"
    return f"the codebook has no type, context, sector or CAMEO code {name[:LONGEST_NAME]!r}: {hint}"
