"""A store gives back what was put in, once, whole or not at all."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.errors import NewerStore, NotAStore, StoreBusy, StoreError, StoreFull
from lansir.keys import id_of, key_of
from lansir.record import Article, Record, StatedTime, content_id
from lansir.store import Store
from lansir.store.check import check_store
from lansir.store.connection import SCHEMA_VERSION

if TYPE_CHECKING:
    from tests.store.conftest import Read


def bare(text: str, url: str | None = None, published: str = "2031-03-05") -> Record:
    """A record with nothing but its article."""
    stated = StatedTime(published, "day", "given")
    return Record(Article(content_id("ar", url, text), text, [], "0", url=url, published=stated), "1", "1")


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, without the times of the machine and the order in which articles came."""
    tables = [
        row[0]
        for row in store.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if not row[0].startswith(("sqlite_", "article_text")) and row[0] != "change"
    ]
    return {
        table: sorted(
            tuple(row[name] for name in row.keys() if name not in ("ingested", "at"))  # noqa: SIM118
            for row in store.connection.execute(f"SELECT * FROM {table}")
        )
        for table in tables
    }


class TestRecords:
    def test_a_record_comes_back_as_it_was(self, store: Store, read_pages: "list[Read]") -> None:
        for record, _, _ in read_pages:
            assert store.record(record.article.id) == record

    def test_storing_twice_changes_nothing(self, store: Store, read_pages: "list[Read]") -> None:
        before = contents(store)
        assert [store.add(record, page, vector) for record, page, vector in read_pages] == [False] * len(read_pages)
        assert contents(store) == before

    def test_the_order_of_storing_does_not_count(self, store: Store, read_pages: "list[Read]", tmp_path: Path) -> None:
        with Store(tmp_path / "other.db", write=True) as other:
            for record, page, vector in reversed(read_pages):
                other.add(record, page, vector)
            assert contents(other) == contents(store)

    def test_the_page_comes_back_byte_for_byte(self, store: Store, read_pages: "list[Read]") -> None:
        assert [store.page(record.article.id) for record, _, _ in read_pages] == [page for _, page, _ in read_pages]

    def test_an_article_that_is_not_there_is_a_key_error(self, store: Store) -> None:
        with pytest.raises(KeyError, match="ar-0000000000000007"):
            store.record("ar-0000000000000007")

    def test_removing_an_article_leaves_nothing_of_it(self, store: Store, read_pages: "list[Read]") -> None:
        gone = read_pages[0][0].article.id
        store.remove(gone)
        assert gone not in store
        assert list(check_store(store)) == []
        pages = store.connection.execute("SELECT count(*) FROM page").fetchone()[0]
        assert (len(store), pages) == (len(read_pages) - 1, len(read_pages) - 1)

    def test_replacing_keeps_what_people_decided(self, store: Store, read_pages: "list[Read]") -> None:
        record, page, vector = read_pages[0]
        event = record.events[0].id
        store.connection.execute(
            "INSERT INTO review(target, article, state, by, at) VALUES (?, ?, 'confirmed', 'Ani', '2031-03-05')",
            (event, key_of(record.article.id)),
        )
        store.replace(record, page, vector)
        kept = store.record(record.article.id)
        assert kept.events[0].review.state == "confirmed"
        assert list(check_store(store)) == []


class TestVersions:
    def test_another_text_at_the_same_address_is_a_version(self, store: Store) -> None:
        texts = [("Tiga orang ditahan.", "2031-03-05"), ("Empat orang ditahan.", "2031-03-06")]
        for text, day in reversed(texts):
            store.add(bare(text, "https://kabar.example/a", day))
        query = "SELECT text, version, newest FROM article WHERE address = 'https://kabar.example/a' ORDER BY version"
        found = [tuple(row) for row in store.connection.execute(query)]
        assert found == [("Tiga orang ditahan.", 1, 0), ("Empat orang ditahan.", 2, 1)]

    def test_pages_without_an_address_are_no_versions_of_each_other(self, store: Store) -> None:
        for text in ("Satu.", "Dua."):
            store.add(bare(text))
        query = "SELECT DISTINCT version, newest FROM article WHERE address IS NULL"
        assert [tuple(row) for row in store.connection.execute(query)] == [(1, 1)]


class TestSearch:
    def test_words_are_found_without_case_and_accents(self, store: Store) -> None:
        store.add(bare("Gubernur meresmikan Jembatan Sérangan."))
        query = "SELECT count(*) FROM article_text WHERE article_text MATCH 'serangan'"
        assert store.connection.execute(query).fetchone()[0] == 1

    def test_what_was_removed_is_not_found(self, store: Store) -> None:
        record = bare("Gubernur meresmikan Jembatan Zorgan.")
        store.add(record)
        store.remove(record.article.id)
        query = "SELECT count(*) FROM article_text WHERE article_text MATCH 'zorgan'"
        assert store.connection.execute(query).fetchone()[0] == 0

    def test_the_views_show_ids_and_words_of_the_record(self, store: Store, read_pages: "list[Read]") -> None:
        event = read_pages[0][0].events[0]
        row = store.connection.execute("SELECT * FROM events WHERE id = ?", (event.id,)).fetchone()
        assert (row["trigger"], row["sentence"], row["type"]) == (event.trigger.text, event.sentence.text, event.type)


