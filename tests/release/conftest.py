"""A small checkout of nothing in particular from which a release could be cut, and the real one."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from release.tree import Tree

ROOT = Path(__file__).parents[2]
DAY = "2026-11-20"
DIGEST = "a" * 64
FILES = {
    ".gitignore": "__pycache__/\n/dist/\n/build/\n",
    "src/lansir/_version.py": '__version__ = "1.2.3"\n',
    "src/lansir/model/model.json": '{"version": "2026.12"}\n',
    "CHANGELOG.md": f"# Changelog\n\n## [1.2.3] - {DAY}\n\n### Added\n\n- Everything.\n",
    "CITATION.cff": f"cff-version: 1.2.0\nmessage: Cite it.\ntitle: A\nauthors: [{{name: B}}]\nversion: 1.2.3\n"
    f"date-released: {DAY}\n",
    "pyproject.toml": '[project]\nname = "lansir"\ndependencies = ["alpha>=1"]\n[dependency-groups]\ndev = ["beta"]\n',
    "requirements.lock": f"alpha==1.5 \\\n    --hash=sha256:{DIGEST}\n    # via lansir (pyproject.toml)\n",
    "requirements-dev.lock": f"alpha==1.5 \\\n    --hash=sha256:{DIGEST}\nbeta==2 \\\n    --hash=sha256:{DIGEST}\n",
    "docs/results.md": "<!-- headline:start -->\n| 1 |\n<!-- headline:end -->\n\n"
    "`python -m bench.accuracy data --json`, 2026-11-20, two cores, Python 3.11.7, model 2026.12. 48 documents.\n",
    "docs/reliability.md": "`python -m bench.fuzz`, 2026-11-20, two cores, Python 3.11.7, model 2026.12.\n",
    "docs/scale.md": "`python -m bench.scale --json`, 2026-11-20, two cores, Python 3.11.7, model 2026.12.\n",
    "README.md": "# A\n\n<!-- headline:start -->\n| 1 |\n<!-- headline:end -->\n",
    "bench/__init__.py": "",
    "bench/gate.py": "print('events: 0.620 (0.620)')\n",
    "bench/floors.yaml": "gold: a\nnoise: 0.01\nreached:\n  events: {all: 0.6}\n  said actual, is not: {all: 0.05}\n",
    "tests/test_docs.py": "def test_all_is_well() -> None:\n    assert True\n",
    "data/annotation/nothing.txt": "",
}
Fake = Callable[..., Tree]


def git(folder: Path, *arguments: str) -> None:
    """One command of git, with nobody's settings."""
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "-C", str(folder), *who, *arguments], env=environment, check=True, capture_output=True)


def write(folder: Path, files: dict[str, str]) -> None:
    """These files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    """Makes the small checkout, with some files written otherwise, and everything committed."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")

    def make(other: dict[str, str] | None = None) -> Tree:
        write(tmp_path, {**FILES, **(other or {})})
        git(tmp_path, "init", "--quiet")
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--quiet", "--message", "all")
        return Tree(tmp_path)

    return make


@pytest.fixture(scope="session")
def tree() -> Tree:
    """The checkout that these tests are of."""
    return Tree(ROOT)


@pytest.fixture(scope="session")
def tools() -> Path:
    """The environment of `requirements-release.lock`; what needs it is passed over where it is not installed."""
    folder = Path(os.environ.get("LANSIR_RELEASE_TOOLS", ROOT / "build" / "release"))
    if not (folder / "bin" / "hatchling").exists():
        pytest.skip("the release tools are not installed: make wheel")
    return folder
