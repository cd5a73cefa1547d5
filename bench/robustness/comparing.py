"""Reads documents before and after a change, and counts where the two records agree.

What was read from the original, carried to its new places, stands for gold; so "the same" is what the annotation
folder's own measures say. The annotated gold is carried too, and both readings are scored against it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any, NamedTuple

from bench.accuracy.corpus import Annotation, Counts, Sample, Scorer
from bench.occurrence import locate
from bench.robustness.carrying import Carrier
from bench.robustness.dates import UNSAID
from bench.robustness.subject import Change, Changed, Named, Subject
from lansir.annotate import Document, annotation_of, article_of
from lansir.encoder import Model, load_model
from lansir.reader import read_article

__all__ = ["ELSEWHERE", "QUOTED", "Original", "Outcome", "compare", "people_of", "read_original"]

SEED = "lansir"
NONE = (0.0, 0.0, 0.0)
QUOTED, ELSEWHERE = "quoted statements", "events of untouched sentences"
MEN, WOMEN = (
    frozenset({"he", "him", "his", "mr", "bapak", "pak", "tuan"}),
    frozenset({"she", "her", "mrs", "ms", "ibu", "bu", "nyonya"}),
)
Row = dict[str, Any]


class Original(NamedTuple):
    """A document as it was read; `counts` are those of the reading against gold."""

    sample: Sample
    subject: Subject
    counts: Counts


class Outcome(NamedTuple):
    """One document under one change.

    `same` compares the two readings, `before` and `after` each with gold (but for times of which the change says only
    in part what they become). `stretches` differ in the text, `lost` rows of reading and gold could not be carried.
    """

    document: str
    language: str
    stretches: int
    lost: int
    same: Counts
    before: Counts
    after: Counts


def read_original(sample: Sample, scorer: Scorer) -> Original:
    """Read a document as it stands; its persons are taken from gold."""
    article, sentences = article_of(sample.document)
    record = read_article(article, sentences, _model())
    told = replace(sample, predicted=annotation_of(record, sample.document, sentences))
    people, others = people_of(sample.gold)
    return Original(told, Subject(sample.document, record, people, others), scorer.counts(told))


def compare(original: Original, change: Change, scorer: Scorer) -> Outcome | None:
    """What becomes of one document; None where the change finds nothing in it."""
    sample, subject = original.sample, original.subject
    made = change.make(subject, Random(f"{SEED} {change.name} {sample.document.doc}"))
    if made is None:
        return None
    found, carrier = _read(made), Carrier(sample.document, made)
    expected = carrier.annotation(sample.predicted)
    lost = carrier.lost
    gold = carrier.annotation(sample.gold)
    pairs = [Sample(made.document, _told(side), _only_told(side, found, made)) for side in (expected, gold)]
    same, after = (scorer.counts(pair) for pair in pairs)
    same[QUOTED] = _narrowed(pairs[0], scorer, _quoted)["statements whole"]
    same[ELSEWHERE] = _narrowed(pairs[0], scorer, partial(_untouched, sample.document, made)).get("events whole", NONE)
    lost += carrier.lost
    before = original.counts if made.times is None else _without_times(original.counts)
    after = after if made.times is None else _without_times(after)
    return Outcome(sample.document.doc, sample.language, made.changes, lost, same, before, after)


def _without_times(counts: Counts) -> Counts:
    return {name: row for name, row in counts.items() if not name.startswith("times")}


def people_of(gold: Annotation) -> tuple[list[Named], list[str]]:
    """The persons of an annotation, with their gender where pronouns or titles tell it; and the names of all else."""
    words: dict[str, set[str]] = {}
    for sentence in gold.get("sentences", []):
        for string, entity, *_ in sentence.get("mentions", []):
            words.setdefault(entity, set()).update(string.lower().replace(".", " ").split()[:2])
    named = {key: entity for key, entity in gold.get("entities", {}).items() if entity.get("name")}
    persons = {key: entity["name"] for key, entity in named.items() if entity["type"] == "PER"}
    people = [Named(name, _gender(words.get(key, set()))) for key, name in persons.items()]
    return people, [entity["name"] for entity in named.values() if entity["type"] != "PER"]


def _gender(words: set[str]) -> str:
    return "woman" if words & WOMEN else "man" if words & MEN else ""


def _model() -> Model:
    """On one core: the articles are many and short."""
    return load_model(threads=1)


def _read(made: Changed) -> Annotation:
    article, lines = article_of(made.document)
    record = read_article(article, None if made.anew else lines, _model())
    return annotation_of(record, made.document, lines)


def _told(expected: Annotation) -> Annotation:
    """The annotation without the times of which the change does not say what they become."""
    return _with_times(expected, lambda _, row: row[1:] != [UNSAID])


def _only_told(expected: Annotation, found: Annotation, made: Changed) -> Annotation:
    """The reading without the times that stand where such a time stands."""
    if made.times is None:
        return found
    unsaid = [(s["i"], row) for s in expected["sentences"] for row in s.get("times", []) if row[1:] == [UNSAID]]
    lines = made.document.sentences
    spots = [(i, *spot) for i, row in unsaid if (spot := locate(row[0], lines[i]))]

    def told(i: int, row: Sequence[Any]) -> bool:
        spot = locate(row[0], lines[i])
        return spot is None or not any(i == k and start < spot[1] and spot[0] < end for k, start, end in spots)

    return _with_times(found, told)


def _narrowed(pair: Sample, scorer: Scorer, kept: Callable[[Annotation], Annotation]) -> Counts:
    """The measures where only part of both annotations counts."""
    return scorer.counts(replace(pair, gold=kept(pair.gold), predicted=kept(pair.predicted)))


def _untouched(document: Document, made: Changed, annotation: Annotation) -> Annotation:
    """The annotation of only those sentences that are letter by letter what they were."""
    before, lines = set(document.sentences), made.document.sentences
    return {**annotation, "sentences": [s for s in annotation["sentences"] if lines[s["i"]] in before]}


def _quoted(annotation: Annotation) -> Annotation:
    """The annotation with only those statements of which some words stand in quotation marks."""
    sentences = [
        {**s, "statements": [row for row in s.get("statements", []) if row.get("form") != "indirect"]}
        for s in annotation["sentences"]
    ]
    return {**annotation, "sentences": sentences}


def _with_times(annotation: Annotation, kept: Callable[[int, Sequence[Any]], bool]) -> Annotation:
    def rows(sentence: Row) -> Iterable[Any]:
        return [row for row in sentence["times"] if kept(sentence["i"], row)]

    sentences = [{**s, "times": rows(s)} if s.get("times") else s for s in annotation["sentences"]]
    return {**annotation, "sentences": sentences}
