"""A lake that is filled: the records of a run on one machine, each once, however often and in whatever order."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from lansir.errors import NewerStore, NotAStore
from lansir.ingest.intake import Intake, Options
from lansir.query.sql import Sql
from lansir.record import Record
from lansir.scale.giving import Given
from lansir.scale.lake import Lake
from lansir.scale.log import Log, Part, folders_for
from lansir.scale.parts import FOLDERS, folders_of
from lansir.scale.tables import column_types, packed_vectors, unpacked_vectors
from lansir.store import Store
from lansir.vectors import Vectors
from tests.ingest.archives import answer, packed, record
from tests.ingest.fake_reading import FAULT, make_reader
from tests.ingest.press import page
from tests.scale.filling import filled, jsonl_of, make_patient_reader
from tests.scale.group import NEEDS_DUCKDB

pytestmark = NEEDS_DUCKDB
DAYS = st.one_of(st.none(), st.dates().map(str))


def in_lake(path: object) -> dict[str, Record]:
    """The records of a lake by article."""
    with Lake(str(path)) as lake:
        rows = lake.rows(Sql("SELECT record FROM record"))
    records = [msgspec.msgpack.decode(row[0], type=Record) for row in rows]
    assert len({one.article.id for one in records}) == len(records)
    return {one.article.id: one for one in records}


def in_store(path: Path, *sources: Path) -> dict[str, Record]:
    """The records that a run on this machine stores."""
    with Intake(path, Options(workers=0), make=make_reader) as intake:
        intake.take(lambda plan, known: intake.arguments([*map(str, sources)], None, plan, known), lambda *_: None)
    with Store(path) as store:
        return {one.article.id: one for one in store.records()}


@pytest.fixture
def archives(tmp_path: Path) -> list[Path]:
    """Pages of some days in two archives, one page in both, one that cannot be read, and one without a date."""
    found = []
    for name in ("a", "b"):
        pages = [
            (f"https://{name if n else 'a'}.example/{n}", page(f"Judul {n}", f"Nomor {n}.", f"2031-03-{1 + n % 5:02}"))
            for n in range(14)
        ]
        pages += [
            (f"https://{name}.example/x", page("Rusak", FAULT)),
            (f"https://{name}.example/y", page("Tanpa tanggal")),
        ]
        path = tmp_path / f"{name}.warc.gz"
        path.write_bytes(packed(*(record(url, answer(body)) for url, body in pages)))
        found.append(path)
    return found


def shuffled(items: list[Any]) -> list[Any]:
    return random.Random(1).sample(items, len(items))


@pytest.mark.parametrize("reorder", [list, shuffled])
def test_it_holds_the_records_that_a_store_holds(
    archives: list[Path], tmp_path: Path, reorder: Callable[[list[Any]], list[Any]]
) -> None:
    filled(str(tmp_path / "lake"), archives, part=7, reorder=reorder)
    expected = in_store(tmp_path / "store.db", *archives)
    assert in_lake(tmp_path / "lake") == expected
    assert len(expected) == 29


def test_of_items_with_one_article_the_first_in_the_order_given_counts(archives: list[Path], tmp_path: Path) -> None:
    written = filled(str(tmp_path / "lake"), archives, part=7, reorder=lambda items: items[::-1])
    with Lake(str(tmp_path / "lake")) as lake:
        ((turn,),) = lake.rows(Sql("SELECT turn FROM article WHERE url = 'https://a.example/0'"))
        assert turn.split("/")[1] == "00000000"
        assert lake.repeated_in("20310401T000000-000001") == 1
    assert sum(one.part.items for one in written if one.part) == 30


def test_a_run_that_is_started_again_adds_nothing(archives: list[Path], tmp_path: Path) -> None:
    lake = str(tmp_path / "lake")
    filled(lake, archives)
    once = in_lake(lake)
    again = filled(lake, archives, run="20310402T000000-000002")
    assert [one.part for one in again if one.part] == []
    assert (sum(one.before.done for one in again), sum(one.before.failed for one in again)) == (30, 2)
    assert in_lake(lake) == once


def test_a_run_that_was_cut_off_goes_on(archives: list[Path], tmp_path: Path) -> None:
    lake = str(tmp_path / "lake")
    filled(lake, archives[:1], part=5)
    log = Log(lake)
    kept = log.parts()[:2]
    log.storage.remove("log")
    log.add("20310401T000000-000001", 0, kept)
    held = len(in_lake(lake))
    assert 0 < held < 15
    filled(lake, archives, run="20310402T000000-000002")
    assert in_lake(lake) == in_store(tmp_path / "store.db", *archives)


def test_a_part_that_was_written_twice_is_in_it_once(archives: list[Path], tmp_path: Path) -> None:
    lake = str(tmp_path / "lake")
    first = filled(lake, archives)
    log = Log(lake)
    log.add("20310401T000000-000001", 1, [one.part for one in first if one.part])
    assert in_lake(lake) == in_store(tmp_path / "store.db", *archives)
    second = filled(lake, archives, given=Given(again=True), run="20310402T000000-000002")
    assert sum(one.part.items for one in second if one.part) == 30
    assert in_lake(lake) == in_store(tmp_path / "store.db", *archives)


def test_dead_letters_stay_until_they_are_read(archives: list[Path], tmp_path: Path) -> None:
    lake = str(tmp_path / "lake")
    filled(lake, archives)
    with Lake(lake) as opened:
        letters = opened.dead_letters()
    assert [(one["stage"], one["error"], one["tries"]) for one in letters] == [("read", "RuntimeError", 1)] * 2
    assert all(one["key"] == f"{one['source']}#{one['place']}" and "cacat" in one["message"] for one in letters)
    retry = filled(lake, archives, given=Given(retry_failed=True), run="20310402T000000-000002")
    assert sum(one.part.failed for one in retry if one.part) == 2
    with Lake(lake) as opened:
        assert [one["tries"] for one in opened.dead_letters()] == [2, 2]
    filled(lake, archives, make_patient_reader, Given(retry_failed=True), run="20310403T000000-000003")
    with Lake(lake) as opened:
        assert (opened.dead_letters(), len(opened)) == ([], 31)


def test_records_of_lansir_are_taken_as_they_are(made: list[Record], tmp_path: Path) -> None:
    filled(str(tmp_path / "lake"), [jsonl_of(made, tmp_path / "records.jsonl")])
    assert in_lake(tmp_path / "lake") == {one.article.id: one for one in made}


def test_a_record_that_the_tables_cannot_hold_is_a_dead_letter(made: list[Record], tmp_path: Path) -> None:
    event = next(one for record in made for one in record.events if one.size)
    holder = next(record for record in made if event in record.events)
    huge = msgspec.structs.replace(event, size=msgspec.structs.replace(event.size, killed=1 << 63))  # type: ignore[type-var]
    wrong = msgspec.structs.replace(holder, events=[huge])
    filled(str(tmp_path / "lake"), [jsonl_of([wrong, made[0]], tmp_path / "records.jsonl")])
    with Lake(str(tmp_path / "lake")) as lake:
        assert [(one["stage"], one["error"]) for one in lake.dead_letters()] == [("store", "OverflowError")]
        assert len(lake) == 1


def test_a_lake_in_object_storage_is_one_like_any_other(made: list[Record], tmp_path: Path) -> None:
    source = jsonl_of(made[:20], tmp_path / "records.jsonl")
    filled("memory://lakes/one", [source])
    filled(str(tmp_path / "lake"), [source])
    assert in_lake("memory://lakes/one") == in_lake(tmp_path / "lake")


class TestLayout:
    @for_all(st.lists(DAYS, min_size=1, max_size=80))
    def test_every_day_is_found_in_the_folder_that_it_was_put_in(self, days: list[str | None]) -> None:
        folder_of = folders_of(days)
        used = {folder_of(day) for day in days}
        part = Part("p", "r", {folder: ["article"] for folder in used}, [], len(days), len(days), 0)
        assert all(part.folder(day) == folder_of(day) for day in days)
        assert all(folder_of(day) in folders_for(day) for day in days)

    @for_all(st.lists(DAYS, min_size=1, max_size=300))
    def test_however_many_days_there_are_the_folders_are_few(self, days: list[str | None]) -> None:
        assert len({folders_of(days)(day) for day in days}) <= 2 * FOLDERS + 1

    def test_folders_are_named_by_month_and_day(self, archives: list[Path], tmp_path: Path) -> None:
        filled(str(tmp_path / "lake"), archives)
        found = {
            path.parent.relative_to(tmp_path / "lake" / "event").as_posix()
            for path in (tmp_path / "lake" / "event").rglob("*.parquet")
        }
        assert not found  # the reader of these tests finds no events
        found = {
            path.parent.relative_to(tmp_path / "lake" / "article").as_posix()
            for path in (tmp_path / "lake" / "article").rglob("*.parquet")
        }
        assert "published_month=2031-03/published_date=2031-03-01" in found
        assert "published_month=unknown/published_date=unknown" in found

    def test_the_tables_have_the_columns_of_the_store(self) -> None:
        assert {"id", "type", "day", "killed", "reported_by"} <= column_types("event").keys()
        assert "review" not in column_types("event") and "newest" not in column_types("article")


class TestPlaces:
    def test_there_has_to_be_a_lake(self, tmp_path: Path) -> None:
        with pytest.raises(NotAStore, match="no such lake; `lansir ingest --engine ray --lake"):
            Lake(str(tmp_path / "none"))

    def test_a_folder_with_something_else_in_it_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("penting")
        with pytest.raises(NotAStore, match="something else lies there"):
            Log(str(tmp_path), make=True)
        assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]

    def test_a_lake_of_a_newer_lansir_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "lake.json").write_text('{"lansir_lake": 99}')
        with pytest.raises(NewerStore, match="format 99"):
            Log(str(tmp_path))
        (tmp_path / "lake.json").write_text("oops")
        with pytest.raises(NotAStore, match="no mark of a lake"):
            Log(str(tmp_path))

    def test_the_log_of_a_run_becomes_one_file(self, tmp_path: Path) -> None:
        log = Log(str(tmp_path / "lake"), make=True)
        parts = [Part(f"run-{n}", "run", {"": ["item"]}, ["a"], 1, 1, 0) for n in range(3)]
        for n, part in enumerate(parts):
            log.add("run", n, [part])
        log.gather("run")
        assert [path.name for path in (tmp_path / "lake" / "log").iterdir()] == ["run.all.jsonl"]
        assert log.parts() == parts
        assert log.known() == {"a": ["run-0", "run-1", "run-2"]}

    def test_an_empty_lake_has_nothing_in_it(self, tmp_path: Path) -> None:
        Log(str(tmp_path / "lake"), make=True)
        with Lake(str(tmp_path / "lake")) as lake:
            assert (len(lake), lake.dead_letters(), lake.placement) == (0, [], None)


@for_all(st.lists(st.floats(-1, 1, width=32), min_size=4, max_size=12))
def test_vectors_that_were_packed_pack_to_the_same_bytes(values: list[float]) -> None:
    packed_once = packed_vectors(Vectors(values, {"ev-0000000000000001": values}))
    assert packed_vectors(unpacked_vectors(packed_once)) == packed_once
    assert unpacked_vectors(None) == Vectors()
