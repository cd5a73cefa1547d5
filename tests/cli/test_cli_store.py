"""`lansir store`: what a store holds, whether it is sound, and its pages read again."""

from pathlib import Path

import msgspec
import pytest

from lansir._version import __version__
from lansir.encoder import load_card
from lansir.ingest import rebuild
from lansir.record import Record
from lansir.store import Page, Store
from tests.cli.conftest import Run
from tests.story.handmade import Act, Made, made, words

NO_PAGE = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.fixture
def record() -> Record:
    """A small article of today's words, as another version read it."""
    told = Act("Gunmen attacked a convoy near Lumar on Monday.", "attacked")
    return made(Made(words(1), acts=(told,)))[0]


@pytest.fixture
def path(tmp_path: Path, record: Record) -> Path:
    """A store of one article, of whose page only the record is left."""
    with Store(tmp_path / "lansir.db", write=True) as store:
        store.add(record)
    return tmp_path / "lansir.db"


def test_what_it_holds_is_counted(path: Path, record: Record, lansir: Run) -> None:
    ran = lansir("store", "info", path, "--lang", "en")
    assert ran.code == 0
    assert "articles: 1\n" in ran.out
    assert f"events: {len(record.events)}\n" in ran.out
    assert f"lansir {record.lansir}, model {record.model}: 1" in ran.out


def test_a_sound_store_is_said_to_be_sound(path: Path, lansir: Run) -> None:
    ran = lansir("store", "check", path, "--lang", "en")
    assert (ran.code, ran.out) == (0, "1 article: sound\n")


def test_each_fault_is_a_line_and_the_exit_code_says_so(path: Path, lansir: Run) -> None:
    with Store(path, write=True) as store:
        store.connection.execute('UPDATE block SET "end" = 1000000')
        store.connection.execute("UPDATE event SET trigger_end = 1000000")
    ran = lansir("store", "check", path, "--lang", "en")
    assert ran.code == 1
    *faults, last = ran.out.splitlines()
    assert any("are no span of a text" in fault for fault in faults)
    assert last == f"1 article: {len(faults)} faults"


def test_a_store_that_is_not_there_is_told_in_a_line(tmp_path: Path, lansir: Run) -> None:
    for command in ("info", "check", "rebuild"):
        ran = lansir("store", command, tmp_path / "none" / "lansir.db")
        assert ran.code == 2
        assert len(ran.err.splitlines()) == 1


def test_a_page_may_not_be_given_more_than_a_day(path: Path, lansir: Run) -> None:
    ran = lansir("store", "rebuild", path, "--page-seconds", "1e7")
    assert (ran.code, ran.out) == (2, "")
    assert "'--page-seconds': Input should be less than or equal to 86400" in ran.err


@pytest.mark.model
def test_what_has_no_page_is_left_as_it_is_and_counted(path: Path, record: Record, lansir: Run) -> None:
    ran = lansir("store", "rebuild", path, "--lang", "en")
    assert ran.code == 0
    told = "read again: 0; up to date: 0; without a stored page: 1; removed or changed meanwhile: 0; "
    assert ran.out == f"{told}decisions on what is no longer read: 0\n"
    with Store(path) as store:
        assert store.record(record.article.id) == record


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "removed or changed meanwhile: 2;"), ("id", "dihapus atau diubah sementara itu: 2;")]
)
def test_what_others_took_out_meanwhile_is_counted_and_is_no_failure(
    lang: str, told: str, path: Path, lansir: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild, "rebuild", lambda store, how, step: rebuild.Rebuilt(read=1, gone=2))
    ran = lansir("store", "rebuild", path, "--lang", lang)
    assert ran.code == 0
    assert told in ran.out


@pytest.mark.model
def test_what_this_version_read_is_passed_over(tmp_path: Path, record: Record, lansir: Run) -> None:
    today = msgspec.structs.replace(record, lansir=__version__, model=load_card().version)
    with Store(tmp_path / "lansir.db", write=True) as store:
        store.add(today)
    assert "up to date: 1;" in lansir("store", "rebuild", tmp_path / "lansir.db", "--lang", "en").out


@pytest.mark.model
def test_a_page_that_cannot_be_read_any_more_keeps_its_record_and_is_told(
    tmp_path: Path, record: Record, lansir: Run
) -> None:
    with Store(tmp_path / "lansir.db", write=True) as store:
        store.add(record, Page(NO_PAGE, "text/html"))
    ran = lansir("store", "rebuild", tmp_path / "lansir.db", "--lang", "en")
    assert ran.code == 1
    assert ran.err.count(record.article.id) == 1
    assert "read again: 0;" in ran.out
    with Store(tmp_path / "lansir.db") as store:
        assert store.record(record.article.id).events == record.events
