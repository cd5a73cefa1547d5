"""How soon pages of the desk are there: each is asked for over a real server."""

import shutil
from pathlib import Path

import pytest

from bench import desk_pages
from bench.growth_points import STORE


def test_a_folder_without_a_store_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk_pages.main(["--folder", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("bench.desk_pages: ") and told.count("\n") == 1


@pytest.mark.slow
def test_every_page_has_its_times(world_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_pages, "TIMES", 2)
    monkeypatch.setattr(desk_pages, "CHROMIUM", tmp_path / "no browser")
    found = desk_pages.measure(Path(shutil.copyfile(world_path, tmp_path / STORE)))
    assert list(found) == list(desk_pages.PAGES)
    assert all(one.first_ms > 0 and one.median_ms > 0 and one.kib > 1 for one in found.values())
    assert {one.painted_ms for one in found.values()} == {None}
