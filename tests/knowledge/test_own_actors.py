"""A user's own actors come from YAML, CSV and FollowTheMoney JSON, are checked, and win over the table."""

import datetime
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.errors import DataFileError
from lansir.knowledge import Actor, Knowledge, Role
from lansir.knowledge.own import read_own
from lansir.knowledge.own_csv import COLUMNS, csv_actors
from lansir.knowledge.own_ftm import ftm_actors
from lansir.knowledge.own_yaml import yaml_actors

ON = datetime.date(2021, 6, 1)
YAML = """
country: IDN
sectors: [SOC]
actors:
- names: [Sari Mandala, S. Mandala]
  short: [Sari]
  roles: [{office: head, of: Badan Lindur, from: 2020-01, to: 2024}]
- {key: own/forum, names: {id: [Forum Lindur], en: [Lindur Forum]}, type: ORG}
"""
CSV = """name;aliases;short;type;country;sectors;role;role_id;from;to
Sari Mandala;S. Mandala|Bu Sari;Sari;PER;idn;SOC;governor;gubernur;2020-01;2024
Sari Mandala;;;PER;;;deputy governor;;2015;2019
Forum Lindur;;;org;IDN;SOC;;;;
"""
FTM = [
    {
        "id": "NK-abC12",
        "schema": "Person",
        "properties": {"name": ["Sari Mandala"], "alias": ["S. Mandala"], "weakAlias": ["Sari"], "nationality": ["id"]},
    },
    {"id": "pos-1", "schema": "Position", "properties": {"name": ["Governor of Lindur"], "topics": ["gov.state"]}},
    {
        "id": "occ-1",
        "schema": "Occupancy",
        "properties": {"holder": ["NK-abC12"], "post": ["pos-1"], "startDate": ["2020-01-02T00:00:00"]},
    },
    {"id": "Q42", "schema": "PublicBody", "properties": {"name": ["Dinas Lindur"], "jurisdiction": ["id"]}},
    {"id": "ship", "schema": "Vessel", "properties": {"name": ["KM Lindur"]}},
]


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(params=["mine.yaml", "mine.csv", "mine.jsonl", "mine.json"])
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    lines = "\n".join(map(json.dumps, FTM))
    texts = {"mine.yaml": YAML, "mine.csv": CSV, "mine.jsonl": lines, "mine.json": json.dumps(FTM, indent=1)}
    return written(tmp_path, request.param, texts[request.param])


class TestEveryFormat:
    def test_names_lead_to_the_actor_and_the_file_is_told(self, own: Path) -> None:
        known = Knowledge.load(own)
        for name in ("Sari Mandala", "S. Mandala", "Sari"):
            (match,) = known.find(name, "id", ON, "PER")
            assert (match.name, match.country) == ("Sari Mandala", "IDN")
            assert match.how.startswith(own.name)

    def test_the_role_is_the_one_held_that_day(self, own: Path) -> None:
        (match,) = Knowledge.load(own).find("Sari Mandala", "en", ON, "PER")
        assert (match.role or "").lower().startswith(("governor", "head of"))
        assert not Knowledge.load(own).find("Sari Mandala", "en", datetime.date(2012, 1, 1), "PER")[0].role


class TestYaml:
    def test_a_group_gives_what_its_actors_have_in_common(self) -> None:
        sari, forum = yaml_actors(YAML)
        assert (sari.type, sari.country, sari.sectors) == ("PER", "IDN", ["SOC"])
        assert (forum.key, forum.type, forum.names["en"]) == ("own/forum", "ORG", ["Lindur Forum"])

    def test_an_office_gives_the_words_of_the_role(self) -> None:
        (role,) = yaml_actors(YAML)[0].roles
        assert (role.role, role.role_id, role.sectors) == ("head of Badan Lindur", "kepala Badan Lindur", ["GOV"])

    def test_a_plain_list_is_enough(self) -> None:
        (actor,) = yaml_actors("- {names: [Sari Mandala], country: IDN}")
        assert actor.type == "PER"


class TestCsv:
    def test_rows_of_one_name_are_one_actor_with_several_roles(self) -> None:
        sari, forum = csv_actors(CSV)
        assert [role.role for role in sari.roles] == ["governor", "deputy governor"]
        assert sari.names["mul"] == ["Sari Mandala", "S. Mandala", "Bu Sari"]
        assert (forum.type, forum.roles) == ("ORG", [])

    @pytest.mark.parametrize("mark", [",", ";", "\t"])
    def test_any_usual_mark_may_part_the_columns(self, mark: str) -> None:
        (actor,) = csv_actors(f"name{mark}type\nForum Lindur{mark}ORG\n")
        assert (actor.name, actor.type) == ("Forum Lindur", "ORG")

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("nama,type\nx,PER", "no column called name"),
            ("name,colour\nx,red", "unknown column 'colour'"),
            ("name,type\n,PER", "line 2: no name"),
            ("name,type\nx,PEOPLE", "line 2: unknown type 'PEOPLE'"),
            ("name,type\nx,PER,more", "line 2: 3 cells, the header has 2"),
            ('name,type\n"x,PER', "line 2: unexpected end of data"),
            ("", "no column called name"),
        ],
    )
    def test_faults_say_line_and_column(self, text: str, fault: str) -> None:
        with pytest.raises(DataFileError, match=fault):
            csv_actors(text)

    @given(st.text())
    def test_any_text_is_read_or_refused_with_a_reason(self, text: str) -> None:
        try:
            csv_actors(text)
        except DataFileError as error:
            assert str(error)


