"""Every language folder holds the same files, and what is missing or off is said with its path."""

from pathlib import Path

import msgspec
import pytest

import lansir.lang
from lansir.errors import DataFileError
from lansir.lang import Language, codes, language, read_with, table
from lansir.resolve.mentions import Relations

HOME = Path(lansir.lang.__file__).parent


def test_indonesian_english_and_malay_are_there() -> None:
    assert {"id", "en", "ms"} <= set(codes())


def test_every_folder_is_read_with_itself() -> None:
    assert {code: read_with()[code] for code in codes()} == {code: code for code in codes()}
    assert set(read_with().values()) == set(codes())


@pytest.mark.parametrize("code", codes())
def test_a_language_borrows_and_reads_for_others_only(code: str) -> None:
    told = language(code)
    assert told.name
    assert set(told.borrows) <= set(codes()) - {code}
    assert not set(told.also_reads) & set(codes())
    assert all(word == word.lower().strip() for word in told.openers)


def test_nothing_is_known_of_a_language_without_a_folder() -> None:
    assert language("xx") == Language()


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
