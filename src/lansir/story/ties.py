"""Whether two articles tell the same story, and how: as versions, by their wording, or by what they are about."""

from typing import Literal, NamedTuple

from lansir.story.articles import Features
from lansir.story.fingerprints import containment

__all__ = ["COPIED", "Tie", "tie_of"]

Kind = Literal["version", "copy", "abridged", "translation", "subject"]
COPIED: frozenset[str] = frozenset({"version", "copy", "abridged", "translation"})
"""Kinds of ties in which one article has the other's text."""
COPY, ABRIDGED = 0.75, 0.3
"""Shares of the shorter text's wording in the longer; an abridgement may have paragraphs of its own."""
FEWEST_MARKS = 4
SAME_LENGTH = 0.8
DAYS = 4
"""Days between two articles that can be tied by what they are about; a story goes on through what lies between."""
NEAR, SHARED_ACTORS, SHARED_SHARE = 0.5, 2, 0.3
"""Nearness of vectors from which articles that name the same actors are of one story: so many, and such a share of
the actors of the one that names fewer."""
VERY_NEAR = 0.8
"""Nearness from which one actor in common is enough."""
TRANSLATED_DAYS, TRANSLATED_LENGTH, TRANSLATED_ACTORS, TRANSLATED_NUMBERS = 1, 0.85, 0.3, 0.6
"""What a text and its translation have: days between them, and shares of length, actors and numbers in common."""
TRANSLATED, FEW_NUMBERS, TRANSLATED_FEW = 0.66, 3, 0.75
"""Nearness of a translation; texts with fewer than three numbers must lie nearer and have the very same ones."""


class Tie(NamedTuple):
    """How two articles belong together, and how strongly: a share of wording, or the nearness of their vectors."""

    kind: Kind
    strength: float


def tie_of(one: Features, other: Features) -> Tie | None:
    """The closest way in which two articles belong together, None where they do not."""
    shared = containment(one.marks, other.marks)
    if one.address is not None and one.address == other.address:
        return Tie("version", shared)
    if shared >= ABRIDGED and len(one.marks & other.marks) >= FEWEST_MARKS:
        lengths = sorted((len(one.marks), len(other.marks)))
        whole = shared >= COPY and lengths[0] >= SAME_LENGTH * lengths[1]
        return Tie("copy" if whole else "abridged", shared)
    near = _nearness(one, other)
    if near is None:
        return None
    if _is_translation(one, other, near):
        return Tie("translation", near)
    shared_actors = len(one.actors & other.actors)
    enough = shared_actors >= max(SHARED_ACTORS, SHARED_SHARE * min(len(one.actors), len(other.actors)))
    return Tie("subject", near) if near >= (NEAR if enough else VERY_NEAR) and shared_actors else None


def _nearness(one: Features, other: Features) -> float | None:
    """Cosine of the centred vectors; None for articles too far apart in time, or without vectors."""
    if one.day is None or other.day is None or abs(one.day - other.day) > DAYS:
        return None
    if not len(one.vector) or len(one.vector) != len(other.vector):
        return None
    return float(one.vector @ other.vector)


def _is_translation(one: Features, other: Features, near: float) -> bool:
    """Whether two texts tell the same at the same length with the same numbers and actors in two languages."""
    if one.language == other.language or one.day is None or other.day is None:
        return False
    if abs(one.day - other.day) > TRANSLATED_DAYS or not one.numbers or not other.numbers:
        return False
    numbers, every = one.numbers & other.numbers, one.numbers | other.numbers
    few = len(numbers) < FEW_NUMBERS
    return (
        near >= (TRANSLATED_FEW if few else TRANSLATED)
        and len(numbers) >= (1.0 if few else TRANSLATED_NUMBERS) * len(every)
        and len(one.actors & other.actors) >= TRANSLATED_ACTORS * min(len(one.actors), len(other.actors))
        and min(one.length, other.length) >= TRANSLATED_LENGTH * max(one.length, other.length)
    )
