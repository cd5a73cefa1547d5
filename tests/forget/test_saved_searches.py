"""What saved searches remember is forgotten with the rest, and no alert tells it once more."""

from pathlib import Path

import msgspec
import pytest

from lansir.alert import Report, Search, load_state, lock, look, save_state
from lansir.errors import InputError
from lansir.forget import forget_articles, forget_person, plan_articles, plan_person
from lansir.forget.erasing import erase_person
from lansir.forget.states import files_beside
from lansir.store import Store

NAMES = ("Dario Velmont", "Velmont", "Valmora Dario Velmont")
SEARCH = Search("all", "status:actual,requested,planned", kind="events")


@pytest.fixture
def state(store: Store, tmp_path: Path) -> Path:
    """The state of a search that has told all that there is, with notices."""
    _, made = look(store, SEARCH, None, since_start=True)
    path = tmp_path / "all.state.json"
    save_state(path, made)
    assert b"Velmont" in path.read_bytes()
    return path


def next_look(store: Store, state: Path) -> Report:
    return look(store, SEARCH, load_state(state))[0]


def test_a_person_is_forgotten_in_states_beside_the_store(store: Store, state: Path) -> None:
    report = forget_person(store, plan_person(store, *NAMES))
    assert report.alert_states == 1
    assert b"velmont" not in state.read_bytes().lower()
    assert b"velmont" not in msgspec.json.encode(next_look(store, state)).lower()


def test_what_went_is_not_told_as_withdrawn(store: Store, state: Path) -> None:
    forget_person(store, plan_person(store, *NAMES))
    assert [notice for notice in next_look(store, state).notices if notice.what == "withdrawn"] == []


def test_a_run_that_was_cut_off_before_the_states_is_completed_by_the_next(store: Store, state: Path) -> None:
    erase_person(store, plan_person(store, *NAMES))
    assert forget_person(store, plan_person(store, *NAMES)).alert_states == 1
    assert b"velmont" not in state.read_bytes().lower()


def test_articles_are_forgotten_in_states_too(store: Store, state: Path) -> None:
    known = load_state(state)
    assert known is not None
    identity = next(iter(known.known))
    report = forget_articles(store, plan_articles(store, [identity]))
    assert report.alert_states == 1
    assert identity.encode() not in state.read_bytes()


def test_states_in_other_folders_are_named(store: Store, state: Path, tmp_path: Path) -> None:
    folder = tmp_path / "states"
    folder.mkdir()
    moved = state.rename(folder / state.name)
    assert forget_person(store, plan_person(store, NAMES[0]), folders=[folder]).alert_states == 1
    assert b"Dario Velmont" not in moved.read_bytes()


def test_the_state_of_a_search_for_the_person_goes_as_a_whole(store: Store, tmp_path: Path) -> None:
    search = Search("who", 'who:"Dario Velmont"')
    save_state(tmp_path / "who.state.json", look(store, search, None)[1])
    assert forget_person(store, plan_person(store, *NAMES)).alert_states == 1
    assert not (tmp_path / "who.state.json").exists()


def test_an_alert_at_work_would_write_the_name_again_and_is_waited_for(
    store: Store, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    with lock.held_alone([state]), pytest.raises(InputError, match="another run is at work with this search"):
        forget_person(store, plan_person(store, *NAMES))
    assert forget_person(store, plan_person(store, *NAMES)).alert_states == 1
    assert b"velmont" not in state.read_bytes().lower()


def test_files_that_people_wrote_are_named_and_left(store: Store, tmp_path: Path) -> None:
    (tmp_path / "who.yaml").write_text("name: who\nquery: who:'dario velmont'\n")
    (tmp_path / "other.yaml").write_text("name: other\nquery: type:AID\n")
    person = plan_person(store, NAMES[0]).person
    assert files_beside([tmp_path], person.names) == ["who.yaml"]
