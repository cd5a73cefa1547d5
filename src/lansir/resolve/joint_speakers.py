"""Who speaks together ("Seoul and Washington said", "menurut polisi dan saksi"): a statement for each.

Of 13 pairs around "and" of which one speaks in the annotated articles of the training part, both speak in 11.
"""

from collections.abc import Mapping, Sequence

import msgspec

from lansir.encoder.reading import Reading
from lansir.record import Argument, Mention, Statement, content_id
from lansir.resolve.fillers import JOINED
from lansir.resolve.joined import Joined
from lansir.resolve.passage import Passage
from lansir.resolve.relations import relations

__all__ = ["with_joint_speakers"]

LONGEST_WORD = 12
"""Characters behind a mention in which a word like "who" is looked for."""


def with_joint_speakers(
    passage: Passage, reading: Reading, mentions: Mapping[int, Mention], statements: Sequence[Statement]
) -> list[Statement]:
    """The statements, each followed by those of the same words by who is joined to its speaker.

    Only where the speaker stands in the statement's own sentence: who is carried on from another one speaks alone, and
    so does "a woman who said". The first keeps the events that the words tell and the statements inside of it.
    """
    joined = Joined(passage, reading.mentions, mentions)
    places = {mention.id: place for place, mention in mentions.items()}
    told = []
    for statement in statements:
        told.append(statement)
        if statement.speaker is not None and not statement.speaker.elided:
            place = places[statement.speaker.mention]
            others = [mentions[other] for other in joined.others(place)]
            if not _goes_on(passage, mentions[place]):
                told += [_spoken_by(passage, statement, other) for other in others if _may_speak(other, statement)]
    return told


def _goes_on(passage: Passage, mention: Mention) -> bool:
    """Whether a clause about this one alone begins behind the mention."""
    word = passage.text[mention.span.end : mention.span.end + LONGEST_WORD].lstrip(" ,").split(maxsplit=1)[:1]
    return bool(word) and word[0].casefold() in relations(passage.language).relatives


def _may_speak(mention: Mention, statement: Statement) -> bool:
    """Whether a mention stands outside of the words, and is not the speaker once more."""
    within = any(piece.start <= mention.span.start < piece.end for piece in statement.content)
    return not within and statement.speaker is not None and mention.entity != statement.speaker.entity


def _spoken_by(passage: Passage, statement: Statement, mention: Mention) -> Statement:
    assert statement.speaker is not None
    spans = [*statement.content, mention.span]
    return msgspec.structs.replace(
        statement,
        id=content_id("st", passage.article_id, *[(span.start, span.end) for span in spans]),
        speaker=Argument(mention.entity, mention.id, round(JOINED * statement.speaker.confidence, 4)),
        confidence=round(JOINED * statement.confidence, 4),
    )
