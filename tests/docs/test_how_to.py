"""What the how-tos say can be done: their commands are parsed and run, their Python runs, in order, page by page."""

import json
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer.main

from lansir.cli import main
from lansir.cli.app import app
from lansir.examples import example_pages
from lansir.examples.world import pages
from lansir.export.columns import tables
from lansir.query.selection import Selection
from lansir.store import Store
from tests.ingest.archives import answer, packed, record

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted((DOCS / "how-to").glob("*.md"))
COMMAND: Any = typer.main.get_command(app)
BLOCK = re.compile(r"(?:<!-- file: (\S+) -->\n)?^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ID = re.compile(r"ev-[0-9a-f]{16}")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#([^)\s]+))?\)")
KINDS = {"", "sh", "cron", "python", "r", "stata", "text", "xml", "yaml"}
NETWORK = ("serve", "watch")
"""Commands that listen or fetch; they are parsed only."""
READING = ("own-actors", "warc")
"""Pages whose commands read many pages, which takes some seconds each."""


class Block(NamedTuple):
    """A fenced block: the file that it stands for, if any, its kind and its text."""

    file: str | None
    kind: str
    text: str


def blocks(page: Path) -> list[Block]:
    return [Block(match[1], match[2], match[3]) for match in BLOCK.finditer(page.read_text(encoding="utf-8"))]


def lines(script: str) -> Iterator[list[str]]:
    """The words of each command of a script; quotes and backslashes may carry it over line ends."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        with suppress(ValueError):
            if not held.endswith("\\\n") and (words := shlex.split(held.replace("\\\n", " "), comments=True)):
                yield words
                held = ""
    assert not held.strip(), f"a command that does not end: {held}"


def commands(block: Block) -> Iterator[list[str]]:
    """What `lansir` is called with in a block."""
    for words in lines(block.text) if block.kind in ("sh", "cron") else ():
        for at, word in enumerate(words):
            if word == "lansir":
                ends = (end for end, other in enumerate(words) if end > at and other in ("|", "&&", ">", "2>>"))
                yield words[at + 1 : next(ends, None)]


def parse(arguments: list[str]) -> None:
    """Parse as the command line would; an option or a value that it does not take raises."""
    command, rest = COMMAND, list(arguments)
    while hasattr(command, "commands"):
        command, *rest = command.commands[rest[0]], *rest[1:]
    command.make_context(arguments[0], rest)


@pytest.fixture
def folder(world_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a reader of the pages would have it: stores, a page, pages, archives."""
    for name in ("lansir.db", "news.db"):
        shutil.copyfile(world_path, tmp_path / name)
    shutil.copyfile(example_pages()[0], tmp_path / "page.html")
    (tmp_path / "pages").mkdir()
    (tmp_path / "archives").mkdir()
    few = list(pages())[30:32]
    for number, page in enumerate(few):
        (tmp_path / "pages" / f"{number}.html").write_bytes(page.data)
    archive = packed(*(record(page.url, answer(page.data)) for page in few))
    for place in ("archive.warc.gz", "archives/1.warc.gz"):
        (tmp_path / place).write_bytes(archive)
    for name in ("LANSIR_LANG", "LANSIR_REVIEWER", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], None]:
    """Runs a line of a script: `lansir`, or one of the few others that the pages use."""

    def run(words: list[str]) -> None:
        if words[0] == "export":
            monkeypatch.setenv(*words[1].split("=", 1))
        elif words[0] == "mkdir":
            Path(words[-1]).mkdir(parents=True, exist_ok=True)
        else:
            assert words[0] == "lansir", words
            if words[1] not in NETWORK and not any("://" in word for word in words):
                assert exit_code(monkeypatch, words) == 0, words

    return run


