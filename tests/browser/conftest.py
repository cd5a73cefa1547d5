"""What the tests in a browser share: Chromium, the desk over a store of the example world, and tabs."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.chromium import CHROMIUM, launched
from tests.browser.chromium import WIDE, Scheme, Tab
from tests.browser.serving import served

Open = Callable[..., Tab]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs Chromium, and leave it out where there is none."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one for all tests."""
    with launched() as found:
        yield found


@pytest.fixture(scope="session")
def desk(world_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the desk over a copy of the example world that nobody writes to."""
    copy = Path(shutil.copyfile(world_path, tmp_path_factory.mktemp("desk") / "lansir.db"))
    with served(copy) as home:
        yield home


@pytest.fixture
def own_desk(world_path: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a desk over a copy of one's own, to be written to."""
    with served(Path(shutil.copyfile(world_path, tmp_path / "lansir.db"))) as home:
        yield home


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[Open]:
    """Opens tabs, and closes them after the test."""
    tabs: list[Tab] = []

    def opened(home: str, *, width: int = WIDE, language: str = "en", scheme: Scheme = "light") -> Tab:
        tabs.append(Tab(browser, home, width=width, language=language, scheme=scheme))
        return tabs[-1]

    yield opened
    for tab in tabs:
        tab.close()
