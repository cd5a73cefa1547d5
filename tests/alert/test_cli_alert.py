"""`lansir alert`: what it prints and writes, and that nothing is forgotten before it was told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from lansir.alert import load_state, lock
from lansir.alert.lock import held_alone
from lansir.cli.alert import alert_command
from lansir.errors import InputError
from lansir.review import decide
from lansir.store import Store
from tests.alert.conftest import add, article, attack

Run = Callable[..., str]


@pytest.fixture
def search(tmp_path: Path) -> Path:
    path = tmp_path / "lontar.yaml"
    path.write_text("name: lontar\nquery: type:ASSAULT\ntitle: Attacks\n")
    return path


@pytest.fixture
def alert(store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(alert_command)
    monkeypatch.setenv("LANSIR_LANG", "en")

    def run(*arguments: object) -> str:
        app([*map(str, arguments), "--store", str(store.path)], standalone_mode=False)
        return capsys.readouterr().out

    return run


def test_a_search_begins_and_then_tells_what_is_new_once(store: Store, alert: Run, search: Path) -> None:
    add(store, article("one", attack("Lontar")))
    assert alert(search) == "Attacks: begun; what matches from now on is told (1 match today)\n"
    (record,) = add(store, article("two\x1b[31m", attack("Karang"), url="https://pos.example/2"))
    told = alert(search).splitlines()
    assert told == [
        "Attacks: 1 new, 0 corrected, 0 withdrawn",
        "+ ASSAULT, actual: ?",
        "  “Soldiers of Tomas Ardell shelled Karang.”",
        f"  Pos Samudra · 2031-03-01 08:00 · https://pos.example/2 · {record.events[0].id}",
    ]
    assert alert(search) == ""


def test_labels_are_in_the_language_asked_for(store: Store, alert: Run, search: Path) -> None:
    (record,) = add(store, article("one", attack("Lontar")))
    alert(search)
    decide(store, record.events[0].id, "rejected", "Ani", "latihan")
    told = alert(search, "--lang", "id").splitlines()
    assert told[:3] == [
        "Attacks: 0 baru, 0 dikoreksi, 1 ditarik", "- ASSAULT, actual: ?", "  ditolak oleh Ani; catatan: latihan",
    ]  # fmt: skip


def test_a_dry_run_is_told_again(store: Store, alert: Run, search: Path, tmp_path: Path) -> None:
    alert(search)
    add(store, article("one", attack("Lontar")))
    first = alert(search, "--dry-run")
    assert first.startswith("Attacks: 1 new")
    assert alert(search) == first
    assert alert(search) == ""


def test_json_holds_every_notice(store: Store, alert: Run, search: Path) -> None:
    (record,) = add(store, article("one", attack("Lontar")))
    (report,) = json.loads(alert(search, "--since-start", "--format", "json"))
    assert (report["name"], report["query"], report["number"]) == ("lontar", "type:ASSAULT", 1)
    assert [(notice["what"], notice["item"]["id"]) for notice in report["notices"]] == [("new", record.events[0].id)]


def test_states_can_be_kept_elsewhere(store: Store, alert: Run, search: Path, tmp_path: Path) -> None:
    alert(search, "--state", tmp_path / "states")
    assert load_state(tmp_path / "states" / "lontar.state.json") is not None
    assert not (tmp_path / "lontar.state.json").exists()


def test_a_feed_is_written_whole_each_time(store: Store, alert: Run, search: Path, tmp_path: Path) -> None:
    feed = tmp_path / "lontar.atom"
    assert alert(search, "--format", "atom", "--to", feed) == ""
    first = feed.read_text()
    add(store, article("one", attack("Lontar")))
    alert(search, "--format", "atom", "--to", feed)
    assert feed.read_text().count("<entry>") == 1
    alert(search, "--format", "atom", "--to", feed)
    assert feed.read_text().count("<entry>") == 1
    assert "<entry>" not in first


def test_several_searches_are_several_feeds(store: Store, alert: Run, search: Path, tmp_path: Path) -> None:
    other = tmp_path / "meetings.yaml"
    other.write_text("name: meetings\nquery: type:CONSULT\n")
    (tmp_path / "feeds").mkdir()
    alert(search, other, "--format", "atom", "--to", tmp_path / "feeds")
    assert sorted(path.name for path in (tmp_path / "feeds").iterdir()) == ["lontar.atom", "meetings.atom"]
    with pytest.raises(InputError, match="with several, give a folder"):
        alert(search, other, "--format", "atom")
    (tmp_path / "copy.yaml").write_text(search.read_text())
    with pytest.raises(InputError, match="two searches are called 'lontar'"):
        alert(search, tmp_path / "copy.yaml")


def test_what_could_not_be_written_is_told_the_next_time(
    store: Store, alert: Run, search: Path, tmp_path: Path
) -> None:
    alert(search)
    add(store, article("one", attack("Lontar")))
    with pytest.raises(InputError, match="cannot be written"):
        alert(search, "--to", tmp_path / "no" / "folder.txt")
    assert alert(search).startswith("Attacks: 1 new")


def test_a_search_that_another_run_is_at_work_with_is_refused_and_told_by_the_next(
    store: Store, alert: Run, search: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert(search)
    add(store, article("one", attack("Lontar")))
    kept = tmp_path / "lontar.state.json"
    before = kept.read_bytes()
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    with held_alone([kept]):
        with pytest.raises(InputError, match=r"lontar\.state\.json: another run is at work with this search"):
            alert(search)
        assert alert(search, "--dry-run").startswith("Attacks: 1 new")
    assert kept.read_bytes() == before
    assert alert(search).startswith("Attacks: 1 new")
    assert sorted(path.name for path in tmp_path.glob("lontar*")) == ["lontar.state.json", "lontar.yaml"]


def test_a_format_that_is_none_is_refused(alert: Run, search: Path) -> None:
    with pytest.raises(InputError, match="--format xml: no such format; write text, json, atom"):
        alert(search, "--format", "xml")
