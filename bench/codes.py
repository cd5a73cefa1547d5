"""How well modes and contexts are coded: `python -m bench.codes ANNOTATION_DIR [--part train|development] [--errors]`.

Modes: of the events whose type and trigger are found (as `score.py` matches them), how many have the gold mode, with
"no mode" an answer like the others, and F1 over the events that have one. Contexts of articles: F1 over all (micro) and
the mean of the contexts' own (macro). Contexts of events have no gold of their own, so two articles with different
subjects are put behind one another and read as one: an event should get the contexts of the article that it is from.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from bench.accuracy.corpus import Annotation, Sample, samples
from bench.occurrence import locate
from lansir.annotate import annotation_of, article_of
from lansir.codebook import codebook
from lansir.reader import read_article
from lansir.record import Article, Block, Record, Span

__all__ = ["Score", "article_contexts", "event_contexts", "main", "matched_events", "modes"]

Row = dict[str, Any]
TOKEN = re.compile(r"\w+")


class Score(NamedTuple):
    """Right, predicted and gold."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def plus(self, right: int, predicted: int, gold: int) -> "Score":
        """The sum."""
        return Score(self.right + right, self.predicted + predicted, self.gold + gold)

    @property
    def f1(self) -> float:
        """F1; 0 where there is nothing."""
        return 2 * self.right / max(self.predicted + self.gold, 1)

    def __str__(self) -> str:
        """P, R and F1 with their counts."""
        precision, recall = self.right / max(self.predicted, 1), self.right / max(self.gold, 1)
        return f"P {precision:.3f} R {recall:.3f} F1 {self.f1:.3f} ({self.predicted} predicted, {self.gold} gold)"


def matched_events(sample: Sample, predicted: Annotation) -> Iterator[tuple[Row, Row]]:
    """(predicted, gold) events of one sentence and type whose triggers share most words, each event once."""
    gold, found = (
        {s["i"]: s.get("events", []) for s in side.get("sentences", [])} for side in (sample.gold, predicted)
    )
    for number, sentence in enumerate(sample.document.sentences):
        pairs = [
            (shared, k, m)
            for k, one in enumerate(found.get(number, []))
            for m, other in enumerate(gold.get(number, []))
            if one["type"] == other["type"] and (shared := _shared(sentence, one["trigger"], other["trigger"]))
        ]
        used: set[tuple[str, int]] = set()
        for _, k, m in sorted(pairs, reverse=True):
            if not used & {("found", k), ("gold", m)}:
                used |= {("found", k), ("gold", m)}
                yield found[number][k], gold[number][m]


def _shared(sentence: str, one: str, other: str) -> int:
    """How many words of the sentence both strings cover."""
    both = [locate(words, sentence) for words in (one, other)]
    first, second = ({m.start() for m in TOKEN.finditer(sentence, *span)} if span else set() for span in both)
    return len(first & second)


def modes(pairs: Iterable[tuple[Row, Row]]) -> tuple[Score, Score, Counter[tuple[str, str, str]]]:
    """All matched events with the right mode or none; those that have one; (type, gold, predicted) of the wrong."""
    every, moded, wrong = Score(), Score(), Counter[tuple[str, str, str]]()
    for found, gold in pairs:
        own, wanted = found.get("mode") or "", gold.get("mode") or ""
        if (gold["type"], wanted) not in codebook().mode_scores:
            wanted = ""
        right = own == wanted
        every = every.plus(right, 1, 1)
        moded = moded.plus(right and bool(own), bool(own), bool(wanted))
        if not right:
            wrong[gold["type"], wanted or "-", own or "-"] += 1
    return every, moded, wrong


def article_contexts(pairs: Iterable[tuple[Iterable[str], Iterable[str]]]) -> dict[str, Score]:
    """Context -> score over (predicted, gold) contexts of articles; contexts that PLOVER does not have are left out."""
    known = {context.context for context in codebook().contexts}
    scores: dict[str, Score] = {}
    for predicted, gold in pairs:
        found, wanted = set(predicted) & known, set(gold) & known
        for name in found | wanted:
            scores[name] = scores.get(name, Score()).plus(name in found & wanted, name in found, name in wanted)
    return scores


def event_contexts(read: list[Sample]) -> Score:
    """Contexts of the events of two articles in one, against those of the article that each event is from."""
    total = Score()
    known = {context.context for context in codebook().contexts}
    for one, other in _apart(read, known):
        record, cut = _joined(one, other)
        for event in record.events:
            wanted = set((one if event.trigger.start < cut else other).gold.get("contexts", [])) & known
            total = total.plus(len(wanted & {*event.contexts}), len(event.contexts), len(wanted))
    return total


def _apart(read: list[Sample], known: set[str]) -> Iterator[tuple[Sample, Sample]]:
    """Neighbours of one language that have contexts and share none."""
    for language in sorted({sample.language for sample in read}):
        for one, other in pairwise(sample for sample in read if sample.language == language):
            first, second = ({*sample.gold.get("contexts", [])} & known for sample in (one, other))
            if first and second and not first & second:
                yield one, other


def _joined(one: Sample, other: Sample) -> tuple[Record, int]:
    """The record of two articles as one, and where the second begins."""
    (first, sentences), (second, more) = article_of(one.document), article_of(other.document)
    cut = len(first.text) + 1
    blocks = [Block(block.kind, _moved(block.span, cut)) for block in second.blocks]
    article: Article = msgspec.structs.replace(
        first, text=f"{first.text}\n{second.text}", blocks=[*first.blocks, *blocks]
    )
    return read_article(article, [*sentences, *(_moved(span, cut) for span in more)]), cut


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.text)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotation", type=Path)
    parser.add_argument("--part", choices=["train", "development"], default="development")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    given = parser.parse_args()
    read = samples(given.annotation, given.part)
    articles = [article_of(sample.document) for sample in read]
    records = [read_article(*article) for article in articles]
    both = list(zip(read, records, strict=True))
    wrong = _print_modes(
        pair
        for (sample, record), (_, sentences) in zip(both, articles, strict=True)
        for pair in matched_events(sample, annotation_of(record, sample.document, sentences))
    )
    scores = article_contexts((record.contexts, sample.gold.get("contexts", [])) for sample, record in both)
    mean = sum(score.f1 for score in scores.values()) / max(len(scores), 1)
    print(f"contexts of articles, all: {Score(*map(sum, zip(*scores.values(), strict=True)))}")
    print(f"contexts of articles, mean F1 of {len(scores)} contexts: {mean:.3f}")
    print(f"contexts of events of two articles in one: {event_contexts(read)}")
    if given.errors:
        _print_errors(wrong, scores)


def _print_modes(pairs: Iterable[tuple[Row, Row]]) -> Counter[tuple[str, str, str]]:
    every, moded, wrong = modes(pairs)
    print(f"mode, or none, of matched events: {every.right}/{every.gold} = {every.right / max(every.gold, 1):.3f}")
    print(f"modes of matched events: {moded}")
    return wrong


def _print_errors(wrong: Counter[tuple[str, str, str]], scores: dict[str, Score]) -> None:
    for (kind, gold, found), times in wrong.most_common():
        print(f"mode {kind}: gold {gold}, found {found}: {times}")
    for name, score in sorted(scores.items(), key=lambda item: -item[1].gold):
        print(f"context {name}: {score}")


if __name__ == "__main__":
    main()
