"""The first hour up to the store, done once: every test goes on from a copy of it."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from tests.first_hour.terminal import DOCS, Terminal, steps, window

PAGES = ("first-hour.md", "mulai-cepat.md")
PORT = re.compile(r"\b8000\b")


def in_ci(report: pytest.TestReport) -> pytest.TestReport:
    """The report of a test, where LANSIR_CI is set a failure if it was passed over: CI has all that these need."""
    if report.skipped and os.environ.get("LANSIR_CI"):
        report.outcome = "failed"
        report.longrepr = f"passed over in CI: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """See `in_ci`."""
    return in_ci((yield))


@pytest.fixture(scope="session", params=PAGES)
def page(request: pytest.FixtureRequest) -> Path:
    """The page that is followed: in English, then in Indonesian."""
    return DOCS / str(request.param)


@pytest.fixture(scope="session")
def typed(page: Path) -> Callable[[str], list[str]]:
    """The lines of a step of that page."""
    return lambda name: steps(page)[name]


@pytest.fixture(scope="session")
def worked_in(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after the steps up to the store, from the folder and from the feed served here."""
    folder = tmp_path_factory.mktemp("hour")
    here = _window(folder, page)
    made = steps(page)
    for line in made["pages"][2:]:
        here.type(line)
    here.type(made["folder"][0])
    with here.left_running(_unbuffered(made["site"][0])) as says:
        port = re.search(r"port (\d+)", next(says))
        assert port
        here.type(PORT.sub(port[1], made["feed"][0]))
    return folder


@pytest.fixture
def terminal(worked_in: Path, page: Path, tmp_path: Path) -> Terminal:
    """A window in a copy of that folder."""
    folder = tmp_path / "work"
    shutil.copytree(worked_in, folder)
    return _window(folder, page)


def _window(folder: Path, page: Path) -> Terminal:
    home = folder.parent / f"home-{folder.name}"
    home.mkdir(exist_ok=True)
    here = window(folder, home, Path(sys.executable).parent)
    return here if page.stem == "first-hour" else Terminal(folder, here.environment | {"LANSIR_LANG": "id"})


def _unbuffered(line: str) -> str:
    """The line for a web server, on any free port, saying at once which one it took."""
    return PORT.sub("0", line).replace("python3 ", f"{sys.executable} -u ")
