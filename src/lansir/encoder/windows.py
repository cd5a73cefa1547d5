"""Words, pieces and windows: how an article is cut for the transformer.

A word is a run of letters and digits or a single other sign; every label of the model is a label of a word, taken at
the word's first piece. A window is a run of whole sentences; the first of them may be context only: they were read by
the window before, and stand here so that pronouns and speakers named earlier are in sight.

The model is given a sentence letter for letter but for two things that it has hardly seen (`as_given`): a sentence in
capitals is given in small letters, and quotation marks of rare styles are given straight.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec
from tokenizers import Tokenizer

__all__ = [
    "CONTEXT_PIECES",
    "WINDOW_PIECES",
    "EncodedSentence",
    "Window",
    "as_given",
    "cut_windows",
    "encode_sentence",
    "window_around",
    "words_of",
]

WINDOW_PIECES = 320
CONTEXT_PIECES = 110
MOST_PIECES = 480
"""What the transformer has places for, less a few."""
START, END = 0, 2
"""Pieces that open a window and close a sentence, in the vocabulary of XLM-R, which every model uses."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_WORD = re.compile(r"\w+|[^\w\s]")
FEWEST_CAPITALS = 4
"""Words of a sentence in capitals that is a headline, and no heading or initials."""
_LETTERS = re.compile(r"[^\W\d_]+")
_WITHIN = re.compile(r"(?:(?<=[a-z] )|(?<=[a-z], ))[^\W\d_]+")
_BACKWARD = re.compile(r"(?<!\S)”(?=\w)")
_STRAIGHT = str.maketrans("«»„‟“”", '""""""')


class EncodedSentence(msgspec.Struct, frozen=True):
    """A sentence in pieces: `words` are offsets into the article, `first` each word's first piece in `ids`."""

    number: int
    ids: list[int]
    words: list[tuple[int, int]]
    first: list[int]


class Window(msgspec.Struct, frozen=True):
    """Model input: `first[k]` is the place in `ids` of word k, `sentence[k]` the number of its sentence.

    Sentences before `own` are context.
    """

    ids: list[int]
    words: list[tuple[int, int]]
    first: list[int]
    sentence: list[int]
    own: int


def words_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the words between two offsets of `text`."""
    return [match.span() for match in _WORD.finditer(text, start, end)]


def encode_sentence(tokenizer: Tokenizer, text: str, number: int, start: int, end: int) -> list[EncodedSentence]:
    """Sentence `number` of an article in pieces; one too long for a window comes in several parts."""
    encoding = tokenizer.encode(as_given(text, start, end), add_special_tokens=False)
    words = words_of(text, start, end)
    if not words or not encoding.ids:
        return []
    first = _first_pieces([(a + start, b + start) for a, b in encoding.offsets], words)
    limit = WINDOW_PIECES - CONTEXT_PIECES - 2
    if len(encoding.ids) <= limit:
        return [EncodedSentence(number, encoding.ids, words, first)]
    return list(_parts(number, encoding.ids, words, first, limit))


def as_given(text: str, start: int, end: int) -> str:
    """The sentence as the model is given it, of the same length; `text` shows how its words are written elsewhere."""
    sentence = _SURROGATE.sub("\ufffd", text[start:end])
    if _has_rare_marks(text):
        sentence = sentence.translate(_STRAIGHT)
    if sentence.isupper() and len(_LETTERS.findall(sentence)) >= FEWEST_CAPITALS:
        sentence = _in_small_letters(sentence, _capital_forms(text))
    return sentence


def _in_small_letters(sentence: str, forms: dict[str, str]) -> str:
    """With capitals only at the front and where the article has them within its sentences."""

    def small(word: re.Match[str]) -> str:
        anew = forms.get(word[0].lower(), word[0].lower())
        return anew if len(anew) == len(word[0]) else word[0]

    lowered = _LETTERS.sub(small, sentence)
    first = _LETTERS.search(lowered)
    at = first.start() if first else 0
    capital = lowered[at].upper()
    return lowered[:at] + (capital if len(capital) == 1 else lowered[at]) + lowered[at + 1 :]


@lru_cache(maxsize=1)
def _has_rare_marks(text: str) -> bool:
    """Whether the article quotes «so», „so“ or ”so”."""
    return any(mark in text for mark in "«„‟") or len(_BACKWARD.findall(text)) > text.count("“")


@lru_cache(maxsize=1)
def _capital_forms(text: str) -> dict[str, str]:
    """Words in small letters -> how the text mostly writes them within sentences, where that has capitals."""
    written = Counter(match[0] for match in _WITHIN.finditer(text))
    forms: dict[str, str] = {}
    for word, _ in written.most_common():
        forms.setdefault(word.lower(), word)
    return {word: form for word, form in forms.items() if form != word}


def _first_pieces(offsets: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]]) -> list[int]:
    """For each word the first piece that shares a letter with it, or the piece before where none does."""
    first, piece = [], 0
    for start, end in words:
        while piece < len(offsets) - 1 and offsets[piece][1] <= start:
            piece += 1
        first.append(piece if offsets[piece][0] < end or piece == 0 else piece - 1)
    return first


def _parts(
    number: int, ids: list[int], words: list[tuple[int, int]], first: list[int], limit: int
) -> Iterator[EncodedSentence]:
    begin = 0
    while begin < len(words):
        stop = begin + 1
        while stop < len(words) and first[stop] - first[begin] < limit:
            stop += 1
        last = first[stop] if stop < len(words) else len(ids)
        pieces = ids[first[begin] : min(max(last, first[begin] + 1), first[begin] + limit)]
        places = [min(k - first[begin], len(pieces) - 1) for k in first[begin:stop]]
        yield EncodedSentence(number, pieces, words[begin:stop], places)
        begin = stop


def cut_windows(
    sentences: Sequence[EncodedSentence], size: int = WINDOW_PIECES, context: int = CONTEXT_PIECES
) -> list[Window]:
    """Windows of at most `size` pieces that together own every sentence once."""
    windows, begin = [], 0
    while begin < len(sentences):
        left = begin
        while left > 0 and _pieces(sentences[left - 1 : begin]) <= context:
            left -= 1
        stop = begin + 1
        while stop < len(sentences) and _pieces(sentences[left : stop + 1]) <= size:
            stop += 1
        windows.append(_window(sentences[left:stop], sentences[begin].number))
        begin = stop
    return windows


def window_around(
    sentences: Sequence[EncodedSentence], first: int, last: int, context: int = CONTEXT_PIECES
) -> Window | None:
    """One window of the parts `first` to `last`, with what fits before them; None where they are too long for one."""
    left, stop = first, last + 1
    if _pieces(sentences[left:stop]) > MOST_PIECES:
        return None
    while (
        left > 0
        and _pieces(sentences[left - 1 : first]) <= context
        and _pieces(sentences[left - 1 : stop]) <= MOST_PIECES
    ):
        left -= 1
    return _window(sentences[left:stop], sentences[first].number)


def _pieces(sentences: Sequence[EncodedSentence]) -> int:
    return 1 + sum(len(sentence.ids) + 1 for sentence in sentences)


def _window(sentences: Sequence[EncodedSentence], own: int) -> Window:
    window = Window([START], [], [], [], own)
    for sentence in sentences:
        window.first.extend(len(window.ids) + piece for piece in sentence.first)
        window.words.extend(sentence.words)
        window.sentence.extend([sentence.number] * len(sentence.words))
        window.ids.extend([*sentence.ids, END])
    return window
