"""A capital that acts ("Washington said") is its state; one in which something happens is a place."""

from functools import cache

import msgspec

from lansir.encoder.reading import FoundMention
from lansir.knowledge import ActorMatch
from lansir.knowledge.countries import seats
from lansir.resolve.gazetteer import fold
from lansir.resolve.passage import Passage
from lansir.resolve.relations import relations

__all__ = ["ACTS", "stands_for_state"]

ACTS = "capital that acts for its state;"
"""What the reason of such a match begins with."""
PLACE = 0.5
"""Chance of saying where, from which a capital is taken for the city."""
BEFORE = 40
"""Code points before a mention in which the word before it is looked for."""


def stands_for_state(passage: Passage, found: FoundMention, actor: ActorMatch) -> ActorMatch | None:
    """The state, where the mention is a capital that acts for it; None for any other mention.

    Where a language's news keep capital and state apart (`capital_acts`), no mention is.
    """
    if actor.id not in _capitals() or found.place >= PLACE or found.type == "LOC":
        return None
    if actor.country is None or not relations(passage.language).capital_acts:
        return None
    before = fold(passage.text[max(0, found.span.start - BEFORE) : found.span.start]).split()
    if before and before[-1] in relations(passage.language).where:
        return None
    states = passage.known.find(passage.known.english_name(actor.country), "en", None, "GPE")
    return msgspec.structs.replace(states[0], how=f"{ACTS} {states[0].how}") if len(states) == 1 else None


@cache
def _capitals() -> frozenset[str]:
    return frozenset(f"seat/{seat.key}" for seat in seats() if seat.kind == "capital")
