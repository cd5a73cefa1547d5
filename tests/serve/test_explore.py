"""Explore: one address a view; what it shows is what the query finds, and every link asks for what it says."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from lansir.query.fields import codes_of, fields
from lansir.query.language import Query, Term, parse
from lansir.query.selection import Selection
from lansir.query.sql import Kind
from lansir.record import Span
from lansir.serve.desk import explore
from lansir.serve.desk.explore_asked import asked, dropping, excluding, including, replacing
from lansir.serve.desk.explore_rows import marked
from lansir.serve.labels import labels, languages
from lansir.store import Store
from tests.serve.explore_made import ROW, asks, client, links, page

HOSTILE = "<script>alert(1)</script>"


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
