"""The whole way: a page in, its record out."""

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from lansir._version import __version__
from lansir.encoder import find, load_model
from lansir.errors import InputError
from lansir.page import NEWS_KINDS, read_page
from lansir.page.sentences import split_sentences
from lansir.record import Article, Reason, Record, Span
from lansir.resolve.assembly import assemble

__all__ = ["READ_AS", "read", "read_article"]

READ_AS = {"id": "id", "en": "en", "ms": "id"}
"""Languages that are read, and the language folder that they are read with."""
LONGEST = 200_000
"""Code points of sentences that are read; no news article is longer, and reading takes time with length."""


def read(
    source: str | os.PathLike[str] | bytes,
    *,
    published: str | None = None,
    url: str | None = None,
    media_type: str | None = None,
) -> Record:
    """The record of a news page: a path, or the page's bytes.

    `published` (ISO 8601) is used where the page states no date. Raises InputError where the input is no readable page.
    """
    data = source if isinstance(source, bytes) else _file(Path(source))
    return read_article(read_page(data, media_type=media_type, url=url, published=published))


def read_article(article: Article, sentences: Sequence[Span] | None = None) -> Record:
    """The record of an article; `sentences` are its sentences where they are known, else they are found."""
    language = READ_AS.get(article.language or "")
    if language is None:
        return _unread(article)
    spans = _sentences(article, language) if sentences is None else list(sentences)
    kept = _within(spans)
    model = load_model()
    reading = find(article.text, [(span.start, span.end) for span in kept], model)
    record = assemble(article, kept, reading, model.card, language)
    return _with_reasons(record, article, read_to=kept[-1].end if len(kept) < len(spans) else None)


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}; give a file, a URL or -") from None


def _sentences(article: Article, language: str) -> list[Span]:
    return [
        Span(start, end, article.text[start:end])
        for block in article.blocks
        if block.kind in NEWS_KINDS
        for start, end in split_sentences(article.text, block.span.start, block.span.end, language)
    ]


def _within(sentences: list[Span]) -> list[Span]:
    """The sentences up to the longest text that is read."""
    total = 0
    for count, sentence in enumerate(sentences):
        total += len(sentence.text)
        if total > LONGEST:
            return sentences[: max(count, 1)]
    return sentences


def _with_reasons(record: Record, article: Article, read_to: int | None) -> Record:
    reasons = list(record.reasons)
    if read_to is not None:
        message = f"only the text up to offset {read_to:,} was read ({len(article.text):,} in all); split the page"
        reasons.append(Reason("text_too_long", message))
    if article.language not in (None, READ_AS[article.language or ""]):
        message = f"the text is in a language ({article.language}) that is read with the rules of a near one"
        reasons.append(Reason("near_language", message))
    return msgspec.structs.replace(record, reasons=reasons)


def _unread(article: Article) -> Record:
    """The page as it is, with the reason why nothing was read from it."""
    name = article.language or "unknown"
    message = f"the text's language ({name}) is not read; Lansir reads {', '.join(sorted(READ_AS))}"
    return Record(article, __version__, "none", reasons=[Reason("unsupported_language", message)])
