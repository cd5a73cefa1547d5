"""A model or a language pack that is damaged or gone: no traceback, one line that says what to do, nothing stored."""

import random
import shutil
from pathlib import Path

import pytest

from lansir.doctor.model import model as examined
from lansir.encoder.model import load_model
from lansir.errors import ModelError
from lansir.store import Store
from tests.faults.installations import PACKAGE, installed, ran
from tests.ingest.press import page

MODEL = PACKAGE / "model"
PARTS = ("encoder.onnx", "heads.npz", "tokenizer.json", "model.json")
PAGE = page().decode()
"""One that is read where nothing is amiss: else it is refused whatever the installation lacks."""


def damage(path: Path, chance: random.Random) -> None:
    """Cut a file, empty it, or turn one of its bits."""
    how, size = chance.choice(["cut", "empty", "bit", "bit"]), path.stat().st_size
    with path.open("r+b") as file:
        if how == "bit":
            at = chance.randrange(size)
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ 1 << chance.randrange(8)]))
        else:
            file.truncate(chance.randrange(size) if how == "cut" else 0)


def broken_model(folder: Path, name: str, chance: random.Random) -> Path:
    """The model's folder with one file damaged."""
    folder.mkdir()
    for path in MODEL.iterdir():
        if path.name == name:
            shutil.copyfile(path, folder / name)
        elif path.is_file():
            (folder / path.name).symlink_to(path)
    damage(folder / name, chance)
    return folder


@pytest.mark.parametrize("name", PARTS[1:])
def test_a_damaged_model_is_never_loaded(tmp_path: Path, name: str) -> None:
    folder = broken_model(tmp_path / "model", name, random.Random(name))
    if name != "model.json":  # a bit of the card may be a blank
        with pytest.raises(ModelError) as raised:
            load_model(folder)
        assert "\n" not in str(raised.value)
        assert "fault" in {check.state for check in examined(folder)}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_damaged_of_a_model_is_found(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    name = PARTS[seed % len(PARTS)]
    folder = broken_model(tmp_path / "model", name, chance)
    same = (folder / name).read_bytes() == (MODEL / name).read_bytes()
    try:
        load_model(folder)
    except ModelError as error:
        assert "\n" not in str(error)
        assert not same
    else:
        assert name == "model.json"  # what the card says of itself is not bound to anything


def assert_told(folder: Path, *lines: str, reads: bool = False) -> None:
    """Reading, ingesting and the doctor end with one line each; nothing was stored."""
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    for command in (["read", "page.html"], ["ingest", "page.html", "--store", "x.db", "--workers", "1"]):
        done = ran(folder, *command)
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        assert (done.returncode == 0) == reads, done.stdout + done.stderr
        if not reads:
            assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    told = ran(folder, "doctor")
    assert told.returncode == 1
    assert "Traceback" not in told.stdout + told.stderr
    for line in lines:
        assert line in told.stdout


@pytest.mark.slow
def test_a_model_that_was_cut_off_is_told_by_every_command(tmp_path: Path) -> None:
    package = installed(tmp_path, own=["model/heads.npz"])
    heads = package / "model" / "heads.npz"
    heads.write_bytes(heads.read_bytes()[:1000])
    assert_told(tmp_path, "heads.npz is not the file that the model's card names (SHA-256 differs) -> install lansir")


@pytest.mark.slow
@pytest.mark.parametrize("name", PARTS)
def test_a_model_without_one_of_its_files_is_told_by_every_command(tmp_path: Path, name: str) -> None:
    (installed(tmp_path, own=[f"model/{name}"]) / "model" / name).unlink()
    assert_told(tmp_path, f"{name} is missing")


def assert_pack_told(folder: Path, pack: str, language: str) -> None:
    """Reading and ingesting end with one line that names the pack and says what to do; nothing was stored."""
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    for command in (["read", "page.html"], ["ingest", "page.html", "--store", "x.db", "--workers", "1"]):
        done = ran(folder, *command, lang=language)
        assert done.returncode == 2, done.stdout + done.stderr
        assert not done.stdout
        (told,) = done.stderr.strip().splitlines()
        assert pack in told, told
        assert told.endswith("install lansir again"), told
    assert not (folder / "x.db").exists() or len(Store(folder / "x.db")) == 0


def test_words_that_are_gone_are_told_with_what_to_do(tmp_path: Path) -> None:
    package = installed(tmp_path, own=["words/id"])
    shutil.rmtree(package / "words" / "id")
    assert_pack_told(tmp_path, "words/id: the language pack is missing", "id")


@pytest.mark.slow
@pytest.mark.parametrize("pack", ["lang/en", "lang/id", "lang/ms", "words/en", "words/id"])
def test_a_language_pack_that_is_gone_is_told_with_what_to_do(tmp_path: Path, pack: str) -> None:
    shutil.rmtree(installed(tmp_path, own=[pack]) / pack)
    assert_pack_told(tmp_path, f"{pack}: the language pack is missing", "id" if pack == "words/id" else "en")


@pytest.mark.slow
def test_where_nothing_is_amiss_the_page_is_read(tmp_path: Path) -> None:
    installed(tmp_path)
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    for command in (["read", "page.html"], ["ingest", "page.html", "--store", "x.db", "--workers", "1"]):
        done = ran(tmp_path, *command)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_who_asks_for_other_words_can_do_without_those_that_are_gone(tmp_path: Path) -> None:
    shutil.rmtree(installed(tmp_path, own=["words/id"]) / "words" / "id")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    assert ran(tmp_path, "read", "page.html", lang="id").returncode == 2
    assert ran(tmp_path, "read", "page.html", lang="en").returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["lang", "words"])
@pytest.mark.parametrize("language", ["en", "id"])
def test_the_doctor_tells_of_a_language_pack_that_is_gone(tmp_path: Path, kind: str, language: str) -> None:
    package = installed(tmp_path, own=[f"{kind}/{language}"])
    shutil.rmtree(package / kind / language)
    told = ran(tmp_path, "doctor", lang=language)
    assert "Traceback" not in told.stdout + told.stderr
    assert told.returncode == 1
    assert f"{kind}/{language}" in told.stdout


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_a_table_that_is_damaged_never_gives_a_traceback(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    tables = sorted(path for path in PACKAGE.rglob("*.yaml") if path.parts[-3] == "lang")
    chosen = chance.choice(tables).relative_to(PACKAGE)
    package = installed(tmp_path, own=[str(chosen)])
    damage(package / chosen, chance)
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    done = ran(tmp_path, "read", "page.html")
    assert "Traceback" not in done.stdout + done.stderr, f"{chosen}: {done.stderr}"
    assert done.returncode == 0 or len(done.stderr.strip().splitlines()) == 1, done.stderr
