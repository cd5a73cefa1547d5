"""`lansir` itself: its options, its exit codes, and what it says when something is wrong."""

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from lansir import __version__
from lansir.errors import FetchError

if TYPE_CHECKING:
    from tests.cli.conftest import Run

HEAVY = {"numpy", "onnxruntime", "trafilatura", "lxml", "httpx", "babel", "msgspec", "yaml", "rich", "tokenizers"}


def test_version_is_the_packages(lansir: "Run") -> None:
    ran = lansir("--version")
    assert (ran.code, ran.out) == (0, f"lansir {__version__}\n")


def test_help_names_every_command(lansir: "Run") -> None:
    ran = lansir("--help")
    assert ran.code == 0
    assert all(command in ran.out for command in ("read", "demo", "schema", "annotate"))


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, lansir.cli.app; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not HEAVY & set(loaded)


def test_a_wrong_option_is_told_with_exit_code_2(lansir: "Run") -> None:
    ran = lansir("read", "--nonsense", "page.html")
    assert ran.code == 2
    assert "--nonsense" in ran.err


@pytest.mark.parametrize(
    ("failure", "code", "said"),
    [
        (FetchError("https://a.example: 404 not found"), 2, "lansir: https://a.example: 404 not found\n"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 1, ""),
        (PermissionError(13, "Permission denied", "out.json"), 2, "lansir: out.json: Permission denied\n"),
    ],
)
def test_what_ends_a_run(
    lansir: "Run", monkeypatch: pytest.MonkeyPatch, failure: BaseException, code: int, said: str
) -> None:
    def fail() -> str:
        raise failure

    monkeypatch.setattr("lansir.cli.schema.schema_text", fail)
    ran = lansir("schema")
    assert (ran.code, ran.out, ran.err) == (code, "", said)


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    reads, writes = os.pipe()
    os.close(reads)
    call = "import sys; sys.argv = ['lansir', 'schema']; from lansir.cli import main; sys.exit(main())"
    ran = subprocess.run([sys.executable, "-c", call], stdout=writes, stderr=subprocess.PIPE, check=False)
    os.close(writes)
    assert ran.stderr == b""
    assert ran.returncode == 1
