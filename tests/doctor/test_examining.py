"""The doctor: what is broken is a fault in one line that says what to do, and whatever is broken, the rest is told."""

import base64
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

import lansir
from lansir import lang
from lansir.doctor import examined
from lansir.doctor import store as store_module
from lansir.doctor.check import Check, guarded
from lansir.doctor.installation import actor_files, data_files, languages, libraries, python
from lansir.doctor.model import model
from lansir.doctor.store import disk, permissions, store
from lansir.errors import InputError
from lansir.store import Store
from lansir.store.connection import SCHEMA_VERSION
from lansir.words import loading
from tests.story.handmade import Made, made

PACKAGE = Path(lansir.__file__).parent
READ, SPOKEN = sorted(lang.SHIPPED), sorted(loading.SHIPPED)
NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a small store."""
    with Store(tmp_path / "lansir.db", write=True) as opened:
        opened.add(made(Made("Rapat", paragraphs=("Rapat berlangsung lama.",)))[0])
    return tmp_path / "lansir.db"


def codes(checks: Iterator[Check], state: str = "fault") -> list[str]:
    return [check.code for check in checks if check.state == state]


class TestInstallation:
    def test_an_old_python_is_a_fault(self) -> None:
        assert codes(python("3.10.4", ">=3.11")) == ["python_old"]
        assert codes(python("3.11.0", ">=3.11"), "ok") == ["python"]

    @pytest.mark.parametrize(
        ("required", "found"),
        [
            (["msgspec>=0.19"], []),
            (["msgspec>=9999"], ["library_other"]),
            (["msgspec<0.1,>=0.0"], ["library_other"]),
            (["no-such-library>=1"], ["library_missing"]),
            (['no-such-library>=1; extra == "more"'], []),
            (["no-such-library>=1; python_version < '3'"], []),
        ],
    )
    def test_libraries_are_there_in_versions_that_will_do(self, required: list[str], found: list[str]) -> None:
        assert codes(libraries(required)) == found

    def test_an_optional_library_that_is_too_old_is_a_warning(self) -> None:
        assert codes(libraries(['msgspec>=9999; extra == "more"']), "warning") == ["library_other"]

    def test_a_file_that_the_installation_lists_and_is_not_there_or_is_another_is_a_fault(self, tmp_path: Path) -> None:
        good, bad = tmp_path / "good.py", tmp_path / "bad.py"
        for file in (good, bad):
            file.write_text("x = 1\n")
        digest = base64.urlsafe_b64encode(hashlib.sha256(b"x = 1\n").digest()).rstrip(b"=").decode()
        listed = [(good, digest), (bad, digest.swapcase()), (tmp_path / "gone.py", None)]
        assert codes(data_files(tmp_path, listed)) == ["file_damaged", "file_missing"]

    def test_an_empty_or_unreadable_table_is_a_fault(self, tmp_path: Path) -> None:
        (tmp_path / "empty.yaml").write_text("")
        (tmp_path / "bytes.tsv").write_bytes(b"\xff\xfe\x00broken")
        assert codes(data_files(tmp_path, [])) == ["file_damaged", "file_damaged"]

    def test_no_language_of_this_installation_lacks_anything(self) -> None:
        assert codes(languages()) == []

    def test_a_missing_language_pack_is_named(self, tmp_path: Path) -> None:
        for kind in ("lang", "words"):
            shutil.copytree(PACKAGE / kind, tmp_path / kind)
        shutil.rmtree(tmp_path / "lang" / "id")
        (tmp_path / "words" / "en" / "find.yaml").unlink()
        found = [check for check in languages(tmp_path) if check.state == "fault"]
        assert [(check.code, check.facts["folder"]) for check in found] == [
            ("language_missing", "lang/id"), ("language_incomplete", "words/en")
        ]  # fmt: skip
        assert found[1].facts["files"] == "find.yaml"

    @pytest.mark.parametrize("pack", [f"lang/{code}" for code in READ] + [f"words/{code}" for code in SPOKEN])
    def test_a_pack_is_missed_of_every_language_that_lansir_comes_with(self, pack: str, tmp_path: Path) -> None:
        for kind in ("lang", "words"):
            shutil.copytree(PACKAGE / kind, tmp_path / kind, ignore=shutil.ignore_patterns(Path(pack).name))
        found = [check for check in languages(tmp_path) if check.state == "fault"]
        assert ("language_missing", pack) in [(check.code, check.facts["folder"]) for check in found]

    def test_own_actors_that_cannot_be_read_are_a_fault(self, tmp_path: Path) -> None:
        (tmp_path / "own.yaml").write_text("- nonsense: [")
        assert codes(actor_files([tmp_path / "own.yaml", tmp_path / "gone.csv"])) == ["actors_fault"] * 2


class TestModel:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A model's folder as it should be, with small files."""
        digests = {}
        for name in ("encoder.onnx", "heads.npz"):
            (tmp_path / name).write_bytes(name.encode())
            digests[name] = hashlib.sha256(name.encode()).hexdigest()
        (tmp_path / "model.json").write_text(json.dumps({"version": "1", "sha256": digests}))
        return tmp_path

    def test_a_model_as_its_card_names_it_is_well(self, folder: Path) -> None:
        assert [check.code for check in model(folder)] == ["model"]

    def test_a_byte_that_is_another_is_a_fault(self, folder: Path) -> None:
        (folder / "heads.npz").write_bytes(b"heads.npy")
        (check,) = model(folder)
        assert (check.code, check.facts["file"]) == ("model_damaged", str(folder / "heads.npz"))

    def test_a_file_that_is_not_there_is_a_fault(self, folder: Path) -> None:
        (folder / "encoder.onnx").unlink()
        assert codes(model(folder)) == ["file_missing"]

    @pytest.mark.parametrize("card", [b"", b"{", b'{"version": 1}', b"\xff"])
    def test_a_card_that_cannot_be_read_is_a_fault(self, folder: Path, card: bytes) -> None:
        (folder / "model.json").write_bytes(card)
        assert codes(model(folder)) == ["file_damaged"]

    def test_without_a_card_there_is_no_model(self, tmp_path: Path) -> None:
        assert codes(model(tmp_path)) == ["file_missing"]

    def test_the_shipped_model_is_the_one_that_its_card_names(self) -> None:
        assert codes(model()) == []


