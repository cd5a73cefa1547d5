"""The archives of a release: the same bytes from the same commit, with all that belongs into them and nothing else."""

import io
import os
import shutil
import subprocess
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from lansir.errors import InputError
from release.__main__ import sums
from release.archives import build, contents, faults, tool
from release.tree import Tree

EPOCH = 1_795_000_000
INFO = "lansir-1.0.dist-info"


def wheel(folder: Path, names: list[str]) -> Path:
    path = folder / "lansir-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name.replace("*", "x").format(info=INFO), "")
    return path


class TestContents:
    def test_a_wheel_that_has_all_it_needs(self, tmp_path: Path) -> None:
        assert list(faults(wheel(tmp_path, contents()["wheel"].needs))) == []

    def test_what_it_lacks_is_told(self, tmp_path: Path) -> None:
        needs = [name for name in contents()["wheel"].needs if "encoder" not in name]
        assert list(faults(wheel(tmp_path, needs))) == [
            "lansir-1.0-py3-none-any.whl: no lansir/model/encoder.onnx in it"
        ]

    @pytest.mark.parametrize("name", ["tests/test_a.py", "bench/gate.py", "training/a.py", "lansir/__pycache__/a.pyc"])
    def test_what_does_not_belong_into_it_is_told(self, tmp_path: Path, name: str) -> None:
        found = list(faults(wheel(tmp_path, [*contents()["wheel"].needs, name])))
        assert found
        assert all(f"{name} does not belong into it" in line for line in found)

    def test_one_that_is_too_large_is_told(self, tmp_path: Path) -> None:
        held = contents()["wheel"]
        path, most = wheel(tmp_path, held.needs), held.bytes
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("lansir/more.bin", bytes(most))
        assert list(faults(path)) == [f"{path.name}: {path.stat().st_size:,} bytes, and {most:,} are allowed"]
        assert most == 80_000_000

    def test_a_source_archive_is_held_to_its_own_list(self, tmp_path: Path) -> None:
        path = tmp_path / "lansir-1.0.tar.gz"
        with tarfile.open(path, "w:gz") as archive:
            for name in ("lansir-1.0/PKG-INFO", "lansir-1.0/tests/test_a.py"):
                archive.addfile(tarfile.TarInfo(name), io.BytesIO())
        found = list(faults(path))
        assert "lansir-1.0.tar.gz: no lansir-1.0/LICENSE in it" in found
        assert "lansir-1.0.tar.gz: lansir-1.0/tests/test_a.py does not belong into it" in found


def test_without_the_tools_it_is_said_how_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="make wheel"):
        tool(tmp_path, "hatchling")


def test_the_sums_are_those_that_sha256sum_checks(tmp_path: Path) -> None:
    (tmp_path / "b.whl").write_bytes(b"b")
    (tmp_path / "a.tar.gz").write_bytes(b"a")
    expected = "".join(
        f"{sha256(one.encode()).hexdigest()}  {one}{end}\n" for one, end in (("a", ".tar.gz"), ("b", ".whl"))
    )
    assert sums(tmp_path, ["b.whl", "a.tar.gz"]) == expected


@pytest.fixture(scope="module")
def copies(tree: Tree, tools: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Path]]:
    """Wheel and source archive of two copies of this tree: other folders, rights and order of being written."""
    named = tree.git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    names = [name for name in named if name and (tree.root / name).is_file()]
    made = []
    for turn, order in enumerate((names, names[::-1])):
        folder = tmp_path_factory.mktemp("copy") / f"lansir{turn}"
        for name in order:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(tree.root / name, folder / name)
            (folder / name).chmod((0o644, 0o600)[turn])
            os.utime(folder / name, (turn * 10_000_000,) * 2)
        made.append(build(folder, folder / "dist", tools, EPOCH))
    return made


@pytest.mark.slow
class TestArchives:
    def test_two_folders_give_the_same_bytes(self, copies: list[tuple[Path, Path]]) -> None:
        first, second = ([sha256(path.read_bytes()).hexdigest() for path in pair] for pair in copies)
        assert first == second

    def test_they_hold_what_they_should(self, copies: list[tuple[Path, Path]]) -> None:
        assert [line for archive in copies[0] for line in faults(archive)] == []

    def test_the_record_of_the_wheel_names_every_file_of_it(self, copies: list[tuple[Path, Path]]) -> None:
        with zipfile.ZipFile(copies[0][0]) as archive:
            (record,) = (name for name in archive.namelist() if name.endswith(".dist-info/RECORD"))
            listed = [line.rsplit(",", 2)[0] for line in archive.read(record).decode().splitlines()]
            assert sorted(listed) == sorted(archive.namelist())

    def test_the_source_archive_builds_the_same_wheel(
        self, copies: list[tuple[Path, Path]], tools: Path, tmp_path: Path
    ) -> None:
        subprocess.run(["tar", "xf", str(copies[0][1]), "-C", str(tmp_path)], check=True)
        (folder,) = tmp_path.iterdir()
        again, _ = build(folder, folder / "dist", tools, EPOCH)
        assert again.read_bytes() == copies[0][0].read_bytes()
