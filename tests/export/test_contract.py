"""What every exporter keeps to, those of plugins included: one test for each rule, run on each format."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast
from weakref import ref

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lansir import hooks
from lansir.export.export import export
from lansir.export.format import Exporter, Options, Zip
from lansir.query.entries import Entry, entries
from lansir.store import Store
from tests.export.memory import MemorySink
from tests.export.nasty import nasty_entries

EXPORTERS = hooks.names("lansir.exporters")
WHOLE = {"jsonl"}
"""Formats that hold all of a record."""
OWN = {"csv", "xlsx", "jsonl", "parquet"}


class Tracked(Entry, weakref=True, frozen=True, dict=True):
    """An entry of which one can tell whether somebody keeps it."""


@pytest.fixture(params=EXPORTERS)
def exporter(request: pytest.FixtureRequest) -> Exporter:
    return cast(Exporter, hooks.one("lansir.exporters", request.param))


def test_the_formats_of_the_package_are_found() -> None:
    assert set(EXPORTERS) >= OWN
    loaded, broken = hooks.found("lansir.exporters")
    assert broken == []
    assert sorted(loaded) == EXPORTERS


def test_it_says_what_it_is(exporter: Exporter) -> None:
    assert exporter.title
    assert "/" in exporter.media_type
    assert exporter.tables


def test_every_column_is_told_of_in_one_line(exporter: Exporter) -> None:
    names = [table.name for table in exporter.tables]
    assert len(names) == len(set(names))
    for table in exporter.tables:
        columns = [column.name for column in table.columns]
        assert columns
        assert len(columns) == len(set(columns))
        assert all(column.told.strip() and "\n" not in column.told for column in table.columns)


def test_the_world_is_written_and_what_is_left_out_is_told(
    exporter: Exporter, world_entries: list[Entry], sink: MemorySink
) -> None:
    losses = exporter.write(iter(world_entries), sink, Options())
    assert sink.files
    assert all(sink.files.values())
    assert losses or exporter.name in WHOLE
    assert all(loss.count > 0 and loss.part and loss.told for loss in losses)
    assert len({(loss.part, loss.told) for loss in losses}) == len(losses)


def test_nothing_selected_still_gives_a_file(exporter: Exporter, sink: MemorySink) -> None:
    assert exporter.write(iter(()), sink, Options()) == []
    assert sink.files


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(nasty_entries(), min_size=1, max_size=3, unique_by=lambda entry: entry.record.article.id))
def test_any_text_in_any_field_is_written(
    exporter: Exporter, new_sink: Callable[[], MemorySink], found: list[Entry]
) -> None:
    sink = new_sink()
    exporter.write(iter(found), sink, Options())
    assert sink.files


def test_entries_are_taken_one_by_one_and_not_kept(
    exporter: Exporter, world_entries: list[Entry], sink: MemorySink
) -> None:
    seen: list[ref[Tracked]] = []
    most = 0

    def watched() -> Iterator[Entry]:
        nonlocal most
        for entry in world_entries:
            tracked = Tracked(**{name: getattr(entry, name) for name in Entry.__struct_fields__})
            seen.append(ref(tracked))
            yield tracked
            del tracked
            most = max(most, sum(one() is not None for one in seen))

    exporter.write(watched(), sink, Options())
    assert most <= 2


def test_an_archive_holds_the_same_files_as_a_folder(
    exporter: Exporter, world_entries: list[Entry], sink: MemorySink
) -> None:
    exporter.write(world_entries[:3], sink, Options())
    file = io.BytesIO()
    archive = Zip(file)
    exporter.write(world_entries[:3], archive, Options())
    archive.close()
    with zipfile.ZipFile(file) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == list(sink.files)


def test_the_sidecar_says_what_was_written(exporter: Exporter, world_entries: list[Entry], tmp_path: Path) -> None:
    written = export(iter(world_entries), exporter.name, tmp_path / "out", query="type:ASSAULT", at="2031-04-01")
    sidecar = written.sidecar
    assert (sidecar.format, sidecar.query, sidecar.at) == (exporter.name, "type:ASSAULT", "2031-04-01")
    assert sidecar.articles == len(world_entries)
    assert sidecar.events == sum(len(entry.events) for entry in world_entries)
    assert sidecar.tables == exporter.tables
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "out").iterdir()}
    assert {fact.name: fact.bytes for fact in sidecar.files} == {
        name: size for name, size in sizes.items() if name != "export.lansir.json"
    }


@pytest.mark.slow
def test_the_whole_world_is_written(exporter: Exporter, whole_world_store: Store, tmp_path: Path) -> None:
    written = export(entries(whole_world_store), exporter.name, tmp_path / "out.zip")
    assert written.sidecar.articles == len(whole_world_store)
    assert all(fact.bytes for fact in written.sidecar.files)
