"""The pages of stories and occurrences: what is quoted says in which language it is."""

import re
import shutil
from html import escape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from lansir.keys import id_of
from lansir.store import Store
from lansir.story.reading import occurrence, story
from lansir.story.told import Happened
from tests.serve.explore_made import client

QUOTED = re.compile(r'<(?:blockquote|q class="words")([^>]*)>')
LARGEST = "SELECT id FROM story ORDER BY articles DESC, id LIMIT 1"
TWO = "SELECT id FROM occurrence WHERE story = ? ORDER BY id LIMIT 2"
LED = "INSERT INTO outcome (ahead, result, kind, strength) VALUES (?, ?, 'happened', 0.9)"


@pytest.fixture
def told(world_store: Store) -> list[Happened]:
    """What happened in the largest story of the example world."""
    identity = id_of("sy", world_store.connection.execute(LARGEST).fetchone()[0])
    return [one for day in story(world_store.connection, identity).days for one in day.occurrences]


def shown(desk: TestClient, address: str) -> str:
    answer = desk.get(address, headers={"accept-language": "en"})
    assert answer.status_code == 200
    quoted = QUOTED.findall(answer.text)
    assert quoted
    assert [attributes for attributes in quoted if not re.search(r' lang="(id|en)"', attributes)] == []
    return answer.text


def test_each_sentence_of_a_story_has_the_language_of_its_article(
    desk: TestClient, world_store: Store, told: list[Happened]
) -> None:
    identity = id_of("sy", world_store.connection.execute(LARGEST).fetchone()[0])
    text = shown(desk, f"/story/{identity}?everything=true")
    assert {one.language for one in told} == {"id", "en"}
    for one in told:
        language = one.language
        sentence = escape(one.sentence).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
        assert f'<blockquote lang="{language}">{sentence}</blockquote>' in text


def test_what_tells_an_occurrence_and_what_came_of_it_too(world_path: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(world_path, tmp_path / "lansir.db"))
    with Store(path, write=True) as store:
        largest = store.connection.execute(LARGEST).fetchone()[0]
        ahead, result = (row[0] for row in store.connection.execute(TWO, (largest,)))
        store.connection.execute(LED, (ahead, result))
        found = occurrence(store.connection, id_of("oc", ahead))
    text = shown(client(path), f"/occurrence/{found.told.id}")
    assert found.told.came_of_it
    assert f'<blockquote class="text" lang="{found.told.language}">' in text
    assert all(f'<q class="words" lang="{came.language}">' in text for came in found.told.came_of_it)


def test_the_pages_of_an_event_and_of_its_statement_too(desk: TestClient, world_store: Store) -> None:
    query = "SELECT id, reported_by FROM event WHERE reported_by IS NOT NULL ORDER BY id LIMIT 1"
    event, statement = world_store.connection.execute(query).fetchone()
    shown(desk, f"/event/{id_of('ev', event)}")
    shown(desk, f"/statement/{id_of('st', statement)}")


def test_stories_and_articles_are_called_in_their_language(desk: TestClient) -> None:
    for address in ("/stories", "/stories?order=largest"):
        text = desk.get(address).text
        titles = re.findall(r'<a href="/story/[^"]+"([^>]*)>', text)
        assert titles
        assert all(re.search(r' lang="(id|en)"', title) for title in titles)
