"""Who "I", "we" and "he" are in reported words: the one who speaks, the body spoken for, anybody but the speaker."""

from bisect import bisect_right
from collections.abc import Sequence

from lansir.encoder.reading import FoundContent
from lansir.resolve.mentions import MentionWords

__all__ = ["Voices"]

SURE_SPEAKER = 0.5
"""Chance from which the model's speaker of some words is taken for the "I" in them."""
Spot = tuple[int, int]


class Voices:
    """The speakers of an article's reported words, by where the words stand."""

    def __init__(self, contents: Sequence[FoundContent], quoted: Sequence[Spot]) -> None:
        """Of all contents; `quoted` are the words in quotation marks, in order."""
        self._by_sentence: dict[int, list[FoundContent]] = {}
        for content in contents:
            self._by_sentence.setdefault(content.span.sentence, []).append(content)
        self._quoted = list(quoted)

    def speaker(self, mention: MentionWords) -> int | None:
        """The position of the mention that surely speaks the words around this one; None where there is none."""
        sure = (content for content in self.around(mention) if _is_sure(content))
        innermost = min(sure, key=lambda content: content.span.end - content.span.start, default=None)
        return innermost.speakers[0].to if innermost else None

    def around(self, mention: MentionWords) -> list[FoundContent]:
        """The reported words in which the mention stands, whoever speaks them."""
        span = mention.found.span
        held = self._by_sentence.get(span.sentence, ())
        return [content for content in held if content.span.start <= span.start and span.end <= content.span.end]

    def is_quoted(self, mention: MentionWords) -> bool:
        """Whether the mention stands between quotation marks."""
        span = mention.found.span
        at = bisect_right(self._quoted, (span.start, span.end)) - 1
        return any(start <= span.start and span.end <= end for start, end in self._quoted[max(0, at - 1) : at + 2])


def _is_sure(content: FoundContent) -> bool:
    return bool(content.speakers) and content.speakers[0].chance >= max(SURE_SPEAKER, content.nobody)
