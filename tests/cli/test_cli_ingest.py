"""`lansir ingest` and `lansir watch`: what they say, and the exit codes they end with."""

import io
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from lansir.cli.ingest import bar, ingest_words
from lansir.cli.watch import seconds_of
from lansir.encoder import Point
from lansir.examples import example_pages
from lansir.ingest import intake
from lansir.ingest.reading import Reader
from lansir.record import Article, Record
from lansir.vectors import Vectors
from tests.cli.conftest import Run
from tests.ingest.fake_reading import make_model_reader
from tests.ingest.press import Press, page, running_press


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that finds nothing, in this process."""
    monkeypatch.setattr(intake, "model_reader", make_model_reader)
    monkeypatch.setattr(intake, "default_workers", lambda: 0)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "berita.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    here = tmp_path / "pages"
    here.mkdir()
    for n in range(3):
        (here / f"{n}.html").write_bytes(page(f"Rapat {n}"))
    return here


def count(store: Path, table: str) -> int:
    with closing(sqlite3.connect(store)) as connection:
        found: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return found


def test_the_examples_are_read_by_a_process_of_their_own(lansir: Run, store: Path) -> None:
    ran = lansir("ingest", *example_pages(), "--store", store, "--workers", 1)
    assert (ran.code, ran.err) == (0, "")
    assert "3 articles stored, 0 there already, 0 failed" in ran.out
    assert count(store, "event") > 3
    assert count(store, "vector") == 3


@pytest.mark.usefixtures("_quick")
class TestIngest:
    def test_it_says_what_was_done_and_what_to_type_next(self, lansir: Run, folder: Path, store: Path) -> None:
        ran = lansir("ingest", folder, "--store", store)
        assert ran.code == 0
        assert ran.out.startswith("3 articles stored, 0 there already, 0 failed (")
        assert f"lansir store info {store}" in ran.out
        again = lansir("ingest", folder, "--store", store)
        assert again.out.startswith("0 articles stored, 3 there already, 0 failed (")

    def test_it_says_so_in_indonesian(self, lansir: Run, folder: Path, store: Path) -> None:
        assert "3 artikel disimpan" in lansir("ingest", folder, "--store", store, "--lang", "id").out

    def test_failures_are_told_and_end_with_one(self, lansir: Run, folder: Path, store: Path) -> None:
        for n in range(7):
            (folder / f"x{n}.html").write_bytes(b"<p>Halo.</p>")
        ran = lansir("ingest", folder, "--store", store)
        assert ran.code == 1
        lines = ran.err.splitlines()
        assert len(lines) == 6
        assert all(line.startswith("lansir: ") and "no article" in line for line in lines[:5])
        assert lines[5] == "lansir: and 2 more failed"
        assert f"lansir ingest --retry-failed --store {store}" in ran.out

    def test_what_failed_can_be_tried_again_without_its_source(self, lansir: Run, folder: Path, store: Path) -> None:
        (folder / "x.html").write_bytes(b"<p>Halo.</p>")
        assert lansir("ingest", folder, "--store", store).code == 1
        assert lansir("ingest", folder, "--store", store).code == 0
        (folder / "x.html").write_bytes(page("Rapat x"))
        ran = lansir("ingest", "--retry-failed", "--store", store)
        assert (ran.code, count(store, "failure")) == (0, 0)
        assert ran.out.startswith("1 article stored")

    def test_columns_and_kind_are_taken(self, lansir: Run, tmp_path: Path, store: Path) -> None:
        text = "Pemerintah Valmora menunda rapat dengan serikat buruh pelabuhan pada hari Senin di Lumar."
        (tmp_path / "a.txt").write_text(f"tajuk;naskah\nRapat;{text}\n")
        arguments = ("--kind", "csv", "--column", "title=tajuk", "--column", "text=naskah", "--published", "2031-03-05")
        ran = lansir("ingest", tmp_path / "a.txt", "--store", store, *arguments)
        assert ran.code == 0, ran.err
        with closing(sqlite3.connect(store)) as connection:
            found = connection.execute("SELECT title, published, published_source FROM article").fetchall()
        assert found == [("Rapat", "2031-03-05", "given")]

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            ([], "give a source, or --retry-failed"),
            (["x.html", "--kind", "pdf"], "is none of page, urls"),
            (["x.csv", "--column", "isi"], "is no FIELD=COLUMN"),
            (["x.csv", "--column", "isi=x"], "fields are url, html, text"),
            (["x.html", "--published", "kemarin"], "is no date"),
            (["x.html", "--workers", "0"], "--workers"),
            (["x.html", "--page-seconds", "86401"], "'--page-seconds': Input should be less than or equal to 86400"),
            (["x.html", "--page-seconds", "inf"], "less than or equal to 86400"),
            (["x.html", "--actors", "missing.yaml"], "missing.yaml"),
        ],
    )
    def test_a_wrong_option_is_told_before_anything_is_made(
        self, lansir: Run, store: Path, arguments: list[str], told: str
    ) -> None:
        ran = lansir("ingest", *arguments, "--store", store)
        assert ran.code == 2
        assert told in " ".join(ran.err.split())
        assert not store.exists()

    def test_what_is_no_store_is_an_error(self, lansir: Run, folder: Path) -> None:
        ran = lansir("ingest", folder, "--store", folder / "0.html")
        assert (ran.code, ran.out) == (2, "")
        assert "not a store" in ran.err

    def test_addresses_come_from_standard_input(
        self, lansir: Run, store: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with running_press() as press:
            url = press.serve("/a", page())
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{url}\n".encode())))
            ran = lansir("ingest", "-", "--store", store, "--allow-private", "--delay", 0)
        assert ran.out.startswith("1 article stored")

    def test_the_first_ctrl_c_stops_in_good_order(
        self, lansir: Run, folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(intake, "model_reader", interrupting)
        before = signal.getsignal(signal.SIGINT)
        ran = lansir("ingest", folder, "--store", store)
        assert ran.code == 130
        assert "stopping: what is under way is finished" in ran.err
        assert "The same command again goes on from here." in ran.out
        assert count(store, "article") == count(store, "item") > 0
        assert signal.getsignal(signal.SIGINT) is before

    def test_a_bar_is_drawn_where_somebody_looks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        screen = io.StringIO()
        monkeypatch.setattr(screen, "isatty", lambda: True)
        monkeypatch.setattr(sys, "stderr", screen)
        with bar(ingest_words("en")) as step:
            step(10, 40, 4)
        assert "10/40" in screen.getvalue()


def interrupting(actors: tuple[Path, ...], point: Point) -> Reader:
    """A reader at whose first page Ctrl-C is typed."""
    del actors, point
    typed: list[str] = []

    def read(article: Article) -> tuple[Record, Vectors]:
        if not typed:
            typed.append(article.id)
            os.kill(os.getpid(), signal.SIGINT)
        return Record(article, "0", "fake"), Vectors()

    return read


@pytest.mark.usefixtures("_quick")
class TestWatch:
    def feed(self, press: Press) -> str:
        press.serve("/1", page())
        return press.serve("/feed", b"<rss><item><link>/1</link></item></rss>")

    def test_one_look_at_each_feed(self, lansir: Run, store: Path) -> None:
        with running_press() as press:
            ran = lansir("watch", self.feed(press), "--store", store, "--once", "--allow-private", "--delay", 0)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == "1 feed looked at: 1 article stored, 0 failed\n"

    def test_a_feed_that_is_down_is_told(self, lansir: Run, store: Path) -> None:
        with running_press() as press:
            ran = lansir("watch", f"{press.address}/x", "--store", store, "--once", "--allow-private")
        assert ran.code == 1
        assert "HTTP 404" in ran.err

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["--every", "bentar"], "no time such as"),
            (["--lang", "xx"], "xx"),
            (["--page-seconds", "86401"], "--page-seconds"),
        ],
    )
    def test_a_wrong_option_is_told(self, lansir: Run, store: Path, arguments: list[str], told: str) -> None:
        ran = lansir("watch", "https://feeds.example/a", "--store", store, "--once", *arguments)
        assert ran.code == 2
        assert told in ran.err

    def test_what_is_no_feed_is_told(self, lansir: Run, store: Path, tmp_path: Path) -> None:
        ran = lansir("watch", tmp_path / "missing.opml", "--store", store, "--once")
        assert (ran.code, store.exists()) == (2, False)
        assert "missing.opml" in ran.err


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("10m", 600), ("1h", 3600), ("1.5H", 5400), ("2d", 172800)])
def test_pauses_are_written_with_their_unit(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds
