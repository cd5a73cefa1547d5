"""Inputs that once made Lansir fail, and do no more: `corpus/TARGET/` holds them, `bench.fuzz` found most of them."""

from pathlib import Path

import pytest

from bench.fuzz.results import CORPUS
from bench.fuzz.running import attempt
from bench.fuzz.targets import TARGETS
from tests.fuzz.conftest import Opened

WHOLE = {"parquet", "archives", "sheets"}
"""Targets whose inputs end where they end: blanks behind them would be another damage."""
SECONDS = 10.0


def variants(target: str, path: Path) -> list[bytes]:
    """The input, and the same with blanks behind it: a check chooses address, kind and language by the bytes."""
    data = path.read_bytes()
    return [data] if target in WHOLE else [data, *(data + b" " * blanks for blanks in range(1, 8))]


@pytest.mark.parametrize("target", sorted(path.name for path in CORPUS.iterdir()))
def test_what_failed_once_fails_no_more(target: str, opened: Opened) -> None:
    with opened(target) as check:
        for path in sorted((CORPUS / target).iterdir()):
            for data in variants(target, path):
                way, fault = attempt(check, data, SECONDS)
                assert fault is None, (path.name, fault)
                assert way


def test_the_corpus_is_of_targets_that_there_are_and_small() -> None:
    assert {path.name for path in CORPUS.iterdir()} <= TARGETS.keys()
    assert all(path.stat().st_size <= 20_100 for path in CORPUS.rglob("*") if path.is_file())
