"""What the rules need to know of a language is in its folder: their code asks for it by property, not by name."""

import re
from pathlib import Path

import pytest

import lansir
from lansir.lang import codes
from lansir.resolve.titles import read_title

HOME = Path(lansir.__file__).parent
NAMED = re.compile(r"""language == ["']|["'](?:en|id|ms)["'] in \w""")


@pytest.mark.parametrize("package", ["resolve", "page"])
def test_no_rule_asks_which_language_it_is(package: str) -> None:
    assert [path.name for path in (HOME / package).glob("*.py") if NAMED.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("words", ["seorang pegawai kanan kementerian", "Perdana Menteri Malaysia Rahman Sulaim"])
def test_the_first_of_several_titles_tells_the_role_where_heads_come_first(words: str) -> None:
    assert "ms" in codes()
    assert read_title(words, "ms").role in ("official", "prime minister")
