"""Installing: a wheel into an environment of its own, with an exporter beside it, as the page tells."""

import re
import sys
from pathlib import Path

import pytest

from tests.first_hour.terminal import DOCS, Said, Terminal, files, steps, window, write

pytestmark = pytest.mark.slow
ROOT = DOCS.parent
SEED = ROOT.parent / "shared" / "seed"
MOST = 80 * 1024 * 1024
UNREACHABLE = re.compile(r"No matching distribution|Could not find a version|connection|Connection|Failed to establish")
STEPS = steps(DOCS / "first-hour.md")


def installed(said: Said) -> None:
    """Pass over the test where no package index answers; anything else that goes wrong is a fault."""
    if said.code and UNREACHABLE.search(said.err):
        pytest.skip("no package index can be reached")
    assert said.code == 0, said


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that the page's command builds."""
    folder = tmp_path_factory.mktemp("dist")
    here = window(ROOT, folder, Path(sys.executable).parent)
    installed(here.type(STEPS["wheel"][0].replace("dist ", f"{folder} "), code=None))
    (made,) = folder.glob("lansir-*.whl")
    return made


@pytest.fixture(scope="module")
def terminal(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A window in an empty folder, with an environment in which nothing but that wheel was installed."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("work")
    make, _, _, _ = STEPS["install"]
    programs = home / "lansir-env" / "bin"
    window(folder, home, Path(sys.executable).parent).type(make.replace("python3", sys.executable))
    here = window(folder, home, programs)
    installed(here.type(f"python -m pip install '{wheel}[parquet]'", code=None))
    return here


def test_the_wheel_is_small_enough_to_send(wheel: Path) -> None:
    assert wheel.stat().st_size < MOST


def test_all_is_well(terminal: Terminal) -> None:
    assert terminal.type(STEPS["install"][3]).out.splitlines()[-1] == "All is well."


def test_a_practice_page_is_read(terminal: Terminal) -> None:
    if not (terminal.folder / "practice").exists():
        terminal.type(STEPS["pages"][2])
    assert "Fishermen march" in terminal.type(STEPS["read"][0]).out


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed's page is not here")
def test_the_seeds_page_is_read(terminal: Terminal) -> None:
    (page,) = SEED.glob("*.txt")
    said = terminal.type(f"lansir read '{page}'").out
    assert "Who said what" in said
    assert "Who did what to whom" in said


def test_an_exporter_is_installed_beside_it(terminal: Terminal) -> None:
    shown = files(DOCS / "first-hour.md")
    write(terminal.folder, {name: text for name, text in shown.items() if name.startswith("quotes-exporter")})
    install, listed, export = STEPS["exporter"]
    installed(terminal.type(install, code=None))
    assert re.search(r"^quotes +Quotations, one a line$", terminal.type(listed).out, re.MULTILINE)
    if not (terminal.folder / "practice").exists():
        terminal.type(STEPS["pages"][2])
    terminal.type(STEPS["folder"][0])
    terminal.type(export)
    assert "mud" in (terminal.folder / "quotes.txt").read_text(encoding="utf-8")


def test_nothing_is_imported_from_the_source_tree(terminal: Terminal) -> None:
    where = terminal.type("python -c 'import lansir; print(lansir.__file__)'").out
    assert str(ROOT) not in where
