"""Code a marked pair: what a given actor does to a given recipient in a text.

For researchers who have marked source and target themselves, and for comparing with coders that start there.
"""

import math
from collections.abc import Sequence
from functools import partial
from typing import Any

import msgspec

from lansir import codebook
from lansir.encoder import Model, load_model
from lansir.encoder.pairs import NOTHING, PairEvidence, evidence, mix
from lansir.encoder.windows import EncodedSentence, Window, encode_sentence, window_around
from lansir.errors import InputError
from lansir.limits import within_time
from lansir.page.language import text_language
from lansir.page.sentences import split_sentences

__all__ = ["CodedPair", "MarkedPair", "code", "coded_line", "pair_evidence"]

Offsets = tuple[int, int]
DIGITS = 4


class CodedPair(msgspec.Struct, frozen=True):
    """What the actor does to the recipient.

    `types` has the chance of each PLOVER type and of `NONE` (nothing), summing to 1; `type` is the likeliest, `act` the
    likeliest of the sixteen whatever `NONE` has. `statuses` are the chances of its statuses, `status` the likeliest;
    `quad` the class of `act`. `status` and `quad` are None where `type` is `NONE`.
    """

    type: str
    act: str
    types: dict[str, float]
    status: str | None
    statuses: dict[str, float]
    quad: str | None


class MarkedPair(msgspec.Struct, frozen=True):
    """A line of a file of pairs: spans are [start, end) in characters of the text; other fields are passed over."""

    text: str
    actor: tuple[int, int]
    recipient: tuple[int, int]
    lang: str | None = None


def code(
    text: str, actor: Sequence[int], recipient: Sequence[int], *, lang: str | None = None, model: Model | None = None
) -> CodedPair:
    """What `actor` does to `recipient` in `text`; both are [start, end) in characters of it.

    `lang` is the text's language (ISO 639-1), else it is told from the text. Raises InputError where a span is empty or
    outside the text, the two overlap, or more text than the model can hold at once lies between them.
    """
    model = model or load_model()
    found = mix(pair_evidence(text, actor, recipient, lang=lang, model=model), model, model.card.pairs)
    act = max((name for name in found.types if name != NOTHING), key=found.types.__getitem__)
    best = max(found.types, key=found.types.__getitem__)
    nothing = best == NOTHING
    return CodedPair(
        type=best,
        act=act,
        types=_rounded(found.types),
        status=None if nothing else max(found.statuses, key=found.statuses.__getitem__),
        statuses=_rounded(found.statuses),
        quad=None if nothing else codebook.codebook().quad(act),  # type: ignore[arg-type]
    )


def coded_line(line: bytes) -> dict[str, Any]:
    """A JSON line with a marked pair, its own fields first, then those of `CodedPair`, or `error` and what is wrong.

    It is wrong too where coding takes longer than reading a page may.
    """
    try:
        row = msgspec.json.decode(line, type=dict[str, Any])
        marked = msgspec.convert(row, type=MarkedPair)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return {"error": f"no marked pair ({error}); give text, actor and recipient"}
    try:
        found = within_time(partial(code, marked.text, marked.actor, marked.recipient, lang=marked.lang))
    except InputError as error:
        return row | {"error": str(error)}
    return {**row, **msgspec.to_builtins(found)}


def pair_evidence(
    text: str, actor: Sequence[int], recipient: Sequence[int], *, lang: str | None, model: Model
) -> PairEvidence:
    """What the model says of the words that may join the two; arguments and errors as for `code`."""
    spans = _checked(text, actor, "actor"), _checked(text, recipient, "recipient")
    if spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]:
        raise InputError(f"actor {list(spans[0])} and recipient {list(spans[1])} overlap; give two spans apart")
    window = _window(text, spans, lang or text_language(text) or "en", model)
    actor_words, recipient_words = (_words(window, span) for span in spans)
    return evidence(model, window, model.states(window.ids), actor_words, recipient_words)


def _checked(text: str, span: Sequence[int], name: str) -> Offsets:
    """The span, refused where it holds no letter of the text."""
    if len(span) != 2 or not 0 <= span[0] < span[1] <= len(text):
        raise InputError(f"{name} {list(span)} is no span of a text of {len(text)} characters; give [start, end]")
    if not any(char.isalnum() for char in text[span[0] : span[1]]):
        raise InputError(f"{name} {list(span)} holds no word ({text[span[0] : span[1]]!r}); give the span of a name")
    return span[0], span[1]


def _window(text: str, spans: Sequence[Offsets], lang: str, model: Model) -> Window:
    """One window with both spans in it."""
    parts = [
        part
        for number, (start, end) in enumerate(split_sentences(text, 0, len(text), lang))
        for part in encode_sentence(model.tokenizer, text, number, start, end)
    ]
    places = [_part(parts, span) for span in spans]
    window = window_around(parts, min(places), max(places))
    if window is None:
        raise InputError("actor and recipient stand too far apart for one look; give the passage that joins them")
    return window


def _part(parts: Sequence[EncodedSentence], span: Offsets) -> int:
    return next(k for k, part in enumerate(parts) if part.words[-1][1] > span[0])


def _words(window: Window, span: Offsets) -> tuple[int, int]:
    """The window's words that share a character with a span."""
    inside = [k for k, (start, end) in enumerate(window.words) if start < span[1] and span[0] < end]
    return inside[0], inside[-1] + 1


def _rounded(chances: dict[str, float]) -> dict[str, float]:
    return {name: round(value, DIGITS) if math.isfinite(value) else 0.0 for name, value in chances.items()}
