"""The map: every event where its words put it and no more precisely, told with the query that finds it."""

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from fastapi.testclient import TestClient

from lansir.codebook.tables import codebook
from lansir.knowledge.countries import countries
from lansir.query.found import EventFound
from lansir.query.language import parse
from lansir.query.selection import Selection
from lansir.record import Article, Block, Event, EventType, Place, Record, Span, StatedTime, content_id
from lansir.serve.app import create_app
from lansir.serve.build_map import EDGE, alpha3, build, cut, thinned
from lansir.serve.desk import map as map_page
from lansir.serve.desk import map_places, map_view
from lansir.serve.desk.explore_asked import MOST_CHANGES
from lansir.serve.desk.map_places import Spot, latest, located, unplaced
from lansir.serve.labels import labels, languages
from lansir.serve.settings import Settings
from lansir.store import Store
from tests.query.press_made import records

HOME = "http://localhost:8620"
STATIC = Path(map_page.__file__).parent.parent / "static"
HOSTILE = '<img src=x onerror="alert(1)">'
TODAY = date(2031, 4, 1)
JAKARTA = {"name": "Jakarta", "country": "IDN", "admin1": "Jakarta", "lat": -6.21, "lon": 106.85, "precision": "city"}
MONAS = {"name": "Monas", "country": "IDN", "admin1": "Jakarta", "lat": -6.18, "lon": 106.83, "precision": "point"}
PAPUA = {"name": "Papua", "country": "IDN", "admin1": "Papua", "lat": -4.0, "lon": 138.0, "precision": "admin1"}
LEMBAH = {**PAPUA, "name": "Lembah Lontar"}
INDONESIA = {"name": "Indonesia", "country": "IDN", "lat": -5.0, "lon": 120.0, "precision": "country"}
SOMEWHERE = {"name": "Petra Hulu", "country": "IDN"}
RED_SEA = {"name": "Red Sea", "lat": 20.0, "lon": 38.0, "precision": "region"}
NOWHERE: dict[str, Any] = {}
WHERE = (JAKARTA, JAKARTA, JAKARTA, MONAS, PAPUA, LEMBAH, INDONESIA, SOMEWHERE, RED_SEA, NOWHERE, None, None)


def record(number: int, where: dict[str, Any] | None, type_: EventType = "PROTEST", outlet: str = "Kabar") -> Record:
    """An article of one sentence with one event, at a place or at none."""
    text = f"Warga berunjuk rasa di sana {number}."
    span, words = Span(0, len(text), text), Span(6, 18, text[6:18])
    place = content_id("pl", number)
    published = StatedTime(f"2031-03-{number + 1:02}", "day", "meta")
    block = Block("paragraph", Span(0, len(text), text))
    article = Article(
        content_id("ar", number), text, [block], "0" * 64, "id", outlet=outlet, title="Berita", published=published
    )
    event = Event(
        content_id("ev", number), type_, "actual", words, span, 0.9, codebook().quad(type_), 1.0,
        place=None if where is None else place,
    )  # fmt: skip
    places = [] if where is None else [Place(place, words, "by hand", 0.9, **where)]
    return Record(article, "test", "test", places=places, events=[event])


def filled(path: Path, made: list[Record]) -> Path:
    with Store(path, write=True) as store:
        for one in made:
            store.add(one)
    return path


def client(path: Path, **settings: Any) -> TestClient:  # noqa: ANN401
    app = create_app(Settings(path, **settings))
    if not any(getattr(route, "path", "") == "/map" for route in app.routes):
        app.include_router(map_page.router)
    return TestClient(app, base_url=HOME)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = [record(number, where) for number, where in enumerate(WHERE)]
    made.append(record(len(WHERE), JAKARTA, "ASSAULT"))
    return filled(tmp_path_factory.mktemp("map") / "store.db", made)


@pytest.fixture
def desk(path: Path) -> TestClient:
    return client(path)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = filled(tmp_path_factory.mktemp("press") / "store.db", list(records(30)))
    with Store(path) as store:
        yield store


