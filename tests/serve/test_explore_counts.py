"""Explore in numbers: facets, charts and networks count what their links find."""

import html
import re

import pytest
from fastapi.testclient import TestClient

from lansir.query.facets import FACETS
from lansir.query.fields import codes_of, fields
from lansir.query.selection import Selection
from lansir.query.sql import Kind
from lansir.serve.desk.explore_facets import FIRST, OTHERS
from lansir.serve.desk.explore_words import ValueWords
from lansir.serve.labels import languages
from lansir.store import Store
from tests.serve.explore_made import asks, links, number, page

CHOICE = re.compile(
    r'class="take" href="([^"]+)"[^>]*><span class="label">(.*?)</span> <span class="count">([\d,]+)</span></a>\s*'
    r'<a class="leave" href="([^"]+)"'
)


class TestFacets:
    @pytest.mark.parametrize(("kind", "facet"), [("events", "type"), ("events", "actor"), ("statements", "outlet")])
    def test_a_count_is_what_its_link_finds_and_the_other_one_leaves(
        self, desk: TestClient, kind: str, facet: str
    ) -> None:
        text = page(desk, "/explore/values", kind=kind, name=facet)
        whole = number(page(desk, kind=kind))
        for take, _, count, leave in CHOICE.findall(text)[:4]:
            assert number(page(desk, html.unescape(take))) == int(count.replace(",", ""))
            assert number(page(desk, html.unescape(leave))) == whole - int(count.replace(",", ""))

    def test_a_second_value_is_asked_for_beside_the_first_and_can_be_taken_back(self, desk: TestClient) -> None:
        text = page(desk, "/explore/facets", q="type:ASSAULT")
        chosen = re.search(r'<li class="chosen"><a class="take" href="([^"]+)"', text)
        assert chosen
        assert "q" not in asks(html.unescape(chosen[1]))
        assert any(asks(html.unescape(take)).get("q") == "type:ASSAULT,COERCE" for take, *_ in CHOICE.findall(text))

    def test_a_chosen_value_that_is_too_rare_to_be_shown_has_its_count(self, desk: TestClient) -> None:
        values = CHOICE.findall(page(desk, "/explore/values", kind="events", name="type"))
        take, _, count, _ = values[-1]
        shown = page(desk, "/explore/facets", **asks(html.unescape(take)))
        chosen = re.search(r'<li class="chosen">.*?<span class="count">([\d,]+)</span>', shown, re.DOTALL)
        assert chosen
        assert chosen[1] == count != "0"

    def test_they_come_after_the_results_or_inside_the_page(self, desk: TestClient) -> None:
        text = page(desk)
        assert 'aria-busy="true"' in text
        assert "data-facet=" not in text
        inside = page(desk, counted="true")
        assert 'data-facet="type"' in inside
        assert "data-facets" not in inside

    def test_each_facet_can_be_counted(self, desk: TestClient) -> None:
        for kind in ("events", "statements"):
            for name in (*FIRST[kind], *OTHERS[kind]):
                assert f'data-facet="{name}"' in page(desk, "/explore/values", kind=kind, name=name, part="true")

    def test_a_facet_that_is_none_is_refused(self, desk: TestClient) -> None:
        assert desk.get("/explore/values", params={"name": "colour"}).status_code == 400

    def test_every_field_value_and_facet_has_a_name_in_both_languages(self, world_store: Store) -> None:
        for iso in languages():
            words = ValueWords(world_store.connection, iso)
            for name in {*(field.field for field in fields()), *FACETS}:
                assert words.field(name)
            for field in ("status", "quad", "form", "review", "sort", "version", "type", "context", "source"):
                assert all(words.value(field, value) for value in codes_of(field))

    def test_known_things_are_called_by_their_names(self, world_store: Store) -> None:
        words = ValueWords(world_store.connection, "id")
        assert words.value("actor.country", "USA") == "Amerika Serikat"
        assert words.value("quad", "material-conflict") == "konflik material"
        assert words.value("origin", "meridianwire") == "Meridian Wire"
        assert words.value("day", "2031-03-01..2031-03-05") == "1 Mar 2031–5 Mar 2031"
        key, name = world_store.connection.execute("SELECT key, name FROM actor LIMIT 1").fetchone()
        assert words.value("actor", key) == name


