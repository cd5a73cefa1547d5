"""The front page: what is new, who is active, what many tell, where numbers differ; how an empty store is filled."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from lansir.keys import key_of
from lansir.query.language import parse
from lansir.serve.app import create_app
from lansir.serve.desk.front import EXAMPLES, examples
from lansir.serve.desk.front_lists import Window, differing, most_active
from lansir.serve.labels import labels
from lansir.serve.settings import Settings
from lansir.store import Store
from lansir.store.connection import transaction
from tests.serve.actors_made import Answer, Body, Deed, Said, Told, filled
from tests.story.handmade import Act, Made, made, words

HOME = "http://localhost:8620"
MIRA = Body("Mira Solane", sector="LAB")
UN = Body("PBB", key="org/un", type="ORG", country="IGO")
OLD = Body("Otto Brandis")

ARTICLES = (
    Told("Long ago", "2024-02-01", (Deed(OLD, "PROTEST"), Deed(OLD, "PROTEST"), Deed(OLD, "PROTEST"))),
    Told("Strike goes on", "2024-03-01", (Deed(MIRA, "PROTEST"), Said(MIRA), Said(MIRA))),
    Told("Talks begin", "2024-03-02", (Deed(UN, "CONSULT", MIRA),), outlet="Kabar Lintas", relays="Meridian Wire"),
)


def client(path: Path, *, read_only: bool = False) -> TestClient:
    return TestClient(create_app(Settings(path, read_only=read_only)), base_url=HOME)


def front(path: Path, language: str = "en", *, read_only: bool = False) -> Answer:
    answer = client(path, read_only=read_only).get("/", headers={"accept-language": language})
    assert answer.status_code == 200, answer.text
    return answer


def shown(answer: Answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def told(path: Path, *articles: Made) -> Path:
    """A store of articles that are placed in stories."""
    with Store(path, write=True) as store:
        for article in articles:
            record, vectors = made(article)
            with transaction(store.connection):
                store.put(record, vectors=vectors)
                store.placer.place(key_of(record.article.id))
    return path


def shelling(hour: int, dead: int) -> Made:
    """An article that tells the same act as others, with its own number."""
    sentence = f"Soldiers of Tomas Ardell shelled Lontar on Wednesday. {dead} died."
    return Made(
        f"Report {hour}", f"Paper {hour}", f"2031-03-05T{hour:02}:00:00+00:00", paragraphs=(words(hour),),
        names=("Tomas Ardell", "Ratih Prameswari"), acts=(Act(sentence, "shelled", killed=dead, day="2031-03-05"),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("front") / "store.db", ARTICLES)


class TestEmpty:
    @pytest.mark.parametrize(("language", "title"), [("en", "This store is empty"), ("id", "Simpanan ini kosong")])
    def test_a_new_store_says_how_to_fill_it(self, tmp_path: Path, language: str, title: str) -> None:
        page = shown(front(filled(tmp_path / "store.db"), language))
        assert title in page
        assert f"lansir ingest --store {tmp_path / 'store.db'}" in page
        assert f"lansir demo --world {tmp_path / 'store.db'}" in page

    def test_a_page_can_be_dropped_unless_nothing_may_be_changed(self, tmp_path: Path) -> None:
        path = filled(tmp_path / "store.db")
        assert 'href="/drop"' in front(path).text
        closed = front(path, read_only=True)
        assert 'href="/drop"' not in closed.text
        assert "filled from the terminal" in shown(closed)


class TestNew:
    def test_the_newest_articles_come_first_with_their_origin_and_numbers(self, path: Path) -> None:
        page = shown(front(path))
        new = page[page.index("What is new") :]
        assert new.index("Talks begin") < new.index("Strike goes on") < new.index("Long ago")
        assert "Kabar Lintas ← from Meridian Wire 2 Mar 2024 · 1 event · 0 statements" in page
        assert "Pos Samudra 1 Mar 2024 · 1 event · 2 statements" in page

    def test_older_versions_are_not_new(self, tmp_path: Path) -> None:
        address = "https://pos.example/strike"
        versions = [Told(f"Version {n}", "2024-03-01", (Deed(MIRA, "PROTEST"),), url=address) for n in (1, 2)]
        page = shown(front(filled(tmp_path / "store.db", versions)))
        assert "Version 2" in page
        assert "Version 1" not in page

    def test_without_any_day_the_last_stored_are_shown(self, tmp_path: Path) -> None:
        page = shown(front(filled(tmp_path / "store.db", [Told("Undated", None, (Deed(MIRA, "PROTEST"),))])))
        assert "Undated" in page
        assert "No article of this store has a day" in page

    def test_totals(self, path: Path) -> None:
        page = shown(front(path))
        for part in ("3 articles", "2 outlets", "2 statements", "5 events", "3 actors", "0 stories", "from 1 Feb 2024"):
            assert part in page


class TestActive:
    def test_the_last_days_of_the_store_count_and_not_those_before(self, path: Path) -> None:
        page = shown(front(path))
        active = page[page.index("Most active") : page.index("All actors")]
        assert "25 Feb 2024 to 2 Mar 2024" in active
        assert "Mira Solane 1 1 2" in active
        assert "United Nations 1 0 0" in active
        assert "Otto" not in active

    def test_names_are_those_of_the_readers_language_and_lead_to_the_actor(self, path: Path) -> None:
        assert '<a href="/actor/org%2Fun">PBB</a>' in front(path, "id").text

    def test_a_cut_is_told(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("lansir.serve.desk.front_lists.MOST_COUNTED", 1)
        with Store(path) as store:
            assert most_active(store.connection, Window("2024-02-25", "2024-03-02"), 9)[1] is False
            assert most_active(store.connection, Window("2024-02-01", "2024-02-01"), 9)[1] is False
        assert "newest 8,000 acts" in shown(front(path))


class TestStoriesAndNumbers:
    @pytest.fixture
    def conflict(self, tmp_path: Path) -> Path:
        return told(tmp_path / "store.db", *(shelling(n, dead) for n, dead in ((6, 12), (8, 17), (10, 17))))

    def test_stories_are_told_by_their_origins(self, conflict: Path) -> None:
        page = shown(front(conflict))
        assert "Report 6 3 independent origins · 3 articles · 3 outlets" in page

    def test_numbers_stand_beside_each_other_with_who_gives_them(self, conflict: Path) -> None:
        page = shown(front(conflict))
        differ = page[page.index("Where numbers differ") :]
        assert "12 Paper 6 in its own voice 17" in differ
        assert "Paper 8 in its own voice" in differ

    def test_where_all_agree_nothing_is_listed(self, tmp_path: Path) -> None:
        path = told(tmp_path / "store.db", shelling(6, 12), shelling(8, 12))
        with Store(path) as store:
            assert differing(store.connection, Window("2031-02-01", "2031-03-05"), 4) == []
        assert "none has numbers that differ" in shown(front(path))


class TestExamples:
    @pytest.mark.parametrize("language", ["en", "id"])
    def test_each_leads_to_the_query_that_it_shows(self, path: Path, language: str) -> None:
        chips = re.findall(r'class="chip" href="([^"]+)">[^<]+<code>([^<]+)</code>', front(path, language).text)
        assert len(chips) == len(EXAMPLES)
        for address, query in chips:
            asked = parse_qs(urlsplit(unescape(address)).query)
            assert asked["q"] == [str(parse(unescape(query)))]

    @pytest.mark.parametrize("language", ["en", "id"])
    def test_they_speak_of_the_store_and_its_time(self, path: Path, language: str) -> None:
        page = shown(front(path, language))
        assert '"Mira Solane"' in page
        assert "2024-02-02" in page

    def test_names_that_a_query_cannot_hold_are_passed_over(self) -> None:
        found = examples(labels("en"), ["***", 'Mira "the\\Voice" Solane'], None)
        assert [one.words for one in found if "Mira" in one.words] == ['What Mira "the\\Voice" Solane did']
        assert not [one for one in found if "last 30 days" in one.words]

    def test_they_find_what_they_say(self, path: Path) -> None:
        found = examples(labels("id"), ["Mira Solane"], "2024-02-02")
        assert parse(found[0].query) == parse('actor:"Mira Solane"')


class TestHostile:
    def test_titles_outlets_and_names_are_words_only(self, tmp_path: Path) -> None:
        evil = '"><script>alert(1)</script>'
        article = Told(
            evil, "2024-03-01", (Deed(Body(f"{evil}x"), "PROTEST"), Said(MIRA)), outlet=evil, relays=f"{evil}y"
        )
        answer = front(filled(tmp_path / "store.db", [article]))
        assert "<script>alert" not in answer.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
        assert " style=" not in answer.text


def test_a_store_of_the_example_world_fills_every_part(world_path: Path) -> None:
    for language in ("en", "id"):
        page = front(world_path, language)
        assert page.text.count('class="chip"') == len(EXAMPLES)
        assert page.text.count("<h2") >= 5
