"""textacy's `direct_quotations` as it comes: direct quotations with a speaker, English only.

It refuses a text whose quotation marks do not pair off; such a document is given to it again sentence by sentence.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import accumulate
from typing import Protocol

from bench.peers.exchange import Answerer, Found, Lesson, Quote, Settings, Spot, Text
from bench.peers.systems.english import Pipeline, Token, pipeline

__all__ = ["prepare"]


class Triple(Protocol):
    """What `direct_quotations` gives."""

    speaker: list[Token]
    content: "Content"


class Content(Protocol):
    """A quotation with its marks."""

    start_char: int
    end_char: int


Extract = Callable[[Sequence[Token]], Iterable[Triple]]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns nothing; `between` is what joins the sentences, `whole` whether it sees the document or a sentence."""
    extract, nlp = import_module("textacy.extract").direct_quotations, pipeline()
    between: str = settings["between"]

    def answer(text: Text) -> Found:
        triples = _extracted(extract, nlp, between.join(text.sentences)) if settings["whole"] else None
        if triples is not None:
            starts = list(accumulate((len(s) + len(between) for s in text.sentences), initial=0))
            return Found(quotes=[quote for triple in triples for quote in _quotes(triple, starts, text.sentences)])
        return Found(quotes=[q for i in range(len(text.sentences)) for q in _of_sentence(extract, nlp, text, i)])

    return answer


def _extracted(extract: Extract, nlp: Pipeline, text: str) -> list[Triple] | None:
    """The quotations, None where it refuses the text."""
    try:
        return list(extract(nlp(text)))
    except ValueError:
        return None


def _of_sentence(extract: Extract, nlp: Pipeline, text: Text, i: int) -> Iterator[Quote]:
    sentence = text.sentences[i]
    for triple in _extracted(extract, nlp, sentence) or ():
        for quote in _quotes(triple, [0], [sentence]):
            yield Quote([(i, a, b) for _, a, b in quote.pieces], (i, *quote.speaker[1:]) if quote.speaker else None)


def _quotes(triple: Triple, starts: Sequence[int], sentences: Sequence[str]) -> Iterator[Quote]:
    """One quote for each sentence that the quotation runs over."""
    first, last = triple.speaker[0], triple.speaker[-1]
    speaker = next(_pieces(first.idx, last.idx + len(last), starts, sentences), None)
    begin, end = triple.content.start_char + 1, triple.content.end_char - 1
    for piece in _pieces(begin, end, starts, sentences):
        yield Quote([piece], speaker)


def _pieces(start: int, end: int, starts: Sequence[int], sentences: Sequence[str]) -> Iterator[Spot]:
    for i in range(max(bisect_right(starts, start) - 1, 0), len(sentences)):
        if starts[i] >= end:
            return
        piece = i, max(start - starts[i], 0), min(end - starts[i], len(sentences[i]))
        if piece[1] < piece[2]:
            yield piece
