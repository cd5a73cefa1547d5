"""The page of an actor and the list of actors: what they show, where they lead, and that hostile names do nothing."""

import re
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from fastapi.testclient import TestClient

from lansir.keys import key_of
from lansir.query.language import parse
from lansir.query.selection import Selection
from lansir.serve.app import create_app
from lansir.serve.desk.actor_acts import profile
from lansir.serve.desk.actor_chart import chart
from lansir.serve.desk.actor_timeline import marked, timeline
from lansir.serve.settings import Settings
from lansir.store import Store
from tests.serve.actors_made import Answer, Body, Deed, Said, Told, filled

HOME = "http://localhost:8620"
BIDEN = Body("Joe Biden", key="person/joe-biden", country="USA", sector="GOV", role="president")
NORWAY = Body("Norwegia", key="country/NOR", type="GPE", country="NOR", sector="GOV")
UN = Body("PBB", key="org/un", type="ORG", country="IGO", sector="IGO")
MIRA = Body("Mira Solane", country="IDN", sector="LAB", role="union leader")
FISHERS = Body("the fishermen", named=False, type="NORP", sector="AGR")
HOSTILE = Body("<img src=x onerror=alert(1)>\"'&")
MIRA_KEY = "name/PER/mira solane"

ARTICLES = (
    Told("First talks", "2024-03-01", (Deed(BIDEN, "REQUEST", NORWAY), Said(MIRA)), contexts=("diplomatic",)),
    Told("Second talks", "2024-03-05", (Deed(BIDEN, "REQUEST", NORWAY), Deed(NORWAY, "AGREE", BIDEN))),
    Told("Quarrel", "2024-04-10", (Deed(BIDEN, "THREATEN", MIRA), Deed(BIDEN, "REJECT", NORWAY, "negated"))),
    Told("Doubts", "2024-04-11", (Deed(BIDEN, "ACCUSE", UN, "hypothetical"), Deed(BIDEN, "AGREE", UN, "requested"))),
    Told("Unnamed", "2024-04-12", (Deed(FISHERS, "PROTEST"), Deed(BIDEN, "REQUEST", FISHERS), Said(BIDEN, "so be it"))),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("actors") / "store.db", ARTICLES)


@pytest.fixture(scope="module")
def desk(path: Path) -> TestClient:
    return client(path)


def client(path: Path, *, read_only: bool = False) -> TestClient:
    return TestClient(create_app(Settings(path, read_only=read_only)), base_url=HOME)


def shown(answer: Answer) -> str:
    """The words of a page, as a reader sees them."""
    assert answer.status_code == 200, answer.text
    text = unescape(re.sub(r"<[^>]+>", " ", answer.text))
    return re.sub(r"\s+", " ", text)


def actor(desk: TestClient, key: str, **asked: str) -> Answer:
    return desk.get(f"/actor/{quote(key, safe='')}", params=asked)


def section(answer: Answer, identity: str) -> str:
    """The part of a page under a heading."""
    found = re.search(rf'<section[^>]*id="{identity}".*', answer.text, re.DOTALL)
    assert found, identity
    part = found[0]
    depth, at = 0, 0
    for tag in re.finditer(r"<(/?)section\b", part):
        depth += -1 if tag[1] else 1
        at = tag.end()
        if depth == 0:
            break
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", part[:at])))


