"""Names that look like others, and names that are paths: no one is taken for another, and no file is reached."""

import re
import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest

from bench.fuzz.site import Site, ids_of
from lansir.errors import InputError, LansirError
from lansir.export.guard import guarded, unguarded
from lansir.ingest.arguments import Arguments, file_document
from lansir.ingest.items import Item
from lansir.ingest.sources import Plan
from lansir.knowledge import knowledge
from lansir.store import Store

LOOKALIKES = str.maketrans({"a": "а", "e": "е", "o": "о", "i": "і", "c": "с", "p": "р", "J": "Ј", "B": "В", "H": "Н"})
"""Letters of other scripts that look like Latin ones (Unicode Technical Standard 39)."""
KNOWN = ("Joko Widodo", "Joe Biden", "Prabowo Subianto")
TRAVERSALS = (
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd",
    "....//....//etc/passwd",
    "%2e%2e%2fetc%2fpasswd",
    "..%c0%af..%c0%afetc/passwd",
    "file:///etc/passwd",
    "a/../../../etc/passwd",
    "desk.css/../../__init__.py",
    "\0/etc/passwd",
)


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_name_in_letters_that_only_look_the_same_is_nobody_known(name: str, language: str) -> None:
    fake = name.translate(LOOKALIKES)
    assert fake != name
    assert unicodedata.normalize("NFKC", fake) != name
    assert knowledge().find(name, language)
    assert knowledge().find(fake, language) == []
    assert knowledge().find_within(f"Presiden {fake}", language) == []


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_out_of_what_is_served(path: str, world_path: Path) -> None:
    site = Site(world_path)
    for start in (
        "/static/",
        "/article/",
        "/api/v1/export/",
        "/api/v1/articles/",
        "/api/v1/codebook/",
        "/drop/read/",
        "/",
    ):
        for told in (path, quote(path, safe=""), quote(quote(path, safe=""), safe="")):
            if "\0" in told:
                continue
            answer = site.client.get(f"{start}{told.lstrip('/')}")
            assert answer.status_code in (200, 303, 400, 404, 405), (start, told)
            assert "root:" not in answer.text
            assert "__all__" not in answer.text


def test_the_name_of_a_file_to_be_saved_is_plain(world_path: Path, world_store: Store) -> None:
    site, known = Site(world_path), ids_of(world_store)
    told = [
        site.client.get(f"/api/v1/articles/{known['ar']}/page"),
        site.client.get("/api/v1/export/csv"),
        site.client.get("/download", params={"format": "csv"}),
        site.client.get("/api/v1/articles/ar-%22%0d%0ax/page"),
        site.client.get("/download", params={"format": "../x"}),
    ]
    names = [answer.headers["content-disposition"] for answer in told if "content-disposition" in answer.headers]
    assert len(names) >= 3
    assert all(re.fullmatch(r'attachment; filename="[\w.-]+"', name) and ".." not in name for name in names)


def test_the_files_of_an_archive_have_names_of_their_own(world_path: Path) -> None:
    answer = Site(world_path).client.get("/api/v1/export/csv")
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert all(re.fullmatch(r"[\w-]+(\.[\w-]+){1,2}", name) for name in archive.namelist())


@pytest.mark.parametrize("name", ["../a", "a/b", "..", ".a", "a\0", "a\nb", "con\\x", "", "a" * 65])
def test_a_saved_search_cannot_name_a_file_elsewhere(name: str, tmp_path: Path) -> None:
    import json

    from lansir.alert.search import load_search

    path = tmp_path / "search.yaml"
    path.write_text(f"name: {json.dumps(name)}\nquery: x\n", encoding="utf-8")
    with pytest.raises(InputError):
        load_search(path)


def test_links_lead_out_of_no_folder_and_circles_end(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    (inside / "deep").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.html").write_text("<p>Rahasia.</p>", encoding="utf-8")
    (inside / "page.html").write_text("<p>Rapat ditunda.</p>", encoding="utf-8")
    links: dict[str, Path | str] = {
        "out.html": outside / "secret.html",
        "folder": outside,
        "loop": inside,
        "deep/up": inside.parent,
        "passwd.html": "/etc/passwd",
        "relative.html": "../outside/secret.html",
        "nowhere.html": "/nowhere",
        "itself.html": "itself.html",
    }
    for name, target in links.items():
        (inside / name).symlink_to(target)
    items = [item for item in Arguments([str(inside)], Plan()).items() if isinstance(item, Item)]
    assert [Path(item.key).name for item in items] == ["page.html"]


def test_a_source_that_is_a_device_or_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    import os

    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    (tmp_path / "page.html").write_text("<p>Rapat ditunda.</p>", encoding="utf-8")
    os.mkfifo(tmp_path / "waiting.html")
    (tmp_path / "zero.html").symlink_to("/dev/zero")
    items = [item for item in Arguments([str(tmp_path)], Plan()).items() if isinstance(item, Item)]
    assert [Path(item.key).name for item in items] == ["page.html"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "＝1", "'=1", "＠x", "'' -1"]
)
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    assert guarded(text).startswith("'")
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE event; --", '" OR 1=1 --', "%' UNION SELECT data FROM page --", "\\'; VACUUM; --"]
)
def test_words_of_sql_in_a_query_are_words(text: str, world_path: Path, world_store: Store) -> None:
    before = world_store.connection.execute("SELECT count(*), total(length(id)) FROM event").fetchone()[:]
    site = Site(world_path)
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    for query in (f'"{quoted}"', f'actor:"{quoted}"', f'place:"{quoted}"', f'outlet:"{quoted}"', text):
        for path in ("/api/v1/events", "/api/v1/statements", "/explore"):
            assert site.client.get(path, params={"q": query}).status_code in (200, 400)
    assert site.client.get("/api/v1/actors", params={"name": text}).status_code in (200, 400)
    after = world_store.connection.execute("SELECT count(*), total(length(id)) FROM event").fetchone()[:]
    assert before == after


def test_an_address_that_is_no_page_of_the_web_is_never_fetched_or_linked(tmp_path: Path) -> None:
    bad = (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "JAVASCRIPT:x",
        "java\tscript:x",
        "vbscript:x",
        "gopher://x",
    )
    entries = "".join(f"<item><link>{one}</link><description>Isi.</description></item>" for one in bad)
    (tmp_path / "feed.xml").write_text(f"<rss>{entries}</rss>", encoding="utf-8")
    document = file_document(tmp_path / "feed.xml")
    for item in Arguments([], Plan(), kind="feed").of_document(document):
        if isinstance(item, Item):
            try:
                assert type(item.load()).__name__ == "Content"
            except LansirError as error:
                assert "\n" not in str(error)
