"""What commands say of their own: the same in every language."""

import string
from collections.abc import Callable, Mapping

import msgspec
import pytest

from lansir.errors import DataFileError
from lansir.words.commands import FindWords, export_words, find_words, review_words
from lansir.words.loading import catalogues, table

OTHERS = [language for language in catalogues() if language != "en"]
ALL = [export_words, find_words, review_words]


def texts(words: msgspec.Struct) -> dict[str, str]:
    """All texts by their names, "states.confirmed" for those within a table."""
    found: dict[str, str] = {}
    for name, value in msgspec.structs.asdict(words).items():
        found |= {f"{name}.{key}": text for key, text in value.items()} if isinstance(value, Mapping) else {name: value}
    return found


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("words", ALL)
def test_every_language_says_the_same_with_the_same_names_in_braces(
    words: Callable[[str], msgspec.Struct], language: str
) -> None:
    english, other = texts(words("en")), texts(words(language))
    assert all(english.values()) and all(other.values())
    assert {name: braces(text) for name, text in english.items()} == {
        name: braces(text) for name, text in other.items()
    }
    assert english != other


@pytest.mark.parametrize("words", ALL)
def test_a_language_without_words_is_a_data_file_error(words: Callable[[str], msgspec.Struct]) -> None:
    with pytest.raises(DataFileError, match="words/xx"):
        words("xx")


def test_a_file_of_another_shape_is_a_data_file_error() -> None:
    with pytest.raises(DataFileError, match=r"words/en/export\.yaml"):
        table("en", "export", FindWords)