class TestDrawn:
    @pytest.mark.parametrize("by", ["quad", "type", "status"])
    @pytest.mark.parametrize("unit", ["", "day", "month", "year"])
    def test_bars_and_what_is_left_are_all_that_is_found(
        self, desk: TestClient, kinds: dict[Kind, Selection], by: str, unit: str
    ) -> None:
        found = desk.get("/explore/chart", params={"by": by, "unit": unit}).json()
        drawn = sum(sum(series["counts"]) for series in found["series"])
        assert found["complete"]
        assert drawn + found["undated"] + found["left"] == found["counted"] == kinds["events"].count()
        assert found["times"] == sorted(found["times"])
        assert 0 <= found["first"] <= found["last"] < len(found["times"])
        assert len(found["series"]) <= 9

    def test_a_bar_asks_for_what_it_counts(self, desk: TestClient, kinds: dict[Kind, Selection]) -> None:
        found = desk.get("/explore/chart", params={"q": "-type:ASSAULT", "by": "status", "unit": "month"}).json()
        series = found["series"][0]
        at = max(range(len(found["times"])), key=series["counts"].__getitem__)
        query = f"-type:ASSAULT {found['terms'][at]} {series['term']}"
        assert Selection(kinds["events"].store, query, "events").count() == series["counts"][at]

    @pytest.mark.parametrize("query", ["quad:material-conflict", "confidence:>0.2"])
    def test_an_index_or_a_scan_of_all_counts_the_same_as_the_walk(
        self, desk: TestClient, monkeypatch: pytest.MonkeyPatch, query: str
    ) -> None:
        asked_for = {"q": query, "by": "type"}
        walked = desk.get("/explore/chart", params={**asked_for, "q": f"{query} version:newest"}).json()
        monkeypatch.setattr("lansir.serve.desk.explore_chart.WALK_SECONDS", -1.0)
        monkeypatch.setattr("lansir.query.walk.SMALL", 0)
        monkeypatch.setattr("lansir.query.walk.FLOOR", 0)
        assert desk.get("/explore/chart", params=asked_for).json() == walked
        monkeypatch.setattr("lansir.serve.desk.explore_chart.SCAN_SECONDS", -1.0)
        partly = desk.get("/explore/chart", params=asked_for).json()
        assert not partly["complete"]
        assert partly["counted"] < walked["counted"]

    def test_statements_are_drawn_by_their_form(self, desk: TestClient, kinds: dict[Kind, Selection]) -> None:
        found = desk.get("/explore/chart", params={"kind": "statements"}).json()
        assert found["by"] == "form"
        assert found["counted"] == kinds["statements"].count()

    def test_an_arrow_asks_for_what_it_counts(self, desk: TestClient, kinds: dict[Kind, Selection]) -> None:
        found = desk.get("/explore/network").json()
        assert 0 < len(found["nodes"]) <= 60
        counts = [edge["count"] for edge in found["edges"]]
        assert counts == sorted(counts, reverse=True)
        for edge in found["edges"][:5]:
            assert edge["source"] != edge["target"]
            assert Selection(kinds["events"].store, edge["query"], "events").count() == edge["count"]

    def test_statements_are_drawn_by_who_speaks_to_whom(self, desk: TestClient) -> None:
        found = desk.get("/explore/network", params={"kind": "statements"}).json()
        assert all(edge["quad"] == "" and "speaker:" in edge["query"] for edge in found["edges"])

    def test_a_chart_has_its_library_and_a_table(self, desk: TestClient) -> None:
        text = page(desk, view="chart", by="type", unit="month")
        library = re.search(r'src="(/static/vendor/[^"]+)"', text)
        assert library
        assert desk.get(library[1]).status_code == 200
        assert "sourceMappingURL" not in desk.get(library[1]).text
        assert "<table></table>" in text
        assert {"by": "type", "unit": "month"}.items() <= asks(
            next(link for link in links(text) if link.startswith("/explore/chart"))
        ).items()
        assert "/static/vendor/" not in page(desk)
