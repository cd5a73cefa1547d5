"""An epoch: every window once, those of like length together, so that little of a batch is padding."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training needs torch; the package does not")

from training.corpus import read_lines
from training.examples import Example, Source, batches
from training.labels import labels

ANNOTATED = Path(__file__).parents[2] / "training" / "annotated"
PIECES = 1000


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    from lansir.encoder.model import load_model

    tokenizer = load_model().tokenizer
    documents = read_lines(ANNOTATED / "paragraphs-en.jsonl")[:60] + read_lines(ANNOTATED / "articles-en.jsonl")[:30]
    return [Source.of(document, tokenizer) for document in documents]


def epoch(sources: list[Source], seed: int = 5) -> list[list[Example]]:
    return list(batches(sources, labels(), PIECES, random.Random(seed)))


def pieces(batch: list[Example]) -> Iterator[int]:
    return (len(example.window.ids) for example in batch)


def test_every_word_of_every_document_is_read_once(sources: list[Source]) -> None:
    windows = [example.window for batch in epoch(sources) for example in batch]
    read = sum(number >= window.own for window in windows for number in window.sentence)
    assert read == sum(len(sentence.words) for source in sources for sentence in source.sentences)


def test_a_batch_is_no_larger_than_asked_with_its_padding(sources: list[Source]) -> None:
    assert all(max(pieces(batch)) * len(batch) <= PIECES for batch in epoch(sources))


def test_little_of_it_is_padding(sources: list[Source]) -> None:
    padded = sum(max(pieces(batch)) * len(batch) for batch in epoch(sources))
    assert sum(size for batch in epoch(sources) for size in pieces(batch)) > 0.9 * padded


def test_a_seed_gives_one_epoch_and_another_seed_another(sources: list[Source]) -> None:
    first, again, other = epoch(sources), epoch(sources), epoch(sources, seed=6)
    shapes = [[list(pieces(batch)) for batch in run] for run in (first, again, other)]
    assert shapes[0] == shapes[1] != shapes[2]