class TestWho:
    def test_a_known_actor_has_its_names_and_dated_roles(self, desk: TestClient) -> None:
        page = shown(actor(desk, "person/joe-biden"))
        assert "Joe Biden person" in page
        assert "Joseph Robinette Biden" in page
        assert "president 20 Jan 2021 – 20 Jan 2025 on 12 Apr 2024" in page
        assert "United States" in page

    def test_roles_stand_as_articles_told_them_too(self, desk: TestClient) -> None:
        assert "union leader 2 articles, 1 Mar 2024 – 10 Apr 2024" in section(actor(desk, MIRA_KEY), "roles")

    def test_a_name_that_no_table_knows_says_so(self, desk: TestClient) -> None:
        assert "No table knows this name" in section(actor(desk, MIRA_KEY), "roles")

    @pytest.mark.parametrize(("language", "name"), [("en", "Norway"), ("id", "Norwegia")])
    def test_countries_are_called_as_the_reader_calls_them(self, desk: TestClient, language: str, name: str) -> None:
        answer = desk.get("/actor/country%2FNOR", headers={"accept-language": language})
        assert f"<h1>{name}" in answer.text
        assert f'<html lang="{language}"' in answer.text

    def test_an_actor_of_the_table_without_an_article_is_shown_as_such(self, desk: TestClient) -> None:
        page = shown(actor(desk, "person/antonio-guterres"))
        assert "António Guterres" in page
        assert "no article of this store tells of it" in page

    @pytest.mark.parametrize(
        "key", ["person/nobody-at-all", "name/PER/no one", "x", "entity:en-0", "entity:ev-" + "0" * 16]
    )
    def test_whom_nobody_knows_is_not_found(self, desk: TestClient, key: str) -> None:
        assert actor(desk, key).status_code == 404


