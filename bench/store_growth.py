"""What size costs: the same articles put into a small store and into a large one, in turn.

`python -m bench.store_growth [--folder FOLDER] [--large N] [--small N] [--articles N] [--json]`. FOLDER is one in which
`bench.store --folder` has left its store; without it the large store is made first, which takes long. Articles differ
in what they cost to place, and a machine in how busy it is; here both stores take the same articles within
milliseconds of each other, so the ratio is that of the sizes. The store in
FOLDER is copied first, and stays as it is.
"""

import argparse
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from statistics import mean, median

import msgspec

from bench.markdown import describe
from bench.store import Filling, Times
from bench.synthetic import Synthetic, Told, read_seeds
from lansir.errors import LansirError

__all__ = ["Growth", "compare"]

LARGE, SMALL, ARTICLES = 100_000, 1_000, 490


class Growth(msgspec.Struct, frozen=True):
    """Milliseconds an article in both stores, means of the same articles, and the large store's times by the small's.

    The stores take as many articles before these, which do not count: a store just opened has nothing of it in memory.
    """

    small_store_articles: int
    large_store_articles: int
    articles: int
    small_ms: float
    large_ms: float
    growth: float
    store_growth: float
    place_growth: float
    commit_growth: float
    cpu_growth: float
    median_of_ratios: float


def compare(small: Filling, large: Filling, articles: Iterable[Told]) -> Growth:
    """Put every article into both, in turn first here and first there; the first half does not count."""
    sizes = len(small.store), len(large.store)
    taken = list(_pairs(small, large, articles))
    pairs = taken[len(taken) // 2 :]
    ones, others = [one for one, _ in pairs], [other for _, other in pairs]
    return Growth(
        small_store_articles=sizes[0],
        large_store_articles=sizes[1],
        articles=len(pairs),
        small_ms=mean(one.total for one in ones) * 1000,
        large_ms=mean(one.total for one in others) * 1000,
        growth=_ratio(ones, others, "total"),
        store_growth=_ratio(ones, others, "store"),
        place_growth=_ratio(ones, others, "place"),
        commit_growth=_ratio(ones, others, "commit"),
        cpu_growth=_ratio(ones, others, "cpu"),
        median_of_ratios=median(other.total / one.total for one, other in pairs),
    )


def _ratio(ones: list[Times], others: list[Times], part: str) -> float:
    spent = [sum(float(getattr(one, part)) for one in of) for of in (others, ones)]
    return spent[0] / spent[1]


def _pairs(small: Filling, large: Filling, articles: Iterable[Told]) -> Iterator[tuple[Times, Times]]:
    for number, told in enumerate(articles):
        order = (small, large) if number % 2 else (large, small)
        for filling in order:
            filling.add(told)
        yield small.last[-1], large.last[-1]


def _fill(path: Path, articles: Iterable[Told]) -> Filling:
    filling = Filling(path)
    for told in articles:
        filling.add(told)
    return filling


def _fresh(synthetic: Synthetic, beyond: int, count: int) -> Iterator[Told]:
    """Articles of copies that no store of so many articles holds yet, in the order of worlds."""
    seeds = synthetic.seeds_in_order()
    first = beyond // len(seeds) + 2
    return islice((synthetic.told(copy, number) for copy in range(first, sys.maxsize) for number in seeds), count)


def main(arguments: list[str] | None = None) -> int:
    """Print the figures as Markdown or JSON; 2 and one line where a store cannot be written."""
    parser = argparse.ArgumentParser(prog="python -m bench.store_growth", description=__doc__)
    parser.add_argument("--folder", type=Path, help="folder with the large store; else it is made in a temporary one")
    parser.add_argument("--large", type=int, default=LARGE, help="articles of the large store, where it is made")
    parser.add_argument("--small", type=int, default=SMALL, help="articles of the small store")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="articles that both take")
    parser.add_argument("--json", action="store_true", help="print JSON rather than Markdown")
    options = parser.parse_args(arguments)
    synthetic = Synthetic(read_seeds())
    with tempfile.TemporaryDirectory() as temporary:
        try:
            large = Path(temporary) / "large.sqlite"
            if options.folder:
                _copy(options.folder / "store.sqlite", large)
            else:
                _fill(large, islice(synthetic.worlds(), options.large)).store.close()
            small = _fill(Path(temporary) / "small.sqlite", islice(synthetic.worlds(), options.small))
            filling = Filling(large)
            found = compare(small, filling, _fresh(synthetic, len(filling.store), 2 * options.articles))
        except LansirError as error:
            print(f"bench.store_growth: {error}", file=sys.stderr)
            return 2
    print(msgspec.json.encode(found).decode() if options.json else describe(msgspec.to_builtins(found)))
    return 0


def _copy(source: Path, target: Path) -> None:
    """A copy of a store, which another process may have open."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


if __name__ == "__main__":
    sys.exit(main())
