"""The words of `lansir eval`: every measure and kind has its own, in every language."""

import string
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from lansir.evaluate.disagreement import KINDS, Disagreement, Mark, MarkRole, Reading
from lansir.evaluate.measures import MEASURES
from lansir.serve.labels import labels
from lansir.words.evaluation import eval_words
from lansir.words.loading import catalogues

LANGUAGES = catalogues()


def texts(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    words: dict[str, Any] = msgspec.structs.asdict(eval_words(language))
    for name, value in words.items():
        found |= {f"{name}.{key}": text for key, text in value.items()} if isinstance(value, dict) else {name: value}
    return found


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_with_the_same_names_in_braces(language: str) -> None:
    english, other = texts("en"), texts(language)
    assert all(other.values())
    assert {name: braces(text) for name, text in english.items()} == {
        name: braces(text) for name, text in other.items()
    }
    assert language == "en" or english != other


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_the_table_and_every_kind_has_its_words(language: str) -> None:
    rows = [name.removesuffix(" precision") for name in MEASURES if name != "entities B3 recall"]
    assert list(eval_words(language).measures) == rows
    assert tuple(eval_words(language).kinds) == KINDS
    assert len(set(eval_words(language).kinds.values())) == len(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_of_marked_words_has_its_label_on_the_desk(language: str) -> None:
    assert all(labels(language)(f"errors.role_{role}") for role in get_args(MarkRole))


def test_every_kind_and_field_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "evaluate.md").read_text(encoding="utf-8")
    fields = [name for struct in (Disagreement, Reading, Mark) for name in struct.__struct_fields__]
    assert [name for name in (*KINDS, *fields, *get_args(MarkRole)) if f"`{name}`" not in page] == []
