"""Lansir's whole way: the page, its article, the record, stored and placed in a story."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from bench.peers.exchange import Answerer, Lesson, Page, Settings, Word
from lansir.encoder import load_model
from lansir.keys import key_of
from lansir.page import read_page
from lansir.reader import read_with_vector
from lansir.store import Page as Stored
from lansir.store import Store

__all__ = ["prepare"]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Takes the shipped model; a page that the store has already begins a new store."""
    model, way = load_model(threads=1), _Stores()

    def answer(page: Page) -> Word:
        data = page.html.encode()
        article = read_page(data, media_type="text/html", url=page.url)
        record, vectors = read_with_vector(article, model=model)
        store = way.without(article.id)
        with store.writing():
            store.put(record, Stored(data, "text/html"), vectors)
            store.placer.place(key_of(article.id))
        return Word(msgspec.json.encode(record).decode())

    return answer


class _Stores:
    """One store after the other, in a folder that goes with the process."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(ignore_cleanup_errors=True)
        self._names = count()
        self._store = self._new()

    def without(self, article: str) -> Store:
        """A store that does not hold an article."""
        if article in self._store:
            self._store.close()
            self._store = self._new()
        return self._store

    def _new(self) -> Store:
        return Store(Path(self._folder.name) / f"{next(self._names)}.sqlite", write=True)
