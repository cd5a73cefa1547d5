"""What the documentation says was compared is what the tests of determinism compare."""

import re
from pathlib import Path
from typing import Any

from lansir import hooks
from lansir.store import Store
from tests.determinism import test_same_bytes, test_same_exports, test_same_store

PAGE = (Path(__file__).parents[2] / "docs" / "reliability.md").read_text(encoding="utf-8")


def row(test: Any) -> tuple[str, str]:  # noqa: ANN401  # a test with its marks
    """What the row of a test says was compared, and what was left out."""
    place = rf"tests/determinism/{test.__module__.rpartition('.')[2]}\.py::{test.__name__}"
    found = re.search(rf"^\| [^|]+ \| {place} \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
    assert found, place
    return found[1], found[2]


def cases(test: Any) -> list[tuple[object, ...]]:  # noqa: ANN401
    """The values that a test is tried with."""
    (mark,) = [one for one in test.pytestmark if one.name == "parametrize"]
    given = [one.values if hasattr(one, "values") else one for one in mark.args[1]]
    return [one if isinstance(one, tuple) else (one,) for one in given]


def test_processes_threads_and_orders_of_reading() -> None:
    test = test_same_bytes.test_another_process_reads_the_same_bytes
    runs = [(1, "f", "0"), *cases(test)]
    threads, orders, seeds = (len(set(values)) for values in zip(*runs, strict=True))
    told = f"{threads} numbers of threads, {orders} orders, {seeds} seeds of hashes"
    assert row(test) == (f"{test_same_bytes.FEW} pages in {len(runs)} processes: {told}", "nothing")


def test_threads_at_the_same_time() -> None:
    few = test_same_bytes.FEW
    told = f"{few} pages alone and {2 * few} readings of them in 4 threads"
    assert row(test_same_bytes.test_readings_at_the_same_time_do_not_disturb_each_other) == (told, "nothing")


def test_numbers_of_reading_processes() -> None:
    test = test_same_store.test_the_number_of_reading_processes_makes_no_difference
    told = f"{test_same_store.FEW} pages by {1 + len(cases(test))} numbers of processes"
    assert row(test) == (told, f"{len(test_same_store.MOMENTS)} columns that say when or by which run")


def test_orders_of_coming(world_store: Store) -> None:
    test = test_same_store.test_the_order_of_coming_makes_no_difference
    told = f"{len(world_store)} articles in {1 + len(cases(test))} orders"
    left = ", ".join(f"`{name}`" for name in sorted({*test_same_store.ORDER, "story_alias"}))
    assert row(test) == (told, f"the same columns, and the tables {left}")


def test_pages_read_again() -> None:
    test = test_same_store.test_pages_read_again_give_the_store_that_was_there
    left = ", ".join(f"`{name}`" for name in sorted({*test_same_store.ORDER, "item", "story_alias"}))
    assert row(test) == (f"{test_same_store.FEW} pages", f"the same columns, and the tables {left}")


def test_exports() -> None:
    test = test_same_exports.test_another_process_writes_the_same_files
    told = f"every format ({len(hooks.found('lansir.exporters')[0])}) in 2 processes with 2 seeds of hashes"
    assert row(test)[0] == told
