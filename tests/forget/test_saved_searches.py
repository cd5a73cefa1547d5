"""What saved searches remember is forgotten with the rest, and no alert tells it once more."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest

from lansir.alert import Report, Search, load_state, lock, look, save_state
from lansir.errors import InputError
from lansir.forget import doing, forget_articles, forget_person, plan_articles, plan_person
from lansir.forget.erasing import erase_articles, erase_person
from lansir.forget.states import files_beside
from lansir.store import Store

KEY = "name/PER/dario velmont"
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


def told_first(store: Store, state: Path) -> tuple[str, str]:
    """Id and address of the first article that the state knows."""
    known = load_state(state)
    assert known is not None
    identity = next(iter(known.known))
    return identity, str(store.record(identity).article.url)


def before(monkeypatch: pytest.MonkeyPatch, step: str, happens: Callable[[], object]) -> None:
    """Something happens before a step of forgetting, and the step is done."""
    done: Callable[..., object] = getattr(doing, step)

    def both(*given: object, **named: object) -> object:
        happens()
        return done(*given, **named)

    monkeypatch.setattr(doing, step, both)


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


def test_where_an_alert_is_at_work_too_long_nothing_was_erased_and_the_same_key_does_it_later(
    store: Store, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    with lock.held_alone([state]), pytest.raises(InputError, match=r"^nothing was forgotten: .*; run it again when"):
        forget_person(store, plan_person(store, KEY))
    assert forget_person(store, plan_person(store, KEY)).proven
    assert b"Dario Velmont" not in state.read_bytes()


def test_nor_was_an_article_and_its_address_does_it_later(
    store: Store, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity, url = told_first(store, state)
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    with lock.held_alone([state]), pytest.raises(InputError, match="nothing was forgotten"):
        forget_articles(store, plan_articles(store, [url]))
    assert identity in store
    assert forget_articles(store, plan_articles(store, [url])).alert_states == 1
    assert identity.encode() not in state.read_bytes()


def test_nothing_was_erased_where_a_file_is_no_state(store: Store, state: Path) -> None:
    state.write_text("{}")
    with pytest.raises(InputError, match=r"nothing was forgotten: .*all\.state\.json: no state of a saved search"):
        forget_person(store, plan_person(store, KEY))
    assert plan_person(store, KEY).articles


def test_an_article_of_which_a_run_was_cut_off_before_the_states_is_forgotten_there_by_its_address(
    store: Store, state: Path
) -> None:
    identity, url = told_first(store, state)
    erase_articles(store, plan_articles(store, [url]))
    assert forget_articles(store, plan_articles(store, [url])).alert_states == 1
    assert identity.encode() not in state.read_bytes()


def test_the_first_run_of_an_alert_is_waited_for_though_it_has_no_state_yet(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    first = tmp_path / "first.state.json"
    with (
        lock.held_alone([first]),
        pytest.raises(InputError, match=r"nothing was forgotten: .*first\.state\.json: "),
    ):
        forget_person(store, plan_person(store, *NAMES))
    assert forget_person(store, plan_person(store, *NAMES)).proven


def test_a_lock_that_a_killed_run_left_is_no_hindrance_and_no_state(store: Store, tmp_path: Path) -> None:
    (tmp_path / "killed.state.json.lock").touch()
    assert forget_person(store, plan_person(store, *NAMES)).alert_states == 0


def test_a_first_run_that_begins_while_the_store_is_changed_is_forgotten_too(
    store: Store, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = tmp_path / "begun.state.json"
    before(monkeypatch, "erase_person", lambda: begun.write_bytes(state.read_bytes()))
    assert forget_person(store, plan_person(store, *NAMES)).alert_states == 2
    assert b"velmont" not in begun.read_bytes().lower()


def test_where_such_a_run_does_not_end_its_state_is_named_and_what_to_do(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as run:
        monkeypatch.setattr(lock, "PATIENCE", 0.0)
        begun = lock.held_alone([tmp_path / "begun.state.json"])
        before(monkeypatch, "erase_person", lambda: run.enter_context(begun))
        with pytest.raises(InputError, match=r"begun\.state\.json: .* remove it when that has ended"):
            forget_person(store, plan_person(store, *NAMES))


def test_a_folder_that_is_named_in_two_ways_is_one(
    store: Store, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    folders = [Path(), tmp_path / "link", tmp_path / "link" / ".." / tmp_path.name]
    assert forget_person(store, plan_person(store, *NAMES), folders=folders).alert_states == 1


def test_files_that_people_wrote_are_named_and_left(store: Store, tmp_path: Path) -> None:
    (tmp_path / "who.yaml").write_text("name: who\nquery: who:'dario velmont'\n")
    (tmp_path / "other.yaml").write_text("name: other\nquery: type:AID\n")
    person = plan_person(store, NAMES[0]).person
    assert files_beside([tmp_path], person.names) == ["who.yaml"]