def exit_code(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> object:
    monkeypatch.setattr(sys, "argv", words)
    try:
        return main()
    except SystemExit as end:
        return end.code or 0


def own_ids(text: str, store: Path) -> str:
    """The text with ids of the store for those of the page."""
    with Store(store) as opened:
        there = Selection(opened, "type:ASSAULT", "events").ids()
        mine = dict(zip(dict.fromkeys(ID.findall(text)), there, strict=False))
    return ID.sub(lambda match: mine[match[0]], text)


def run_page(page: Path, folder: Path, run: Callable[[list[str]], None]) -> int:
    """Write the files of a page, then run its blocks in order; returns how many ran."""
    namespace: dict[str, object] = {"__name__": "__main__"}
    done = 0
    for block in blocks(page):
        if block.file:
            (folder / block.file).write_text(block.text, encoding="utf-8")
        elif block.kind == "sh":
            for words in lines(own_ids(block.text, folder / "lansir.db")):
                run(words)
                done += 1
        elif block.kind == "python":
            exec(compile(block.text, page.name, "exec"), namespace)
            done += 1
    return done


def named(page: Path) -> str:
    return page.stem


def marked(page: Path) -> Any:  # noqa: ANN401
    return pytest.param(page, id=page.stem, marks=[pytest.mark.slow] if page.stem in READING else [])


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_is_one_that_lansir_takes(page: Path) -> None:
    found = [arguments for block in blocks(page) for arguments in commands(block)]
    assert found or page.stem == "python"
    for arguments in found:
        parse(arguments)


@pytest.mark.parametrize("page", [marked(page) for page in PAGES])
def test_what_needs_no_network_runs(page: Path, folder: Path, run: Callable[[list[str]], None]) -> None:
    assert run_page(page, folder, run) > 0
    LEFT.get(page.stem, nothing)(folder)


def nothing(folder: Path) -> None:
    """Most pages leave what `lansir` says of itself, which other tests look at."""


def gis_left(folder: Path) -> None:
    every, first = (json.loads((folder / f"{name}.geojson").read_bytes()) for name in ("events", "happenings"))
    assert 0 < len(first["features"]) <= len(every["features"])
    assert all(feature["geometry"] for feature in first["features"])


def stata_left(folder: Path) -> None:
    labels = (folder / "tables" / "labels_events.do").read_text(encoding="utf-8").splitlines()
    assert 'label variable type "PLOVER type: AGREE to ASSAULT"' in labels
    assert all(len(line.split('"')[1]) <= 80 and line.count('"') == 2 for line in labels)


def alerts_left(folder: Path) -> None:
    assert sorted(path.name for path in (folder / "feeds").iterdir()) == ["lumar.atom", "velmont.atom"]
    assert {path.name for path in folder.glob("*.state.json")} == {"lumar.state.json", "velmont.state.json"}


def corrections_left(folder: Path) -> None:
    with Store(folder / "lansir.db") as store:
        states = [row[0] for row in store.connection.execute("SELECT state FROM review ORDER BY id")]
        names = {row[0] for row in store.connection.execute('SELECT DISTINCT "by" FROM review')}
    assert (states, names) == (["confirmed", "corrected", "rejected", "machine"], {"Ani", "Budi"})


def actors_left(folder: Path) -> None:
    with Store(folder / "lansir.db") as store:
        query = "SELECT count(DISTINCT article) FROM entity WHERE knowledge_id = 'own/sarim-liberation-front'"
        articles = store.connection.execute(query).fetchone()[0]
        assert articles > 5
        assert Selection(store, "who:own/sarim-liberation-front", "events").count() > articles


LEFT = {
    "gis": gis_left, "stata": stata_left, "alerts": alerts_left, "correct-records": corrections_left,
    "own-actors": actors_left,
}  # fmt: skip


def test_a_line_that_lansir_does_not_take_is_found() -> None:
    with pytest.raises(Exception, match="No such option"):
        parse(["find", "--colour"])
    with pytest.raises(KeyError):
        parse(["fnid"])


def test_a_command_may_go_over_several_lines() -> None:
    assert list(lines('a \\\n  b\nc "d\n e"\n')) == [["a", "b"], ["c", "d\n e"]]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_block_is_of_a_kind_that_is_looked_at(page: Path) -> None:
    assert [block.kind for block in blocks(page) if block.kind not in KINDS] == []
    assert [block for block in blocks(page) if block.kind in ("", "xml", "yaml") and not block.file] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    for link, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        target = page.parent / link
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), f"{link}#{anchor}"


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}


@pytest.mark.parametrize(("name", "kind"), [("r", "r"), ("stata", "stata")])
def test_code_that_cannot_be_run_here_says_so_and_names_columns_that_exist(name: str, kind: str) -> None:
    page = DOCS / "how-to" / f"{name}.md"
    code = "\n".join(block.text for block in blocks(page) if block.kind == kind)
    assert "not been run" in page.read_text(encoding="utf-8")
    unknown = words_with_underscores(code, kind) - {column.name for table in tables("rows") for column in table.columns}
    assert unknown == set()


def words_with_underscores(code: str, kind: str) -> set[str]:
    """Names in code that may be columns: no function, no argument of one, nothing in quotes, nothing that it names."""
    comment = r"#.*$" if kind == "r" else r"^\*.*$|///$"
    bare = re.sub(comment, "", re.sub(r'"[^"]*"', '""', code), flags=re.MULTILINE)
    given = set(re.findall(r"(?:generate|label|gen)\((\w+)\)|(?:generate|rename \w+) (?:double )?(\w+)", bare))
    made = {name for pair in given for name in pair} | set(re.findall(r"(\w+) ?(?:=(?!=)|<-)", bare))
    return {name for name in re.findall(r"\b([a-z]+_[a-z_]*)\b(?!\(|::)", bare) if name not in made}


def test_a_page_in_indonesian_shows_the_same_work_as_the_english_one() -> None:
    mine, other = (DOCS / "how-to" / name for name in ("excel.md", "excel.id.md"))
    done = [[arguments[:2] for block in blocks(page) for arguments in commands(block)] for page in (mine, other)]
    assert [one for one in done[0] if one[0] == "review"] == [one for one in done[1] if one[0] == "review"]
    assert {tuple(one) for one in done[0]} == {tuple(one) for one in done[1]}
