"""The same page gives the same bytes: in every run, with any number of threads, in any order, beside other readings."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec
import pytest

from lansir import __version__
from lansir.encoder.model import load_model
from lansir.examples.world import WorldPage, pages
from lansir.page import read_page
from lansir.reader import read_article, read_with_vector

SCRIPT = Path(__file__).with_name("reading_again.py")
FEW = 3


@cache
def digest(threads: int, order: str, seed: str) -> str:
    """What a process of its own says of the first pages of the world, with that seed of Python's hashes."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, str(SCRIPT), str(threads), order, str(FEW)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout.strip()


def encoded(page: WorldPage) -> bytes:
    return msgspec.json.encode(read_with_vector(read_page(page.data, url=page.url)))


@pytest.mark.parametrize(
    ("threads", "order", "seed"),
    [
        pytest.param(1, "f", "1", marks=pytest.mark.slow),
        pytest.param(2, "f", "0", marks=pytest.mark.slow),
        pytest.param(0, "r", "4242", marks=pytest.mark.slow),
    ],
    ids=["another seed of hashes", "two threads", "as many threads as cores, pages backwards"],
)
def test_another_process_reads_the_same_bytes(threads: int, order: str, seed: str) -> None:
    assert len(digest(1, "f", "0")) == 64
    assert digest(threads, order, seed) == digest(1, "f", "0")


def test_readings_at_the_same_time_do_not_disturb_each_other() -> None:
    few = list(islice(pages(), FEW))
    alone = [encoded(page) for page in few]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(encoded, few * 2))
    assert together == alone * 2


def test_what_was_read_before_does_not_count() -> None:
    first, *others = islice(pages(), FEW)
    fresh = encoded(first)
    for page in others:
        encoded(page)
    assert encoded(first) == fresh


@pytest.mark.parametrize("point", ["precision", "balanced", "recall"])
def test_a_record_names_the_code_and_the_model_that_read_it(point: str) -> None:
    page = next(iter(pages()))
    model = load_model().at(point)  # type: ignore[arg-type]
    record = read_article(read_page(page.data, url=page.url), model=model)
    version = load_model().card.version
    assert (record.lansir, record.model) == (__version__, version if point == "balanced" else f"{version}+{point}")


def test_the_version_of_the_model_is_bound_to_its_bytes() -> None:
    card = load_model().card
    assert card.version
    assert set(card.sha256) >= {"encoder.onnx", "heads.npz", "tokenizer.json"}
    assert all(len(digest) == 64 for digest in card.sha256.values())
