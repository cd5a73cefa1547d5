"""A page through trafilatura and spaCy's small English pipeline, with a type for each two names of a sentence.

With no `epochs` of learning it gives no types; `fast` is trafilatura's.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import permutations
from typing import Any

from bench.peers.exchange import Answerer, Lesson, Page, Pair, Settings, Word
from bench.peers.passages import marked
from bench.peers.systems.english import MODEL
from bench.race.systems.spacy_types import classifier

__all__ = ["prepare"]

ACTING = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns the types from the joined English pairs of the lessons."""
    extract, nlp = import_module("trafilatura").extract, import_module("spacy").load(MODEL)
    taught = [pair for lesson in lessons for pair in lesson.pairs if pair.types and pair.lang == "en"]
    typed = classifier(taught, settings["epochs"]) if settings["epochs"] else None

    def answer(page: Page) -> Word:
        parsed = nlp(extract(page.html, include_comments=False, fast=settings["fast"]) or "")
        passages = list(_passages(parsed)) if typed else []
        return Word(" ".join(typed(passages)) if typed else " ".join(name.label_ for name in parsed.ents))

    return answer


def _passages(parsed: Any) -> Iterator[str]:  # noqa: ANN401 - spaCy is not there when types are checked
    """Each two names of a sentence that could act on one another, marked in it, both ways round."""
    for sentence in parsed.sents:
        names = [name for name in sentence.ents if name.label_ in ACTING]
        for one, other in permutations(names, 2):
            spans = [(n.start_char - sentence.start_char, n.end_char - sentence.start_char) for n in (one, other)]
            yield marked(Pair(sentence.text, spans[0], spans[1], "en", ""))
