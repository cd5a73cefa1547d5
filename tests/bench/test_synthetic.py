"""Synthetic articles are records like any other: sound, repeatable, near to their own world and to no other."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.growth_queries import query_costs
from bench.synthetic import Seed, Synthetic, Told, read_seeds
from bench.synthetic_words import shifted
from lansir.keys import key_of
from lansir.record import Record, Span, article_id, content_id
from lansir.store import Store
from lansir.store.check import check_store
from lansir.story.centres import centred
from lansir.story.fingerprints import WORD, containment, marks_of

PAGES = 4


@pytest.fixture(scope="module")
def seeds() -> list[Seed]:
    return read_seeds(PAGES)


@pytest.fixture(scope="module")
def synthetic(seeds: list[Seed]) -> Synthetic:
    return Synthetic(seeds)


@pytest.fixture(scope="module")
def articles(synthetic: Synthetic) -> list[Told]:
    return list(islice(synthetic.worlds(), 5 * PAGES))


def spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from spans(item)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name))


def ids(record: Record) -> list[str]:
    return [
        one.id
        for many in (record.entities, record.mentions, record.times, record.places, record.quantities,
                     record.statements, record.events)
        for one in many
    ]  # fmt: skip


def references(record: Record) -> Iterator[str | None]:
    yield from (mention.entity for mention in record.mentions)
    for statement in record.statements:
        yield from (statement.time, statement.inside, *statement.events)
        yield from (argument.entity for argument in (statement.speaker, statement.addressee) if argument)
    for event in record.events:
        yield from (event.time, event.place, event.reported_by)
        yield from (
            side for argument in (*event.actors, *event.recipients) for side in (argument.entity, argument.mention)
        )


class TestRecords:
    def test_every_span_repeats_its_words(self, articles: list[Told]) -> None:
        for record, _, _ in articles:
            text = record.article.text
            assert all(text[span.start : span.end] == span.text for span in spans(record))

    def test_ids_are_made_from_content_as_the_reader_makes_them(self, articles: list[Told]) -> None:
        for record, _, _ in articles:
            article = record.article
            assert article.id == article_id(article.canonical_url or article.url, article.text)
            for mention in record.mentions:
                assert mention.id == content_id("mn", article.id, mention.span.start, mention.span.end)
            for event in record.events:
                assert event.id == content_id("ev", article.id, event.trigger.start, event.trigger.end)

    def test_the_pages_of_the_world_have_the_ids_that_their_copies_would_have(self, seeds: list[Seed]) -> None:
        for seed in seeds:
            first: dict[str, Span] = {}
            for mention in seed.record.mentions:
                first[mention.entity] = min(mention.span, first.get(mention.entity, mention.span))
            made = {content_id("en", seed.record.article.id, span.start, span.end) for span in first.values()}
            assert made == {entity.id for entity in seed.record.entities}

    def test_references_lead_to_what_is_in_the_record(self, articles: list[Told]) -> None:
        for record, _, vectors in articles:
            known = set(ids(record))
            assert len(known) == len(ids(record))
            assert known.issuperset(filter(None, references(record)))
            assert vectors.events.keys() <= {event.id for event in record.events}

    def test_no_article_is_another(self, articles: list[Told]) -> None:
        assert len({record.article.id for record, _, _ in articles}) == len(articles)

    def test_the_page_has_the_words_and_the_hash(self, articles: list[Told]) -> None:
        for record, page, _ in articles:
            assert record.article.content_hash == sha256(page.data).hexdigest()
            paragraphs = [block.span.text for block in record.article.blocks if block.kind == "paragraph"]
            assert any(paragraph in page.data.decode() for paragraph in paragraphs)

    def test_a_store_takes_them_and_is_sound(self, articles: list[Told], tmp_path: Path) -> None:
        with Store(tmp_path / "store.sqlite", write=True) as store:
            assert all(store.add(*told) for told in articles)
            assert list(check_store(store)) == []


class TestCopies:
    def test_the_same_seed_number_gives_the_same_articles(self, seeds: list[Seed], articles: list[Told]) -> None:
        assert list(islice(Synthetic(seeds).worlds(), 5 * PAGES)) == articles

    def test_another_seed_number_gives_others(self, seeds: list[Seed], articles: list[Told]) -> None:
        assert next(Synthetic(seeds, seed=2).worlds()).record.article.text != articles[0].record.article.text

    def test_two_copies_of_a_page_share_no_wording_and_no_invented_names(self, articles: list[Told]) -> None:
        one, other = articles[0].record, articles[PAGES].record
        marks = [marks_of(WORD.findall(record.article.text.lower())) for record in (one, other)]
        assert containment(*marks) < 0.1
        names = [{e.name for e in record.entities if e.name and not e.knowledge_id} for record in (one, other)]
        assert all(names) and not names[0] & names[1]

    def test_articles_of_a_copy_lie_as_near_to_each_other_as_those_of_the_world(
        self, seeds: list[Seed], synthetic: Synthetic
    ) -> None:
        def near(one: tuple[Record, list[float]], other: tuple[Record, list[float]]) -> float:
            vectors = [centred(vector, record.article.language, "articles") for record, vector in (one, other)]
            return float(np.dot(*vectors))

        world = [(seed.record, seed.vectors.article) for seed in seeds]
        copy = [(told.record, told.vectors.article) for told in (synthetic.told(3, number) for number in range(PAGES))]
        assert near(*copy[:2]) == pytest.approx(near(*world[:2]), abs=1e-4)
        other = synthetic.told(4, 0)
        assert abs(near(copy[0], (other.record, other.vectors.article))) < 0.3

    def test_a_copy_begins_weeks_later_with_all_its_dates(self, seeds: list[Seed]) -> None:
        told = Synthetic(seeds, articles_a_day=1).told(7, 0)
        moved = [(one.value, new.value) for one, new in zip(seeds[0].record.times, told.record.times, strict=True)]
        published = seeds[0].record.article.published
        assert published and told.record.article.published
        assert told.record.article.published.value == shifted(published.value, 28)
        assert all(new == (shifted(old, 28) if old else None) for old, new in moved)

    def test_pages_without_a_day_make_no_world(self, seeds: list[Seed]) -> None:
        article = msgspec.structs.replace(seeds[0].record.article, published=None, updated=None)
        undated = msgspec.structs.replace(seeds[0], record=msgspec.structs.replace(seeds[0].record, article=article))
        with pytest.raises(ValueError, match="none of the pages states when"):
            Synthetic([undated])


class TestMeasuring:
    def test_a_store_of_them_has_an_answer_to_every_query(self, articles: list[Told], tmp_path: Path) -> None:
        path = tmp_path / "store.sqlite"
        with Store(path, write=True) as store, store.writing():
            for told in articles:
                store.put(*told)
                store.placer.place(key_of(told.record.article.id))
        costs = query_costs(path, draws=3)
        answered = {name: cost.rows for name, cost in costs.items() if name != "an actor's timeline"}
        assert min(answered.values()) >= 1, answered


class TestShiftedValues:
    @pytest.mark.parametrize(
        ("value", "later"),
        [
            ("2031-03-05", "2031-04-02"),
            ("2031-03-05T21:45:00+07:00", "2031-04-02T21:45:00+07:00"),
            ("2031-03-10/2031-03-15", "2031-04-07/2031-04-12"),
            ("2031-W10", "2031-W14"),
            ("2031-03", "2031-04"),
            ("2031", "2031"),
            ("P5D", "P5D"),
            ("PT48H", "PT48H"),
        ],
    )
    def test_days_weeks_and_months_move_and_durations_stay(self, value: str, later: str) -> None:
        assert shifted(value, 28) == later

    @given(st.dates(), st.integers(-200, 200))
    def test_there_and_back_is_the_same_day(self, day: object, weeks: int) -> None:
        value = str(day)
        if "1010" < value < "9000":
            assert shifted(shifted(value, 7 * weeks), -7 * weeks) == value