class TestEntities:
    def test_an_entity_leads_to_its_actor(self, desk: TestClient, path: Path) -> None:
        with Store(path) as store:
            row = store.connection.execute("SELECT id FROM entity WHERE knowledge_id = 'country/NOR'").fetchone()
        answer = desk.get(f"/actor/entity:en-{row['id'] & (1 << 64) - 1:016x}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, "/actor/country%2FNOR")

    def test_somebody_without_a_name_is_what_the_article_says(self, desk: TestClient, path: Path) -> None:
        with Store(path) as store:
            row = store.connection.execute("SELECT id FROM entity WHERE actor IS NULL").fetchone()
        page = shown(desk.get(f"/actor/entity:en-{row['id'] & (1 << 64) - 1:016x}"))
        assert "the fishermen" in page
        assert "PROTEST" in page
        assert "REQUEST" in page
        assert "What they said, and what was said to them 0" in page


class TestPositions:
    def test_the_latest_of_a_kind_towards_each_counts(self, desk: TestClient) -> None:
        found = section(actor(desk, "person/joe-biden"), "positions")
        assert "Demand 5 Mar 2024" in found
        assert "1 Mar 2024" not in found
        assert "Threat 10 Apr 2024" in found

    def test_what_was_denied_or_only_asked_of_it_is_no_position(self, desk: TestClient) -> None:
        found = section(actor(desk, "person/joe-biden"), "positions")
        assert "Refusal" not in found
        assert "Offer" not in found

    def test_what_only_might_come_is_shown_as_that(self, desk: TestClient) -> None:
        assert "Accusation 11 Apr 2024 hypothetical" in section(actor(desk, "person/joe-biden"), "positions")

    def test_what_did_happen_goes_before_what_might(self, tmp_path: Path) -> None:
        path = filled(
            tmp_path / "store.db",
            [
                Told("Sure", "2024-01-01", (Deed(MIRA, "THREATEN", UN),)),
                Told("Unsure", "2024-02-01", (Deed(MIRA, "THREATEN", UN, "hypothetical"),)),
            ],
        )
        assert "Threat 1 Jan 2024 actual" in section(actor(client(path), MIRA_KEY), "positions")

    def test_each_has_its_sentence_its_outlet_and_a_link_to_the_act(self, desk: TestClient) -> None:
        answer = actor(desk, "person/joe-biden")
        found = section(answer, "positions")
        assert "Joe Biden threatens Mira Solane here." in found
        assert "Pos Samudra" in found
        assert re.search(r'class="type" href="/event/ev-[0-9a-f]{16}">Threat', answer.text)

    def test_those_towards_nobody_named_stand_apart(self, desk: TestClient) -> None:
        assert "Towards nobody named Demand 12 Apr 2024" in section(actor(desk, "person/joe-biden"), "positions")


class TestWithWhom:
    def test_both_directions_are_counted_by_kind(self, desk: TestClient) -> None:
        found = section(actor(desk, "person/joe-biden"), "with")
        assert "Norway country or city → to them – – 3 – 3 ← from them 1 – – – 1" in found

    def test_every_number_is_that_of_the_query_it_leads_to(self, desk: TestClient, path: Path) -> None:
        text = actor(desk, "person/joe-biden").text
        numbers = re.findall(r'<a href="(/explore\?[^"]+)">(?:<strong>)?(\d+)<', text)
        assert len(numbers) > 10
        with Store(path) as store:
            for address, number in numbers:
                asked = parse_qs(urlsplit(unescape(address)).query)
                kind = asked.get("kind", ["events"])[0]
                found = Selection(store, parse(asked["q"][0]), kind).count()  # type: ignore[arg-type]
                assert found == int(number), asked

    def test_topics_are_those_of_its_statements(self, desk: TestClient) -> None:
        assert "diplomacy 1" in section(actor(desk, MIRA_KEY), "topics")


class TestCounts:
    def test_the_chart_has_a_table_of_the_same(self, desk: TestClient) -> None:
        answer = actor(desk, "person/joe-biden")
        found = section(answer, "counts")
        assert "1 Mar 2024 1 – –" in found
        assert "12 Apr 2024 1 – 1" in found
        assert answer.text.count("<rect") > 5
        assert " style=" not in answer.text

    def test_what_is_not_drawn_is_told(self) -> None:
        days = {"did": {"2024-01-01": 2, "2024-03-01": 1}}
        drawn = chart({key: _counter(counts) for key, counts in days.items()}, 7)
        assert drawn
        assert (drawn.unit, drawn.left, drawn.highest) == ("day", 4, 2)

    @pytest.mark.parametrize(
        ("last", "unit", "times"), [("2024-01-20", "day", 20), ("2025-01-01", "month", 13), ("2034-01-01", "year", 11)]
    )
    def test_days_months_or_years_by_how_long_it_is(self, last: str, unit: str, times: int) -> None:
        drawn = chart({"did": _counter({"2024-01-01": 1, last: 3})}, 4)
        assert drawn
        assert (drawn.unit, len(drawn.times)) == (unit, times)
        assert drawn.series[0].most
        assert drawn.series[0].most.number == 3

    def test_where_there_are_too_many_the_newest_are_gone_through(self, path: Path) -> None:
        with Store(path) as store:
            actor = store.connection.execute("SELECT id FROM actor WHERE key = 'person/joe-biden'").fetchone()[0]
            whole, few = profile(store.connection, actor), profile(store.connection, actor, most=2)
        assert whole.since is None
        assert few.since == "2024-04-11"
        assert few.totals == whole.totals
        assert len(few.partners) < len(whole.partners)


class TestTimeline:
    @pytest.mark.parametrize(
        ("show", "types"),
        [
            ("doing", ["REQUEST", "ACCUSE", "AGREE", "THREATEN", "REJECT", "REQUEST", "REQUEST"]),
            ("receiving", ["AGREE"]),
            ("saying", []),
        ],
    )
    def test_tabs_show_one_part(self, desk: TestClient, show: str, types: list[str]) -> None:
        answer = actor(desk, "person/joe-biden", show=show)
        found = re.search(r'id="timeline".*?id="with"', answer.text, re.DOTALL)
        assert found
        assert sorted(re.findall(r'class="type" href="/event/[^"]+">([A-Z]+)', found[0])) == sorted(types)
        assert f'show={show}#timeline" aria-current="true"' in found[0]

    def test_the_newest_day_comes_first_with_acts_and_words(self, desk: TestClient) -> None:
        found = section(actor(desk, "person/joe-biden"), "timeline")
        days = ["12 Apr 2024", "11 Apr 2024", "10 Apr 2024", "5 Mar 2024", "1 Mar 2024"]
        assert [found.index(day) for day in days] == sorted(found.index(day) for day in days)
        assert "said in other words Joe Biden said so be it ." in found

    @pytest.mark.parametrize("show", ["all", "doing", "saying"])
    def test_pages_go_through_everything_once(self, tmp_path: Path, show: str) -> None:
        days = [None, *(f"2024-01-{day:02d}" for day in range(1, 20))]
        told = [
            Told(f"No {n}", day, (Deed(MIRA, "PROTEST"), Deed(UN, "AID", MIRA), Said(MIRA)))
            for n, day in enumerate(days)
        ]
        with Store(filled(tmp_path / "store.db", told)) as store:
            seen, after = [], ""
            while True:
                found = timeline(store.connection, MIRA_KEY, show, after)  # type: ignore[arg-type]
                seen += [(day or "", line.found.id) for day, lines in found.days for line in lines]
                if not found.next:
                    break
                after = found.next
        assert len(seen) == len(set(seen)) == {"all": 60, "doing": 20, "saying": 20}[show]
        assert [day for day, _ in seen] == sorted((day for day, _ in seen), reverse=True)

    def test_a_page_further_back_can_be_linked(self, tmp_path: Path) -> None:
        told = [Told(f"No {n}", f"2024-01-{n:02d}", (Deed(MIRA, "PROTEST"), Said(MIRA))) for n in range(1, 20)]
        desk = client(filled(tmp_path / "store.db", told))
        first = actor(desk, MIRA_KEY)
        further = re.search(r'rel="next" href="([^"#]+)', first.text)
        assert further
        page = shown(desk.get(unescape(further[1])))
        assert "From the newest" in page
        assert "19 Jan 2024" not in page[page.index("Timeline Everything") :]

    @pytest.mark.parametrize("after", ["x", "2024-01-01~ev-zz", "~", "2024-13~ev-0000000000000000"])
    def test_what_is_no_cursor_is_refused_in_words(self, desk: TestClient, after: str) -> None:
        answer = actor(desk, "person/joe-biden", after=after)
        assert answer.status_code == 400

    def test_the_words_of_an_act_are_marked_and_nothing_is_lost(self) -> None:
        record = ARTICLES[0].record()
        event = record.events[0]
        pieces = marked(event.sentence, [event.trigger])
        assert "".join(piece.text for piece in pieces) == event.sentence.text
        assert [piece.text for piece in pieces if piece.marked] == [event.trigger.text]


class TestReview:
    def test_what_was_rejected_counts_no_more(self, tmp_path: Path) -> None:
        told = Told("Protest", "2024-01-01", (Deed(MIRA, "THREATEN", UN), Deed(MIRA, "PROTEST")))
        path = filled(tmp_path / "store.db", [told])
        event = told.record().events[0]
        with Store(path, write=True) as store:
            store.connection.execute("UPDATE event SET review = 'rejected' WHERE id = ?", (key_of(event.id),))
            store.connection.execute("INSERT INTO change(article, what, at) VALUES (1, 'decided', '')")
        answer = actor(client(path), MIRA_KEY)
        assert "No demand, offer, refusal" in section(answer, "positions")
        assert "1 Acts done" in shown(answer)


class TestHostileNames:
    @pytest.fixture
    def hostile(self, tmp_path: Path) -> TestClient:
        told = Told(
            "<script>alert(2)</script>", "2024-01-01", (Deed(HOSTILE, "THREATEN", MIRA), Said(HOSTILE)), outlet="<b>x"
        )
        return client(filled(tmp_path / "store.db", [told]))

    def test_they_are_words_and_nothing_else(self, hostile: TestClient) -> None:
        key = "name/PER/img src x onerror alert 1"
        for path in ("/actors", f"/actor/{quote(key, safe='')}", f"/actor/{quote(MIRA_KEY, safe='')}"):
            answer = hostile.get(path)
            assert answer.status_code == 200, path
            assert "<img src=x" not in answer.text
            assert "<script>alert" not in answer.text
            assert "<b>x" not in answer.text
            assert "&lt;img src=x onerror=alert(1)&gt;" in answer.text

    def test_they_are_looked_up_as_words(self, desk: TestClient) -> None:
        for name in ('"><script>', "'; DROP TABLE actor; --", "%", "*", "a" * 200, "name/", "\x00"):
            answer = desk.get("/actors", params={"name": name})
            assert answer.status_code == 200, name
            assert "<script>" not in answer.text


class TestList:
    def test_the_most_active_come_first(self, desk: TestClient) -> None:
        page = shown(desk.get("/actors")).partition("Acts done")[2]
        assert page.index("Joe Biden") < page.index("Norway") < page.index("United Nations")
        assert "Joe Biden USA person, government · president 7 1 1" in page

    @pytest.mark.parametrize(
        ("asked", "names"),
        [
            ({"name": "PBB"}, ["United Nations"]),
            ({"name": "mir"}, ["Mira Solane"]),
            ({"country": "NOR"}, ["Norway"]),
            ({"sector": "LAB"}, ["Mira Solane"]),
            ({"sector": "GOV"}, ["Joe Biden", "Norway"]),
            ({"sector": "GOV", "country": "USA"}, ["Joe Biden"]),
            ({"name": "Mira", "country": "IDN"}, ["Mira Solane"]),
            ({"name": "Mira", "country": "USA"}, []),
            ({"name": "nobody"}, []),
        ],
    )
    def test_looking_by_name_country_and_sector(
        self, desk: TestClient, asked: dict[str, str], names: list[str]
    ) -> None:
        answer = desk.get("/actors", params=asked)
        assert re.findall(r'<th scope="row"><a href="/actor/[^"]+">([^<]+)', answer.text) == names
        assert ("Nobody found" in answer.text) == (not names)

    def test_pages_hold_each_actor_once(self, tmp_path: Path) -> None:
        told = [Told(f"No {n}", "2024-01-01", (Deed(Body(f"Person {n:03d} Solane"), "PROTEST"),)) for n in range(120)]
        desk = client(filled(tmp_path / "store.db", told))
        seen, address = [], "/actors?name=solane"
        while address:
            text = desk.get(address).text
            seen += re.findall(r'<th scope="row"><a href="/actor/[^"]+">([^<]+)', text)
            further = re.search(r'rel="next" href="([^"]+)', text)
            address = unescape(further[1]) if further else ""
        assert len(seen) == len(set(seen)) == 120

    def test_every_name_leads_to_its_actor(self, desk: TestClient) -> None:
        for address in re.findall(r'<th scope="row"><a href="(/actor/[^"]+)"', desk.get("/actors").text):
            assert desk.get(unescape(address)).status_code == 200

    def test_an_empty_store_says_so(self, tmp_path: Path) -> None:
        assert "No actors yet" in shown(client(filled(tmp_path / "store.db")).get("/actors"))

    def test_a_new_article_is_listed_at_once(self, tmp_path: Path) -> None:
        path = filled(tmp_path / "store.db", ARTICLES[:1])
        desk = client(path)
        assert "United Nations</a>" not in desk.get("/actors").text
        filled(path, ARTICLES[3:4])
        assert "United Nations</a>" in desk.get("/actors?name=un").text

    def test_indonesian(self, desk: TestClient) -> None:
        page = shown(desk.get("/actors", headers={"accept-language": "id"}))
        assert "Semua negara" in page
        assert "Norwegia" in page

    def test_nothing_can_be_changed_here(self, path: Path) -> None:
        guarded = client(path, read_only=True)
        assert guarded.get("/actors").status_code == 200
        assert actor(guarded, "person/joe-biden").status_code == 200
        assert "/drop" not in actor(guarded, "person/joe-biden").text


def _counter(counts: dict[str, int]) -> Counter[str]:
    return Counter(counts)
