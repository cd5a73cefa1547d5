"""How well the reader finds places: its places against the gold ones of the annotated articles.

A found place is right where its words overlap those of a gold place of the sentence (each counts once); with country
and with name where that agrees too. "model alone" takes for a place what the model does, without the words around it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench.accuracy.corpus import Sample, samples
from bench.parts import Part
from lansir.annotate import article_of
from lansir.encoder import Model, find, load_model
from lansir.encoder.reading import Reading
from lansir.record import Place, Span
from lansir.resolve.assembly import assemble
from lansir.resolve.gazetteer import fold
from lansir.resolve.locative import PLACE, TERRITORIES

__all__ = ["MEASURES", "GoldPlace", "found_places", "located", "matched", "rates", "same_place_name"]

MEASURES = ("model alone", "words", "country", "name")
CLASS_WORDS = frozenset(
    ["the", "city", "province", "state", "governorate", "regency", "island", "islands", "of", "ocean", "sea", "region"]
)


class GoldPlace(NamedTuple):
    """An annotated place: offsets in the article's text, English name, country."""

    start: int
    end: int
    name: str
    country: str | None


def same_place_name(given: str | None, wanted: str) -> bool:
    """Whether two English names are one, words for classes of places aside ("Langkat" and "Langkat Regency")."""

    def kept(name: str) -> list[str]:
        return [word for word in fold(name).split() if word not in CLASS_WORDS]

    return given is not None and (kept(given) == kept(wanted) or fold(given) == fold(wanted))


def located(words: str, sentence: str) -> tuple[int, int] | None:
    """Offsets of annotated words in their sentence (`words#2`: their second occurrence); None if not there."""
    wanted, _, number = words.rpartition("#")
    if not (wanted and number.isdigit() and wanted in sentence):
        wanted, number = words, "1"
    start = -1
    for _ in range(int(number)):
        start = sentence.find(wanted, start + 1)
        if start < 0:
            return None
    return start, start + len(wanted)


def matched(found: Iterable[tuple[int, int]], gold: list[GoldPlace]) -> list[GoldPlace | None]:
    """The gold place of each found span: the one it overlaps most, each gold place once."""
    free, result = list(gold), []
    for start, end in found:
        shared = [(min(end, place.end) - max(start, place.start), place) for place in free]
        overlap, best = max(shared, key=lambda pair: pair[0], default=(0, None))
        result.append(best if overlap > 0 else None)
        if overlap > 0 and best is not None:
            free.remove(best)
    return result


def found_places(annotation: Path, part: Part) -> Counter[tuple[str, str, str]]:
    """Counts by (language, measure, "right", "found" or "gold") over the documents of a part."""
    counts: Counter[tuple[str, str, str]] = Counter()
    model = load_model()
    for sample in samples(annotation, part):
        counts.update(_counts(sample, model))
    return counts


def _counts(sample: Sample, model: Model) -> Counter[tuple[str, str, str]]:
    article, sentences = article_of(sample.document)
    reading = find(article.text, [(span.start, span.end) for span in sentences], model)
    places = assemble(article, sentences, reading, model.card, sample.language).places
    gold, counts = [*_gold(sample, sentences)], Counter[tuple[str, str, str]]()
    pairs = [*zip(places, matched(((p.span.start, p.span.end) for p in places), gold), strict=True)]
    alone = _model_alone(reading)
    right = {
        "model alone": sum(place is not None for place in matched(alone, gold)),
        "words": sum(place is not None for _, place in pairs),
        "country": sum(_same_country(found, place) for found, place in pairs),
        "name": sum(place is not None and same_place_name(found.name, place.name) for found, place in pairs),
    }
    for measure in MEASURES:
        counts[sample.language, measure, "right"] = right[measure]
        counts[sample.language, measure, "found"] = len(alone) if measure == "model alone" else len(places)
        counts[sample.language, measure, "gold"] = len(gold)
    return counts


def _same_country(found: Place, place: GoldPlace | None) -> bool:
    return place is not None and found.country == place.country


def _gold(sample: Sample, sentences: list[Span]) -> Iterator[GoldPlace]:
    for row in sample.gold["sentences"]:
        sentence = sentences[row["i"]]
        for words, name, country in row.get("places", []):
            if at := located(words, sentence.text):
                yield GoldPlace(sentence.start + at[0], sentence.start + at[1], name, country)


def _model_alone(reading: Reading) -> list[tuple[int, int]]:
    """What the model takes for a place: by the mention's own chance, or by an event's slot."""
    linked = {trigger.place.to: trigger.place.chance for trigger in reading.triggers if trigger.place}
    return [
        (mention.span.start, mention.span.end)
        for k, mention in enumerate(reading.mentions)
        if max(mention.place, linked.get(k, 0.0)) >= PLACE
        and (mention.type in TERRITORIES or (mention.type == "ORG" and k in linked))
    ]


def rates(counts: Counter[tuple[str, str, str]], language: str, measure: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of a measure; 0 where nothing was found or is to be found."""
    right, found, gold = (counts[language, measure, what] for what in ("right", "found", "gold"))
    return right / max(found, 1), right / max(gold, 1), 2 * right / max(found + gold, 1)