class TestStore:
    def test_a_store_that_is_well_is_told_to_be_so(self, path: Path) -> None:
        checks = list(store(path, deep=True))
        assert [check.code for check in checks if check.state == "ok"] == [
            "store", "integrity", "sound", "log", "may_write", "disk"
        ]  # fmt: skip
        assert codes(iter(checks), "warning") == ["other_version"]

    def test_a_store_of_a_newer_version_is_a_fault_that_says_so(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        first = next(store(path))
        assert first.code == "store_fault"
        assert "newer Lansir" in first.facts["told"]
        assert "update Lansir" in first.facts["told"]

    def test_what_is_no_store_is_a_fault(self, tmp_path: Path) -> None:
        (tmp_path / "text.db").write_text("not a database, but a text that is long enough to be looked at" * 20)
        for name in ("text.db", "gone.db"):
            assert codes(store(tmp_path / name)) == ["store_fault"]

    def test_a_damaged_file_is_a_fault(self, path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(4096 * 3)
            file.write(b"\xaa" * 4096 * 4)
        assert set(codes(store(path))) & {"damaged", "store_fault"}

    def test_with_deep_a_reference_that_leads_nowhere_is_a_fault(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE article SET version = 7, address = 'https://a.example/'")
            connection.commit()
        assert codes(store(path)) == []
        assert codes(store(path, deep=True)) == ["unsound"]

    def test_failures_of_ingests_are_a_warning(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("INSERT INTO failure VALUES ('k', 'fetch', 'FetchError', 'm', '{}', 1, NULL, '2031')")
            connection.commit()
        assert "failures" in codes(store(path), "warning")

    @pytest.mark.parametrize(
        ("free", "state", "code"),
        [(1 << 20, "fault", "disk_full"), (1 << 29, "warning", "disk_low"), (1 << 40, "ok", "disk")],
    )
    def test_a_full_disk_is_a_fault_before_anything_is_lost(
        self, free: int, state: str, code: str, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=free))
        assert [(check.state, check.code) for check in disk(path)] == [(state, code)]

    def test_a_log_that_has_grown_is_a_warning(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(store_module, "_log_bytes", lambda: -1)
        assert "log_long" in codes(store(path), "warning")

    def test_a_store_that_may_not_be_written_to_is_a_fault(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="lansir-read-only-"))
        try:
            Store(folder / "lansir.db", write=True).close()
            (folder / "lansir.db").chmod(0o444)
            folder.chmod(0o555)
            assert found_by_somebody_else(folder / "lansir.db") == ["file_read_only", "folder_read_only"]
        finally:
            folder.chmod(0o755)
            shutil.rmtree(folder)


def found_by_somebody_else(path: Path) -> list[str]:
    """The faults that a user without rights is told: root, who may do everything, is somebody else for that long."""
    root = os.getuid() == 0
    if root:
        os.setresuid(NOBODY, 0, 0)  # rights are looked up for the real user
    try:
        return codes(permissions(path))
    finally:
        if root:
            os.setresuid(0, 0, 0)


class TestWhole:
    def test_whatever_one_check_raises_the_others_are_told(self) -> None:
        def broken() -> Iterator[Check]:
            raise InputError("mend it")

        def worse() -> Iterator[Check]:
            raise RuntimeError("no\nsuch thing")

        (first,), (second,) = guarded("model", broken), guarded("plugins", worse)
        assert (first.code, first.facts) == ("failed", {"told": "mend it"})
        assert second.facts == {"told": "RuntimeError: no such thing"}

    def test_a_package_without_its_files_never_raises(self, tmp_path: Path) -> None:
        found = codes(examined(tmp_path / "gone.db", folder=tmp_path))
        assert {"language_missing", "file_missing", "store_fault"} <= set(found)

    @pytest.mark.slow
    def test_an_installation_without_a_language_pack_says_so_in_lines(self, tmp_path: Path) -> None:
        kept = shutil.ignore_patterns("model", "__pycache__", "id")
        shutil.copytree(PACKAGE, tmp_path / "lansir", ignore=kept)
        (tmp_path / "lansir" / "model").symlink_to(PACKAGE / "model")
        run = [sys.executable, "-c", "import sys; from lansir.cli import main; sys.exit(main())", "doctor"]
        environment = {**os.environ, "PYTHONPATH": str(tmp_path), "LANSIR_LANG": "id"}
        done = subprocess.run(
            run, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 1, done.stderr
        assert "FAULT: installation: the language pack lang/id is missing -> install lansir again" in done.stdout
        assert re.search(r"FAULT: model: .*lang/id: the language pack is missing; install lansir again", done.stdout)
        assert "Traceback" not in done.stdout + done.stderr