class TestFollowTheMoney:
    def test_occupancies_become_dated_roles(self) -> None:
        sari, _ = ftm_actors("\n".join(map(json.dumps, FTM)))
        assert sari.roles == [Role("Governor of Lindur", sectors=["GOV"], from_="2020-01-02")]

    def test_a_schema_and_its_topics_tell_type_and_sector(self) -> None:
        _, body = ftm_actors(json.dumps(FTM))
        assert (body.type, body.country, body.sectors, body.wikidata) == ("ORG", "IDN", ["GOV"], "Q42")

    def test_what_is_no_actor_is_passed_over(self) -> None:
        assert len(ftm_actors(json.dumps(FTM))) == 2

    @given(st.text() | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
    def test_any_text_is_read_or_refused_with_a_reason(self, text: str) -> None:
        try:
            ftm_actors(text)
        except DataFileError as error:
            assert str(error)


class TestTheirsWin:
    def table(self, *own: Actor) -> Knowledge:
        return Knowledge(
            [
                Actor("person/sari", "PER", {"mul": ["Sari Mandala"]}, "MYS", ["BUS"], ["Sari"]),
                Actor("org/lindur", "ORG", {"mul": ["Lindur"]}, "MYS", ["BUS"]),
                *own,
            ]
        )

    def test_a_name_means_the_users_actor(self) -> None:
        known = self.table(Actor("own/sari", "PER", {"mul": ["Bu Sari"]}, "IDN", short=["Sari"], source="mine.yaml"))
        assert [match.id for match in known.find("Sari", "id")] == ["own/sari"]
        assert [match.id for match in known.find("Sari Mandala", "id")] == ["person/sari"]

    def test_even_where_a_country_has_that_name(self) -> None:
        known = self.table(Actor("own/jordan", "ORG", {"mul": ["Jordan"]}, "USA", source="mine.yaml"))
        assert [match.id for match in known.find("Jordan", "en")] == ["own/jordan"]

    def test_a_person_takes_no_name_from_a_body(self) -> None:
        known = self.table(Actor("own/lindur", "PER", {"mul": ["Lindur"]}, "IDN", source="mine.yaml"))
        assert [match.id for match in known.find("Lindur", "id", type="ORG")] == ["org/lindur"]

    def test_an_actor_of_the_same_key_is_replaced(self) -> None:
        known = self.table(Actor("org/lindur", "ORG", {"mul": ["PT Lindur"]}, "IDN", source="mine.yaml"))
        assert known.find("Lindur", "id", type="ORG") == []
        assert known.find("PT Lindur", "id")[0].country == "IDN"


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("mine.txt", "x", "name it .yaml, .yml, .csv"),
        ("mine.yaml", "- {names: [Sari], nation: IDN}", "unknown field `nation`"),
        ("mine.yaml", "- {names: [Sari", "while parsing"),
        ("mine.yaml", "- {names: [Sari], country: INA}", "unknown country 'INA'"),
        ("mine.yaml", "- {names: [Sari], sectors: [GOVT]}", "unknown sector 'GOVT'"),
        ("mine.yaml", "- {names: [Sari], roles: [{role: mayor, from: 2020, to: 2019}]}", "before it begins"),
        ("mine.yaml", "- {names: [Sari], roles: [{office: boss}]}", "unknown office 'boss'"),
        ("mine.yaml", "[]", "no actors in it"),
        ("mine.yaml", "- {names: [Sari]}\n- {names: [Sari]}", "'own/sari' is there 2 times"),
        ("mine.yaml", "- {names: [Sari], country: X}\n- {names: [Ari], country: Y}", "and 1 more faults"),
        ("mine.csv", "name,country\nSari,XX", "unknown country 'XX'"),
        ("mine.jsonl", '{"id": 1}', "line 1: no FollowTheMoney entity"),
        ("mine.json", "[1]", "no FollowTheMoney entities"),
    ],
)
def test_a_file_that_breaks_the_rules_says_where(tmp_path: Path, name: str, text: str, fault: str) -> None:
    path = written(tmp_path, name, text)
    with pytest.raises(DataFileError) as raised:
        read_own(path)
    assert str(raised.value).startswith(str(path))
    assert fault in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_in_another_encoding_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes("name\nJosé".encode("latin-1"))
    with pytest.raises(DataFileError, match="save it as UTF-8"):
        read_own(path)


def test_a_name_without_latin_letters_gets_a_key_all_the_same(tmp_path: Path) -> None:
    (actor,) = read_own(written(tmp_path, "mine.yaml", "- names: [习近平]"))
    assert actor.key.startswith("own/")
    assert len(actor.key) > len("own/")


def documented() -> list[tuple[str, str]]:
    page = (Path(__file__).parents[2] / "docs" / "actors.md").read_text(encoding="utf-8")
    return re.findall(r"<!-- example: (\S+) -->\n```\w*\n(.*?)```", page, flags=re.DOTALL)


@pytest.mark.parametrize(("name", "text"), documented(), ids=lambda part: part.splitlines()[0])
def test_the_examples_of_the_documentation_are_read(tmp_path: Path, name: str, text: str) -> None:
    sari = read_own(written(tmp_path, name, text))[0]
    assert (sari.name, sari.country, sari.role_on(ON) is not None) == ("Sari Mandala", "IDN", True)


def test_every_column_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "actors.md").read_text(encoding="utf-8")
    assert not [column for column in COLUMNS if f"`{column}`" not in page]
    assert len(documented()) == 3
