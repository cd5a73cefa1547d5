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
        """Of the contents whose speaker is sure; `quoted` are the words in quotation marks, in order."""
        sure = [one for one in contents if one.speakers and one.speakers[0].chance >= max(SURE_SPEAKER, one.nobody)]
        self._by_sentence: dict[int, list[FoundContent]] = {}
        for content in sure:
            self._by_sentence.setdefault(content.span.sentence, []).append(content)
        self._quoted = list(quoted)
        self._spans: dict[int, list[Spot]] = {}
        for content in contents:
            self._spans.setdefault(content.span.sentence, []).append((content.span.start, content.span.end))

    def speaker(self, mention: MentionWords) -> int | None:
        """The position of the mention that speaks the words around this one; None where it is not known, or itself."""
        span = mention.found.span
        around = [
            content
            for content in self._by_sentence.get(span.sentence, [])
            if content.span.start <= span.start and span.end <= content.span.end
        ]
        innermost = min(around, key=lambda content: content.span.end - content.span.start, default=None)
        return innermost.speakers[0].to if innermost else None

    def around(self, mention: MentionWords) -> list[Spot]:
        """Where the reported words are in which the mention stands, whoever speaks them."""
        span = mention.found.span
        held = self._spans.get(span.sentence, ())
        return [(start, end) for start, end in held if start <= span.start and span.end <= end]

    def is_quoted(self, mention: MentionWords) -> bool:
        """Whether the mention stands between quotation marks."""
        span = mention.found.span
        at = bisect_right(self._quoted, (span.start, span.end)) - 1
        return any(start <= span.start and span.end <= end for start, end in self._quoted[max(0, at - 1) : at + 2])
