"""The site has every page of the documentation, its links hold there too, and it asks nothing of the network."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from docs.notebooks.pages import page_of
from docs.site_hooks import repository_path, site_path, written_out

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SETTINGS: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
OUTSIDE: dict[str, str] = SETTINGS["extra"]["outside"]
NOTEBOOKS = sorted(DOCS.rglob("*.ipynb"))
FENCED = re.compile(r"^ *(```+|~~~+).*?^ *\1 *$", re.MULTILINE | re.DOTALL)
OFFLINE = """
import runpy, socket, sys
def refuse(*_): raise OSError("the build of the site asks the network")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse
sys.argv = ["mkdocs", *sys.argv[1:]]
runpy.run_module("mkdocs", run_name="__main__")
"""


def named(nav: object) -> Iterator[str]:
    """The pages that a navigation names."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        nav = list(nav.values())
    if isinstance(nav, list):
        for part in nav:
            yield from named(part)


def sources() -> dict[str, str]:
    """The text of every page, by its name on the site."""
    found = {path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md")}
    found |= {there: (ROOT / here).read_text(encoding="utf-8") for here, there in OUTSIDE.items()}
    return found | {path.relative_to(DOCS).with_suffix(".md").as_posix(): page_of(path)[0] for path in NOTEBOOKS}


def test_the_navigation_names_every_page_once_and_nothing_else() -> None:
    assert sorted(named(SETTINGS["nav"])) == sorted(sources())


@pytest.mark.parametrize(("name", "text"), sources().items(), ids=sources())
def test_every_page_has_one_title(name: str, text: str) -> None:
    assert len(re.findall(r"^# \S", FENCED.sub("", text), re.MULTILINE)) == 1, name


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.relative_to(DOCS).as_posix())
def test_links_lead_somewhere_in_the_repository_too(path: Path) -> None:
    links = re.findall(r"\]\((?!\w+:|#)([^)\s#]+)", FENCED.sub("", path.read_text(encoding="utf-8")))
    assert [link for link in links if not (path.parent / link).is_file()] == []


def test_nothing_of_the_site_is_fetched_and_every_link_is_checked() -> None:
    assert SETTINGS["theme"]["font"] is False
    assert {*SETTINGS["validation"]["links"].values(), *SETTINGS["validation"]["nav"].values()} == {"warn"}
    assert not [name for name in json.dumps(SETTINGS).split('"') if "://" in name]


def test_warnings_are_counted_where_the_site_is_made() -> None:
    rule = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nsite:")[2].partition("\n\n")[0]
    assert "mkdocs build --strict" in rule
    assert "--quiet" not in rule  # MkDocs counts no warnings then


class TestLinks:
    def test_a_page_of_the_docs_is_where_it_was(self) -> None:
        assert site_path("docs/how-to/r.md", OUTSIDE) == "how-to/r.md"

    def test_a_page_outside_is_where_the_settings_say(self) -> None:
        path = repository_path("docs/tour.md", "../README.md")
        assert site_path(path, OUTSIDE) == OUTSIDE["README.md"]

    def test_a_notebook_is_a_page(self) -> None:
        path = repository_path("docs/how-to/r.md", "../notebooks/crew.ipynb")
        assert site_path(path, OUTSIDE) == "notebooks/crew.md"

    def test_any_other_file_is_shown_as_text(self) -> None:
        path = repository_path("src/lansir/model/MODEL_CARD.md", "../store/schema.sql")
        assert site_path(path, OUTSIDE) == "repository/src/lansir/store/schema.sql.txt"

    def test_all_pages_outside_exist(self) -> None:
        assert [here for here in OUTSIDE if not (ROOT / here).is_file()] == []


class TestMarkdown:
    def test_a_list_may_follow_a_paragraph(self) -> None:
        assert written_out("Three:\n- a\n- b\n") == "Three:\n\n- a\n- b\n"

    def test_a_level_is_four_blanks(self) -> None:
        assert written_out("- a\n  - b\n    c\n") == "- a\n    - b\n        c\n"

    def test_code_is_left_alone(self) -> None:
        code = "```yaml\na:\n- b\n  - c\n```\n"
        assert written_out(code) == code

    def test_what_follows_code_is_looked_at_again(self) -> None:
        assert written_out("```\n- a\n```\nIt:\n- b\n") == "```\n- a\n```\nIt:\n\n- b\n"

    @given(st.text(alphabet="ab -\n1.`|", max_size=80))
    def test_no_word_is_lost_or_added(self, text: str) -> None:
        assert written_out(text).split() == text.split()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_shown_with_its_code_and_pictures(path: Path) -> None:
    text, pictures = page_of(path)
    assert text.startswith("# ")
    assert f"]({path.name})" in text
    assert text.count("```python\n") == sum(
        cell["cell_type"] == "code" for cell in json.loads(path.read_bytes())["cells"]
    )
    assert pictures
    assert all(f"]({name})" in text and data.startswith(b"\x89PNG") for name, data in pictures.items())


class Assets(HTMLParser):
    """What a page loads by itself, and what of its text looks like Markdown that was not understood."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.raw: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag not in ("a", "meta") and not (tag == "link" and held.get("rel") in ("canonical", "next", "prev")):
            self.loaded += [value for name in ("src", "href", "srcset", "poster", "data") if (value := held.get(name))]
        if tag in ("p", "pre", "code"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside == ["p"] and re.match(r"\s*(?:[-*] |\| |#+ |```)", data):
            self.raw.append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not find_spec("material") or not find_spec("mkdocs"):
        pytest.skip("MkDocs Material is not installed: make site")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-c", OFFLINE, "build", "--strict", "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.mark.slow
class TestBuilt:
    def test_every_page_is_there(self, site: Path) -> None:
        assert [name for name in sources() if not (site / name).with_suffix(".html").is_file()] == []

    def test_no_page_loads_anything_from_elsewhere(self, site: Path) -> None:
        found = {path.relative_to(site).as_posix(): Assets() for path in site.rglob("*.html")}
        for name, assets in found.items():
            assets.feed((site / name).read_text(encoding="utf-8"))
        assert all(assets.loaded for assets in found.values())
        outside = {name: [one for one in assets.loaded if re.match(r"\w+:|//", one)] for name, assets in found.items()}
        assert {name: loaded for name, loaded in outside.items() if loaded} == {}

    def test_no_style_loads_anything_from_elsewhere(self, site: Path) -> None:
        styles = "\n".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
        assert re.findall(r"(?:url\(|@import)\s*[\"']?(?:\w+:)?//[^)\"']*", styles) == []

    def test_markdown_is_understood(self, site: Path) -> None:
        raw = {}
        for path in site.rglob("*.html"):
            assets = Assets()
            assets.feed(path.read_text(encoding="utf-8"))
            raw[path.name] = assets.raw
        assert {name: found for name, found in raw.items() if found} == {}

    def test_pages_in_indonesian_say_so(self, site: Path) -> None:
        said = {
            path.relative_to(site).with_suffix(".md").as_posix()
            for path in site.rglob("*.html")
            if 'lang="id"' in head(path)
        }
        assert said == set(SETTINGS["extra"]["indonesian"])

    def test_the_search_is_in_the_site(self, site: Path) -> None:
        index = json.loads((site / "search" / "search_index.json").read_bytes())
        assert len({entry["location"].partition("#")[0] for entry in index["docs"]}) == len(sources())


def head(path: Path) -> str:
    return path.read_text(encoding="utf-8")[:200]
