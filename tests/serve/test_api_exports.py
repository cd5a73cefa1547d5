"""Exports over HTTP: an archive that is written while it is sent, whole or visibly broken off."""

import csv
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from lansir.errors import StoreError
from lansir.export.delimited import Csv
from lansir.export.format import Options
from lansir.export.targets import SIDECAR
from lansir.query.selection import Selection
from lansir.serve.api import PREFIX, exports
from lansir.store import Store
from tests.serve.api_client import HOME, Api


@pytest.fixture
def api(world_path: Path, monkeypatch: pytest.MonkeyPatch) -> Api:
    monkeypatch.setattr(exports, "exporter_named", lambda _name: Csv())
    return Api(world_path)


def members(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_archive_holds_the_selection_and_its_sidecar(api: Api, world_store: Store) -> None:
    query = "type:ASSAULT,COERCE"
    answer = api.get("export/csv", q=query)
    assert answer.headers["content-type"] == "application/zip"
    assert "attachment" in answer.headers["content-disposition"]
    got = members(answer.content)
    sidecar = json.loads(got[SIDECAR])
    assert sidecar["query"] == query
    assert sidecar["events"] == Selection(world_store, query, "events").count()
    rows = list(csv.DictReader(io.StringIO(got["events.csv"].decode())))
    assert {row[next(iter(row))] for row in rows} == set(Selection(world_store, query, "events").ids())


def test_options_are_passed_on(api: Api) -> None:
    got = members(api.get("export/csv", kind="statements", delimiter=";", decimal=",", tables="statements").content)
    assert "statements.csv" in got
    assert "events.csv" not in got
    assert got["statements.csv"].splitlines()[0].count(b";") > 5


def test_what_is_wrong_is_told_before_anything_is_sent(api: Api) -> None:
    assert "no table" in api.refused("export/csv", 400, tables="nothing")
    assert "no field" in api.refused("export/csv", 400, q="tyep:x")
    api.refused("export/csv", 400, decimal=",")
    api.refused("export/csv", 400, delimiter="x")


def test_head_says_what_would_come(api: Api) -> None:
    answer = api.client.head(f"{PREFIX}/export/csv")
    assert (answer.status_code, answer.content) == (200, b"")


def test_only_so_many_are_written_at_once(api: Api) -> None:
    for _ in range(exports.AT_ONCE):
        exports._free.acquire()
    try:
        assert "ask again" in api.refused("export/csv", 503)
    finally:
        for _ in range(exports.AT_ONCE):
            exports._free.release()
    for _ in range(exports.AT_ONCE + 1):
        assert members(api.get("export/csv", q="type:ASSAULT").content)


class Failing(Csv):
    """Writes much, then fails."""

    def write(self, entries: Iterator[Any], sink: Any, options: Options) -> list[Any]:  # type: ignore[override]  # noqa: ANN401
        import os

        with sink.open("events.csv") as file:
            for _ in range(40):
                file.write(os.urandom(exports.PIECE))
        raise StoreError("the store went away")


def test_an_export_that_fails_midway_breaks_off(world_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "exporter_named", lambda _name: Failing())
    client = TestClient(Api(world_path).client.app, base_url=HOME)
    with pytest.raises(RuntimeError, match="response already started"):
        client.get(f"{PREFIX}/export/csv")


def test_a_writer_whose_reader_has_gone_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = exports._Pipe(threading.Event())
    pipe.gone.set()
    with pytest.raises(BrokenPipeError):
        pipe.write(b"x" * exports.PIECE)
