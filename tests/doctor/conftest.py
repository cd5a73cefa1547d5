"""What the tests of the doctor share: the command line, run here."""

import sys
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import pytest

from lansir.cli import main


class Ran(NamedTuple):
    """What a run came to."""

    code: int
    out: str
    err: str


Run: TypeAlias = Callable[..., Ran]


@pytest.fixture
def lansir(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["lansir", *map(str, arguments)])
        try:
            code: object = main()
        except SystemExit as end:
            code = end.code or 0
        captured = capsys.readouterr()
        return Ran(code if isinstance(code, int) else 1, captured.out, captured.err)

    return run
