"""What an article and its events are about, as points."""

import msgspec

__all__ = ["Vectors"]


class Vectors(msgspec.Struct, frozen=True):
    """Mean states of the model: texts about the same thing lie close together, in whichever language they are.

    `article` is the mean over all words, `events` by event id that over the words of the act and those around it.
    """

    article: list[float] = []
    events: dict[str, list[float]] = {}
