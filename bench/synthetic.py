"""Any number of news pages with their records, for measuring stores: the example world, told again and again.

The world is read once; each copy of it has other names, outlets, words, numbers and weeks, and lies elsewhere in the
space of vectors, so that the articles of one copy belong together as those of the world do, and two copies have to do
with one another only by chance. About a thousand articles are published each day.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from functools import cached_property
from importlib.resources import files
from itertools import count, islice
from multiprocessing import get_context
from typing import NamedTuple

import msgspec
import numpy as np

from bench.synthetic_briefs import brief_page
from bench.synthetic_edits import Pattern
from bench.synthetic_page import retold
from bench.synthetic_words import CopyWords, Lexicon, Text, lexicon
from lansir.examples.world.texts import outlets
from lansir.knowledge.countries import countries
from lansir.record import Article, Record
from lansir.store import Page
from lansir.vectors import Vectors

__all__ = ["Seed", "Synthetic", "Told", "read_seeds"]

ARTICLES_A_DAY = 1000
GROUPS = 8
"""Sets of outlets: a copy's outlets are those of every eighth copy."""
WEEK = 7


class Seed(msgspec.Struct, frozen=True):
    """A page of the world as it was read."""

    data: bytes
    record: Record
    vectors: Vectors


class Told(NamedTuple):
    """A synthetic article, all that storing it takes."""

    record: Record
    page: Page
    vectors: Vectors


def read_seeds(limit: int | None = None, *, briefs: bool = False) -> list[Seed]:
    """The first pages of the world, read in a process of their own: the model stays out of this one's memory.

    As `briefs` they are cut down to headline and first paragraphs, as `brief_page` says.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return msgspec.msgpack.decode(process.submit(_read, limit, briefs).result(), type=list[Seed])


def _read(limit: int | None, briefs: bool) -> bytes:
    from lansir.examples.world import pages  # noqa: PLC0415 - only the process that reads needs them
    from lansir.reader import read_with_vector  # noqa: PLC0415

    found = [_article(page.data, page.url) for page in islice(pages(), limit)]
    if briefs:
        cut = [(brief_page(article), article.url) for _, article in found]
        found = [_article(data, url) for data, url in cut if data]
    return msgspec.msgpack.encode([Seed(data, *read_with_vector(article)) for data, article in found])


def _article(data: bytes, url: str | None) -> tuple[bytes, Article]:
    from lansir.page import read_page  # noqa: PLC0415

    return data, read_page(data, media_type="text/html", url=url)


class Synthetic:
    """Articles without end, the same for the same seeds and seed number: the pages of a world, copy after copy."""

    def __init__(self, seeds: Sequence[Seed], seed: int = 1, articles_a_day: int = ARTICLES_A_DAY) -> None:
        """Seeds that state no day are left out; ValueError where none is left."""
        self._seeds = [one for one in seeds if _moment(one.record) is not None]
        if not self._seeds:
            raise ValueError("none of the pages states when it was published; give pages of the example world")
        self._seed, self._a_day = seed, articles_a_day
        self._patterns = [Pattern(one.record, self.lexicon.outlets) for one in self._seeds]

    @cached_property
    def lexicon(self) -> Lexicon:
        """What names and words of the copies are drawn from."""
        texts = [
            Text(
                one.record.article.language or "",
                one.record.article.text,
                [entity.name for entity in one.record.entities if entity.name and not entity.knowledge_id],
            )
            for one in self._seeds
        ]
        return lexicon(texts, (outlet.name for outlet in outlets().values()))

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """Codes of countries, which the copies' actors are spread over."""
        return tuple(sorted(countries()))

    def worlds(self) -> Iterator[Told]:
        """All articles copy by copy, as an archive would give them, each copy in order of publication."""
        for copy in count():
            yield from (self.told(copy, number) for number in self.seeds_in_order())

    def seeds_in_order(self) -> list[int]:
        """The numbers of the seeds in order of publication."""
        return sorted(range(len(self._seeds)), key=lambda number: (_moment(self._seeds[number].record) or "", number))

    def told(self, copy: int, number: int) -> Told:
        """Page `number` of the world in copy `copy`."""
        seed, pattern = self._seeds[number], self._patterns[number]
        say = CopyWords(self.lexicon, self._seed, copy, copy % GROUPS, self._week(copy))
        record, data = retold(pattern, say, copy, seed.data, self.countries)
        return Told(record, Page(data, "text/html"), self._turned(seed, record, copy))

    def _begun(self, week: int) -> int:
        return week * WEEK * self._a_day // len(self._seeds)

    def _week(self, copy: int) -> int:
        week = copy * len(self._seeds) // (WEEK * self._a_day)
        while self._begun(week + 1) <= copy:
            week += 1
        return week

    def _turned(self, seed: Seed, record: Record, copy: int) -> Vectors:
        """The vectors turned about their language's centre, all of a copy the same way: what was near stays near."""
        vectors, language = seed.vectors, record.article.language or ""
        turn = _Turn(self._seed, copy, len(vectors.article))
        articles, events = (self._centres[of].get(language) for of in ("articles", "events"))
        old = [vectors.events.get(event.id) for event in seed.record.events]
        turned = {new.id: turn(vector, events) for new, vector in zip(record.events, old, strict=True) if vector}
        return Vectors(turn(vectors.article, articles), turned)

    @cached_property
    def _centres(self) -> dict[str, dict[str, list[float]]]:
        data = (files("lansir") / "model" / "centres.json").read_bytes()
        return msgspec.json.decode(data, type=dict[str, dict[str, list[float]]])


class _Turn:
    """A rotation of its own for each copy: numbers change places and signs."""

    def __init__(self, seed: int, copy: int, size: int) -> None:
        random = np.random.default_rng([seed, abs(copy), int(copy < 0)])
        self._order, self._signs = random.permutation(size), random.choice(np.array([-1, 1], np.float32), size)

    def __call__(self, vector: Sequence[float], centre: Sequence[float] | None) -> list[float]:
        if not vector:
            return []
        middle = np.asarray(centre or [0.0] * len(vector), np.float32)
        turned: list[float] = (middle + (np.asarray(vector, np.float32) - middle)[self._order] * self._signs).tolist()
        return turned


def _moment(record: Record) -> str | None:
    """When an article was published; None where no day is stated."""
    stated = record.article.updated or record.article.published
    return stated.value if stated and stated.precision not in ("year", "month") else None


def _day(record: Record) -> date:
    return datetime.fromisoformat(_moment(record) or "").date()
