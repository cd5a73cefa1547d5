"""Where an export goes: whole or not at all, never over what is there, and with a sidecar that tells the truth."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from lansir.errors import InputError
from lansir.export.both import Both
from lansir.export.export import Sidecar, export, stream
from lansir.export.format import Options
from lansir.export.targets import SIDECAR
from lansir.query.entries import Entry


class Selected:
    """A selection of a store, by hand."""

    def __init__(self, entries: list[Entry], kind: str) -> None:
        self._entries, self._kind = entries, kind

    def entries(self) -> Iterator[Entry]:
        for entry in self._entries:
            none: frozenset[str] = frozenset()
            if self._kind == "events" and entry.events:
                yield msgspec.structs.replace(entry, selected_statements=none)
            if self._kind == "statements" and entry.statements:
                yield msgspec.structs.replace(entry, selected_events=none)

    def ids(self) -> Iterator[str]:
        for entry in self._entries:
            yield from (one.id for one in (entry.events if self._kind == "events" else entry.statements))


def broken_off(entries: list[Entry]) -> Iterator[Entry]:
    yield from entries
    raise RuntimeError("the store is gone")


@pytest.mark.parametrize("name", ["out", "out.zip", "out.xlsx"])
def test_an_export_that_breaks_off_leaves_nothing(name: str, world_entries: list[Entry], tmp_path: Path) -> None:
    format_ = "xlsx" if name.endswith("xlsx") else "csv"
    with pytest.raises(RuntimeError, match="store is gone"):
        export(broken_off(world_entries[:2]), format_, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_has_the_tables_and_the_sidecar(world_entries: list[Entry], tmp_path: Path) -> None:
    written = export(world_entries, "csv", tmp_path / "deep" / "out")
    names = {path.name for path in (tmp_path / "deep" / "out").iterdir()}
    assert names == {fact.name for fact in written.sidecar.files} | {SIDECAR}
    assert list((tmp_path / "deep").iterdir()) == [tmp_path / "deep" / "out"]


def test_an_archive_has_them_too(world_entries: list[Entry], tmp_path: Path) -> None:
    written = export(world_entries[:2], "csv", tmp_path / "out.ZIP")
    with zipfile.ZipFile(tmp_path / "out.ZIP") as archive:
        assert set(archive.namelist()) == {fact.name for fact in written.sidecar.files} | {SIDECAR}
        for fact in written.sidecar.files:
            assert hashlib.sha256(archive.read(fact.name)).hexdigest() == fact.sha256


def test_a_format_of_one_file_goes_into_a_file(world_entries: list[Entry], tmp_path: Path) -> None:
    export(world_entries[:2], "jsonl", tmp_path / "some.jsonl", query="type:ASSAULT", at="2031-04-01T00:00:00+00:00")
    assert {path.name for path in tmp_path.iterdir()} == {"some.jsonl", "some.jsonl.lansir.json"}
    sidecar = msgspec.json.decode((tmp_path / "some.jsonl.lansir.json").read_bytes(), type=Sidecar)
    assert (sidecar.query, sidecar.at, sidecar.articles) == ("type:ASSAULT", "2031-04-01T00:00:00+00:00", 2)
    (fact,) = sidecar.files
    data = (tmp_path / "some.jsonl").read_bytes()
    assert (fact.name, fact.bytes, fact.sha256) == ("some.jsonl", len(data), hashlib.sha256(data).hexdigest())


def test_one_table_goes_into_a_file_and_several_do_not(world_entries: list[Entry], tmp_path: Path) -> None:
    export(world_entries[:2], "csv", tmp_path / "events.csv", Options(tables=("events",)))
    assert (tmp_path / "events.csv").read_text(encoding="utf-8").startswith("event_id,")
    with pytest.raises(InputError, match="a file for each table"):
        export(world_entries[:2], "csv", tmp_path / "all.csv")
    assert not (tmp_path / "all.csv").exists()


@pytest.mark.parametrize("name", ["out", "out.zip", "out.jsonl"])
def test_what_is_there_is_written_over_with_force_only(name: str, world_entries: list[Entry], tmp_path: Path) -> None:
    export(world_entries[:2], "jsonl", tmp_path / name)
    with pytest.raises(InputError, match="--force"):
        export(world_entries[:3], "jsonl", tmp_path / name)
    assert export(world_entries[:3], "jsonl", tmp_path / name, force=True).sidecar.articles == 3


def test_force_leaves_what_is_not_of_the_export(world_entries: list[Entry], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    export(world_entries[:2], "jsonl", tmp_path / "out", force=True)
    assert (tmp_path / "out" / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_may_be_there(world_entries: list[Entry], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    export(world_entries[:2], "jsonl", tmp_path / "out")
    assert (tmp_path / "out" / SIDECAR).exists()


def test_an_unknown_format_or_table_is_named_with_those_there_are(world_entries: list[Entry], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"'word'.*csv"):
        export(world_entries, "word", tmp_path / "out")
    with pytest.raises(InputError, match=r"'deeds'.*events"):
        export(world_entries, "csv", tmp_path / "out", Options(tables=("deeds",)))
    with pytest.raises(InputError, match="delimiter"):
        export(world_entries, "csv", tmp_path / "out", Options(decimal=","))
    assert list(tmp_path.iterdir()) == []


def test_a_stream_has_the_bytes_of_the_file(world_entries: list[Entry], tmp_path: Path) -> None:
    file = io.BytesIO()
    sidecar = stream(world_entries[:2], "csv", file, Options(tables=("events",)))
    export(world_entries[:2], "csv", tmp_path / "events.csv", Options(tables=("events",)))
    assert file.getvalue() == (tmp_path / "events.csv").read_bytes()
    assert sidecar.articles == 2


def test_progress_is_told_article_by_article(world_entries: list[Entry], tmp_path: Path) -> None:
    steps: list[int] = []
    export(world_entries[:4], "jsonl", tmp_path / "out", step=steps.append)
    assert steps == [1, 2, 3, 4]


def test_events_and_statements_of_a_query_come_article_by_article_once(
    world_entries: list[Entry], tmp_path: Path
) -> None:
    some = [entry for entry in world_entries if entry.events and entry.statements]
    silent = msgspec.structs.replace(some[0], selected_events=frozenset())
    both = Both(Selected(some[1:], "events"), Selected([silent, *some[1:]], "statements"))
    written = export(both, "jsonl", tmp_path / "out")
    lines = [json.loads(line) for line in (tmp_path / "out" / "lansir.jsonl").read_bytes().splitlines()]
    assert [line["article"]["id"] for line in lines] == [
        *(entry.record.article.id for entry in some[1:]),
        silent.record.article.id,
    ]
    assert written.sidecar.events == sum(len(entry.events) for entry in some[1:])
    assert written.sidecar.statements == sum(len(entry.statements) for entry in some)
    assert lines[-1]["selection"]["events"] == []
