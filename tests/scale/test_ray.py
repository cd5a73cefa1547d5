"""Reading on Ray: a cluster of two cores on this machine, real processes, and the shipped model.

What it gives is compared with a run on this machine alone: the same ids, the same records, whatever dies on the way.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from secrets import token_hex
from typing import TypeAlias

import msgspec
import pytest

from lansir.examples.world import WorldPage, pages
from lansir.ingest.intake import Options, ingest
from lansir.query.sql import Sql
from lansir.record import Record
from lansir.scale.lake import Lake
from lansir.store import Store
from tests.ingest.archives import answer, packed, record
from tests.ingest.fake_reading import DIES, FAULT, SLOW
from tests.ingest.press import page
from tests.scale.group import NEEDS_RAY
from tests.scale.ray_run import Told, Wanted

pytestmark = NEEDS_RAY
ROOT = Path(__file__).parents[2]
FEW = 12
ENVIRONMENT = {
    **os.environ, "RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": token_hex(32),
}  # fmt: skip
OnRay: TypeAlias = Callable[..., Told]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a cluster that the runs of this module share."""
    command = [sys.executable, "-m", "tests.scale.ray_cluster", "2"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout and process.stdin
        found = process.stdout.readline().strip()
        assert found, "no Ray cluster can be started here"
        yield found
        process.stdin.close()


@pytest.fixture
def on_ray(address: str, tmp_path: Path) -> OnRay:
    """Runs in a process of its own; gives what came of it."""

    def run(*sources: object, **wanted: object) -> Told:
        asked = {"lake": str(tmp_path / "lake"), "address": address, "sources": [*map(str, sources)], **wanted}
        done = subprocess.run(_command(asked), cwd=ROOT, env=ENVIRONMENT, capture_output=True, check=False)
        assert not done.returncode, done.stderr.decode()[-3000:]
        return msgspec.json.decode(done.stdout.splitlines()[-1], type=Told)

    return run


def _command(asked: dict[str, object]) -> list[str]:
    wanted = msgspec.convert(asked, Wanted)
    return [sys.executable, "-m", "tests.scale.ray_run", msgspec.json.encode(wanted).decode()]


def archives(folder: Path, wanted: list[WorldPage]) -> list[str]:
    """Pages of the world in two archives."""
    found = []
    for n in range(2):
        path = folder / f"world-{n}.warc.gz"
        path.write_bytes(packed(*(record(one.url, answer(one.data)) for one in wanted[n::2])))
        found.append(str(path))
    return found


def in_lake(path: Path) -> dict[str, Record]:
    with Lake(str(path)) as lake:
        rows = lake.rows(Sql("SELECT record FROM record"))
    records = [msgspec.msgpack.decode(row[0], type=Record) for row in rows]
    assert len({one.article.id for one in records}) == len(records)
    return {one.article.id: one for one in records}


def in_store(path: Path) -> dict[str, Record]:
    with Store(path) as store:
        return {one.article.id: one for one in store.records()}


def test_ids_and_records_are_those_of_a_run_on_this_machine(on_ray: OnRay, tmp_path: Path) -> None:
    given = archives(tmp_path, list(islice(pages(), FEW)))
    ingest(given, tmp_path / "store.db", Options(workers=0))
    told = on_ray(*given, part=5)
    expected = in_store(tmp_path / "store.db")
    assert in_lake(tmp_path / "lake") == expected
    assert told == Told(stored=FEW) and len(expected) == FEW


def test_a_page_that_cannot_be_read_is_a_dead_letter_and_the_others_go_on(on_ray: OnRay, tmp_path: Path) -> None:
    words = ["biasa saja", FAULT, DIES, SLOW, "biasa juga"]
    bodies = [page(f"Judul {n}", word, "2031-03-05") for n, word in enumerate(words)]
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(packed(*(record(f"https://a.example/{n}", answer(body)) for n, body in enumerate(bodies))))
    told = on_ray(archive, tmp_path / "missing.jsonl", reader="fake", page_seconds=10.0)
    assert (told.stored, told.failed) == (2, 4)
    assert told.errors == ["ChildProcessError", "FileNotFoundError", "RuntimeError", "TimeoutError"]
    again = on_ray(archive, tmp_path / "missing.jsonl", reader="fake", page_seconds=10.0)
    assert (again.stored, again.done_before, again.failed_before, again.failed) == (0, 2, 3, 1)
    with Lake(str(tmp_path / "lake")) as lake:
        assert [one["tries"] for one in lake.dead_letters() if one["place"] is None] == [2]


@pytest.mark.slow
def test_a_model_that_cannot_be_loaded_ends_the_run_with_its_own_words(on_ray: OnRay, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page())
    assert on_ray(tmp_path / "a.html", reader="none").raised == "ModelError: no model here; reinstall lansir"


@pytest.mark.slow
def test_where_there_is_no_cluster_one_line_says_so(on_ray: OnRay, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page())
    raised = on_ray(tmp_path / "a.html", address="127.0.0.1:9", reader="fake").raised
    assert raised and "127.0.0.1:9: no Ray cluster there" in raised and "\n" not in raised


@pytest.mark.slow
def test_the_whole_world_is_read_though_a_worker_is_killed_in_the_middle(on_ray: OnRay, tmp_path: Path) -> None:
    whole, mark = list(pages()), tmp_path / "killed"
    given = archives(tmp_path, whole)
    ingest(given, tmp_path / "store.db", Options(workers=2))
    told = on_ray(*given, part=64, reader=str(mark))
    assert mark.exists()
    assert in_lake(tmp_path / "lake") == in_store(tmp_path / "store.db")
    assert (told.stored + told.present, told.failed) == (len(whole), 0)
    assert on_ray(*given) == Told(done_before=len(whole))


@pytest.mark.slow
def test_a_run_whose_own_process_is_killed_goes_on_where_it_was(address: str, on_ray: OnRay, tmp_path: Path) -> None:
    given = archives(tmp_path, list(islice(pages(), 60)))
    ingest(given, tmp_path / "store.db", Options(workers=2))
    asked = {"lake": str(tmp_path / "lake"), "address": address, "sources": given, "part": 4}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(_command(asked), cwd=ROOT, env=ENVIRONMENT, **quiet) as process:  # type: ignore[call-overload]
        while process.poll() is None and len(list(tmp_path.glob("lake/item/*.parquet"))) < 3:
            time.sleep(0.1)
        os.kill(process.pid, signal.SIGKILL)
    told = on_ray(*given)
    assert told.stored + told.done_before == 60
    assert in_lake(tmp_path / "lake") == in_store(tmp_path / "store.db")
