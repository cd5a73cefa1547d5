"""Lansir's own step for times: the rules that find them and read their values, without the model."""

from collections.abc import Sequence
from datetime import date

from bench.peers.exchange import Answerer, Date, Found, Lesson, Settings, Text
from lansir.resolve.times import Expression, find_times, resolve_times

__all__ = ["prepare"]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns nothing."""

    def answer(text: Text) -> Found:
        found = [
            Expression(sentence[start:end], sentence, start, number)
            for number, sentence in enumerate(text.sentences)
            for start, end in find_times(sentence, text.lang)
        ]
        published = date.fromisoformat(text.published) if text.published else None
        values = resolve_times(found, text.lang, published)
        spots = [(one.index, one.offset, one.offset + len(one.words)) for one in found]
        return Found(dates=[Date(spot, value.value) for spot, value in zip(spots, values, strict=True)])

    return answer
