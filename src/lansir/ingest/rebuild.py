"""Reading stored pages again with the code and model of today; what people decided stays."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from lansir._version import __version__
from lansir.encoder import Model, load_model, point_of
from lansir.errors import LansirError
from lansir.knowledge import Knowledge
from lansir.page import read_page
from lansir.reader import read_with_vector
from lansir.record import Record
from lansir.store.connection import store_errors
from lansir.store.store import Page, Store
from lansir.vectors import Vectors

__all__ = ["Rebuilt", "rebuild"]

TOLD_BESIDE = ("given", "feed")
"""Where a time of publication comes from that the page itself does not state."""


class Rebuilt(NamedTuple):
    """What a rebuild came to, in articles; `failed` tells of each that cannot be read any more."""

    read: int = 0
    current: int = 0
    without_page: int = 0
    failed: tuple[str, ...] = ()


def rebuild(
    store: Store,
    *,
    everything: bool = False,
    known: Knowledge | None = None,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> Rebuilt:
    """Read every stored page again, those that this code and model read already only where `everything` is asked for.

    One transaction an article, so it can be cut off at any time and run again. `step` is told how many are done, and of
    how many. A page that cannot be read any more keeps its old record, and is told in `failed`.
    """
    done = Rebuilt()
    articles = store.articles()
    for count, article in enumerate(articles, start=1):
        done = _rebuilt(store, article, done, everything=everything, known=known)
        step(count, len(articles))
    _place_missing(store)
    return done


def _place_missing(store: Store) -> None:
    """Place what has no place in a story yet, one transaction an article."""
    with store_errors(store.path):
        for key in store.placer.missing():
            with store.writing():
                store.placer.place(key)


def _rebuilt(store: Store, article: str, done: Rebuilt, *, everything: bool, known: Knowledge | None) -> Rebuilt:
    old = store.record(article)
    model = load_model().at(point_of(old.model))
    if not everything and (old.lansir, old.model) == (__version__, model.card.version):
        return done._replace(current=done.current + 1)
    try:
        page = store.page(article)
        if page is None:
            return done._replace(without_page=done.without_page + 1)
        record, vectors = _read(page, old, model, known)
    except (LansirError, ValueError) as error:
        return done._replace(failed=(*done.failed, f"{article}: {error}"))
    store.replace(record, page, vectors, instead=article)
    return done._replace(read=done.read + 1)


def _read(page: Page, old: Record, model: Model, known: Knowledge | None) -> tuple[Record, Vectors]:
    """The page read again, leaning as the first time, with what was told beside it then."""
    stated = old.article.published
    beside = stated if stated and stated.source in TOLD_BESIDE else None
    given, address = beside.value if beside else None, old.article.url
    article = read_page(page.data, media_type=page.media_type, url=address, published=given)
    if beside and article.published and article.published.source == "given":
        article = msgspec.structs.replace(article, published=beside)
    return read_with_vector(msgspec.structs.replace(article, captured=old.article.captured), model=model, known=known)
