"""The page of disagreements: there only where a file is given, by kind, filtered, in pages, hostile text inert."""

import re
from html import unescape
from pathlib import Path

import msgspec
import pytest
from fastapi.testclient import TestClient

from lansir.cli import main
from lansir.errors import InputError
from lansir.evaluate.disagreement import Disagreement, Kind, Mark, Reading
from lansir.serve.app import create_app
from lansir.serve.desk.errors import PER_PAGE
from lansir.serve.settings import Settings
from lansir.store import Store

HOME = "http://localhost:8620"
HOSTILE = '<script>alert(1)</script> "onload=x'


def mark(text: str, words: str, role: str = "actor") -> Mark:
    start = text.index(words)
    return msgspec.convert({"start": start, "end": start + len(words), "role": role, "text": words}, Mark)


def one(kind: Kind = "event-actor", document: str = "en-0001", language: str = "en", sentence: int = 0) -> Disagreement:
    text = "Ayu Lestari asked the union to wait."
    return Disagreement(
        kind=kind, document=document, language=language, sentence=sentence, text=text, about="REQUEST", confidence=0.91,
        gold=Reading(["Ayu Lestari"], [mark(text, "Ayu Lestari"), mark(text, "asked", "trigger")]),
        ours=Reading(["the union"], [mark(text, "asked", "trigger"), mark(text, "the union")]),
    )  # fmt: skip


def missed(document: str, language: str) -> Disagreement:
    return msgspec.structs.replace(one("event-missed", document, language), ours=None, confidence=None)


def desk(tmp_path: Path, *found: Disagreement, read_only: bool = False) -> TestClient:
    store, file = tmp_path / "store.db", tmp_path / "errors.jsonl"
    Store(store, write=True).close()
    file.write_bytes(b"\n".join(map(msgspec.json.encode, found)))
    return TestClient(create_app(Settings(store, read_only=read_only, errors=file)), base_url=HOME)


def shown(client: TestClient, address: str = "/errors", language: str = "en") -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200, answer.text
    return answer.text


def words(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page)))


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    return desk(tmp_path, one(), missed("id-0002", "id"), one("mention-type", "id-0003", "id", 7), one(sentence=4))


