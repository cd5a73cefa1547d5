"""`lansir demo` and `lansir annotate`."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from lansir.cli.progress import progress
from lansir.errors import ModelError
from lansir.examples import example_pages
from lansir.record import Record

if TYPE_CHECKING:
    from tests.cli.conftest import FakeReader, Run


@pytest.mark.slow
@pytest.mark.model
def test_the_example_world_is_ingested_and_its_stories_are_shown(
    lansir: "Run", monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from lansir.examples import world

    some = [page for page in world.pages() if page.text.id in ("w-001", "w-002", "w-003")]
    monkeypatch.setattr(world, "pages", lambda: iter(some))
    ran = lansir("demo", "--world", tmp_path / "world.db", "--lang", "en")
    assert ran.code == 0
    assert "3 articles stored" in ran.out
    assert "3 articles, 3 outlets, 1 origin;" in ran.out
    assert ran.out.splitlines()[-1].endswith(f"serve --store {tmp_path}/world.db --open")


class TestDemo:
    def test_it_shows_every_example_page(self, lansir: "Run", reader: "FakeReader", record: Record) -> None:
        ran = lansir("demo")
        assert ran.code == 0
        assert [call[0] for call in reader.calls] == [str(page) for page in example_pages()]
        assert ran.out.count(str(record.article.title)) == len(example_pages())

    def test_it_shows_the_beginning_and_says_how_much_more_there_is(self, lansir: "Run", reader: "FakeReader") -> None:
        out = lansir("demo").out
        assert "S2 " in out and "S3 " not in out
        assert "… and 3 more" in out

    def test_it_ends_with_the_time_taken_and_what_to_type_next(self, lansir: "Run", reader: "FakeReader") -> None:
        shown, _, next_one = lansir("demo").out.partition("Now a page of your own:")
        pages = len(example_pages())
        assert f"{pages} pages read in " in shown
        assert f"{5 * pages} statements, {6 * pages} events" in " ".join(shown.split())
        assert "lansir read YOUR_PAGE.html" in next_one

    def test_it_speaks_indonesian(self, lansir: "Run", reader: "FakeReader") -> None:
        assert "HALAMAN_ANDA.html" in lansir("demo", "--lang", "id").out

    def test_a_page_that_cannot_be_read_is_told(self, lansir: "Run", reader: "FakeReader") -> None:
        reader.failures[str(example_pages()[0])] = ModelError("the model file is missing; install Lansir again")
        ran = lansir("demo")
        assert ran.code == 2
        assert "the model file is missing" in ran.err
        assert f"{len(example_pages()) - 1} pages read" in ran.out

    def test_lansir_is_named_by_its_path_where_the_shell_would_not_find_it(
        self, lansir: "Run", reader: "FakeReader", monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        from lansir.cli import demo

        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", [str(tmp_path / "bin" / "lansir")])
        assert demo._program() == "bin/lansir"


class TestAnnotate:
    @pytest.fixture
    def asked(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, Path]]:
        asked: list[tuple[Path, Path]] = []

        def annotate_folder(text_dir: Path, out_dir: Path, step: Callable[[int, int], None]) -> int:
            asked.append((text_dir, out_dir))
            step(7, 7)
            return 7

        module = ModuleType("lansir.annotate")
        module.annotate_folder = annotate_folder  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "lansir.annotate", module)
        return asked

    def test_it_reads_one_folder_and_writes_the_other(
        self, lansir: "Run", asked: list[tuple[Path, Path]], tmp_path: Path
    ) -> None:
        ran = lansir("annotate", tmp_path, tmp_path / "out")
        assert (ran.code, ran.out) == (0, "")
        assert ran.err == f"7 documents annotated in {tmp_path / 'out'}\n"
        assert asked == [(tmp_path, tmp_path / "out")]

    def test_a_folder_that_is_not_there(self, lansir: "Run", asked: list[tuple[Path, Path]], tmp_path: Path) -> None:
        ran = lansir("annotate", tmp_path / "none", tmp_path)
        assert ran.code == 2
        assert ran.err.startswith(f"lansir: {tmp_path / 'none'}: no such folder")
        assert asked == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class TestProgress:
    def test_people_see_a_bar(self, monkeypatch: pytest.MonkeyPatch) -> None:
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        with progress("reading") as step:
            step(3, 4)
        assert "reading" in terminal.getvalue()
        assert "3/4" in terminal.getvalue()

    @pytest.mark.parametrize(("stream", "wanted"), [(io.StringIO(), True), (Terminal(), False)])
    def test_nobody_else_does(self, monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, wanted: bool) -> None:
        monkeypatch.setattr(sys, "stderr", stream)
        with progress("reading", wanted) as step:
            step(3, 4)
        assert stream.getvalue() == ""