def data(desk: TestClient, q: str = "", **asked: str) -> dict[str, Any]:
    answer = desk.get("/map/data", params={"q": q, **asked})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def kinds(found: dict[str, Any]) -> dict[str, dict[str, int]]:
    made: dict[str, dict[str, int]] = {}
    for place in found["places"]:
        made.setdefault(place["kind"], {})[place["name"]] = place["number"]
    return made


def asks(address: str) -> str:
    return parse_qs(urlsplit(address).query)["q"][0]


class TestPrecision:
    def test_each_event_stands_where_it_is_known_to_be_and_no_closer(self, desk: TestClient) -> None:
        assert kinds(data(desk)) == {
            "pin": {"Jakarta": 4, "Monas": 1},
            "province": {"Papua": 2},
            "country": {"Indonesia": 2},
            "region": {"Red Sea": 1},
        }

    def test_only_cities_sites_and_provinces_have_a_position(self, desk: TestClient) -> None:
        positioned = {place["kind"] for place in data(desk)["places"] if "lat" in place or "lon" in place}
        assert positioned == {"pin", "province"}

    def test_a_country_is_told_with_its_code_and_with_all_inside_it(self, desk: TestClient) -> None:
        country = next(place for place in data(desk)["places"] if place["kind"] == "country")
        assert (country["code"], country["told"], country["inside"]) == (
            "IDN", "2 events", "9 events anywhere in the country",
        )  # fmt: skip
        assert asks(country["explore"]) == "place.country:IDN"

    def test_what_is_nowhere_is_counted_beside_the_map(self, desk: TestClient) -> None:
        told = {aside["words"]: asks(aside["explore"]) for aside in data(desk)["asides"]}
        assert told == {
            "1 event at places that could not be identified": "has:place -has:coordinates",
            "2 events tell no place": "-has:place",
        }

    def test_a_position_that_is_none_makes_no_pin(self, tmp_path: Path) -> None:
        made = [record(0, {**JAKARTA, "lat": 1e9}), record(1, {**PAPUA, "lon": -999.0}), record(2, SOMEWHERE)]
        made += [record(3, {"name": "Palang", "country": "NGO"})]
        found = data(client(filled(tmp_path / "store.db", made)))
        assert kinds(found) == {"country": {"Indonesia": 3}}
        assert found["asides"][0]["words"].startswith("1 event at places")

    @pytest.mark.parametrize("q", ["", "type:PROTEST", "-type:PROTEST", "sana", "from:2031-03-02 sort:confidence"])
    def test_a_place_leads_to_just_its_events(self, desk: TestClient, path: Path, q: str) -> None:
        with Store(path) as store:
            for place in data(desk, q)["places"]:
                if place["kind"] != "country":
                    assert Selection(store, asks(place["explore"]), "events").count() == place["number"]

    def test_the_latest_events_of_a_place_lead_to_themselves(self, desk: TestClient) -> None:
        for place in data(desk)["places"]:
            events = desk.get(place["events"]).json()["events"]
            assert len(events) == min(place["number"], map_page.LATEST)
            assert events[0]["day"] == place["day"]
            assert all(re.fullmatch(r"/event/ev-[0-9a-f]{16}", event["address"]) for event in events)

    def test_the_latest_events_are_those_of_the_query(self, desk: TestClient) -> None:
        place = data(desk, "type:ASSAULT")["places"][0]
        assert [event["type"] for event in desk.get(place["events"]).json()["events"]] == ["ASSAULT"]


