"""Reading stored pages again with the code and model of today; what people decided stays.

The pages are strangers' ones still: they are read in processes of their own, as `lansir ingest` reads them.
"""

import itertools
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import NamedTuple, Self

import msgspec

from lansir._version import __version__
from lansir.encoder import Point, load_card, point_of
from lansir.errors import LansirError
from lansir.ingest.items import Content
from lansir.ingest.reading import Failed, Read, Reader, model_reader
from lansir.ingest.workers import Broken, Outcome, Readers, default_workers
from lansir.keys import id_of
from lansir.record import Record
from lansir.store.connection import store_errors
from lansir.store.forgotten import is_forgotten, names_of
from lansir.store.store import Page, Store

__all__ = ["Anew", "Rebuilt", "rebuild"]

MakePointReader = Callable[[tuple[Path, ...], Point], Reader]
"""Makes a reader, with a user's actors, that leans to a point, in the process that is to use it."""
TOLD_BESIDE = ("given", "feed")
"""Where a time of publication comes from that the page itself does not state."""
AHEAD = 2
"""Pages that are under way for each process: as many are in memory, whatever the store holds."""


class Rebuilt(NamedTuple):
    """What a rebuild came to, in articles.

    `gone`: it was removed, or changed, by others meanwhile, and is left as they left it; `failed` tells of each that
    cannot be read any more.
    """

    read: int = 0
    current: int = 0
    without_page: int = 0
    gone: int = 0
    failed: tuple[str, ...] = ()


class Anew(NamedTuple):
    """How to read anew: `everything`, what this code and model read already too; the others are those of `ingest`."""

    everything: bool = False
    actors: tuple[Path, ...] = ()
    workers: int | None = None
    page_seconds: float = 60.0


class _Begun(NamedTuple):
    """An article whose page is being read, its record of before, and where it is told what came of the page."""

    article: str
    old: Record
    page: Page
    outcome: "SimpleQueue[Outcome]"


DEFAULTS = Anew()


def rebuild(
    store: Store,
    how: Anew = DEFAULTS,
    *,
    step: Callable[[int, int], None] = lambda done, total: None,
    make: MakePointReader = model_reader,
) -> Rebuilt:
    """Read every stored page again, those that this code and model read already only where everything is asked for.

    One transaction an article, so it can be cut off at any time and run again; in the order of their ids, but all that
    was read at one operating point before what was read at the next. `step` is told how many are done, and of how many.
    A page that cannot be read any more, or takes longer than a page may, keeps its old record, and is told in `failed`.
    Others may use the store: what they forget or put there anew meanwhile is left so, and told in `gone`. Raises
    LansirError where no page can be read at all.
    """
    done, count, parted = Rebuilt(), itertools.count(1), _by_point(store)
    total = sum(map(len, parted.values()))
    for point, articles in parted.items():
        with _Reading(how, make, point) as reading:
            for told in _in_order(store, articles, how, reading):
                done = _added(done, _kept(store, told) if isinstance(told, _Begun) else told)
                step(next(count), total)
    _place_missing(store)
    return done


def _by_point(store: Store) -> dict[Point, list[str]]:
    """All articles by the point that their records lean to: a process has a model of its own for each."""
    parted: dict[Point, list[str]] = {}
    with store_errors(store.path):
        for key, model in store.connection.execute("SELECT id, model FROM article ORDER BY id"):
            parted.setdefault(point_of(model), []).append(id_of("ar", key))
    return parted


