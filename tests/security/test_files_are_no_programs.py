"""No file that Lansir opens is a program to it: model, tables, stores, searches and pages are data."""

import ast
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import lansir
from lansir.errors import DataFileError, InputError
from tests.house.code import tree

PACKAGE = Path(lansir.__file__).parent
UNPICKLING = {"pickle", "cPickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"}
EVALUATING = {"eval", "exec", "__import__"}
LOADER = "CBaseLoader"
"""Of YAML: every value is plain words."""


@cache
def trees() -> dict[str, ast.Module]:
    return {str(path): tree(path) for path in PACKAGE.rglob("*.py")}


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call in the package: its file, what is called, and the call."""
    for path, module in trees().items():
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                yield path, ast.unparse(node.func), node


def test_nothing_is_unpickled() -> None:
    imported = {
        name.partition(".")[0]
        for module in trees().values()
        for node in ast.walk(module)
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    assert {"msgspec", "numpy"} <= imported
    assert imported & UNPICKLING == set()


def test_nothing_is_evaluated() -> None:
    assert [(path, name) for path, name, _ in calls() if name in EVALUATING] == []


def test_arrays_are_loaded_without_objects(tmp_path: Path) -> None:
    loads = [call for _, name, call in calls() if name in ("np.load", "numpy.load")]
    assert loads
    assert [word.arg for call in loads for word in call.keywords if word.arg == "allow_pickle"] == []
    np.savez(tmp_path / "heads.npz", weights=np.array([{"an": "object"}], dtype=object))
    with np.load(tmp_path / "heads.npz") as weights, pytest.raises(ValueError, match="Object arrays"):
        weights["weights"]


def test_yaml_is_read_as_words_alone() -> None:
    loads = [call for _, name, call in calls() if name.startswith("yaml.") and "load" in name.lower()]
    assert loads
    assert {ast.unparse(word.value) for call in loads for word in call.keywords} == {f"yaml.{LOADER}"}
    assert [ast.unparse(call.func) for call in loads if not call.keywords] == []


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.getcwd []", "!!python/name:os.system", "!!python/module:os"])
def test_a_tag_of_yaml_makes_nothing(tag: str, tmp_path: Path) -> None:
    from lansir.alert.search import load_search
    from lansir.knowledge.own import read_own

    own, search = tmp_path / "own.yaml", tmp_path / "search.yaml"
    own.write_text(f"- names: [Rina Pradipta]\n  country: {tag}\n", encoding="utf-8")
    search.write_text(f"name: rapat\nquery: {tag}\n", encoding="utf-8")
    with suppress(DataFileError):
        (actor,) = read_own(own)
        assert not actor.country
    with pytest.raises(InputError):
        load_search(search)
