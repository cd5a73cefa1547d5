"""Explore: one address a view; what it shows is what the query finds, and every link asks for what it says."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from lansir.errors import QueryError
from lansir.query.facets import FACETS
from lansir.query.faults import CODES
from lansir.query.fields import codes_of, fields
from lansir.query.language import Query, Term, parse
from lansir.query.selection import Selection
from lansir.query.sql import Kind
from lansir.record import Span
from lansir.serve.app import create_app
from lansir.serve.desk import downloads, explore
from lansir.serve.desk.explore_asked import asked, dropping, excluding, fault_of, including, replacing
from lansir.serve.desk.explore_facets import FIRST, OTHERS
from lansir.serve.desk.explore_rows import marked
from lansir.serve.desk.explore_words import ValueWords
from lansir.serve.labels import labels, languages
from lansir.serve.settings import Settings
from lansir.store import Store

HOME = "http://localhost:8620"
HREF = re.compile(r'(?:href|data-facets|data-load|data-more|data-source|data-menu)="(/[^"]*)"')
ROW = re.compile(r'<article class="card found[^"]*" id="([^"]+)">')
CHOICE = re.compile(
    r'class="take" href="([^"]+)"[^>]*><span class="label">(.*?)</span> <span class="count">([\d,]+)</span></a>\s*'
    r'<a class="leave" href="([^"]+)"'
)
HOSTILE = "<script>alert(1)</script>"


def client(path: Path, **settings: object) -> TestClient:
    app = create_app(Settings(path, **settings))  # type: ignore[arg-type]
    for module in (explore, downloads):
        if not {route.path for route in module.router.routes} & {getattr(one, "path", "") for one in app.routes}:
            app.include_router(module.router)
    return TestClient(app, base_url=HOME)


@pytest.fixture
def desk(world_path: Path) -> TestClient:
    return client(world_path)


@pytest.fixture(scope="module")
def kinds(world_store: Store) -> dict[Kind, Selection]:
    return {"events": Selection(world_store, "", "events"), "statements": Selection(world_store, "", "statements")}


def page(desk: TestClient, address: str = "/explore", **asked_for: str) -> str:
    answer = desk.get(address, params=asked_for or None)
    assert answer.status_code == 200, answer.text
    return answer.text


def links(text: str) -> list[str]:
    return [html.unescape(found) for found in HREF.findall(text)]


def asks(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def number(text: str) -> int:
    found = re.search(r'<h2 id="total"[^>]*>(\d[\d,]*)', text)
    assert found, text
    return int(found[1].replace(",", ""))


class TestRows:
    @pytest.mark.parametrize("kind", ["events", "statements"])
    def test_each_row_shows_its_evidence_and_leads_to_it(
        self, desk: TestClient, kinds: dict[Kind, Selection], kind: Kind
    ) -> None:
        text = page(desk, kind=kind)
        single = kind.removesuffix("s")
        rows = kinds[kind].page(explore.PER_PAGE).rows
        assert ROW.findall(text) == [row.id for row in rows]
        for row, shown in zip(rows, ROW.split(text)[2::2], strict=True):
            words = html.unescape(re.sub(r"<[^>]+>", "", shown.partition("<blockquote")[2].partition(">")[2]))
            assert words.startswith(row.sentence.text)
            assert f'href="/{single}/{row.id}"' in shown
            assert f'href="/article/{row.report.article}#w-{row.id}"' in shown
            assert f"{row.confidence:.0%}" in shown

    def test_the_words_of_the_act_are_marked(self, desk: TestClient, kinds: dict[Kind, Selection]) -> None:
        row = kinds["events"].page(1).rows[0]
        shown = ROW.split(page(desk))[2]
        assert html.escape(row.trigger.text) in "".join(re.findall(r"m-event[^>]*>([^<]+)", shown))  # type: ignore[union-attr]

    def test_pages_follow_each_other_and_end(self, desk: TestClient, kinds: dict[Kind, Selection]) -> None:
        seen, address = [], "/explore?q=quad:material-conflict"
        while address:
            text = page(desk, address)
            seen += ROW.findall(text)
            found = re.search(r'rel="next" href="([^"]+)"', text)
            address = html.unescape(found[1]) if found else ""
        assert seen == list(Selection(kinds["events"].store, "quad:material-conflict", "events").ids())

    def test_a_cursor_of_another_query_is_told(self, desk: TestClient) -> None:
        found = re.search(r'rel="next" href="([^"]+)"', page(desk))
        assert found
        after = asks(html.unescape(found[1]))["after"]
        text = page(desk, q="type:ASSAULT", after=after)
        assert "belongs to another query" in text
        assert 'href="/explore?q=type%3AASSAULT"' in text

    @given(st.text(min_size=1, max_size=40), st.lists(st.tuples(st.integers(-9, 60), st.integers(-9, 60)), max_size=8))
    def test_marks_neither_add_nor_lose_words(self, words: str, bounds: list[tuple[int, int]]) -> None:
        spans = [(f"l{n}", Span(min(pair), max(pair), "")) for n, pair in enumerate(bounds)]
        passages = marked(Span(5, 5 + len(words), words), spans)
        assert "".join(passage.text for passage in passages) == words
        place = 5
        for passage in passages:
            covering = {layer for layer, span in spans if span.start <= place < span.end}
            assert set(passage.layers) == covering
            place += len(passage.text)


class TestAddresses:
    QUERY = 'type:ASSAULT,COERCE -outlet:"Harbour Post" from:2031-03-01 sort:-confidence'

    @pytest.mark.parametrize("view", ["table", "chart", "network"])
    @pytest.mark.parametrize("kind", ["events", "statements"])
    def test_every_link_of_a_view_keeps_what_is_asked_and_answers(self, desk: TestClient, view: str, kind: str) -> None:
        text = page(desk, q="-type:ASSAULT", kind=kind, view=view)
        for address in {link for link in links(text) if link.startswith(("/explore?", "/map?", "/download?"))}:
            if "/explore?q=" in address and "after" not in address and view == "table":
                assert desk.get(address).status_code == 200, address
            parse(asks(address).get("q", ""))
        tabs = {
            asks(link).get("view", "table") for link in links(text.partition('class="tabs"')[2].partition("</nav>")[0])
        }
        assert tabs == {"table", "chart", "network"}
        assert any(link.startswith("/map?q=-type%3AASSAULT") for link in links(text))

    def test_chips_take_away_or_turn_round_one_value_each(self) -> None:
        changes = asked(self.QUERY, "events").changes()
        assert [(one.field, one.value, one.excluded) for one in changes][:3] == [
            ("type", "ASSAULT", False), ("type", "COERCE", False), ("outlet", "Harbour Post", True),
        ]  # fmt: skip
        assert asks(changes[0].without)["q"] == 'type:COERCE -outlet:"Harbour Post" from:2031-03-01 sort:-confidence'
        assert changes[0].turned
        assert parse(asks(changes[0].turned)["q"]).of("type") == (
            Term("type", ("COERCE",)), Term("type", ("ASSAULT",), excluded=True),
        )  # fmt: skip
        assert changes[2].turned
        assert parse(asks(changes[2].turned)["q"]).of("outlet") == (Term("outlet", ("Harbour Post",)),)
        assert changes[-1].turned is None

    @given(st.sampled_from(["type", "status"]), st.data())
    def test_taking_in_and_out_are_each_others_reverse(self, field: str, data: st.DataObject) -> None:
        query = parse(self.QUERY)
        value = data.draw(st.sampled_from(codes_of(field)))
        taken = including(query, field, value)
        assert value in {one for term in taken.of(field) if not term.excluded for one in term.values}
        assert parse(str(taken)) == taken
        assert dropping(taken, field, value, excluded=False) == dropping(query, field, value, excluded=False)
        out = excluding(taken, field, value)
        assert Term(field, (value,), excluded=True) in out.terms
        assert including(out, field, value).of(field) == taken.of(field) or len(query.of(field)) == 1

    def test_days_from_the_form_become_part_of_the_query(self, desk: TestClient) -> None:
        asked_for = {"q": "type:ASSAULT from:2031-01-01 last:7d", "kind": "statements", "from": "2031-03-02", "to": ""}
        answer = desk.get("/explore", params=asked_for, follow_redirects=False)
        assert answer.status_code == 303
        assert asks(answer.headers["location"]) == {"q": "type:ASSAULT from:2031-03-02", "kind": "statements"}
        text = page(desk, q="from:2031-03 to:2031-03")
        assert 'name="from" value="2031-03-01"' in text
        assert 'name="to" value="2031-03-31"' in text

    def test_days_that_are_none_are_told_as_faults_of_the_query(self, desk: TestClient) -> None:
        text = page(desk, **{"q": "", "from": "soon", "to": ""})
        assert "cannot be read" in text
        assert replacing("type:", {"from": "2031-01-01"}) == "type: from:2031-01-01"

    def test_the_order_is_part_of_the_query(self, desk: TestClient) -> None:
        text = page(desk, q="type:ASSAULT")
        menu = text.partition('class="menu"')[2].partition("</details>")[0]
        orders = {asks(link)["q"] for link in links(menu)} - {"type:ASSAULT"}
        assert orders == {f"type:ASSAULT sort:{sort}" for sort in codes_of("sort") if sort != "-day"}


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


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "word", "meant"),
        [
            ("type:asault", "asault", "type:ASSAULT"),
            ("gempa stats:planned", "stats", "gempa status:planned"),
            ("-outlte:Kompas", "outlte", "-outlet:Kompas"),
            ('outlet:"Radio Tanjung', '"Radio Tanjung', 'outlet:"Radio Tanjung"'),
            ("http://example.org", "http", '"http://example.org"'),
            ('actor.country:"Amrika Serikat"', '"Amrika Serikat"', 'actor.country:"Amerika Serikat"'),
            ("killed:many", "many", None),
            ("confidence:0.9..0.5", "0.9..0.5", "confidence:0.5..0.9"),
            ("sort:day -sort:-day", "sort", None),
            ("type:", "", None),
        ],
    )
    def test_the_place_is_found_and_where_possible_what_was_meant(
        self, text: str, word: str, meant: str | None
    ) -> None:
        fault = asked(text, "events").fault
        assert fault
        assert fault.before + fault.word + fault.after == text
        assert fault.word == word
        assert fault.meant == meant

    @given(st.text(max_size=60))
    def test_any_text_is_a_query_or_has_a_fault_in_it(self, text: str) -> None:
        found = asked(text, "events")
        assert (found.query is None) == (found.fault is not None)
        if found.fault and found.fault.place:
            assert found.fault.before + found.fault.word + found.fault.after == text

    def test_the_page_shows_the_place_and_leads_on(self, desk: TestClient) -> None:
        text = page(desk, q="gempa type:asault", kind="statements")
        assert "gempa type:<mark>asault</mark>" in text
        assert "/explore?q=gempa+type%3AASSAULT&amp;kind=statements" in text
        indonesian = desk.get("/explore", params={"q": "type:asault"}, headers={"accept-language": "id"}).text
        assert "Kueri ini tidak dapat dibaca" in indonesian
        assert "Di sini tidak ada nilai “asault”. Maksudnya “ASSAULT”?" in indonesian
        assert "There is no value “asault” here. Did you mean “ASSAULT”?" in text

    @pytest.mark.parametrize("iso", languages())
    def test_every_fault_has_words_in_both_languages(self, iso: str) -> None:
        words = labels(iso)
        told = {code: words(f"explore.fault_{code}", word="WORT", suggestion="RAT") for code in CODES}
        assert all("{" not in one for one in told.values())
        assert len(set(told.values())) == len(CODES)
        stated = {key for key in words.words if key.startswith("explore.fault_")}
        assert stated == {f"explore.fault_{code}" for code in CODES} | {"explore.fault_at"}

    @pytest.mark.parametrize("after", ["c", "cAAAA"])
    def test_faults_without_a_place_are_told_in_the_readers_language(self, desk: TestClient, after: str) -> None:
        text = desk.get("/explore", params={"after": after}, headers={"accept-language": "id"}).text
        assert "Alamat halaman hasil ini tidak utuh" in text
        assert 'lang="en"' not in text.partition('id="fault"')[2].partition("</section>")[0]

    def test_a_fault_without_a_code_is_told_in_its_own_words(self) -> None:
        fault = fault_of(QueryError("names: there are none"), "gempa", meant="gempa")
        assert (fault.told(labels("id")), fault.message, fault.meant) == (None, "names: there are none", "gempa")

    def test_pieces_and_numbers_are_refused_as_such(self, desk: TestClient) -> None:
        for path in ("facets", "chart", "network", "total"):
            answer = desk.get(f"/explore/{path}", params={"q": "type:asault"}, headers={"accept": "application/json"})
            assert answer.status_code == 400
            assert answer.json()["error"]["code"] == "bad_request"


class TestNothing:
    def test_the_narrowest_filter_is_named_first(self, desk: TestClient, kinds: dict[Kind, Selection]) -> None:
        text = page(desk, q="type:ASSAULT actor:Zorro")
        whole = Selection(kinds["events"].store, "type:ASSAULT", "events").count()
        way = text.partition('class="ways"')[2].partition("</li>")[0]
        assert 'href="/explore?q=type%3AASSAULT"' in way
        assert "Zorro" in way
        assert f"{whole} events" in way

    def test_the_other_kind_is_named_where_it_has_some(self, desk: TestClient) -> None:
        text = page(desk, q="id:ev-0000000000000001")
        assert "No event fits" in text
        statement = next(iter(Selection(Store(desk.app.state.settings.store), "", "statements").ids()))  # type: ignore[attr-defined]
        assert "1 statement</a>" in page(desk, q=f"id:{statement}")

    def test_an_empty_store_says_how_to_fill_it(self, tmp_path: Path) -> None:
        Store(tmp_path / "empty.db", write=True).close()
        text = page(client(tmp_path / "empty.db"))
        assert "This store is empty" in text
        assert text.count('href="/drop"') == 2
        assert 'href="/drop"' not in page(client(tmp_path / "empty.db", read_only=True))
        for path in ("/explore/chart", "/explore/network", "/explore/facets"):
            assert client(tmp_path / "empty.db").get(path).status_code == 200


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

    def test_a_scan_of_all_counts_the_same_as_the_walk(self, desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        walked = desk.get("/explore/chart", params={"q": "quad:material-conflict", "by": "type"}).json()
        monkeypatch.setattr("lansir.serve.desk.explore_chart.WALK_SECONDS", -1.0)
        monkeypatch.setattr("lansir.query.walk.SMALL", 0)
        monkeypatch.setattr("lansir.query.walk.FLOOR", 0)
        assert desk.get("/explore/chart", params={"q": "quad:material-conflict", "by": "type"}).json() == walked
        monkeypatch.setattr("lansir.serve.desk.explore_chart.SCAN_SECONDS", -1.0)
        monkeypatch.setattr("lansir.query.cross.STEPS", 1)
        partly = desk.get("/explore/chart", params={"q": "quad:material-conflict"}).json()
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


class TestWords:
    @pytest.mark.parametrize("iso", languages())
    def test_the_help_tells_of_every_field_with_an_example_that_can_be_read(self, desk: TestClient, iso: str) -> None:
        text = desk.get("/explore/help", headers={"accept-language": iso}).text
        for field in fields():
            assert f"<code>{field.field}</code>" in text
            told = field.told.in_language(iso).split("`")[0]
            assert html.escape(told, quote=False).replace("'", "&#39;") in text
        for address in {link for link in links(text) if link.startswith("/explore?q=")}:
            parse(asks(address)["q"])

    def test_pages_speak_the_readers_language(self, desk: TestClient) -> None:
        found = desk.get("/explore", headers={"accept-language": "id"}).text
        assert '<html lang="id"' in found
        assert labels("id")("explore.download") in found

    def test_the_number_can_be_counted_exactly(self, desk: TestClient, kinds: dict[Kind, Selection]) -> None:
        assert desk.get("/explore/total").json() == {"number": kinds["events"].count(), "exact": True}


@pytest.fixture
def hostile(tmp_path: Path, world_store: Store) -> Iterator[TestClient]:
    """A store of one page whose title, outlet, names and text are written by somebody hostile."""
    event = next(iter(Selection(world_store, "has:actor", "events")))
    record = world_store.record(event.report.article)
    text = record.article.text
    bad = f"{text[: event.sentence.start]}{HOSTILE}{text[event.sentence.start + len(HOSTILE) :]}"
    article = msgspec.structs.replace(
        record.article, text=bad, title=HOSTILE, outlet=f'"><img src=x onerror=alert(1)>{HOSTILE}'
    )
    entities = [msgspec.structs.replace(one, name=HOSTILE, role=HOSTILE) for one in record.entities]
    with Store(tmp_path / "hostile.db", write=True) as store:
        store.add(msgspec.structs.replace(record, article=article, entities=entities), None, None)
    yield client(tmp_path / "hostile.db")


class TestHostile:
    @pytest.mark.parametrize(
        "path",
        [
            "/explore", "/explore?kind=statements", "/explore/facets", "/explore?counted=true",
            "/explore/values?name=outlet", "/explore/values?name=actor",
        ],
    )  # fmt: skip
    def test_nothing_of_a_page_runs(self, hostile: TestClient, path: str) -> None:
        text = page(hostile, path)
        assert html.escape(HOSTILE) in text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert " style=" not in text
        assert " on" + "error=" not in text.replace(html.escape("<img src=x onerror=alert(1)>"), "")

    @pytest.mark.parametrize("text", [HOSTILE, f'"{HOSTILE}"', '"><script>alert(1)</script>', "type:<b>", "-" * 50])
    def test_nothing_of_a_query_runs(self, desk: TestClient, text: str) -> None:
        for address in ("/explore", "/download"):
            answer = desk.get(address, params={"q": text}, headers={"accept": "text/html"})
            assert "<script>alert" not in answer.text
            assert "<b>" not in answer.text

    def test_a_long_query_is_refused_kindly(self, desk: TestClient) -> None:
        assert "at most 8000 are read" in page(desk, q="a " * 5000)


def test_an_empty_query_has_no_terms() -> None:
    assert asked("", "events").query == Query()
    assert asked("", "events").address() == "/explore"
