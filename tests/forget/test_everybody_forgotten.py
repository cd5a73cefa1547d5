"""Everybody and everything of a store is forgotten, one after another; the figures are those of the documentation."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from lansir.forget import Report, forget_articles, forget_person, plan_articles, plan_person
from lansir.forget.proof import passages_of
from lansir.keys import key_of
from lansir.store import Store
from lansir.store.check import check_store
from tests.forget.conftest import every_byte

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
FEW = 3
# How many texts a store holds moves with each word that the reader reads otherwise; their number is told rounded down.
ROUND = 10_000


def people(store: Store) -> list[tuple[str, str]]:
    """Key and name of each person that the store names."""
    rows = store.connection.execute("SELECT key, name FROM actor WHERE type = 'PER' ORDER BY key").fetchall()
    return [(row[0], row[1]) for row in rows]


def is_there(store: Store, key: str) -> bool:
    return store.connection.execute("SELECT 1 FROM actor WHERE key = ?", (key,)).fetchone() is not None


def people_forgotten(store: Store, path: Path, wanted: Iterable[tuple[str, str]]) -> list[Report]:
    """Forget each that is still there; nobody's name is in any byte then, but within longer names of others."""
    reports = []
    for key, name in wanted:
        if is_there(store, key):
            reports.append(forget_person(store, plan_person(store, key)))
            assert reports[-1].proven
            assert reports[-1].shared or reports[-1].other_words or name.lower().encode() not in every_byte(path)
    return reports


def told(reports: list[Report], what: str) -> str:
    """A row's figure."""
    files = [file for report in reports for file in report.files]
    texts, left = sum(report.searched_texts for report in reports), sum(report.found for report in reports)
    left += sum(file.found for file in files)
    return f"{what}; over {texts // ROUND * ROUND:,} texts and {len(files)} files searched: {left} left"


def documented(test: str) -> str:
    """The figure of the row that names a test."""
    place = rf"tests/forget/test_everybody_forgotten\.py::{test}"
    row = re.search(rf"^\| [^|]+ \| {place} \| ([^|]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert row
    return row[1]


@pytest.mark.slow
def test_some_are_forgotten_one_after_another(store: Store, path: Path) -> None:
    assert len(people_forgotten(store, path, people(store)[:FEW])) == FEW
    assert list(check_store(store)) == []


@pytest.mark.slow
def test_everybody_in_a_store_is_forgotten(store: Store, path: Path) -> None:
    reports = people_forgotten(store, path, people(store))
    names = sum(len(report.sought) + report.shared for report in reports)
    assert list(check_store(store)) == []
    what = f"{len(reports)} people, {names} names"
    assert documented("test_everybody_in_a_store_is_forgotten") == told(reports, what)


@pytest.mark.slow
def test_every_article_of_a_store_is_forgotten(store: Store) -> None:
    reports, passages = [], 0
    for article in store.articles():
        passages += len(passages_of(store, [key_of(article)]))
        reports.append(forget_articles(store, plan_articles(store, [article])))
        assert reports[-1].proven
    assert len(store) == 0
    what = f"{len(reports)} articles, {passages} passages of them"
    assert documented("test_every_article_of_a_store_is_forgotten") == told(reports, what)
