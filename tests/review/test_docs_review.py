"""docs/review.md and docs/alerts.md say what is so."""

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from lansir.alert import Item, Notice, Report, Search
from lansir.alert.notices import What, Why
from lansir.alert.text import Words
from lansir.review import State
from lansir.review.sheet import columns
from lansir.store.decided.correction import EventCorrection, StatementCorrection
from lansir.words.commands import review_words
from lansir.words.loading import catalogues

DOCS = Path(__file__).parents[2] / "docs"
REVIEW, ALERTS = (DOCS / "review.md").read_text(encoding="utf-8"), (DOCS / "alerts.md").read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, flags=re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def test_every_column_of_a_sheet_is_documented() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", section(REVIEW, "Spreadsheets"), flags=re.MULTILINE)
    assert rows == [(column.name, column.of, column.told) for column in columns()]


def test_every_field_that_can_be_corrected_is_documented() -> None:
    cells = re.findall(r"^\| (`[^|]+`) \|", section(REVIEW, "What can be corrected"), flags=re.MULTILINE)
    named = re.findall(r"`(\w+)`", " ".join(cells))
    assert named == [*EventCorrection.__struct_fields__, *StatementCorrection.__struct_fields__]


def test_every_state_is_documented() -> None:
    named = re.findall(r"^\| `(\w+)` \|", section(REVIEW, "States"), flags=re.MULTILINE)
    assert named == list(get_args(State))


def test_everything_that_alerts_tell_is_documented() -> None:
    named = re.findall(r"^\| `(\w+)` \|", section(ALERTS, "What is told"), flags=re.MULTILINE)
    assert named == [*get_args(What), *get_args(Why)]
    told = section(ALERTS, "JSON")
    fields = [name for struct in (Report, Notice, Item) for name in struct.__struct_fields__]
    assert [name for name in fields if f"`{name}`" not in told] == []


def test_every_field_of_a_saved_search_is_documented() -> None:
    head = ALERTS.partition("## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", head, flags=re.MULTILINE) == list(Search.__struct_fields__)


@pytest.mark.parametrize("language", catalogues())
def test_everything_that_is_told_has_words_in_every_language(language: str) -> None:
    from importlib.resources import files

    known = msgspec.yaml.decode((files("lansir.alert") / "words.yaml").read_bytes(), type=dict[str, Words])[language]
    assert (set(known.what), set(known.why)) == (set(get_args(What)), set(get_args(Why)))
    assert set(review_words(language).states) == set(get_args(State))
