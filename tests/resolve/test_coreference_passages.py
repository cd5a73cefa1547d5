"""Hard passages of both languages, read with the model that the package ships."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from bench.occurrence import locate
from lansir.reader import read_article
from lansir.record import Article, Block, Entity, Record, Span, StatedTime

HERE = Path(__file__).parent


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be known of a source without a name."""

    kind: str
    country: str | None = None
    ground: str | None = None


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A passage and what is to be read from it."""

    text: str
    clusters: list[list[str]] = []
    pairs: dict[str, list[str]] = {}
    sources: dict[str, Source] = {}
    xfail: str | None = None


def cases() -> list[Any]:
    found = []
    for language in ("en", "id"):
        path = HERE / f"coreference_{language}.yaml"
        for number, case in enumerate(msgspec.yaml.decode(path.read_bytes(), type=list[Case])):
            marks = [pytest.mark.xfail(strict=False, reason=case.xfail)] if case.xfail else []
            found.append(pytest.param(language, case, id=f"{language}-{number}", marks=marks))
    return found


def read(language: str, text: str) -> Record:
    span = Span(0, len(text), text)
    published = StatedTime("2024-05-06", "day", "given")
    return read_article(Article("ar-case", text, [Block("paragraph", span)], "0" * 64, language, published=published))


def entity_of(record: Record, words: str) -> Entity:
    """The entity of the mention at the words: the very words, else the longest that holds them or lies in them."""
    spot = locate(words, record.article.text)
    assert spot is not None, f"the passage has no {words!r}"
    inside = [
        mention
        for mention in record.mentions
        if (mention.span.start <= spot[0] and spot[1] <= mention.span.end)
        or (spot[0] <= mention.span.start and mention.span.end <= spot[1])
    ]
    exact = [mention for mention in inside if (mention.span.start, mention.span.end) == spot]
    assert inside, f"the model finds no mention at {words!r}"
    chosen = max(exact or inside, key=lambda mention: mention.span.end - mention.span.start)
    return next(entity for entity in record.entities if entity.id == chosen.entity)


@pytest.mark.parametrize(("language", "case"), cases())
def test_a_passage(language: str, case: Case) -> None:
    record = read(language, case.text)
    apart = []
    for cluster in case.clusters:
        entities = {words: entity_of(record, words).id for words in cluster}
        assert len(set(entities.values())) == 1, entities
        apart.append(next(iter(entities.values())))
    assert len(set(apart)) == len(apart), case.clusters
    for words, members in case.pairs.items():
        _is_pair(record, words, members)
    for words, source in case.sources.items():
        _is_source(record, words, source)
    assert all(mention.resolved for mention in record.mentions)
    assert all(entity.resolved for entity in record.entities)


def _is_pair(record: Record, words: str, members: list[str]) -> None:
    told = entity_of(record, words).resolved
    assert told.startswith("words for two")
    assert all(entity_of(record, member).id in told for member in members)
    assert members or "not settled" in told


def _is_source(record: Record, words: str, source: Source) -> None:
    entity = entity_of(record, words)
    assert (entity.name, entity.anonymous, entity.source_kind) == (None, True, source.kind)
    assert source.country is None or entity.country == source.country
    assert (entity.anonymity.text if entity.anonymity else None) == source.ground


@pytest.mark.parametrize("language", ["en", "id"])
def test_there_are_twenty_hard_passages_and_more(language: str) -> None:
    held = msgspec.yaml.decode((HERE / f"coreference_{language}.yaml").read_bytes(), type=list[Case])
    assert len(held) >= 20