class TestOnlyWhereGiven:
    def test_without_a_file_there_is_neither_page_nor_link(self, tmp_path: Path) -> None:
        Store(tmp_path / "store.db", write=True).close()
        client = TestClient(create_app(Settings(tmp_path / "store.db")), base_url=HOME)
        assert client.get("/errors").status_code == 404
        assert 'href="/errors"' not in client.get("/").text

    def test_with_one_every_page_links_it(self, client: TestClient) -> None:
        assert '<a href="/errors">Errors</a>' in client.get("/").text
        assert '<a href="/errors" aria-current="page">Errors</a>' in shown(client)

    def test_a_file_that_is_none_is_told_before_the_desk_opens(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Store(tmp_path / "store.db", write=True).close()
        (tmp_path / "errors.jsonl").write_text('{"kind": 1}', encoding="utf-8")
        with pytest.raises(InputError, match=r"errors\.jsonl, line 1"):
            create_app(Settings(tmp_path / "store.db", errors=tmp_path / "errors.jsonl"))
        given = ["--store", str(tmp_path / "store.db"), "--port", "0", "--errors", str(tmp_path / "errors.jsonl")]
        monkeypatch.setattr("sys.argv", ["lansir", "serve", *given])
        assert main() == 2
        told = capsys.readouterr()
        assert (told.out, told.err.count("\n")) == ("", 1)


class TestContent:
    def test_sides_stand_side_by_side_with_their_marks(self, client: TestClient) -> None:
        page = shown(client, "/errors?kind=event-actor&doc=en-0001")
        gold, ours = re.findall(r'<section class="side (?:gold|ours)">(.*?)</section>', page, re.DOTALL)[:2]
        assert "<bdi>Ayu Lestari</bdi>" in gold and '<span class="k-actor " title="actor">Ayu Lestari</span>' in gold
        assert "<bdi>the union</bdi>" in ours and '<span class="k-actor " title="actor">the union</span>' in ours
        assert '<span class="k-trigger " title="trigger">asked</span>' in gold
        assert '<p class="text" lang="en">' in gold
        assert "91% sure" in page and "sentence 0" in words(page)

    def test_a_side_that_says_nothing_says_so(self, client: TestClient) -> None:
        page = shown(client, "/errors?kind=event-missed")
        assert '<p class="value nobody">nothing</p>' in page
        assert 'class="sides no-ours"' in page

    def test_kinds_follow_each_other_with_their_counts(self, client: TestClient) -> None:
        page = shown(client)
        assert re.findall(r'<h2 id="([a-z-]+)">', page) == ["event-actor", "mention-type", "event-missed"]
        assert "event with another actor 2 " in words(page)
        assert "4 disagreements 1 to 4" in words(page)

    def test_in_indonesian(self, client: TestClient) -> None:
        page = words(shown(client, language="id"))
        assert "Di mana pembacaan keliru" in page
        assert "pelaku peristiwa lain" in page and "kalimat 0" in page and "yakin 91%" in page

    def test_marks_across_each_other_lose_no_words(self, tmp_path: Path) -> None:
        text = "Ayu Lestari asked the union to wait."
        crossing = Reading(["x"], [mark(text, "Lestari asked", "content"), mark(text, "asked the union", "cue")])
        page = shown(desk(tmp_path, msgspec.structs.replace(one(), ours=crossing)))
        assert '<span class="k-content k-cue " title="what is said, reporting words">asked</span>' in page
        assert words(page).count(text) == 2


class TestFilters:
    @pytest.mark.parametrize(
        ("asked", "number"),
        [
            ("", 4),
            ("kind=event-actor", 2),
            ("lang=id", 2),
            ("doc=000", 4),
            ("doc=ID-00", 2),
            ("kind=event-missed&lang=id", 1),
        ],
    )
    def test_by_kind_language_and_part_of_a_documents_name(self, client: TestClient, asked: str, number: int) -> None:
        assert shown(client, f"/errors?{asked}").count('<li class="panel">') == number

    def test_what_was_chosen_stays_chosen(self, client: TestClient) -> None:
        page = shown(client, "/errors?kind=event-actor&lang=en&doc=en-0001")
        assert '<option value="event-actor" selected>' in page
        assert '<option value="en" selected>' in page
        assert 'name="doc" type="search" value="en-0001"' in page
        assert 'href="/errors?kind=event-actor&amp;lang=en&amp;doc=en-0001"' in page

    @pytest.mark.parametrize("asked", ["kind=verb", "lang=xx", "doc=nowhere", "start=1000"])
    def test_what_is_not_there_is_said_and_leads_back(self, client: TestClient, asked: str) -> None:
        page = shown(client, f"/errors?{asked}")
        assert "No such disagreement" in page
        assert 'href="/errors"' in page

    def test_a_file_without_disagreements_is_good_news(self, tmp_path: Path) -> None:
        assert "Gold and what was read agree" in shown(desk(tmp_path))

    def test_pages_lead_to_each_other_and_keep_the_filter(self, tmp_path: Path) -> None:
        client = desk(tmp_path, *(one(sentence=n) for n in range(PER_PAGE * 2 + 1)))
        first = shown(client, "/errors?kind=event-actor")
        assert 'rel="prev"' not in first
        assert f'rel="next" href="/errors?kind=event-actor&amp;start={PER_PAGE}"' in first
        last = shown(client, f"/errors?kind=event-actor&start={PER_PAGE * 2}")
        assert last.count('<li class="panel">') == 1
        assert 'rel="next"' not in last
        assert f"{PER_PAGE * 2 + 1} to {PER_PAGE * 2 + 1}" in words(last)


class TestSafety:
    def test_hostile_text_is_inert(self, tmp_path: Path) -> None:
        hostile = Disagreement(
            kind="event-type", document=HOSTILE, language=HOSTILE, sentence=0, text=HOSTILE, about=HOSTILE,
            gold=Reading([HOSTILE], [mark(HOSTILE, HOSTILE)]), ours=Reading([HOSTILE]),
        )  # fmt: skip
        page = shown(desk(tmp_path, hostile), "/errors?doc=%3Cscript%3E&kind=%22onload%3Dx")
        page += shown(desk(tmp_path, hostile))
        assert "<script>alert" not in page
        assert '"onload=x' not in page.replace("&#34;onload=x", "")

    @pytest.mark.parametrize("asked", ["start=-1", "start=x", f"doc={'x' * 300}"])
    def test_what_cannot_be_asked_is_refused(self, client: TestClient, asked: str) -> None:
        assert client.get(f"/errors?{asked}").status_code == 400

    def test_it_is_only_read(self, client: TestClient) -> None:
        assert client.post("/errors").status_code == 405
