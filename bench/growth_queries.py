"""The queries of `bench.growth_asked` by the processor time that they take: `python -m bench.growth_queries FOLDER`.

FOLDER is one of `bench.growth`. Each query is asked with sixty draws of its parameters, each three times, of which the
least counts, so that what else the machine does weighs little. Prints JSON.
"""

import random
import sys
import time
from collections.abc import Sequence, Sized
from contextlib import closing
from pathlib import Path
from statistics import median

import msgspec

from bench.growth_asked import PAGE, QUERIES, Query
from bench.growth_points import STORE, QueryCost
from lansir.errors import LansirError
from lansir.query.selection import Selection
from lansir.store import Store
from lansir.store.connection import connect

__all__ = ["main", "query_costs"]

DRAWS, TIMES = 60, 3


def query_costs(path: Path, draws: int = DRAWS) -> dict[str, QueryCost]:
    """What each query costs on a store, which must not be empty."""
    chance = random.Random(1)
    with closing(connect(path)) as connection, Store(path) as store:
        return {
            name: _cost(store, query, [query.draw(connection, chance) for _ in range(draws)])
            for name, query in QUERIES.items()
        }


def _cost(store: Store, query: Query, drawn: Sequence[tuple[object, ...]]) -> QueryCost:
    asked = [[_asked(store, query, parameters) for _ in range(TIMES)] for parameters in drawn]
    least = [min(cpu for cpu, _, _ in times) for times in asked]
    clock = [min(wall for _, wall, _ in times) for times in asked]
    rows = [times[0][2] for times in asked]
    return QueryCost(median(least) * 1000, median(clock) * 1000, float(median(rows)))


def _asked(store: Store, query: Query, parameters: tuple[object, ...]) -> tuple[float, float, int]:
    """Seconds of processor time and by the clock, and rows."""
    wall, cpu = time.perf_counter(), time.thread_time()
    if query.language:
        rows: Sized = Selection(store, query.asked.format(*parameters), "events").page(PAGE, seconds=0).rows
    else:
        rows = store.connection.execute(query.asked, parameters).fetchall()
    return time.thread_time() - cpu, time.perf_counter() - wall, len(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the costs; 2 and one line where there is no store."""
    given = sys.argv[1:] if arguments is None else arguments
    if len(given) != 1:
        print("bench.growth_queries: give one folder of bench.growth", file=sys.stderr)
        return 2
    try:
        print(msgspec.json.encode(query_costs(Path(given[0]) / STORE)).decode())
    except LansirError as error:
        print(f"bench.growth_queries: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
