"""A day with a lake: nothing is connected to, and nothing is written but the lake and what was asked for."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from lansir.examples import example_pages
from tests.scale.group import NEEDS_DUCKDB, NEEDS_RAY
from tests.security.days import Day, nothing_but, spent

PAGE = example_pages()[0]
ON_RAY = "from lansir.cli import main; main()"


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return spent("lake_use.py", tmp_path_factory.mktemp("lake"), str(PAGE))


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder for temporary files whose path is short: Ray has its sockets in it."""
    with TemporaryDirectory(prefix="lansir-") as folder:
        yield Path(folder)


@NEEDS_DUCKDB
def test_asking_a_lake_connects_to_nothing_and_writes_the_lake_and_the_store_of_its_stories_alone(day: Day) -> None:
    assert day.account == nothing_but({"lake", "placed.db", "out.txt"})


@pytest.mark.slow
@NEEDS_RAY
def test_ray_leaves_logs_that_neither_name_a_source_nor_hold_its_words(tmp_path: Path, temporary: Path) -> None:
    page, home = tmp_path / "rahasia.html", tmp_path / "home"
    page.write_bytes(PAGE.read_bytes())
    home.mkdir()
    given = [sys.executable, "-c", ON_RAY, "ingest", "--engine", "ray", "--lake", "lake", str(page)]
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(temporary), "XDG_CACHE_HOME": str(home)}
    subprocess.run(given, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert {path.name for path in tmp_path.iterdir()} == {"home", "lake", "rahasia.html"}
    assert [*home.iterdir()] == []
    assert [path.name for path in temporary.iterdir()] == ["ray"]
    logs = b"".join(path.read_bytes() for path in temporary.rglob("*") if path.is_file())
    assert logs
    assert b"rahasia" not in logs and b"<p>" not in logs
