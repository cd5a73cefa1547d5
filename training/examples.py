"""Windows of annotated documents as tensors and index lists, ready for the loss."""

import random
from collections.abc import Iterator, Sequence

import msgspec
import torch
from tokenizers import Tokenizer
from torch import Tensor

from lansir.encoder.windows import EncodedSentence, Window, cut_windows, encode_sentence
from training.corpus import GoldContent, GoldDocument, GoldMention, GoldTrigger
from training.labels import Labels

__all__ = ["Example", "Source", "batches", "examples_of", "pad"]

Spot = tuple[int, int]
BEGIN, INSIDE, OUTSIDE = 0, 1, 2
POOL = 96
"""Windows among which those of like length are put together."""


class Source(msgspec.Struct):
    """A document with its sentences in pieces, cut into windows anew in every epoch."""

    document: GoldDocument
    sentences: list[EncodedSentence]

    @classmethod
    def of(cls, document: GoldDocument, tokenizer: Tokenizer) -> "Source":
        """A document's sentences in pieces."""
        sentences = [
            part
            for number, (start, end) in enumerate(document.sentences)
            for part in encode_sentence(tokenizer, document.text, number, start, end)
        ]
        return cls(document, sentences)


class Example(msgspec.Struct):
    """One window with its answers; all spans count words of the window."""

    window: Window
    tags: Tensor
    mentions: list[GoldMention]
    times: list[Spot]
    cues: list[Spot]
    contents: list[GoldContent]
    triggers: list[GoldTrigger]
    contexts: list[str]
    shift: int
    settled: bool = True

    def sentence_bounds(self) -> list[Spot]:
        """Word spans of the window's sentences."""
        numbers = self.window.sentence
        cuts = [k for k in range(1, len(numbers)) if numbers[k] != numbers[k - 1]]
        return list(zip([0, *cuts], [*cuts, len(numbers)], strict=True))


def examples_of(source: Source, labels: Labels, size: int, context: int) -> Iterator[Example]:
    """The document's windows of at most `size` pieces."""
    place = {word: k for k, word in enumerate(source.document.words)}
    for window in cut_windows(source.sentences, size, context):
        yield _example(source.document, labels, window, place[window.words[0]])


def _example(document: GoldDocument, labels: Labels, window: Window, shift: int) -> Example:
    length = len(window.words)

    def inside(span: Spot) -> bool:
        return shift <= span[0] and span[1] <= shift + length

    def moved(span: Spot) -> Spot:
        return span[0] - shift, span[1] - shift

    mentions = [m for m in document.mentions if inside(m.span)]
    contents = [c for c in document.contents if inside(c.span)]
    triggers = [t for t in document.triggers if inside(t.span)]
    spans = {
        "mention": [m.span for m in mentions],
        "time": [t for t in document.times if inside(t)],
        "cue": [c for c in document.cues if inside(c)],
        "content": [c.span for c in contents if not c.inner],
        "inner_content": [c.span for c in contents if c.inner],
        "trigger": [t.span for t in triggers],
    }
    tags = torch.full((length, len(labels.layers)), OUTSIDE)
    for layer, name in enumerate(labels.layers):
        for start, end in map(moved, spans[name]):
            tags[start, layer] = BEGIN
            tags[start + 1 : end, layer] = INSIDE
    times, cues = ([moved(span) for span in spans[name]] for name in ("time", "cue"))
    return Example(window, tags, mentions, times, cues, contents, triggers, document.contexts, shift, document.settled)


def batches(sources: Sequence[Source], labels: Labels, pieces: int, chance: random.Random) -> Iterator[list[Example]]:
    """One epoch: windows of random size and context, at most `pieces` pieces a batch with what pads them.

    Windows of like length stand together, in random order otherwise: of a batch filled as they come a third is padding.
    """
    examples = [
        example
        for source in sources
        for example in examples_of(source, labels, chance.randint(160, 320), chance.randint(30, 120))
    ]
    chance.shuffle(examples)
    for begin in range(0, len(examples), POOL):
        filled = list(_filled(sorted(examples[begin : begin + POOL], key=_size), pieces))
        chance.shuffle(filled)
        yield from filled


def _size(example: Example) -> int:
    return len(example.window.ids)


def _filled(examples: Sequence[Example], pieces: int) -> Iterator[list[Example]]:
    """Batches of examples that come in order of size, each of at most `pieces` pieces with what pads it."""
    batch: list[Example] = []
    for example in examples:
        if batch and (len(batch) + 1) * _size(example) > pieces:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch


def pad(batch: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Piece ids and attention mask of a batch."""
    longest = max(len(example.window.ids) for example in batch)
    ids = torch.ones((len(batch), longest), dtype=torch.long)
    mask = torch.zeros((len(batch), longest), dtype=torch.long)
    for row, example in enumerate(batch):
        size = len(example.window.ids)
        ids[row, :size] = torch.tensor(example.window.ids)
        mask[row, :size] = 1
    return ids, mask
