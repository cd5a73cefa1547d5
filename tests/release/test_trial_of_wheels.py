"""A wheel is tried where nothing else is, and what does not work there is told."""

import os
from pathlib import Path

import pytest

from release.trial import TRIED, run_faults

pytestmark = pytest.mark.skipif(os.name == "nt", reason="programs of the shell")


def program(folder: Path, script: str) -> Path:
    path = folder / "lansir"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def test_one_that_works(tmp_path: Path, empty: Path) -> None:
    lansir = program(tmp_path, "echo lansir 1.2.3")
    assert list(run_faults(lansir, empty, "1.2.3")) == []


def test_each_command_that_fails_with_its_last_words(tmp_path: Path, empty: Path) -> None:
    lansir = program(tmp_path, 'echo lansir 1.2.3; if [ "$1" = demo ]; then echo no model >&2; exit 2; fi')
    assert ("demo",) in TRIED
    assert list(run_faults(lansir, empty, "1.2.3")) == ["lansir demo: no model"]


def test_another_version_than_was_built(tmp_path: Path, empty: Path) -> None:
    lansir = program(tmp_path, "echo lansir 1.2.2")
    assert list(run_faults(lansir, empty, "1.2.3")) == ["lansir --version: says 'lansir 1.2.2', and 1.2.3 was built"]


def test_files_that_are_left_behind(tmp_path: Path, empty: Path) -> None:
    lansir = program(tmp_path, "echo lansir 1.2.3; touch cache.tmp")
    assert list(run_faults(lansir, empty, "1.2.3")) == ["lansir left cache.tmp behind"]
