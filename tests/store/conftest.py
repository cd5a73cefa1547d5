"""What the tests of the store share: records of the example pages, and a store of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lansir.examples import example_pages
from lansir.page import read_page
from lansir.reader import read_with_vector
from lansir.record import Record
from lansir.store import Page, Store
from lansir.vectors import Vectors

Read = tuple[Record, Page, Vectors]


@pytest.fixture(scope="session")
def read_pages() -> list[Read]:
    """Record, page and vector of each example page."""
    pages = []
    for path in example_pages():
        data = path.read_bytes()
        record, vector = read_with_vector(read_page(data))
        pages.append((record, Page(data), vector))
    return pages


@pytest.fixture
def store(tmp_path: Path, read_pages: list[Read]) -> Iterator[Store]:
    """A store of the example pages, open for writing."""
    with Store(tmp_path / "lansir.db", write=True) as opened:
        for record, page, vector in read_pages:
            opened.add(record, page, vector)
        yield opened
