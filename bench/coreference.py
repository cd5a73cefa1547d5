"""How well mentions are joined to entities: `python -m bench.coreference ANNOTATION_DIR [CORPUS_DIR] [--part ...]`.

Reads the annotated articles of a part, and of CORPUS_DIR the texts of `indocoref` (every eighth) and `id-news` (every
third piece) as articles. Scores B-cubed, MUC and CEAF-e over the mentions that both sides found, and the share of
mentions of each kind that are resolved right: joined to the right entity before, or right in being new.
"""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.accuracy.corpus import Annotation, Sample, samples
from bench.coref_corpora import EVERY_PIECE, GoldMention, Text, brace_text, indocoref, news_pieces
from bench.coref_measures import MEASURES, Tally, tallies
from bench.markdown import table
from bench.occurrence import locate
from lansir.annotate import annotation_of, article_of
from lansir.reader import read_article
from lansir.record import Article, Block, Mention, Record, Span

__all__ = ["Scores", "annotated", "corpus", "main", "matched", "resolved_right"]

EVERY_FILE = 8
LEAST_COMMON = 0.5
"""Share of the longer of two overlapping mentions, one of which holds the other, from which they are the same."""
KINDS = ("name", "nominal", "pronoun")
Spot = tuple[int, int]


class Scores(NamedTuple):
    """Of a set of texts: measures over common mentions, mentions found of the gold ones, shares right by kind."""

    texts: int
    measures: dict[str, Tally]
    found: dict[str, Tally]
    right: dict[str, Tally]


