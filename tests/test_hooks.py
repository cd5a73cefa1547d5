"""Plugins of other packages are found and used; broken ones are named and stop nobody."""

import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import lansir.lang
from lansir import hooks
from lansir.errors import InputError
from lansir.export.export import export
from lansir.ingest.intake import Options, ingest
from lansir.ingest.items import Content, Finished, Item
from lansir.ingest.sources import Document, Plan, items_of, kind_of
from lansir.ingest.sources.kinds import KINDS, kinds
from lansir.knowledge import Knowledge
from lansir.page import read_page
from lansir.page.furniture import Furniture
from lansir.page.sentences import SentenceWords
from lansir.query.entries import entries
from lansir.store import Store

PAGE = Path(__file__).parents[1] / "docs" / "hooks.md"
EXAMPLE = re.compile(r"<!-- example: (\S+) -->\n```\w*\n(.*?)```", re.DOTALL)
FOLDER = re.compile(r"<!-- folder: lansir_example/tl -->\n```\n(.*?)```", re.DOTALL)
MAILS = b"""From newsletter@kabar.example Wed Mar 05 10:00:00 2031
From: Kabar Lintas <berita@kabar.example>
Subject: Pelabuhan dibuka
Date: Wed, 05 Mar 2031 10:00:00 +0700
Message-ID: <1@kabar.example>

Menteri Pelabuhan mengatakan pelabuhan Lumar dibuka kembali pada Rabu pagi setelah ditutup empat hari.

From newsletter@kabar.example Thu Mar 06 10:00:00 2031
From: Kabar Lintas <berita@kabar.example>
Subject: Kosong
Message-ID: <2@kabar.example>
Content-Type: image/png

x
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that Python finds packages in."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


def install(site: Path, name: str, points: dict[str, dict[str, str]]) -> None:
    """Announce a package as an installer would."""
    info = site / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    lines = [f"[{group}]\n" + "".join(f"{n} = {v}\n" for n, v in listed.items()) for group, listed in points.items()]
    (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def example(site: Path) -> Iterator[Path]:
    """The package that the documentation shows, installed."""
    shown = dict(EXAMPLE.findall(PAGE.read_text(encoding="utf-8")))
    project = tomllib.loads(shown.pop("pyproject.toml"))["project"]
    shutil.copytree(Path(str(lansir.lang.__file__)).parent / "en", site / "lansir_example" / "tl")
    for name, text in shown.items():
        path = site / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    install(site, project["name"], project["entry-points"])
    yield site
    _forget("lansir_example")


def _forget(package: str) -> None:
    import sys

    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        del sys.modules[name]


@pytest.mark.usefixtures("example")
def test_the_example_has_a_plugin_of_each_kind_and_none_is_broken() -> None:
    for group in hooks.GROUPS:
        loaded, broken = hooks.found(group)
        assert broken == []
        assert loaded


@pytest.mark.usefixtures("example")
def test_its_exporter_writes_like_any_other(world_store: Store, tmp_path: Path) -> None:
    written = export(entries(world_store), "quotes", tmp_path / "quotes.txt")
    lines = (tmp_path / "quotes.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == written.sidecar.statements
    assert [loss.part for loss in written.sidecar.losses] == ["events"]
    assert (tmp_path / "quotes.txt.lansir.json").exists()


@pytest.mark.usefixtures("example")
def test_its_source_is_known_by_its_content_and_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "letters"
    path.write_bytes(MAILS)
    document = Document(str(path), path=path)
    assert kind_of(document, {}) == "mbox"
    assert kinds() == [*KINDS, "mbox"]
    (first, second, last) = items_of(document, Plan(), "mbox")
    assert isinstance(first, Item)
    content = first.load()
    assert isinstance(content, Content)
    assert first.key == f"{path}#<1@kabar.example>"
    assert content.data.startswith(b"Menteri Pelabuhan")
    assert (content.published, content.outlet) == ("2031-03-05T10:00:00+07:00", "Kabar Lintas")
    assert isinstance(second, Item)
    with pytest.raises(InputError, match="without a text"):
        second.load()
    assert last == Finished(str(path))


@pytest.mark.model
@pytest.mark.usefixtures("example")
def test_its_source_is_ingested(tmp_path: Path) -> None:
    path = tmp_path / "letters"
    path.write_bytes(MAILS)
    summary = ingest([str(path)], tmp_path / "lansir.db", Options(workers=1))
    assert (summary.stored, summary.failed) == (1, 1)


@pytest.mark.parametrize(
    ("given", "fault"),
    [("Content(b'x', published=3)", "published"), ("Content(b'x', outlet=Name('x'))", "Name"), ("'x'", "no page")],
)
def test_what_a_source_gives_wrongly_is_a_failure_of_that_item(
    site: Path, tmp_path: Path, given: str, fault: str
) -> None:
    lines = [
        "from lansir.ingest.items import Again, Content, Item",
        "class Name(str): ...",
        "class Source:",
        "    name = 'wrong'",
        "    def matches(self, head, name): return False",
        "    def items(self, document, plan):",
        f"        yield Item('one', lambda: {given}, Again('one'))",
        "        yield 'no item'",
    ]
    (site / "lansir_wrong.py").write_text("\n".join(lines), encoding="utf-8")
    install(site, "wrong", {"lansir.sources": {"wrong": "lansir_wrong:Source"}})
    path = tmp_path / "x"
    path.write_bytes(b"x")
    items = items_of(Document(str(path), path=path), Plan(), "wrong")
    item = next(items)
    assert isinstance(item, Item)
    with pytest.raises(InputError, match=fault):
        item.load()
    with pytest.raises(InputError, match="source 'wrong' gave str and no item"):
        next(items)
    _forget("lansir_wrong")


@pytest.mark.usefixtures("example")
def test_its_adapter_takes_the_pages_of_its_hosts_alone() -> None:
    html = '<html><body><p>News.</p><div class="from-our-partners">Buy this.</div></body></html>'
    made, failed = hooks.adapted(html, "https://www.harbourpost.example/a", None)
    assert failed is None
    assert "News." in made
    assert "Buy this." not in made
    for url in ("https://other.example/a", "https://notharbourpost.example/", None, "http://[", "file:///x"):
        assert hooks.adapted(html, url, None) == (html, None)


@pytest.mark.usefixtures("example")
def test_its_actors_are_a_file_that_lansir_reads() -> None:
    known = Knowledge.load(*hooks.actor_files())
    (mayor,) = known.find("Sari Mandala", "id")
    assert (mayor.country, mayor.role) == ("IDN", "mayor of Lindur")


def test_its_language_is_a_folder_with_the_files_that_are_listed(example: Path) -> None:
    folder = hooks.language_folders()["tl"]
    assert folder == example / "lansir_example" / "tl"
    listed = FOLDER.findall(PAGE.read_text(encoding="utf-8"))[0].split()
    assert listed == sorted(path.name for path in folder.iterdir())


def test_without_plugins_there_are_none() -> None:
    assert hooks.load("lansir.sources") == {}
    assert hooks.actor_files() == []
    assert hooks.language_folders() == {}
    assert kinds() == [*KINDS]


BROKEN = {
    "raises": "1 / 0",
    "exits": "import sys; sys.exit(3)",
    "imports": "import nothing_of_that_name",
    "lacks": "class Plugin: name = 'lacks'",
    "misnamed": "class Plugin:\n    name = 'other'\n    title = media_type = ''\n    tables = ()\n    write = print",
    "needs": "class Plugin:\n    def __init__(self, more): ...",
    "empty": "",
}


@pytest.fixture
def broken(site: Path) -> Path:
    """A package with a plugin broken in each way, and a good one among them."""
    package = site / "lansir_broken"
    package.mkdir()
    (package / "__init__.py").touch()
    for name, text in BROKEN.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    good = "class Plugin:\n    name = 'good'\n    title = media_type = 'x'\n    tables = ()\n    write = print"
    (package / "good.py").write_text(good, encoding="utf-8")
    points = {name: f"lansir_broken.{name}:Plugin" for name in (*BROKEN, "good")}
    install(site, "lansir-broken", {"lansir.exporters": points | {"no entry": "no:such:thing"}})
    return site


@pytest.mark.usefixtures("broken")
def test_broken_plugins_are_named_and_the_others_go_on() -> None:
    loaded, faults = hooks.found("lansir.exporters")
    assert "good" in loaded
    assert {fault.name for fault in faults} >= set(BROKEN)
    assert not set(BROKEN) & loaded.keys()
    for fault in faults:
        assert "lansir-broken 1.0" in str(fault)
        assert "\n" not in str(fault)


@pytest.mark.usefixtures("broken")
def test_broken_plugins_are_complained_of_one_by_one() -> None:
    told: list[hooks.Broken] = []
    assert "good" in hooks.load("lansir.exporters", told.append)
    assert {fault.name for fault in told} >= set(BROKEN)
    with pytest.warns(UserWarning, match="is passed over"):
        hooks.load("lansir.exporters")


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("name", sorted(BROKEN))
def test_asking_for_a_broken_one_says_what_is_wrong(name: str) -> None:
    with pytest.raises(InputError, match=rf"exporter '{name}' of lansir-broken 1\.0 cannot be used: \S") as caught:
        hooks.one("lansir.exporters", name)
    assert "\n" not in str(caught.value)


def test_asking_for_an_unknown_one_lists_those_there_are() -> None:
    with pytest.raises(InputError, match=r"no exporter is called 'word'; there are .*csv.*xlsx"):
        hooks.one("lansir.exporters", "word")
    with pytest.raises(InputError, match="no source is called 'word'; there are none"):
        hooks.one("lansir.sources", "word")


def test_no_plugin_takes_the_place_of_one_of_lansir(site: Path) -> None:
    (site / "lansir_taker.py").write_text("class Csv: pass", encoding="utf-8")
    install(site, "a-taker", {"lansir.exporters": {"csv": "lansir_taker:Csv"}})
    loaded, faults = hooks.found("lansir.exporters")
    assert type(loaded["csv"]).__module__ == "lansir.export.delimited"
    assert [(fault.name, fault.distribution) for fault in faults] == [("csv", "a-taker 1.0")]


def test_faulty_data_of_a_plugin_are_a_broken_plugin(site: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name;type\nSari;XYZ\n", encoding="utf-8")
    (tmp_path / "xx").mkdir()
    lines = f"ACTORS = {str(tmp_path / 'a.csv')!r}\nLANGUAGE = {str(tmp_path / 'xx')!r}\n"
    (site / "lansir_faulty.py").write_text(lines, encoding="utf-8")
    points = {"lansir.actors": {"a": "lansir_faulty:ACTORS"}, "lansir.languages": {"xx": "lansir_faulty:LANGUAGE"}}
    install(site, "faulty", points)
    (actors,) = hooks.found("lansir.actors")[1]
    assert "a.csv" in actors.reason
    (language,) = hooks.found("lansir.languages")[1]
    assert "times.yaml" in language.reason


def test_a_path_that_leads_nowhere_is_a_broken_plugin(site: Path) -> None:
    (site / "lansir_paths.py").write_text("NOWHERE = '/nowhere/at/all'\nNUMBER = 3\n", encoding="utf-8")
    nowhere = {"a": "lansir_paths:NOWHERE", "b": "lansir_paths:NUMBER"}
    install(site, "paths", {"lansir.actors": nowhere, "lansir.languages": nowhere})
    for group in ("lansir.actors", "lansir.languages"):
        loaded, faults = hooks.found(group)
        assert loaded == {}
        assert [fault.name for fault in faults] == ["a", "b"]


def test_an_adapter_that_fails_leaves_the_page_as_it_is(site: Path) -> None:
    text = "class Adapter:\n    hosts = ('a.example',)\n    def adapt(self, html, url, captured):\n        return 1 / 0"
    (site / "lansir_failing.py").write_text(text, encoding="utf-8")
    install(site, "failing", {"lansir.page_adapters": {"a": "lansir_failing:Adapter"}})
    made, failed = hooks.adapted("<p>x</p>", "https://a.example/", None)
    assert made == "<p>x</p>"
    assert failed == "page adapter 'a' failed (ZeroDivisionError: division by zero)"


def test_nothing_of_a_plugin_is_loaded_before_it_is_asked_for(example: Path) -> None:
    import sys

    assert "quotes" in hooks.names("lansir.exporters")
    assert not any(name.startswith("lansir_example") for name in sys.modules)
    plugin = hooks.one("lansir.exporters", "quotes")
    module = sys.modules["lansir_example.quotes"]
    assert isinstance(module, ModuleType)
    assert Path(str(module.__file__)).is_relative_to(example)
    assert isinstance(plugin, module.Quotes)


NEWS = """<html lang="en"><head><title>Port reopens after four days</title></head><body><article>
<h1>Port reopens after four days</h1>
<p>The harbour minister said on Wednesday that the port of Lumar had reopened after four days of closure.</p>
<div class="from-our-partners"><p>Buy two raincoats and get a third one for nothing, says our partner today.</p></div>
<p>Dockers returned to the piers in the morning, and the first freighter was unloaded before noon, she said.</p>
</article></body></html>"""


@pytest.mark.usefixtures("example")
def test_an_adapted_page_is_read_without_what_was_in_the_way() -> None:
    read = read_page(NEWS.encode(), url="https://www.harbourpost.example/port")
    plain = read_page(NEWS.encode(), url="https://other.example/port")
    assert "raincoats" in plain.text
    assert "raincoats" not in read.text
    assert "first freighter" in read.text
    assert read.content_hash == plain.content_hash
    assert read.reasons == []


def test_a_page_whose_adapter_fails_is_read_as_it_came_and_says_so(site: Path) -> None:
    text = "class Adapter:\n    hosts = ('a.example',)\n    def adapt(self, html, url, captured):\n        return 1 / 0"
    (site / "lansir_failing.py").write_text(text, encoding="utf-8")
    install(site, "failing", {"lansir.page_adapters": {"a": "lansir_failing:Adapter"}})
    read = read_page(NEWS.encode(), url="https://a.example/port")
    assert "raincoats" in read.text
    assert [reason.code for reason in read.reasons] == ["adapter_failed"]


@pytest.mark.usefixtures("example")
def test_actors_of_plugins_are_known_and_give_way_to_those_that_are_given(tmp_path: Path) -> None:
    (mayor,) = Knowledge.load().find("Sari Mandala", "id")
    assert mayor.role == "mayor of Lindur"
    own = tmp_path / "own.csv"
    own.write_text("name;type;country;sectors;role\nSari Mandala;PER;IDN;OPP;candidate\n", encoding="utf-8")
    (candidate,) = Knowledge.load(own).find("Sari Mandala", "id")
    assert candidate.role == "candidate"


def test_the_language_of_a_plugin_is_one_of_the_languages(example: Path) -> None:
    lansir.lang.codes.cache_clear()
    try:
        assert lansir.lang.codes() == ("en", "id", "ms", "tl")
        folder = lansir.lang.table("tl", "furniture", Furniture)
        assert folder == lansir.lang.table("en", "furniture", Furniture)
        assert lansir.lang.language("tl").name == "Filipino"
        assert "Gng" in lansir.lang.table("tl", "sentences", SentenceWords).never_final
    finally:
        lansir.lang.codes.cache_clear()
        lansir.lang.language.cache_clear()
        lansir.lang.table.cache_clear()
