"""Dropping a page: read and shown without being stored, stored on request, and every refusal told in plain words."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from fastapi.testclient import TestClient

from lansir.errors import FetchError, LansirError, StoreBusy
from lansir.ingest.fetch import Fetched, fetch
from lansir.record import Argument, Article, Entity, Event, Mention, Origin, Record, Span, Statement, content_id
from lansir.serve.app import create_app
from lansir.serve.desk import drop
from lansir.serve.desk.drop_given import LARGEST, Fault, fault_of
from lansir.serve.desk.drop_reading import Dropped
from lansir.serve.labels import labels, languages
from lansir.serve.opened import Stores
from lansir.serve.settings import Settings
from lansir.store import Store
from lansir.vectors import Vectors

HOME = "http://localhost:8620"
EVIL = "<img src=x onerror=alert(1)>"
TEXT = """Harbour Talks Begin

The foreign minister of Valmora met an envoy from Arunika in the harbour of Lumar, officials said.

"We ask both sides to hold their fire," the minister said after three hours of talks."""
HTML = f"""<!doctype html><html lang="en"><head><title>Harbour Talks Begin</title></head><body><article>
<h1>Harbour Talks Begin</h1><p>{TEXT.split(chr(10))[2]} {EVIL.replace("<", "&lt;")}</p>
<p>{TEXT.split(chr(10))[4]}</p>
<p>Talks will go on tomorrow in the town hall, the harbour office said in the evening.</p>
<script>alert(2)</script></article></body></html>"""


def reader(article: Article) -> tuple[Record, Vectors]:
    """A reader without a model: one entity, one event and one statement of the first "minister met"."""
    start = article.text.index("minister")
    span = Span(start, start + 8, "minister")
    act_start = article.text.index("met")
    act, whole = Span(act_start, act_start + 3, "met"), Span(0, len(article.text), article.text)
    entity = Entity(content_id("en", article.id, 0), "The <i>Minister</i>", "PER", "by hand")
    mention = Mention(content_id("mn", article.id, start), span, "PER", entity.id, "name", 0.9)
    event = Event(
        content_id("ev", article.id, act_start), "CONSULT", "actual", act, whole, 0.8, "verbal-cooperation", 1.0
    )
    told = Statement(content_id("st", article.id, 0), whole, [act], "indirect", 0.8)
    return Record(article, "test", "test", entities=[entity], mentions=[mention], statements=[told], events=[event]), (
        Vectors([1.0, 0.0], {event.id: [1.0, 0.0]})
    )


def fetcher(url: str) -> Fetched:
    if "example" not in url:
        return fetch(url, timeout=1)
    return Fetched(HTML.encode(), "text/html", "https://example.org/moved", 200)


class Answer(NamedTuple):
    status: int
    text: str
    location: str


class Desk:
    """A browser that drops pages."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def drop(self, file: tuple[str, bytes] | None = None, **given: str) -> Answer:
        found = re.search(r'name="csrf" value="([^"]+)"', self.client.get("/drop").text)
        assert found
        fields = {"csrf": found[1], "url": "", "text": "", "published": ""} | given
        name, data = file or ("", b"")
        return self._posted("/drop", fields, (name, data))

    def store(self, token: str, **given: str) -> Answer:
        return self._posted("/drop/store", {"csrf": self.client.cookies["lansir_csrf"], "token": token} | given)

    def again(self, token: str, published: str) -> Answer:
        given = {"csrf": self.client.cookies["lansir_csrf"], "token": token, "published": published}
        return self._posted("/drop/again", given)

    def shown(self, answer: Answer) -> str:
        assert answer.status == 303, answer.text
        found = self.client.get(answer.location)
        assert found.status_code == 200
        return found.text

    def _posted(self, path: str, fields: dict[str, str], file: tuple[str, bytes] | None = None) -> Answer:
        files = {"file": file} if file else None
        found = self.client.post(path, data=fields, files=files, follow_redirects=False)
        return Answer(found.status_code, unescape(found.text), found.headers.get("location", ""))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Store(tmp_path / "lansir.db", write=True).close()
    return tmp_path / "lansir.db"


