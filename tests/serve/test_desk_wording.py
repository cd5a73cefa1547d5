"""Roles and reasons on the desk: in the reader's language, or marked as the English that they are."""

import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from lansir.keys import key_of
from lansir.store import Store
from tests.serve.explore_made import client

HEADERS = {"accept": "text/html", "accept-language": "id"}
HOW = re.compile(r'<(td|span|dd) class="how">(.*?)</\1>', re.DOTALL)


def shown(desk: TestClient, address: str, language: str = "id") -> str:
    answer = desk.get(address, headers=HEADERS | {"accept-language": language})
    assert answer.status_code == 200, address
    return answer.text


def hows(page: str) -> list[str]:
    """What a page says of how its values were found."""
    return [words for _, words in HOW.findall(page) if words]


def addresses(store: Store) -> list[str]:
    """An article in each language, with some of its events, statements and entities."""
    records = {record.article.language: record for record in store.records()}
    return [
        address
        for record in records.values()
        for address in (
            f"/article/{record.article.id}",
            *(f"/event/{event.id}" for event in record.events[:4]),
            *(f"/statement/{told.id}" for told in record.statements[:4]),
            *(f"/actor/entity%3A{entity.id}" for entity in record.entities[:2]),
        )
    ]


@pytest.mark.slow
def test_in_indonesian_no_reason_of_the_example_world_is_english(desk: TestClient, world_store: Store) -> None:
    seen = [how for address in addresses(world_store) for how in hows(shown(desk, address))]
    assert len(seen) > 60
    assert [how for how in seen if "lang=" in how] == []
    assert any(how.startswith("dikenali dari kata-kata sebutannya") for how in seen)


def test_in_english_reasons_are_as_records_have_them(desk: TestClient, world_store: Store) -> None:
    seen = [how for address in addresses(world_store) for how in hows(shown(desk, address, "en"))]
    assert any(how.startswith("title words") for how in seen)
    assert [how for how in seen if "lang=" in how] == []


def test_topics_of_an_event_have_the_readers_words(desk: TestClient, world_store: Store) -> None:
    event = next(one for record in world_store.records() for one in record.events if one.contexts == ["legal"])
    assert "<td>hukum</td>" in shown(desk, f"/event/{event.id}")


def test_roles_are_in_the_readers_language(desk: TestClient, world_store: Store) -> None:
    record = next(
        one for one in world_store.records() if any(entity.role == "foreign minister" for entity in one.entities)
    )
    assert "menteri luar negeri</span>" in shown(desk, f"/article/{record.article.id}")
    assert "foreign minister</span>" in shown(desk, f"/article/{record.article.id}", "en")
    assert "menteri luar negeri" in shown(desk, "/actors")
    assert '<span class="role">' in shown(desk, "/explore?kind=statements")


def test_the_api_has_them_in_english_whatever_the_reader_speaks(desk: TestClient, world_store: Store) -> None:
    event = next(event for one in world_store.records() for event in one.events if "place" in event.reasons)
    told = desk.get(f"/api/v1/events/{event.id}", headers={"accept-language": "id"}).text
    assert "no place could be tied to this act" in told


@pytest.fixture
def odd(tmp_path: Path, world_path: Path) -> tuple[TestClient, str]:
    """A desk over a store with an entity whose role and reason have no words, and its article."""
    path = Path(shutil.copyfile(world_path, tmp_path / "lansir.db"))
    with Store(path) as store:
        record = next(record for record in store.records() if record.entities)
    with sqlite3.connect(path) as writing:
        query = "UPDATE entity SET role = 'court jester', resolved = 'guessed <b>from</b> the weather' WHERE id = ?"
        assert writing.execute(query, (key_of(record.entities[0].id),)).rowcount == 1
    return client(path), record.article.id


def test_what_has_no_words_is_shown_in_english_and_marked(odd: tuple[TestClient, str]) -> None:
    page = shown(odd[0], f"/article/{odd[1]}")
    assert '<span class="how"><span lang="en">guessed &lt;b&gt;from&lt;/b&gt; the weather</span></span>' in page
    assert '<span class="note"><span lang="en">court jester</span></span>' in page