class TestSeveralAtOnce:
    def test_a_reader_works_while_a_writer_writes(self, store: Store, read_pages: "list[Read]") -> None:
        with Store(store.path) as reader:
            store.connection.execute("BEGIN IMMEDIATE")
            store.put(bare("Belum selesai."))
            assert len(reader) == len(read_pages)
            store.connection.execute("COMMIT")
            assert len(reader) == len(read_pages) + 1

    def test_a_second_writer_is_told_to_wait(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("lansir.store.connection.BUSY_SECONDS", 0.05)
        store.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="another process is writing"), Store(store.path, write=True) as other:
            other.add(bare("Menunggu."))
        store.connection.execute("ROLLBACK")

    def test_a_reader_cannot_write(self, store: Store) -> None:
        with Store(store.path) as reader, pytest.raises(StoreError, match="cannot be opened for this"):
            reader.add(bare("Tidak boleh."))


class TestFaults:
    def test_a_record_that_cannot_be_stored_leaves_nothing(self, store: Store, read_pages: "list[Read]") -> None:
        record, before = read_pages[0][0], contents(store)
        text = record.article.text + " Tambahan."
        page = msgspec.structs.replace(record.article, id=content_id("ar", text), text=text)
        with pytest.raises(StoreError):  # its mentions are there already, as those of another article
            store.add(msgspec.structs.replace(record, article=page))
        assert contents(store) == before

    def test_a_full_disk_loses_nothing(self, store: Store, read_pages: "list[Read]") -> None:
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(StoreFull, match="what was stored before is safe"):
            store.add(bare("Panjang sekali. " * 20_000))
        store.connection.execute("PRAGMA max_page_count = 1000000")
        assert len(store) == len(read_pages)
        assert list(check_store(store)) == []

    @pytest.mark.parametrize("data", [b"bukan basis data", b"SQLite format 3\x00" + b"\xff" * 5000])
    def test_a_file_that_is_no_store_is_left_alone(self, tmp_path: Path, data: bytes) -> None:
        path = tmp_path / "notes.txt"
        path.write_bytes(data)
        for write in (False, True):
            with pytest.raises(NotAStore, match=r"notes\.txt"):
                Store(path, write=write)
        assert path.read_bytes() == data

    def test_another_programs_database_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "other.db"
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE t(x)")
        other.close()
        with pytest.raises(NotAStore, match="no store of Lansir"):
            Store(path, write=True)

    def test_a_newer_store_asks_for_an_update(self, store: Store) -> None:
        store.connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        with pytest.raises(NewerStore, match="update Lansir"):
            Store(store.path)

    def test_a_store_that_is_not_there_is_not_made_by_reading(self, tmp_path: Path) -> None:
        with pytest.raises(NotAStore, match="no such store"):
            Store(tmp_path / "none.db")
        assert not list(tmp_path.iterdir())

    def test_a_folder_that_may_not_be_written_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(StoreError, match="cannot be opened"):
            Store(tmp_path / "file" / "lansir.db", write=True)


class TestCheck:
    def test_a_store_of_pages_is_sound(self, store: Store) -> None:
        assert list(check_store(store)) == []

    @pytest.mark.parametrize(
        ("damage", "told"),
        [
            ('UPDATE mention SET "end" = 999999 WHERE id = (SELECT min(id) FROM mention)', "are no span"),
            ("UPDATE event SET trigger_start = -1 WHERE id = (SELECT min(id) FROM event)", "are no span"),
            (
                "UPDATE mention SET start = start + 1 WHERE id = (SELECT min(id) FROM mention)",
                "not the id of its words",
            ),
            ("UPDATE page SET data = x'00' WHERE hash = (SELECT min(hash) FROM page)", "cannot be unpacked"),
            ("UPDATE article SET content_hash = 'x' WHERE id = (SELECT min(id) FROM article)", "not the one"),
            ("DELETE FROM entity WHERE id = (SELECT entity FROM mention LIMIT 1)", "refers to a row of entity"),
            ("UPDATE article SET address = 'x', version = 3 WHERE id = (SELECT min(id) FROM article)", "versions"),
        ],
    )
    def test_damage_is_found(self, store: Store, damage: str, told: str) -> None:
        store.connection.execute("PRAGMA foreign_keys = OFF")
        store.connection.execute(damage)
        assert any(told in str(fault) for fault in check_store(store))


@given(st.integers(min_value=-(2**63), max_value=2**63 - 1))
def test_a_key_and_its_id_lead_to_each_other(key: int) -> None:
    assert key_of(id_of("ev", key)) == key


@given(st.text())
def test_a_content_id_and_its_key_lead_to_each_other(part: str) -> None:
    identity = content_id("st", part)
    assert id_of("st", key_of(identity)) == identity


@pytest.mark.parametrize("identity", ["", "ev-12", "1f0c5a9be2d4770b", "ev-xf0c5a9be2d4770b"])
def test_what_is_no_content_id_is_refused(identity: str) -> None:
    with pytest.raises(ValueError, match=r"no content id|invalid literal"):
        key_of(identity)
