"""The text under resolution: what every resolver needs to know of it."""

import datetime
from collections.abc import Mapping, Sequence

import msgspec

from lansir.encoder.reading import FoundSpan
from lansir.knowledge import Knowledge, knowledge
from lansir.record import Article, Span
from lansir.resolve.quotations import quoted_regions

__all__ = ["Passage"]

Spot = tuple[int, int]


class Passage(msgspec.Struct, frozen=True):
    """An article's text with its sentences, its day of publication, the words in quotation marks, and who is known."""

    article_id: str
    text: str
    language: str
    sentences: Sequence[Span]
    published: datetime.date | None
    quoted: list[Spot]
    calibration: Mapping[str, tuple[float, float]]
    known: Knowledge
    thresholds: Mapping[str, float] = {}

    @classmethod
    def of(
        cls,
        article: Article,
        language: str,
        sentences: Sequence[Span],
        calibration: Mapping[str, tuple[float, float]],
        known: Knowledge | None = None,
        thresholds: Mapping[str, float] | None = None,
    ) -> "Passage":
        """The passage of an article read in `language`; `known` are the actors, those of the package by default."""
        regions = quoted_regions(article.text, [(sentence.start, sentence.end) for sentence in sentences])
        day, actors = _day(article), known or knowledge()
        return cls(article.id, article.text, language, sentences, day, regions, calibration, actors, thresholds or {})

    def sentence(self, number: int) -> Span:
        """The sentence with that number."""
        return self.sentences[number]

    def span(self, found: FoundSpan) -> Span:
        """A found span with its words."""
        return Span(found.start, found.end, self.text[found.start : found.end])


def _day(article: Article) -> datetime.date | None:
    """The day of publication, where the page states one to the day."""
    stated = article.published
    if stated is None or stated.precision in {"year", "month"}:
        return None
    return datetime.date.fromisoformat(stated.value[:10])
