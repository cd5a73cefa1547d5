"""The files of the package are as the checker wants them, and the derived file is what they make."""

from pathlib import Path

import pytest

import lansir.knowledge
from lansir.knowledge import build_actors, check, knowledge
from lansir.knowledge.actor_table import actor_table
from lansir.knowledge.entries import Actor, bounds
from lansir.knowledge.sources import Group, groups, offices

FOLDER = Path(lansir.knowledge.__file__).parent
ACTORS = [*actor_table().values()]


@pytest.fixture(scope="module")
def files() -> dict[str, Group]:
    return groups()


@pytest.fixture(scope="module")
def derived() -> dict[str, bytes]:
    return build_actors.derived()


@pytest.mark.slow
def test_the_checker_finds_nothing() -> None:
    assert list(check.faults()) == []


@pytest.mark.parametrize("name", ["actors.jsonl", "names.tsv"])
def test_a_derived_file_is_what_the_files_make(name: str, derived: dict[str, bytes]) -> None:
    assert (FOLDER / name).read_bytes() == derived[name]


def test_every_actor_of_the_files_is_loaded(files: dict[str, Group]) -> None:
    written = {source.key for group in files.values() for source in group.actors}
    assert written == set(knowledge().actors)


@pytest.mark.parametrize("actor", ACTORS[::100], ids=lambda actor: actor.key)
def test_an_actor_is_found_by_each_of_its_names(actor: Actor) -> None:
    for language, names in actor.names.items():
        for name in names:
            found = knowledge().find(name, "en" if language == "mul" else language)
            assert actor.key in [match.id for match in found], name


@pytest.mark.parametrize(
    ("name", "least"),
    [("indonesia_institutions", 350), ("indonesia_parties", 35), ("indonesia_persons", 300)],
)
def test_the_indonesian_files_are_full(files: dict[str, Group], name: str, least: int) -> None:
    assert len(files[name].actors) >= least
    assert files[name].country == "IDN"


def test_every_president_since_independence_has_dates() -> None:
    holders = [(role.from_, actor.key) for actor in ACTORS for role in actor.roles if role.scope == "president of IDN"]
    assert [key.removeprefix("person/") for _, key in sorted((str(since), key) for since, key in holders)] == [
        "sukarno",
        "suharto",
        "bj-habibie",
        "abdurrahman-wahid",
        "megawati-sukarnoputri",
        "susilo-bambang-yudhoyono",
        "joko-widodo",
        "prabowo-subianto",
    ]


def test_role_words_are_filled_in() -> None:
    for actor in ACTORS:
        for role in actor.roles:
            assert "{of}" not in f"{role.role}{role.role_id}", actor.key


def test_offices_have_words_in_both_languages() -> None:
    for office in offices().values():
        assert office.role, office.office
        assert office.role_id, office.office
        assert ("{of}" in office.role) == ("{of}" in office.role_id), office.office


def test_nobody_takes_office_in_the_future_of_the_tables() -> None:
    for actor in ACTORS:
        for role in actor.roles:
            if role.from_:
                assert 1900 <= bounds(role.from_)[0].year <= 2026, actor.key


def test_building_writes_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_actors, "FOLDER", tmp_path)
    assert build_actors.main() == 0
    assert (tmp_path / "actors.jsonl").read_bytes() == (FOLDER / "actors.jsonl").read_bytes()
