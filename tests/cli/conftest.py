"""What the tests of the command line share: a record made by hand, and a reader that gives it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

import pytest

from lansir.cli import main
from lansir.record import Record

if TYPE_CHECKING:
    from tests.cli.sample_record import sample_record
else:
    from sample_record import sample_record


@dataclass
class FakeReader:
    """Stands in for `lansir.reader.read`: gives `record`, or raises what `failures` says of a source."""

    record: Record
    failures: dict[object, BaseException] = field(default_factory=dict)
    calls: list[tuple[object, dict[str, object]]] = field(default_factory=list)

    def read(self, source: object, **options: object) -> Record:
        self.calls.append((source, options))
        if source in self.failures:
            raise self.failures[source]
        return self.record


@dataclass(frozen=True)
class Ran:
    """What a run of the command line came to."""

    code: int
    out: str
    err: str


Run: TypeAlias = Callable[..., Ran]


@pytest.fixture
def record() -> Record:
    return sample_record()


@pytest.fixture
def reader(record: Record, monkeypatch: pytest.MonkeyPatch) -> FakeReader:
    fake = FakeReader(record)
    module = ModuleType("lansir.reader")
    module.read = fake.read  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "lansir.reader", module)
    return fake


@pytest.fixture
def lansir(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["lansir", *map(str, arguments)])
        try:
            code: object = main()
        except SystemExit as end:
            code = end.code
        captured = capsys.readouterr()
        return Ran(code if isinstance(code, int) else 0, captured.out, captured.err)

    return run


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same terminal for every test, whatever the one that runs them is."""
    for name in ("FORCE_COLOR", "NO_COLOR", "LC_ALL", "LC_MESSAGES", "LANG", "LANSIR_LANG", "LANSIR_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm-256color")