class _Reading:
    """The reading processes for what leans to one point; a context manager."""

    def __init__(self, how: Anew, make: MakePointReader, point: Point) -> None:
        self.point = point
        self.workers = default_workers() if how.workers is None else how.workers
        self._readers = Readers(partial(make, how.actors, point), self.workers, how.page_seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._readers.close(now=kind is not None)

    def begin(self, article: str, old: Record, page: Page) -> _Begun:
        """Have a page read, with what was told beside it the first time."""
        begun = _Begun(article, old, page, SimpleQueue())
        self._readers.put(_content(page, old), begun.outcome.put)
        return begun


def _in_order(store: Store, articles: list[str], how: Anew, reading: _Reading) -> Iterator[_Begun | Rebuilt]:
    """Each article in its order: its page that is being read, several ahead of it too, or why none is."""
    ahead: deque[_Begun | Rebuilt] = deque()
    for article in articles:
        ahead.append(_begun(store, article, how, reading))
        if len(ahead) > AHEAD * reading.workers:
            yield ahead.popleft()
    yield from ahead


def _begun(store: Store, article: str, how: Anew, reading: _Reading) -> _Begun | Rebuilt:
    try:
        old = store.record(article)
    except KeyError:
        return Rebuilt(gone=1)
    if point_of(old.model) != reading.point:  # others have put it there anew
        return Rebuilt(gone=1)
    model = load_card().at(reading.point).version
    if not how.everything and (old.lansir, old.model) == (__version__, model):
        return Rebuilt(current=1)
    try:
        page = store.page(article)
    except (LansirError, ValueError) as error:
        return Rebuilt(failed=(f"{article}: {error}",))
    return reading.begin(article, old, page) if page else Rebuilt(without_page=1)


def _kept(store: Store, begun: _Begun) -> Rebuilt:
    """Wait for a page, and store what was read in place of the record of before, unless others have been there."""
    outcome = begun.outcome.get()
    if isinstance(outcome, Broken):
        raise LansirError(f"{outcome.error}: {outcome.message}")
    with store.unreferenced(), store.writing():
        if not _is_as_begun(store, begun):
            return Rebuilt(gone=1)
        if isinstance(outcome, Read):
            return _replaced(store, begun, outcome)
    why = outcome.message if isinstance(outcome, Failed) else "its reading was given up"
    return Rebuilt(failed=(f"{begun.article}: {why}",))


def _is_as_begun(store: Store, begun: _Begun) -> bool:
    """Whether nobody has forgotten the article, or put it there anew, since it was begun; decisions may differ."""
    try:
        held, page = store.record(begun.article), store.page(begun.article)
    except (KeyError, ValueError):
        return False
    old = begun.old
    return page == begun.page and (held.article, held.lansir, held.model) == (old.article, old.lansir, old.model)


def _replaced(store: Store, begun: _Begun, read: Read) -> Rebuilt:
    """Store what was read, inside a transaction; not where it is read today as another article that was forgotten."""
    record = _dated(msgspec.msgpack.decode(read.record, type=Record), begun.old)
    if is_forgotten(store.connection, names_of(record.article) - names_of(begun.old.article)):
        return Rebuilt(gone=1)
    store.replace_within(record, begun.page, read.vectors, instead=begun.article)
    return Rebuilt(read=1)


def _content(page: Page, old: Record) -> Content:
    published, address = old.article.published, old.article.url
    beside = published.value if published and published.source in TOLD_BESIDE else None
    return Content(page.data, page.media_type, address, beside, captured=old.article.captured)


def _dated(record: Record, old: Record) -> Record:
    """The record; a time of publication that was told beside the page is written as it was told then."""
    before, published = old.article.published, record.article.published
    if not before or before.source not in TOLD_BESIDE or not published or published.source != "given":
        return record
    return msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, published=before))


def _added(one: Rebuilt, other: Rebuilt) -> Rebuilt:
    return Rebuilt(
        one.read + other.read,
        one.current + other.current,
        one.without_page + other.without_page,
        one.gone + other.gone,
        one.failed + other.failed,
    )


def _place_missing(store: Store) -> None:
    """Place what has no place in a story yet, one transaction an article."""
    with store_errors(store.path):
        for key in store.placer.missing():
            with store.writing():
                if id_of("ar", key) in store:  # nobody has removed it meanwhile
                    store.placer.place(key)
