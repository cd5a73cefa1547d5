"""What the model finds in an article, before anything in it is resolved.

Spans are offsets into the article's text. Links are positions in the lists of the same `Reading`. Every `chance` is the
model's own probability.
"""

import msgspec

__all__ = ["FoundContent", "FoundLink", "FoundMention", "FoundSpan", "FoundTrigger", "Reading"]


class FoundSpan(msgspec.Struct):
    """Words in one sentence; `sentence` is its number in the article."""

    start: int
    end: int
    sentence: int
    chance: float


class FoundLink(msgspec.Struct):
    """A link to item `to` of the list it points into."""

    to: int
    chance: float


class FoundMention(msgspec.Struct):
    """A mention; `place` and `anonymous` are chances, `sectors` PLOVER sectors with theirs, likeliest first.

    `antecedents` are earlier mentions of the same thing, likeliest first; `opens` the chance that there is none.
    """

    span: FoundSpan
    type: str
    type_chance: float
    place: float
    anonymous: float
    sectors: list[tuple[str, float]]
    antecedents: list[FoundLink] = []
    opens: float = 1.0


class FoundContent(msgspec.Struct):
    """A piece of reported words; `inner` where it lies inside another content. `nobody`: chance of no named speaker."""

    span: FoundSpan
    inner: bool
    cue: FoundLink | None
    speakers: list[FoundLink]
    nobody: float
    addressee: FoundLink | None = None


class FoundTrigger(msgspec.Struct):
    """An event's trigger with its classes and the fillers of its slots; `vector` tells which act it is.

    Where no mention of the act's own sentence fills a slot, it holds those of others that may do so, likeliest first.
    """

    span: FoundSpan
    type: str
    type_chance: float
    status: str
    status_chance: float
    mode: str
    mode_chance: float
    actors: list[FoundLink]
    recipients: list[FoundLink]
    place: FoundLink | None = None
    time: FoundLink | None = None
    vector: list[float] = []


class Reading(msgspec.Struct):
    """All that the model finds in one article.

    `vector` is the mean of its words' states, `words` their number: texts about the same thing lie close together,
    in whichever language they are.
    """

    mentions: list[FoundMention] = []
    times: list[FoundSpan] = []
    cues: list[FoundSpan] = []
    contents: list[FoundContent] = []
    triggers: list[FoundTrigger] = []
    contexts: list[tuple[str, float]] = []
    vector: list[float] = []
    words: int = 0
