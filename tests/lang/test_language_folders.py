"""Every language folder holds the same files, and what is missing or off is said with its path."""

from pathlib import Path

import msgspec
import pytest

import lansir.lang
from lansir.errors import DataFileError
from lansir.lang import codes, table
from lansir.resolve.mentions import Relations

HOME = Path(lansir.lang.__file__).parent


def test_indonesian_and_english_are_there() -> None:
    assert {"id", "en"} <= set(codes())


def test_all_folders_hold_the_same_files() -> None:
    held = {code: {path.name for path in (HOME / code).glob("*.yaml")} for code in codes()}
    assert len({frozenset(names) for names in held.values()}) == 1


@pytest.mark.parametrize("language", codes())
def test_relations_are_lower_case_words(language: str) -> None:
    relations = table(language, "relations", Relations)
    assert relations.heads
    assert relations.indefinites
    assert all(word == word.lower().strip() for word in [*relations.heads, *relations.indefinites])


def test_a_missing_file_is_named() -> None:
    with pytest.raises(DataFileError, match=r"lang/id/nothing\.yaml is missing"):
        table("id", "nothing", Relations)


def test_a_file_of_another_shape_is_named() -> None:
    class Other(msgspec.Struct):
        heads: int

    with pytest.raises(DataFileError, match=r"lang/id/relations\.yaml"):
        table("id", "relations", Other)
