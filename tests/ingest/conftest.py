"""What the tests of ingesting share: a site, and an intake with a reader that is fast."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from lansir.ingest.intake import Intake, Options, Summary
from tests.ingest.fake_reading import QUICK, make_reader
from tests.ingest.press import Press, running_press

Take: TypeAlias = Callable[..., Summary]


@pytest.fixture
def press() -> Iterator[Press]:
    with running_press() as site:
        yield site


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "lansir.db"


@pytest.fixture
def take(store: Path) -> Take:
    """Ingest sources with the reader that is fast, into one store."""

    def run(*sources: object, options: Options = QUICK, path: Path = store) -> Summary:
        given = [str(source) for source in sources]
        with Intake(path, options, make=make_reader) as intake:
            intake.begin(given)
            summary = intake.take(lambda plan, known: intake.arguments(given, None, plan, known), _no_step)
            if options.retry_failed:
                summary = intake.retry(_no_step)
            intake.end(summary)
        return summary

    return run


def _no_step(handled: int, total: int, before: int) -> None:
    del handled, total, before
