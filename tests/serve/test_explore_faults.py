"""Explore where a query cannot be read or finds nothing: what is wrong is shown, and where to go from there."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from lansir.errors import QueryError
from lansir.query.faults import CODES
from lansir.query.selection import Selection
from lansir.query.sql import Kind
from lansir.serve.desk.explore_asked import MOST_CHANGES, asked, fault_of
from lansir.serve.labels import labels, languages
from lansir.store import Store
from tests.serve.explore_made import client, page


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


class TestTooMuch:
    """A page holds a query many times: it must not grow with what nobody reads."""

    @pytest.mark.parametrize(
        ("language", "told"),
        [
            ("en", "The query has 40889 characters; at most 8000 are read."),
            ("id", "Kueri ini 40889 karakter; paling banyak 8000 yang dibaca."),
        ],
    )
    @pytest.mark.parametrize("path", ["/explore", "/review"])
    def test_a_query_that_is_too_long_is_refused_in_a_line_and_not_repeated(
        self, desk: TestClient, path: str, language: str, told: str
    ) -> None:
        asked_for = " ".join(f"-outlet:x{n}" for n in range(3000))
        answer = desk.get(path, params={"q": asked_for}, headers={"accept-language": language})
        assert told in answer.text
        assert "x2999" not in answer.text
        assert len(answer.content) < 40_000

    @pytest.mark.parametrize(
        ("language", "told"),
        [("en", "The query has 101 conditions; at most 100 are read."), ("id", "Kueri ini memuat 101 syarat;")],
    )
    def test_a_query_of_too_many_conditions_is_refused_with_what_to_do(
        self, desk: TestClient, language: str, told: str
    ) -> None:
        asked_for = " ".join(f"-outlet:x{n}" for n in range(101))
        text = desk.get("/explore", params={"q": asked_for}, headers={"accept-language": language}).text
        assert told in text
        assert 'class="fault' in text or 'id="fault"' in text

    def test_of_very_many_values_some_have_links_and_the_others_are_counted(self, desk: TestClient) -> None:
        values = [f"-outlet:{'x' * 60}{n}" for n in range(100)]
        text = page(desk, q=" ".join(values))
        assert text.count('class="drop"') == MOST_CHANGES
        assert "70 more: change them in the query itself" in text
        assert len(text) < 1_500_000
        assert "more: change them" not in page(desk, q=" ".join(values[:MOST_CHANGES]))


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
