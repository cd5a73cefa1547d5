"""How soon a page is there, and that nothing moves in it afterwards: pages of the example world, both languages."""

import pytest

from bench.desk_addresses import addresses
from lansir.store import Store
from tests.browser.chromium import PHONE, WIDE, Tab
from tests.browser.conftest import Open

PAGES = ("front", "article", "explore", "story")
MOST_MS = 1000
"""Milliseconds until something is painted. A machine at rest takes a fifth of it; those of a CI are busy."""
MOST_SHIFT = 0.01
MOST_TRIES = 8
"""Loads of a page, of which the quickest counts: what else the machine does at the moment is not the desk's."""
PAINTED = """() => performance.getEntriesByName("first-contentful-paint")[0].startTime"""


@pytest.fixture(scope="module")
def where(world_store: Store) -> dict[str, str]:
    return addresses(world_store)


def first_paint(tab: Tab) -> float:
    """Milliseconds from the start of the navigation until there is something to read."""
    found: float = tab.page.evaluate(PAINTED)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_painted_soon(desk: str, where: dict[str, str], open_tab: Open, page: str) -> None:
    tab = open_tab(desk)
    tab.go(where[page])
    painted: list[float] = []
    while len(painted) < MOST_TRIES and min(painted, default=MOST_MS) >= MOST_MS:
        tab.go(where[page])
        painted.append(first_paint(tab))
    assert 0 < min(painted) < MOST_MS, painted


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_moves_once_it_is_there(
    desk: str, where: dict[str, str], open_tab: Open, page: str, width: int
) -> None:
    tab = open_tab(desk, width=width)
    tab.go(where[page])
    shift, moved = tab.shift()
    assert shift < MOST_SHIFT, moved