def _sum(rows: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    total: dict[str, Tally] = {}
    for row in rows:
        for name, tally in row.items():
            total[name] = total.get(name, Tally()).plus(tally)
    return total


def resolved_right(
    gold: Mapping[Spot, object], predicted: Mapping[Spot, object], kinds: Mapping[Spot, str]
) -> dict[str, Tally]:
    """By kind: mentions whose nearest predicted antecedent is of their gold entity, or that are rightly new."""
    seen_gold: set[object] = set()
    latest: dict[object, Spot] = {}
    rows: dict[str, Tally] = {}
    for spot in sorted(gold.keys() & predicted.keys()):
        before = latest.get(predicted[spot])
        right = float(gold[before] == gold[spot] if before is not None else gold[spot] not in seen_gold)
        kind = kinds.get(spot, "nominal")
        rows[kind] = rows.get(kind, Tally()).plus(Tally(right, 1.0, right, 1.0))
        seen_gold.add(gold[spot])
        latest[predicted[spot]] = spot
    return rows


def annotated(known: Sequence[Sample]) -> Scores:
    """The annotated articles, mentions matched by their very words as the scorer of the annotation does."""
    measures, found, right = [], [], []
    for sample in known:
        article, sentences = article_of(sample.document)
        record = read_article(article, sentences)
        sides = (sample.gold, annotation_of(record, sample.document, sentences))
        gold, predicted = (_entities(side, sentences) for side in sides)
        measures.append(tallies(gold, predicted))
        found.append({"all": _found(gold, predicted)})
        right.append(resolved_right(gold, predicted, _kinds(record)))
    return Scores(len(known), _sum(measures), _sum(found), _sum(right))


def _entities(annotation: Annotation, sentences: Sequence[Span]) -> dict[Spot, str]:
    """Entity by the offsets of each mention that stands in its sentence."""
    placed: dict[Spot, str] = {}
    for row in annotation["sentences"]:
        sentence = sentences[row["i"]]
        for words, entity, *_ in row.get("mentions", []):
            if spot := locate(words, sentence.text):
                placed[sentence.start + spot[0], sentence.start + spot[1]] = entity
    return placed


def _kinds(record: Record) -> dict[Spot, str]:
    return {(mention.span.start, mention.span.end): mention.kind for mention in record.mentions}


def _found(gold: Mapping[Spot, object], predicted: Mapping[Spot, object]) -> Tally:
    common = float(len(gold.keys() & predicted.keys()))
    return Tally(common, len(predicted), common, len(gold))


def corpus(texts: Iterable[Text]) -> Scores:
    """Texts of a public corpus, read as articles without a date; mentions matched by `matched`."""
    measures, found, right, number = [], [], [], 0
    for text in texts:
        record = _read(text)
        spots = matched(text.mentions, record.mentions)
        gold = {spot: mention.entity for spot, mention in spots.items()}
        entity = {(mention.span.start, mention.span.end): mention.entity for mention in record.mentions}
        predicted = {spot: entity[spot] for spot in gold}
        pronouns = {mention for mention in text.mentions if mention.pronoun}
        kinds = {spot: "pronoun" if mention in pronouns else "name or nominal" for spot, mention in spots.items()}
        measures.append(tallies(gold, predicted))
        found.append(
            {
                "all": Tally(len(spots), len(record.mentions), len(spots), len(text.mentions)),
                "pronouns": _of_gold(sum(kind == "pronoun" for kind in kinds.values()), len(pronouns)),
            }
        )
        right.append(resolved_right(gold, predicted, kinds))
        number += 1
    return Scores(number, _sum(measures), _sum(found), _sum(right))


def _of_gold(found: int, gold: int) -> Tally:
    return Tally(0.0, 0.0, found, gold)


def _read(text: Text) -> Record:
    spans = [Span(start, end, text.text[start:end]) for start, end in text.sentences]
    blocks = [Block("paragraph", span) for span in spans] or [Block("paragraph", Span(0, len(text.text), text.text))]
    return read_article(Article(text.name, text.text, blocks, "0" * 64, "id"), spans or None)


def matched(gold: Sequence[GoldMention], predicted: Sequence[Mention]) -> dict[Spot, GoldMention]:
    """Gold mention by the span of the predicted one: the same words, else one inside the other and half as long."""
    by_start = sorted(gold)
    result: dict[Spot, GoldMention] = {}
    taken: set[GoldMention] = set()
    for exact in (True, False):
        for mention in predicted:
            spot = (mention.span.start, mention.span.end)
            near = [one for one in by_start if one.start < spot[1] and spot[0] < one.end and one not in taken]
            fitting = [one for one in near if _common(one, spot) >= (1.0 if exact else LEAST_COMMON)]
            if spot not in result and fitting:
                result[spot] = max(fitting, key=lambda one: _common(one, spot))
                taken.add(result[spot])
    return result


def _common(one: GoldMention, spot: Spot) -> float:
    inside = (one.start <= spot[0] and spot[1] <= one.end) or (spot[0] <= one.start and one.end <= spot[1])
    shorter, longer = sorted((one.end - one.start, spot[1] - spot[0]))
    return shorter / longer if inside else 0.0


def _printed(name: str, scores: Scores) -> str:
    rows = [(measure, *_figures(scores.measures[measure])) for measure in MEASURES]
    rows += [(f"mentions found, {kind}", *_figures(tally)) for kind, tally in scores.found.items()]
    shares = [(kind, tally.precision, int(tally.predicted)) for kind, tally in sorted(scores.right.items())]
    return "\n\n".join(
        (
            f"### {name}: {scores.texts} texts",
            table(["Measure", "P", "R", "F1"], rows),
            table(["Resolved right, by kind", "share", "mentions"], shares),
        )
    )


def _figures(tally: Tally) -> tuple[float | None, float, float | None]:
    """Precision, recall and F1; recall alone where nothing of the kind can be predicted."""
    if not tally.predicted:
        return None, tally.recall, None
    return tally.precision, tally.recall, tally.f1


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("annotation", type=Path, help="folder with text/, gold/ and score.py")
    parser.add_argument("corpora", type=Path, nargs="?", help="folder with indocoref/ and id-news/")
    parser.add_argument("--part", choices=["train", "development", "all"], default="development")
    given = parser.parse_args()
    print(_printed(f"annotated articles, {given.part}", annotated(samples(given.annotation, given.part))))
    if given.corpora:
        files = indocoref(given.corpora / "indocoref")[::EVERY_FILE]
        texts = (brace_text(path.stem, path.read_text(encoding="utf-8")) for path in files)
        print(f"\n{_printed(f'IndoCoref, every {EVERY_FILE}th text', corpus(texts))}")
        pieces = list(news_pieces(given.corpora / "id-news" / "full.xml"))[::EVERY_PIECE]
        print(f"\n{_printed(f'id-news, every {EVERY_PIECE}rd piece', corpus(pieces))}")


if __name__ == "__main__":
    main()