def client(path: Path, language: str = "en", **settings: object) -> TestClient:
    app = create_app(Settings(path, **settings))  # type: ignore[arg-type]
    if not any(getattr(route, "path", "") == "/drop" for route in app.routes):
        app.include_router(drop.router)
    app.state.dropped = Dropped(reader, fetcher)
    return TestClient(app, HOME, headers={"accept": "text/html", "accept-language": language})


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with client(path) as browser:
        yield Desk(browser)


def count(path: Path) -> int:
    with Store(path) as store:
        return len(store)


def test_pasted_text_is_read_and_shown_and_not_stored(desk: Desk, path: Path) -> None:
    text = desk.shown(desk.drop(text=TEXT))
    assert "Harbour Talks Begin" in text
    assert "CONSULT" in text
    assert "This record is not stored." in text
    assert count(path) == 0


def test_pasted_html_is_read_as_a_page(desk: Desk) -> None:
    text = desk.shown(desk.drop(text=HTML, url="https://example.org/talks"))
    assert 'href="https://example.org/talks"' in text
    assert "alert(2)" not in text


def test_a_file_is_read(desk: Desk) -> None:
    text = desk.shown(desk.drop(file=(f"{EVIL}.html", HTML.encode())))
    assert "Harbour Talks Begin" in text
    assert EVIL not in text


def test_an_address_is_fetched_and_a_missing_scheme_added(desk: Desk) -> None:
    text = desk.shown(desk.drop(url="example.org/talks"))
    assert 'href="https://example.org/moved"' in text


def test_what_is_not_stored_links_nowhere_in_the_store(desk: Desk) -> None:
    text = desk.shown(desk.drop(text=TEXT))
    assert not re.search(r'href="/(event|statement|actor|occurrence|article)/', text)
    assert "<i>Minister</i>" not in text


def relayed(article: Article) -> tuple[Record, Vectors]:
    """The same reader where an agency is credited, and an office says all of it."""
    record, vectors = reader(article)
    (entity,), (mention,), (told,) = record.entities, record.mentions, record.statements
    speaker = Argument(entity.id, mention.id, 0.9)
    statements = [
        msgspec.structs.replace(told, id=content_id("st", article.id, n), speaker=speaker, cue=record.events[0].trigger)
        for n in range(2)
    ]
    credited = msgspec.structs.replace(record.article, origins=[Origin("Meridian Wire", mention.span)])
    office = msgspec.structs.replace(entity, type="ORG", name="Lumar Harbour Office")
    return msgspec.structs.replace(record, article=credited, entities=[office], statements=statements), vectors


def test_it_looks_as_the_stored_page_will_but_for_its_links(path: Path) -> None:
    with client(path) as browser:
        browser.app.state.dropped = Dropped(relayed, fetcher)  # type: ignore[attr-defined]
        desk = Desk(browser)
        answer = desk.drop(file=("talks.html", HTML.encode()), url="https://example.org/talks")
        read = desk.shown(answer)
        stored = browser.get(desk.store(answer.location.rsplit("/", 1)[1]).location).text
    chain = words_of(read, '<p class="chain"', "</p>")
    assert chain == "example.org ←from Meridian Wire ←from Lumar Harbour Office"
    for start, end in (
        ('<p class="chain"', "</p>"),
        ('<fieldset class="layers"', "</fieldset>"),
        ('<section class="text"', "</section>"),
        ('<article class="card event', "</article>"),
        ('<article class="card statement', "</article>"),
        ('<table class="plain-table"', "</table>"),
    ):
        assert words_of(read, start, end) == words_of(stored, start, end) != ""
        assert re.findall(r'data-marks="[^"]*"', read) == re.findall(r'data-marks="[^"]*"', stored)


