"""`lansir doctor`: a line a check, an exit code, and JSON; the same in both languages."""

import json
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from lansir.doctor.check import About, Check, Code, State, fault, ok, warning
from lansir.doctor.words import DoctorWords, doctor_words
from lansir.store import Store
from lansir.words.loading import catalogues
from tests.doctor.conftest import Run

LANGUAGES = catalogues()
GOOD = [ok("installation", "python", version="3.11.7"), ok("store", "integrity")]


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Check]:
    """What the checks find, to be changed by a test."""
    found = list(GOOD)

    def examined(*given: object, **options: object) -> Iterator[Check]:
        yield from found

    monkeypatch.setattr("lansir.doctor.examined", examined)
    monkeypatch.setenv("LANSIR_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return found


def test_where_all_is_well_the_exit_code_is_0(checks: list[Check], lansir: Run) -> None:
    ran = lansir("doctor", "--store", "x.db")
    assert ran.code == 0
    assert ran.out.splitlines() == ["ok: installation: Python 3.11.7", "ok: store: the file is whole", "All is well."]


def test_a_warning_leaves_the_exit_code_at_0(checks: list[Check], lansir: Run) -> None:
    checks.append(warning("store", "disk_low", folder="/stores", free="9.0 MB"))
    ran = lansir("doctor")
    assert ran.code == 0
    assert "warning: store: only 9.0 MB free in /stores -> free some" in ran.out
    assert ran.out.endswith("Works, with 1 warning.\n")


def test_a_fault_says_what_to_do_and_ends_with_1(checks: list[Check], lansir: Run) -> None:
    checks.append(fault("model", "model_damaged", file="m\n\x1b[31m.onnx"))
    ran = lansir("doctor")
    assert ran.code == 1
    assert "FAULT: model: m [31m.onnx is not the file that the model's card names" in ran.out
    assert "-> install lansir again" in ran.out


def test_json_has_the_state_and_every_check(checks: list[Check], lansir: Run) -> None:
    checks.append(fault("store", "store_fault", told="x.db: no such store"))
    ran = lansir("doctor", "--format", "json", "--lang", "id")
    told = json.loads(ran.out)
    assert (ran.code, told["state"], len(told["checks"])) == (1, "fault", 4)
    assert told["checks"][2] == {
        "about": "store", "state": "fault", "code": "store_fault", "facts": {"told": "x.db: no such store"},
        "said": "x.db: no such store", "do": None,
    }  # fmt: skip
    assert told["checks"][3]["code"] == "no_store"


def test_an_unknown_format_is_refused(checks: list[Check], lansir: Run) -> None:
    assert lansir("doctor", "-f", "xml").code == 2


def test_a_store_of_this_folder_is_looked_at(lansir: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANSIR_LANG", "en")
    Store(tmp_path / "lansir.db", write=True).close()
    ran = lansir("doctor", "--deep")
    assert ran.code == 0, ran.out
    assert "ok: store: lansir.db: 0 articles, schema 1" in ran.out
    assert "ok: store: every span, id, reference and hash is right" in ran.out


class TestWords:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_code_state_and_part_has_its_words(self, language: str) -> None:
        words = doctor_words(language)
        assert set(words.said) == set(get_args(Code))
        assert set(words.states) == set(get_args(State))
        assert set(words.about) == set(get_args(About))

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_language_fills_in_the_same_facts(self, language: str) -> None:
        assert braces(doctor_words(language)) == braces(doctor_words("en"))

    def test_all_that_is_no_good_news_says_what_to_do(self) -> None:
        words = doctor_words("en")
        good = {
            "python", "installed", "libraries", "files", "language", "reading", "model", "plugins", "actors",
            "no_store", "store", "integrity", "sound", "log", "disk", "may_write",
        }  # fmt: skip
        assert set(words.said) - good == set(words.do) | {"store_fault"}


def braces(words: DoctorWords) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, value in msgspec.to_builtins(words).items():
        texts = {f"{name}.{key}": text for key, text in value.items()} if isinstance(value, dict) else {name: value}
        found |= {
            key: {part for _, part, _, _ in string.Formatter().parse(text) if part} for key, text in texts.items()
        }
    return found
