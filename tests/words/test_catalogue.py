"""The catalogues: the same words in every language, for everything that a record can hold."""

import string
from collections.abc import Mapping
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest

from lansir.errors import DataFileError, InputError
from lansir.record import BlockKind, Entity, EntityType, Event, Form, Review, StatedTime, Status
from lansir.words.catalogue import Messages, messages
from lansir.words.loading import catalogues, choose_language

LANGUAGES = catalogues()


def literals(hint: object) -> set[str]:
    """All values of the Literals in a type."""
    if get_origin(hint) is Literal:
        return set(get_args(hint))
    is_union = isinstance(hint, UnionType) or get_origin(hint) is not None
    return set().union(*map(literals, get_args(hint))) if is_union else set()


def parts(words: Messages) -> Mapping[str, Any]:
    built: dict[str, Any] = msgspec.to_builtins(words)
    return built


def fields_in_braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_are_two_languages() -> None:
    assert LANGUAGES == ("en", "id")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_and_says_something(language: str) -> None:
    for name, value in parts(messages(language)).items():
        entries = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
        assert all(entry for entry in entries), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_and_braces(language: str) -> None:
    english, other = parts(messages("en")), parts(messages(language))
    for name, value in english.items():
        if isinstance(value, dict):
            assert value.keys() == other[name].keys(), name
        elif isinstance(value, list):
            assert len(value) == len(other[name]), name
        else:
            assert fields_in_braces(value) == fields_in_braces(other[name]), name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("table", "hint"),
    [
        ("statuses", Status),
        ("forms", Form),
        ("blocks", BlockKind),
        ("entity_types", EntityType),
        ("source_kinds", get_type_hints(Entity)["source_kind"]),
        ("time_sources", get_type_hints(StatedTime)["source"]),
        ("quads", get_type_hints(Event)["quad"]),
    ],
)
def test_every_value_of_the_record_has_its_word(language: str, table: str, hint: object) -> None:
    assert set(parts(messages(language))[table]) == literals(hint)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_decision_of_a_reviewer_has_its_word(language: str) -> None:
    assert set(messages(language).reviews) == literals(get_type_hints(Review)["state"]) - {"machine"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("table", "file", "key"), [("sectors", "sectors", "sector"), ("contexts", "contexts", "context")]
)
def test_the_codebooks_sectors_and_contexts_have_their_words(language: str, table: str, file: str, key: str) -> None:
    from importlib.resources import files

    rows = msgspec.yaml.decode((files("lansir.codebook") / f"{file}.yaml").read_bytes())
    assert {row[key] for row in rows} <= set(parts(messages(language))[table])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_has_twelve_months_and_a_week_seven_days(language: str) -> None:
    assert len(set(messages(language).months)) == 12
    assert len(set(messages(language).weekdays)) == 7


def test_a_missing_catalogue_is_a_data_file_error() -> None:
    with pytest.raises(DataFileError, match="xx"):
        messages("xx")


@pytest.mark.parametrize(
    ("asked", "environment", "chosen"),
    [
        (None, {}, "en"),
        (None, {"LANG": "id_ID.UTF-8"}, "id"),
        (None, {"LC_ALL": "en_GB", "LANG": "id_ID"}, "en"),
        (None, {"LC_ALL": "", "LANG": "id_ID"}, "id"),
        (None, {"LANSIR_LANG": "id", "LC_ALL": "en_GB"}, "id"),
        (None, {"LANSIR_LANG": "idx", "LANG": "C.UTF-8"}, "en"),
        ("en", {"LANSIR_LANG": "id"}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_then_the_locales(
    asked: str | None, environment: dict[str, str], chosen: str
) -> None:
    assert choose_language(asked, environment) == chosen


def test_a_language_without_labels_is_refused() -> None:
    with pytest.raises(InputError, match="nl"):
        choose_language("nl", {})