def words_of(text: str, start: str, end: str) -> str:
    """The words of a part of a page."""
    part = start + text.partition(start)[2].partition(end)[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", "", part)).split())


def test_it_is_stored_with_page_vectors_and_place(desk: Desk, path: Path) -> None:
    answer = desk.drop(file=("talks.html", HTML.encode()), url="https://example.org/talks")
    stored = desk.store(answer.location.rsplit("/", 1)[1])
    assert stored.status == 303
    assert desk.client.get(stored.location).status_code == 200
    with Store(path) as store:
        (identity,) = store.articles()
        assert stored.location == f"/article/{identity}"
        kept = store.page(identity)
        assert kept is not None
        assert kept.data == HTML.encode()
        held = {
            name: store.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("vector", "event_vector", "placed")
        }
    assert held == {"vector": 1, "event_vector": 1, "placed": 1}


def test_what_is_stored_says_so_and_is_not_stored_twice(desk: Desk, path: Path) -> None:
    answer = desk.drop(text=TEXT)
    token = answer.location.rsplit("/", 1)[1]
    for _ in range(2):
        assert desk.store(token).status == 303
    assert count(path) == 1
    assert "This article is in the store." in desk.shown(answer)
    assert "This article is in the store." in desk.shown(desk.drop(text=TEXT))


def test_a_date_counts_where_the_page_states_none(desk: Desk) -> None:
    assert "6 Mar 2031" in desk.shown(desk.drop(text=TEXT, published="2031-03-06"))
    undated = desk.drop(text=TEXT)
    assert "states no date" in desk.shown(undated)
    assert "6 Mar 2031" in desk.shown(desk.again(undated.location.rsplit("/", 1)[1], "2031-03-06"))


@pytest.mark.parametrize(
    ("file", "given", "told"),
    [
        (None, {}, "Give an address, a text or a file."),
        (None, {"text": "  \n"}, "Give an address, a text or a file."),
        (("empty.html", b""), {}, "There is nothing in it."),
        (("a.pdf", b"%PDF-1.4 ..."), {}, "This is no page but a picture, a PDF"),
        (("a.html", b"<html><body><h1>Only a headline</h1></body></html>"), {}, "There is no article here"),
        (None, {"text": TEXT, "published": "soon"}, "That date cannot be understood."),
        (None, {"url": "javascript:alert(1)"}, "This is not the address of a page."),
        (None, {"url": "ftp://example.org/a"}, "This is not the address of a page."),
        (None, {"url": "file:///etc/passwd"}, "This is not the address of a page."),
        (None, {"url": "http://"}, "This is not the address of a page."),
        (None, {"url": "http://127.0.0.1:1/a"}, "This address is in a private network."),
        (None, {"url": "http://[::1]/a"}, "This address is in a private network."),
        (None, {"url": "http://localhost/a"}, "This address is in a private network."),
        (None, {"url": "http://169.254.169.254/latest"}, "This address is in a private network."),
        (None, {"text": TEXT, "url": "javascript:alert(1)"}, "This is not the address of a page."),
    ],
)
def test_refusals_are_told_in_the_page(
    desk: Desk, path: Path, file: tuple[str, bytes] | None, given: dict[str, str], told: str
) -> None:
    answer = desk.drop(file, **given)
    assert answer.status == 400
    assert told in answer.text
    assert "That could not be read" in answer.text
    if given.get("text", "").strip():
        assert "Harbour Talks Begin" in answer.text
    assert count(path) == 0


def test_what_is_too_large_is_told(desk: Desk) -> None:
    answer = desk.drop(file=("large.html", b"a" * (LARGEST + 300_000)))
    assert answer.status == 413
    assert "at most 5 MB are read" in answer.text
    assert "at most 5 MB are read" in desk.drop(file=("large.html", b"a" * (LARGEST + 1))).text


def test_what_would_take_too_long_is_told(desk: Desk) -> None:
    more = (f"Talk number {number} went on in the harbour of Lumar all day long." for number in range(1200))
    answer = desk.drop(text=TEXT + "\n\n" + "\n\n".join(more))
    assert answer.status == 413
    assert "at most 60,000 characters" in answer.text


@pytest.mark.parametrize(
    ("message", "label"),
    [
        ("cannot fetch https://a.example: host 'a.example' not found: check the address", "host"),
        ("cannot fetch https://a.example: HTTP 403 Forbidden: the site refuses programs", "closed"),
        ("cannot fetch https://a.example: HTTP 404 Not Found: there is no such page", "gone"),
        ("cannot fetch https://a.example: HTTP 503 Unavailable: try again later", "later"),
        ("cannot fetch https://a.example: no full answer within 20 s: try again", "slow"),
        ("cannot fetch https://a.example: more than 5 redirects: open it", "fetch"),
    ],
)
def test_what_was_not_fetched_says_what_helps(message: str, label: str) -> None:
    assert fault_of(FetchError(message)) == Fault(label, message)


def test_every_fault_has_words_in_every_language() -> None:
    from lansir.serve.desk.drop_given import _faults

    for iso in languages():
        assert {f"drop.fault_{told.label}" for told in _faults()} <= set(labels(iso).words)
    assert fault_of(LansirError("anything")).label == "other"


def test_a_fault_of_lansir_is_told_as_such(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    answer = desk.drop(text=TEXT.replace("met", "saw"))
    assert answer.status == 500
    assert "Something went wrong in Lansir itself" in answer.text
    assert "ValueError" not in answer.text


def test_a_busy_store_is_told_and_the_record_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(self: Stores) -> None:
        raise StoreBusy("store: another process is writing to it")

    answer = desk.drop(text=TEXT)
    monkeypatch.setattr(Stores, "writing", busy)
    refused = desk.store(answer.location.rsplit("/", 1)[1])
    assert refused.status == 503
    assert "another program is writing" in refused.text
    assert "Harbour Talks Begin" in desk.shown(answer)


def test_a_read_only_server_reads_and_does_not_store(path: Path) -> None:
    with client(path, read_only=True) as browser:
        desk = Desk(browser)
        answer = desk.drop(text=TEXT)
        text = desk.shown(answer)
        assert 'action="/drop/store"' not in text
        assert "read-only" in text
        assert desk.store(answer.location.rsplit("/", 1)[1]).status == 403
    assert count(path) == 0


def test_forged_forms_are_refused(desk: Desk, path: Path) -> None:
    answer = desk.drop(text=TEXT)
    token = answer.location.rsplit("/", 1)[1]
    assert desk.drop(text=TEXT, csrf="wrong").status == 403
    assert desk.store(token, csrf="wrong").status == 403
    assert count(path) == 0


def test_records_are_found_by_their_token_alone_and_forgotten_in_time(desk: Desk) -> None:
    assert desk.client.get("/drop/read/ar-0000000000000000").status_code == 404
    first = desk.drop(text=TEXT)
    for number in range(24):
        desk.drop(text=f"{TEXT} {number}")
    assert desk.client.get(first.location).status_code == 404


def test_a_form_of_another_kind_is_refused(desk: Desk) -> None:
    desk.client.get("/drop")
    assert desk.client.post("/drop", content=b"{}", headers={"content-type": "application/json"}).status_code == 403
    broken = desk.client.post("/drop", content=b"x", headers={"content-type": "multipart/form-data; boundary=a"})
    assert broken.status_code in (400, 403)


def test_it_speaks_indonesian(path: Path) -> None:
    with client(path, "id") as browser:
        desk = Desk(browser)
        assert "Beri alamat, teks, atau berkas." in desk.drop().text
        assert "Catatan ini belum disimpan." in desk.shown(desk.drop(text=TEXT))


def test_nothing_runs_inside_the_pages(desk: Desk) -> None:
    for text in (desk.client.get("/drop").text, desk.shown(desk.drop(text=HTML))):
        assert " style=" not in text
        assert not re.search(r"<script(?! src=)", text)
        assert EVIL not in text
