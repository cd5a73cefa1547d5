"""A file is not given the name of another format."""

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import cast

import msgspec
import pytest

from lansir import hooks
from lansir.errors import InputError
from lansir.export.endings import endings, refuse_other_ending
from lansir.export.export import export
from lansir.export.format import Exporter, Options
from lansir.query.entries import Entry
from tests.export.memory import MemorySink

OURS = {
    name: cast(Exporter, exporter)
    for name, exporter in hooks.load("lansir.exporters").items()
    if type(exporter).__module__.startswith("lansir.")
}
PLAIN = Options()


def test_every_format_of_the_package_has_endings_and_no_other() -> None:
    assert OURS.keys() == endings().formats.keys()
    assert endings().tabs.keys() <= OURS.keys()


def test_endings_are_small_letters_with_a_point() -> None:
    listed = [one for own in endings().formats.values() for one in own]
    assert all(one == PurePath(f"a{one}").suffix == one.lower() for one in [*listed, *endings().foreign])
    assert not endings().foreign & set(listed)


@pytest.mark.parametrize("name", OURS)
def test_what_a_format_calls_its_own_files_it_takes(name: str) -> None:
    sink = MemorySink()
    OURS[name].write(iter(()), sink, msgspec.structs.replace(PLAIN, described=False))
    for file in sink.files:
        refuse_other_ending(Path(file), name, PLAIN)


@pytest.mark.parametrize("name", OURS)
def test_the_endings_of_others_are_refused_and_the_right_one_named(name: str) -> None:
    own = endings().of(name, PLAIN)
    told = rf"{name} is written as \{own[0]}; name the file so$"
    for ending in endings().known() - set(own):
        with pytest.raises(InputError, match=rf"^a\{ending.upper()}: {told}"):
            refuse_other_ending(Path(f"a{ending.upper()}"), name, PLAIN)


def allowed() -> Iterator[tuple[str, str, Options]]:
    yield from (("xlsx", name, PLAIN) for name in ("a.XLSX", "a.of-march", "report.2031", "a.csv.xlsx", "folder"))
    yield from (("csv", f"a{ending}", Options(delimiter="\t")) for ending in (".csv", ".tsv", ".tab", ".txt"))
    yield from (("minutes", f"a{ending}", PLAIN) for ending in sorted(endings().known()))


@pytest.mark.parametrize(("format_", "name", "options"), list(allowed()))
def test_its_own_unknown_and_strangers_endings_pass(format_: str, name: str, options: Options) -> None:
    refuse_other_ending(Path(name), format_, options)


def test_nothing_is_written_under_a_wrong_name(world_entries: list[Entry], tmp_path: Path) -> None:
    for format_, name in (("xlsx", "a.csv"), ("csv", "a.xlsx"), ("jsonl", "a.parquet"), ("csv", "a.tsv")):
        with pytest.raises(InputError, match=f"{format_} is written as"):
            export(world_entries[:1], format_, tmp_path / name, force=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_may_be_called_anything(world_entries: list[Entry], tmp_path: Path) -> None:
    (tmp_path / "of.csv").mkdir()
    export(world_entries[:1], "xlsx", tmp_path / "of.csv")
    assert (tmp_path / "of.csv" / "lansir.xlsx").exists()
