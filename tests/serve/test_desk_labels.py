"""Every word of the desk is there in every language, and every one that a template asks for exists."""

import re
from pathlib import Path
from string import Formatter

import pytest

import lansir.serve
from lansir.errors import DataFileError
from lansir.serve.labels import labels, languages

SERVE = Path(lansir.serve.__file__).parent
ASKED = re.compile(r"""\bt\(\s*['"]([a-z_.]+[a-z_])['"]\s*[,)]""")
BUILT = re.compile(r"""\bt\(\s*['"]([a-z_.]+)['"]\s*~""")


def asked(pattern: re.Pattern[str]) -> set[str]:
    return {key for file in (SERVE / "templates").rglob("*.html") for key in pattern.findall(file.read_text("utf-8"))}


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_the_languages_have_the_same_words() -> None:
    keys = {iso: {key for key in labels(iso).words if not key.endswith(".one")} for iso in languages()}
    assert set(languages()) == {"en", "id"}
    assert keys["en"] == keys["id"]


def test_the_words_of_all_languages_take_the_same_fields() -> None:
    for key, words in labels("id").words.items():
        assert fields(words) == fields(labels("en").words[key]), key


@pytest.mark.parametrize("iso", languages())
def test_what_templates_ask_for_is_there(iso: str) -> None:
    found = labels(iso).words
    assert asked(ASKED) <= set(found)
    assert not [stem for stem in asked(BUILT) if not any(key.startswith(stem) for key in found)]


def test_a_missing_word_is_told() -> None:
    with pytest.raises(DataFileError, match=r"no\.such"):
        labels("en")("no.such")


def test_one_has_words_of_its_own() -> None:
    assert labels("en")("stories.articles", n=1) == "1 article"
    assert labels("en")("stories.articles", n=2) == "2 articles"
