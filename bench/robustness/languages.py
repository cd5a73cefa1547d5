"""The same documents in the other language: do an English text and its translation give the same record?

Sentences of NTREX stand line by line in both languages. Events are compared by sentence, type and status; entities by
their id in the actor table, over the document.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from bench.accuracy.corpus import Sample
from bench.accuracy.rates import Tally
from lansir.annotate import Document, article_of
from lansir.errors import InputError
from lansir.reader import read_article
from lansir.record import Record

__all__ = ["Twin", "agreement", "twins"]

ENGLISH, INDONESIAN = "newstest2019-src.eng.txt", "newstest2019-ref.ind.txt"
LEAST = 0.5
"""Share of its sentences that a document must have in the parallel text."""


class Twin(NamedTuple):
    """A document read in both languages: measure -> (agreed, Indonesian, agreed, English)."""

    document: str
    tallies: dict[str, Tally]


def twins(parallel: Path, samples: Sequence[Sample]) -> list[Twin]:
    """The English documents among the samples that the parallel text has; InputError where it cannot be read."""
    other = dict(zip(_lines(parallel / ENGLISH), _lines(parallel / INDONESIAN), strict=True))
    found = []
    for sample in samples:
        lines = [line for sentence in sample.document.sentences if (line := sentence.strip()) in other]
        if sample.language == "en" and len(lines) >= LEAST * len(sample.document.sentences):
            texts = (("en", lines), ("id", [other[line] for line in lines]))
            english, indonesian = (_read(sample.document, language, text) for language, text in texts)
            found.append(Twin(sample.document.doc, agreement(english, indonesian)))
    return found


def agreement(english: Record, indonesian: Record) -> dict[str, Tally]:
    """Measure -> tally of two records of the same number of blocks, one a sentence."""
    sides = {
        "events: sentence, type and status": (_acts(english, status=True), _acts(indonesian, status=True)),
        "events: sentence and type": (_acts(english, status=False), _acts(indonesian, status=False)),
        "entities: id in the actor table": (_known(english), _known(indonesian)),
    }
    return {name: _tally(*pair) for name, pair in sides.items()}


def _acts(record: Record, *, status: bool) -> Counter[Any]:
    starts = [block.span.start for block in record.article.blocks]
    return Counter(
        (bisect_right(starts, event.trigger.start), event.type, event.status if status else "")
        for event in record.events
    )


def _known(record: Record) -> Counter[Any]:
    return Counter({entity.knowledge_id for entity in record.entities if entity.knowledge_id})


def _tally(english: Counter[Any], indonesian: Counter[Any]) -> Tally:
    both = (english & indonesian).total()
    return both, indonesian.total(), both, english.total()


def _read(document: Document, language: str, lines: list[str]) -> Record:
    changed = msgspec.structs.replace(document, lang=language, sentences=lines, title=None)
    return read_article(*article_of(changed))


def _lines(path: Path) -> list[str]:
    try:
        return [line.strip() for line in path.read_text(encoding="utf-8").split("\n")]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}; give the folder of the parallel text") from None