class TestCounting:
    QUERIES = (
        "", "type:ASSAULT", "-type:ASSAULT", "gempa", "-gempa", "gempa pasar", 'place:"Jakarta Lama"', "killed:>0",
        "from:2031-03-01 to:2031-03-02", "speaker.country:IDN", "review:any version:all", "sort:confidence",
    )  # fmt: skip

    @pytest.mark.parametrize("q", QUERIES)
    @pytest.mark.parametrize("walking", [10.0, -1.0], ids=["by an index", "event by event"])
    def test_both_ways_count_what_the_query_finds(
        self, press: Store, monkeypatch: pytest.MonkeyPatch, q: str, walking: float
    ) -> None:
        monkeypatch.setattr(map_places, "WALKING", walking)
        events = [one for one in Selection(press, q, "events", today=TODAY) if isinstance(one, EventFound)]
        wanted = Counter((event.place.name, event.place.country) for event in events if event.place)
        found = located(press.connection, parse(q), TODAY, 20.0)
        named: Counter[tuple[str | None, str | None]] = Counter()
        for spot, tally in found.spots.items():
            named.update({(name, spot.country): number for name, number in tally.names.items()})
        assert (found.share, found.number) == (1.0, sum(wanted.values()))
        assert named == Counter({key: number for key, number in wanted.items() if key[0]})
        none = len([event for event in events if event.place is None])
        assert unplaced(press.connection, parse(q), TODAY, 20.0) == (none, True)

    def test_without_time_it_says_how_far_it_came(self, press: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("lansir.query.bounded.STEPS", 1)
        found = located(press.connection, parse(""), TODAY, -1.0)
        assert found.share < 1.0
        assert not unplaced(press.connection, parse(""), TODAY, -1.0)[1]
        assert latest(press.connection, parse(""), Spot("unknown"), TODAY, -1.0, 5) == []

    def test_the_connection_is_free_again_afterwards(self, press: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("lansir.query.bounded.STEPS", 1)
        located(press.connection, parse(""), TODAY, -1.0)
        assert press.connection.execute("SELECT count(*) FROM event").fetchone()[0] > 0

    def test_a_part_is_told_as_one_and_the_whole_can_be_had(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("lansir.query.bounded.STEPS", 1)
        monkeypatch.setattr(map_page, "SECONDS", -1.0)
        desk = client(path)
        part = data(desk, "type:PROTEST")
        assert (part["complete"], part["told"]) == (False, "No place found so far.")
        whole = data(desk, "type:PROTEST", whole="true")
        assert (whole["complete"], whole["told"]) == (True, "9 events in 5 places.")
        assert data(desk, "type:PROTEST") == whole, "what is known is not counted again"

    def test_the_smallest_places_give_way_where_there_are_too_many(
        self, desk: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(map_view, "MOST_PLACES", 2)
        monkeypatch.setattr(map_page, "_answers", {})
        found = data(desk)
        assert len(found["places"]) == 2
        assert found["asides"][0]["words"] == "3 further places with fewer events"

    def test_what_others_write_is_seen(self, tmp_path: Path) -> None:
        path = filled(tmp_path / "store.db", [record(0, JAKARTA)])
        desk = client(path)
        assert data(desk)["told"] == "1 event in 1 place."
        filled(path, [record(1, JAKARTA)])
        assert data(desk)["told"] == "2 events in 1 place."


class TestPage:
    def test_an_address_is_a_view(self, desk: TestClient) -> None:
        q = 'type:ASSAULT -outlet:"Radio Tanjung" from:2031-03-01'
        text = desk.get("/map", params={"q": q}).text
        assert f'value="{html.escape(q, quote=True)}"'.replace("&quot;", "&#34;") in text
        source = re.search(r'data-places="([^"]+)"', text)
        assert source
        assert parse(asks(html.unescape(source[1]))) == parse(q)
        assert 'name="from" type="date" value="2031-03-01"' in text

    def test_the_days_of_the_form_become_part_of_the_query(self, desk: TestClient) -> None:
        asked = {"q": "type:ASSAULT from:2030", "from": "2031-03-01", "to": ""}
        answer = desk.get("/map", params=asked, follow_redirects=False)
        assert answer.status_code == 303
        assert asks(answer.headers["location"]) == "type:ASSAULT from:2031-03-01"

    def test_a_term_can_be_taken_out(self, desk: TestClient) -> None:
        text = desk.get("/map", params={"q": "type:ASSAULT -place.country:USA"}).text
        terms = text[text.index('class="map-terms"') :]
        found = [html.unescape(one) for one in re.findall(r'href="(/map\?[^"]+)"', terms)]
        assert [asks(one) for one in found[:2]] == ["-place.country:USA", "type:ASSAULT"]
        assert "United States" in terms

    @pytest.mark.parametrize("q", ["typ:x", 'type:"ASSAULT', "from:never", f"typ:{HOSTILE}"])
    def test_a_query_that_cannot_be_read_says_why(self, desk: TestClient, q: str) -> None:
        answer = desk.get("/map", params={"q": q})
        assert answer.status_code == 200
        assert labels("en")("map.fault") in answer.text
        assert "<img src=x" not in answer.text
        assert "leaflet.js" not in answer.text
        refused = desk.get("/map/data", params={"q": q}, headers={"accept": "application/json"})
        assert (refused.status_code, refused.json()["error"]["code"]) == (400, "bad_request")

    def test_an_empty_store_says_what_to_do(self, tmp_path: Path) -> None:
        text = client(filled(tmp_path / "store.db", [])).get("/map").text
        assert labels("en")("map.empty") in text
        assert 'id="map"' not in text

    def test_of_very_many_values_some_have_links_and_the_others_are_counted(self, desk: TestClient) -> None:
        asked_for = " ".join(f"-outlet:{'x' * 60}{n}" for n in range(100))
        text = desk.get("/map", params={"q": asked_for}).text
        terms = text[text.index('class="map-terms"') : text.index("70 more")]
        assert terms.count("<li") == MOST_CHANGES + 1
        assert "70 more: change them in the query itself" in text
        assert len(text) < 600_000

    def test_a_query_without_places_says_so(self, desk: TestClient) -> None:
        found = data(desk, "type:AID")
        assert (found["places"], found["asides"], found["complete"]) == ([], [], True)
        assert found["told"] == labels("en")("map.none")

    def test_it_is_told_in_the_language_of_the_reader(self, path: Path) -> None:
        desk = client(path)
        desk.headers["accept-language"] = "id-ID,id;q=0.9"
        text = desk.get("/map").text
        assert '<html lang="id"' in text
        assert labels("id")("map.borders") in text
        found = data(desk)
        assert found["told"] == "10 peristiwa di 5 tempat."
        assert {place["precision"] for place in found["places"]} >= {"Provinsi", "Hanya negara"}

    def test_no_word_is_missing_or_too_much_in_either_language(self) -> None:
        keys = [{key for key in labels(iso).words if key.startswith("map.")} for iso in languages()]
        assert keys[0] == keys[1]

    def test_a_store_that_may_not_be_changed_has_its_map(self, path: Path) -> None:
        assert data(client(path, read_only=True))["places"]


class TestHostile:
    def test_names_and_sentences_come_as_words(self, tmp_path: Path) -> None:
        place = {**JAKARTA, "name": HOSTILE, "admin1": HOSTILE}
        desk = client(filled(tmp_path / "store.db", [record(0, place, outlet=HOSTILE)]))
        answer = desk.get("/map/data")
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        found = answer.json()["places"][0]
        assert found["name"] == HOSTILE
        assert desk.get(found["events"]).json()["events"][0]["outlet"] == HOSTILE

    def test_no_script_makes_html_of_words(self) -> None:
        for script in STATIC.glob("map*.js"):
            text = script.read_text(encoding="utf-8")
            assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text), script.name

    @pytest.mark.parametrize(
        "asked", ["kind=castle", "kind=pin&lat=north", "q=%00&kind=pin", "kind=pin&name=" + "x" * 9000, ""]
    )
    def test_a_place_that_is_none_is_refused_or_empty(self, desk: TestClient, asked: str) -> None:
        answer = desk.get(f"/map/place?{asked}", headers={"accept": "application/json"})
        assert answer.status_code == 400 or answer.json() == {"events": []}

    def test_a_query_beyond_measure_is_refused(self, desk: TestClient) -> None:
        assert desk.get("/map", params={"q": "x" * 20_000}).status_code == 400


class TestOutlines:
    def test_they_are_small_and_all_of_them_on_the_globe(self) -> None:
        files = sorted((STATIC / "map").glob("*.json"))
        assert sum(file.stat().st_size for file in files) < 1_200_000
        for file in files:
            for feature in json.loads(file.read_bytes())["features"]:
                rings = [ring for polygon in feature["geometry"]["coordinates"] for ring in polygon]
                assert rings, feature["properties"]["name"]
                for ring in rings:
                    assert len(ring) >= 4 and ring[0] == ring[-1]
                    assert all(abs(x) <= 180 and abs(y) <= 90 for x, y in ring)
                    steps = pairwise(ring)
                    assert all(abs(x2 - x1) < 180 for (x1, _), (x2, _) in steps), "a line runs across the map"

    def test_countries_go_by_the_codes_of_places(self) -> None:
        codes = [
            feature["properties"]["iso"]
            for file in ("world.json", "indonesia.json")
            for feature in json.loads((STATIC / "map" / file).read_bytes())["features"]
        ]
        assert {code for code in codes if code} <= countries().keys()
        assert {"IDN", "PSE", "UKR", "XKX", "TWN"} <= set(codes)

    @pytest.mark.parametrize(
        ("numeric", "name", "code"),
        [("360", "Indonesia", "IDN"), (None, "Kosovo", "XKX"), (None, "Somaliland", None), ("999", "Nowhere", None)],
    )
    def test_a_code_is_the_number_s_else_the_name_s(self, numeric: str | None, name: str, code: str | None) -> None:
        assert alpha3(numeric, name) == code

    def test_a_line_keeps_its_ends_and_what_stands_out(self) -> None:
        line = [(0.0, 0.0), (1.0, 0.001), (2.0, 0.0), (3.0, 1.0), (4.0, 0.0)]
        assert thinned(line, 0.01) == [line[0], *line[2:]]
        assert thinned(line, 0.0) == line

    def test_what_crosses_the_antimeridian_is_cut_there(self) -> None:
        ring = [(179.0, 0.0), (-179.0, 0.0), (-179.0, 1.0), (179.0, 1.0), (179.0, 0.0)]
        pieces = cut([ring])
        assert len(pieces) == 2
        sides = [{x > 0 for x, _ in piece[0]} for piece in pieces]
        assert sorted(map(str, sides)) == ["{False}", "{True}"]
        assert all(abs(x) <= EDGE and piece[0][0] == piece[0][-1] for piece in pieces for x, _ in piece[0])

    def test_two_files_of_world_atlas_make_two_of_the_map(self, tmp_path: Path) -> None:
        square = [[0, 0], [10, 0], [0, 10], [-10, 0], [0, -10]]
        beside = [[10, 0], [10, 0], [0, 10], [-10, 0], [0, -10]]
        far = [[1000, 500], [20, 0], [0, 20], [-20, 0], [0, -20]]
        geometries = [
            {"type": "Polygon", "arcs": [[0]], "id": "360", "properties": {"name": "Indonesia"}},
            {"type": "MultiPolygon", "arcs": [[[1]]], "id": "250", "properties": {"name": "France"}},
            {"type": "Polygon", "arcs": [[~2]], "properties": {"name": "Nowhere"}},
        ]
        topology = {
            "type": "Topology", "arcs": [square, beside, far], "objects": {"countries": {"geometries": geometries}},
            "transform": {"scale": [0.1, 0.1], "translate": [0, 0]},
        }  # fmt: skip
        source = tmp_path / "countries.json"
        source.write_bytes(msgspec.json.encode(topology))
        sizes = build(source, source, tmp_path / "out")
        made = {name: json.loads((tmp_path / "out" / name).read_bytes())["features"] for name in sizes}
        assert [one["properties"]["iso"] for one in made["indonesia.json"]] == ["IDN"]
        assert [one["properties"]["name"] for one in made["world.json"]] == ["France", "Nowhere"]
        assert made["world.json"][1]["geometry"]["coordinates"][0][0][0] == [100.0, 50.0]
