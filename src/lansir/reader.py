"""The whole way: a page in, its record out."""

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from lansir._version import __version__
from lansir.encoder import BALANCED, Model, Point, find, load_model
from lansir.errors import InputError
from lansir.knowledge import Knowledge
from lansir.lang import language as language_of
from lansir.lang import read_with
from lansir.page import NEWS_KINDS, read_page
from lansir.page.sentences import split_sentences
from lansir.record import Article, Reason, Record, Span
from lansir.resolve.assembly import assemble
from lansir.vectors import Vectors

__all__ = ["read", "read_article", "read_with_vector"]


def read(
    source: str | os.PathLike[str] | bytes,
    *,
    published: str | None = None,
    url: str | None = None,
    media_type: str | None = None,
    known: Knowledge | None = None,
    point: Point = BALANCED,
) -> Record:
    """The record of a news page: a path, or the page's bytes.

    `published` (ISO 8601) is used where the page states no date; `known` are the actors to be recognised, those of the
    package unless `Knowledge.load("own.yaml")` adds a user's. `point` says what to lean to where the model is in doubt:
    "precision" leaves out more, "recall" takes in more. Raises InputError where the input is no readable page.
    """
    data = source if isinstance(source, bytes) else _file(Path(source))
    article = read_page(data, media_type=media_type, url=url, published=published)
    return read_article(article, model=load_model().at(point), known=known)


def read_article(
    article: Article,
    sentences: Sequence[Span] | None = None,
    model: Model | None = None,
    known: Knowledge | None = None,
) -> Record:
    """The record of an article.

    `sentences` are its sentences where they are known, else they are found; `model` is the one that the package ships
    unless another is given; `known` as for `read`.
    """
    return read_with_vector(article, sentences, model, known)[0]


def read_with_vector(
    article: Article,
    sentences: Sequence[Span] | None = None,
    model: Model | None = None,
    known: Knowledge | None = None,
) -> tuple[Record, Vectors]:
    """Like `read_article`, with the vectors of the article and of its events; both empty where nothing was read."""
    language = read_with().get(article.language or "")
    if language is None:
        return _unread(article), Vectors()
    spans = _sentences(article, language) if sentences is None else list(sentences)
    model = model or load_model()
    reading = find(article.text, [(span.start, span.end) for span in spans], model)
    record = assemble(article, spans, reading, model.card, language, known)
    told = {event.id: trigger.vector for event, trigger in zip(record.events, reading.triggers, strict=True)}
    return _with_near_language(record, language), Vectors(reading.vector, told)


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path}: {what.lower()}; give the path of a file") from None


def _sentences(article: Article, language: str) -> list[Span]:
    return [
        Span(start, end, article.text[start:end])
        for block in article.blocks
        if block.kind in NEWS_KINDS
        for start, end in split_sentences(article.text, block.span.start, block.span.end, language)
    ]


def _with_near_language(record: Record, folder: str) -> Record:
    """The record, with the reason why it is less sure where rules or model are those of a near language."""
    language = record.article.language
    if language != folder:
        message = f"the text's language ({language}) is read with the rules of a near one"
    elif not language_of(folder).trained:
        message = f"the text's language ({language}) has rules of its own, the model has learned only from near ones"
    else:
        return record
    reason = Reason("near_language", message)
    return msgspec.structs.replace(record, reasons=[*record.reasons, reason])


def _unread(article: Article) -> Record:
    """The page as it is, with the reason why nothing was read from it."""
    name = article.language or "unknown"
    message = f"the text's language ({name}) is not read; Lansir reads {', '.join(sorted(read_with()))}"
    reasons = [*article.reasons, Reason("unsupported_language", message)]
    return Record(article, __version__, "none", reasons=reasons)
