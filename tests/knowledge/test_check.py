"""The checker finds each kind of fault and says where it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lansir.errors import DataFileError
from lansir.knowledge import Actor, Role, check, sources
from lansir.knowledge.entries import bounds
from lansir.knowledge.sources import Group, SourceActor, compiled, read_yaml
from lansir.knowledge.validity import actor_faults, overlaps


def person(key: str, *roles: Role, country: str | None = "IDN") -> Actor:
    return Actor(key, "PER", {"mul": ["Sari Mandala"]}, country, ["ELI"], roles=list(roles))


def source(key: str, *names: str, homonyms: tuple[str, ...] = ()) -> SourceActor:
    return SourceActor(key, list(names), homonyms=list(homonyms))


def mayor(from_: str | None, to: str | None) -> Role:
    return Role("mayor", "wali kota", ["GOV"], from_, to, scope="mayor of Lindur")


def test_a_sound_actor_has_no_fault() -> None:
    assert list(actor_faults(person("person/sari-mandala", mayor("2010", "2014-03")), "table")) == []


@pytest.mark.parametrize(
    ("actor", "fault"),
    [
        (person("person/Sari Mandala"), "key must be group/words-with-hyphens"),
        (person("person/sari", country="IDO"), "unknown country 'IDO'"),
        (Actor("person/sari", "PER", {"mul": ["Sari"]}, "IDN", ["GOVT"]), "unknown sector 'GOVT'"),
        (person("person/sari", Role("mayor", sectors=["BOSS"])), "unknown sector 'BOSS'"),
        (person("person/sari", Role("mayor", country="XX")), "unknown country 'XX'"),
        (person("person/sari", mayor("2014", "2010")), "ends on 2010 before it begins on 2014"),
        (person("person/sari", mayor("2014-13", None)), "unreadable date in '2014-13'"),
        (person("person/sari", mayor("last year", None)), "unreadable date in 'last year'"),
        (Actor("person/sari", "PER", {"mul": []}), "no names"),
        (Actor("person/sari", "PER", {"mul": ["..."]}), "'...' holds no word"),
        (Actor("person/sari", "PER", {"mul": ["Sari"]}, wikidata="76127"), "'76127' is no Wikidata id"),
    ],
)
def test_faults_of_an_actor(actor: Actor, fault: str) -> None:
    (found,) = actor_faults(actor, "table")
    assert fault in found
    assert actor.key in found


@pytest.mark.parametrize(("from_", "to"), [("2012", "2016"), ("2009", "2011"), ("2011-05", "2012-02"), (None, None)])
def test_two_people_in_one_office_are_found(from_: str | None, to: str | None) -> None:
    table = [person("person/one", mayor("2010-01-05", "2014-01-05")), person("person/two", mayor(from_, to))]
    (found,) = overlaps(table, "table")
    assert "mayor of Lindur: person/one" in found
    assert "person/two" in found


@pytest.mark.parametrize(
    ("from_", "to"), [("2014-01-05", None), ("2014", "2016"), (None, "2010-01-05"), ("2005", "2010")]
)
def test_a_shared_day_or_an_uncertain_one_is_no_overlap(from_: str | None, to: str | None) -> None:
    table = [person("person/one", mayor("2010-01-05", "2014-01-05")), person("person/two", mayor(from_, to))]
    assert list(overlaps(table, "table")) == []


def test_one_person_may_hold_an_office_twice_but_not_at_once() -> None:
    assert list(overlaps([person("person/one", mayor("2010", "2014"), mayor("2016", None))], "table")) == []
    assert len(list(overlaps([person("person/one", mayor("2010", "2014"), mayor("2012", None))], "table"))) == 1


def test_keys_that_come_twice() -> None:
    assert list(check.duplicates(["org/a", "org/b", "org/a"], "files")) == ["files: 'org/a' is there twice"]


def test_a_full_name_of_two_actors_is_declared_by_both() -> None:
    one, two = source("person/one", "Sari Mandala"), source("person/two", "Sari MANDALA", "Sari")
    (found,) = check.shared_names([(one, "PER"), (two, "PER")])
    assert "'sari mandala' names person/one, person/two" in found
    declared = source("person/one", "Sari Mandala", homonyms=("Sari Mandala",))
    assert len(list(check.shared_names([(declared, "PER"), (two, "PER")]))) == 1
    both = source("person/two", "Sari Mandala", homonyms=("Sari Mandala",))
    assert list(check.shared_names([(declared, "PER"), (both, "PER")])) == []


def test_a_person_and_a_place_may_share_a_name() -> None:
    pairs = [(source("person/one", "Lindur"), "PER"), (source("org/lindur", "Lindur"), "ORG")]
    assert list(check.shared_names(pairs)) == []


Written = Callable[[str], None]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Written:
    """Puts a file of actors in place of all others."""
    (tmp_path / "actors").mkdir()
    (tmp_path / "offices.yaml").write_text(
        "- {office: mayor, role: 'mayor of {of}', role_id: 'wali kota {of}', sectors: [GOV], exclusive: true}\n"
    )
    monkeypatch.setattr(sources, "FOLDER", tmp_path)

    def write(actors: str) -> None:
        (tmp_path / "actors" / "all.yaml").write_text(f"type: PER\ncountry: IDN\nactors:\n{actors}")

    return write


CITY = "- {key: org/lindur, type: ORG, names: {en: [City of Lindur], id: [Kota Lindur]}}\n"


def test_an_office_gives_the_words_of_a_role(written: Written) -> None:
    written(CITY + "- {key: person/sari, names: [Sari], roles: [{office: mayor, of: org/lindur, from: 2010-03}]}\n")
    role = compiled()[1].roles[0]
    assert (role.role, role.role_id) == ("mayor of City of Lindur", "wali kota Kota Lindur")
    assert (role.sectors, role.from_, role.scope) == (["GOV"], "2010-03", "mayor of org/lindur")


@pytest.mark.parametrize("role", ["{office: king}", "{office: mayor, of: org/elsewhere}"])
def test_an_unknown_office_or_actor_is_named(written: Written, role: str) -> None:
    written(f"- {{key: person/sari, names: [Sari], roles: [{role}]}}\n")
    with pytest.raises(DataFileError, match="person/sari: unknown office"):
        compiled()


def test_codes_that_yaml_would_read_as_something_else_stay_strings(written: Written) -> None:
    written("- {key: person/sari, names: [No, 2010], country: NO}\n")
    (actor,) = compiled()
    assert (actor.names, actor.country) == ({"mul": ["No", "2010"]}, "NO")


@pytest.mark.parametrize(
    "text", ["type: PER\n", "type: [", "type: XXX\nactors: []\n", "type: PER\nactors: []\nmore: 1\n"]
)
def test_a_file_that_breaks_the_schema_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sources, "FOLDER", tmp_path)
    (tmp_path / "broken.yaml").write_text(text)
    with pytest.raises(DataFileError, match=r"knowledge/broken\.yaml: .") as caught:
        read_yaml(tmp_path / "broken.yaml", Group)
    assert "\n" not in str(caught.value)


def test_main_prints_a_line_a_fault(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(check, "faults", lambda: iter(["one", "two"]))
    assert check.main() == 1
    assert capsys.readouterr().out == "one\ntwo\n"
    monkeypatch.setattr(check, "faults", lambda: iter(()))
    assert check.main() == 0


@pytest.mark.parametrize(
    ("stated", "first", "last"),
    [
        ("2014-10-20", "2014-10-20", "2014-10-20"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2014-12", "2014-12-01", "2014-12-31"),
        ("2014", "2014-01-01", "2014-12-31"),
    ],
)
def test_bounds_of_a_stated_date(stated: str, first: str, last: str) -> None:
    assert tuple(day.isoformat() for day in bounds(stated)) == (first, last)
