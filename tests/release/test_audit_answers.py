"""What an audit comes to: what is known against a pin is told, and silence is never taken for "nothing known"."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from lansir.errors import InputError
from release import audit
from release.audit import Answer, Asked, Vulnerability, advisories, answer, told, withdrawn
from release.tree import Tree

Tools = Callable[[str, str, int], Path]
BAD = Asked("alpha", "1.5", [Vulnerability("CVE-2026-1", ["1.6", "1.5.1"]), Vulnerability("CVE-2026-2")])
GOOD = Asked("beta", "2")
SILENT = Asked("gamma", skip_reason="not found")


@pytest.fixture
def tools(tmp_path: Path) -> Tools:
    """Makes a program that prints this and ends with this."""

    def make(name: str, prints: str, ends: int) -> Path:
        (tmp_path / "bin").mkdir(exist_ok=True)
        program = tmp_path / "bin" / name
        program.write_text(
            f"#!/bin/sh\ncat <<'END'\n{prints}\nEND\necho complaint >&2\nexit {ends}\n", encoding="utf-8"
        )
        program.chmod(0o755)
        return tmp_path

    return make


def test_each_advisory_is_told_once_with_the_version_that_mends_it() -> None:
    assert answer([BAD, GOOD, BAD]) == (
        ["alpha 1.5: CVE-2026-1, mended in 1.6 or 1.5.1", "alpha 1.5: CVE-2026-2, mended in no version yet"], 2, 0
    )  # fmt: skip


def test_what_was_not_answered_is_counted() -> None:
    assert answer([GOOD, SILENT, SILENT]) == ([], 1, 1)
    assert told(answer([GOOD, SILENT])).startswith(
        "NOT AUDITED: the database said nothing of 1 packages (1 answered); "
    )
    assert told(answer([GOOD])) == "1 packages asked about, 0 things known against them"


@pytest.mark.skipif(os.name == "nt", reason="programs of the shell")
class TestPrograms:
    def test_pip_audit_is_read_where_it_found_something(self, tools: Tools, tmp_path: Path) -> None:
        vulnerable = {"name": "alpha", "version": "1.5", "vulns": [{"id": "X", "fix_versions": ["2"], "aliases": []}]}
        made = tools("pip-audit", json.dumps({"dependencies": [vulnerable], "fixes": []}), 1)
        assert advisories(tmp_path, made, ["requirements.lock"]).wrong == ["alpha 1.5: X, mended in 2"]

    def test_a_withdrawn_version_is_told(self, tools: Tools, tmp_path: Path) -> None:
        items = [{"metadata": {"name": name, "version": "1"}, "is_yanked": name == "a"} for name in "ab"]
        made = tools("python", json.dumps({"version": "1", "install": items}), 0)
        assert withdrawn(tmp_path, made) == ["requirements.lock: a 1 was withdrawn by its makers; run make lock"]

    def test_a_failure_is_no_clean_answer(self, tools: Tools, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="complaint; nothing was audited"):
            advisories(tmp_path, tools("pip-audit", "", 2), [])
        with pytest.raises(InputError, match="complaint; nothing was audited"):
            withdrawn(tmp_path, tools("python", "{}", 1))


@pytest.mark.parametrize(
    ("found", "strict", "ends"),
    [
        (Answer([], 9, 0), True, 0),
        (Answer([], 0, 9), False, 0),
        (Answer([], 0, 9), True, 1),
        (Answer(["alpha 1.5: X, mended in 2"], 9, 0), False, 1),
    ],
)
def test_how_the_command_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], found: Answer, strict: bool, ends: int
) -> None:
    def asked(_tree: Tree, _tools: Path) -> Answer:
        return found

    monkeypatch.setattr(audit, "audit", asked)
    assert audit.main(["--strict"] if strict else []) == ends
    assert capsys.readouterr().out.splitlines() == [*found.wrong, told(found)]
