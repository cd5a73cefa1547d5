"""What bounds and refusals must not take from honest files: nothing is left out of them unsaid."""

import json
from pathlib import Path

import pytest
import yaml

from lansir.alert.search import load_search
from lansir.errors import DataFileError, InputError, QueryError
from lansir.knowledge.own import read_own
from lansir.knowledge.own_csv import csv_actors
from lansir.knowledge.own_ftm import ftm_actors
from lansir.nesting import DEEPEST, MOST_REPEATED, require_sound
from lansir.query.plain_sql import LONGEST_PATTERN, asking
from lansir.store import Store

DEPTH = 50_000
DISGUISED = {
    "brackets closed in comments": "[ # ]\n" * DEPTH,
    "brackets closed in words": '["]",\n' * DEPTH,
    "lists in lists far apart": ("- " + " " * 9) * DEPTH,
    "lines parted otherwise": "\u2028".join(" " * n + "a:" for n in range(2000)),
    "maps and lists in one column": "".join(f"{' ' * n}a:\n{' ' * n}- b:\n" for n in range(0, 2000, 2)),
}


@pytest.mark.parametrize("text", DISGUISED.values(), ids=DISGUISED.keys())
def test_nesting_is_told_however_it_is_disguised(text: str, tmp_path: Path) -> None:
    with pytest.raises(RecursionError):
        require_sound(text)
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match="levels deep"):
        read_own(path)


@pytest.mark.parametrize(
    "text",
    [
        "[" * DEEPEST + "]" * DEEPEST,
        "- x\n" * 5000,
        "".join(f"- 'with an open [ or {{ in it, {n}'\n" for n in range(3 * DEEPEST)),
        "a: |\n" + " " * 3000 + "far to the right\n",
        "# " + "- " * 3000 + "\na: 1\n",
    ],
)
def test_what_only_looks_deep_is_read(text: str) -> None:
    require_sound(text)
    assert yaml.load(text, Loader=yaml.CBaseLoader) is not None


TWICE = {
    "in a list": "- names: [Rina]\n  country: IDN\n  country: MYS\n",
    "quoted the second time": "actors:\n- names: [Rina]\n  'names': [Sari]\n",
    "in flow style": "[{names: [Rina], country: IDN, names: [Sari]}]\n",
}


@pytest.mark.parametrize("text", TWICE.values(), ids=TWICE.keys())
def test_a_key_that_is_there_twice_is_told_with_its_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=r"line \d: '(names|country)' a second time"):
        read_own(path)


def test_the_same_word_as_key_and_value_or_in_two_mappings_is_once() -> None:
    require_sound("names: names\nroles: [{role: role}, {role: role}]\nlist: [a, a]\n? [a, b]\n: 1\n? [a, c]\n: 2\n")


def test_a_saved_search_says_each_thing_once(tmp_path: Path) -> None:
    path = tmp_path / "search.yaml"
    path.write_text("name: week\nquery: type:AID\nquery: type:PROTEST\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 3: 'query' a second time"):
        load_search(path)


def test_aliases_are_taken_and_those_that_stand_for_too_much_are_not(tmp_path: Path) -> None:
    roles = "\n".join(f"    - {{role: Ketua {n}, from: '{n}', to: '{n}'}}" for n in range(1900, 1910))
    few = f"- names: [Rina Pradipta]\n  roles: &r\n{roles}\n- names: [Sari Pradipta]\n  roles: *r\n"
    path = tmp_path / "own.yaml"
    path.write_text(few, encoding="utf-8")
    rina, sari = read_own(path)
    assert rina.roles == sari.roles
    assert len(sari.roles) == 10
    values = 50  # at least, of the ten roles
    path.write_text(few + "- {names: [A], roles: *r}\n" * (MOST_REPEATED // values), encoding="utf-8")
    with pytest.raises(DataFileError, match="aliases stand for more than 1,000,000 values"):
        read_own(path)


def test_a_search_is_not_read_further_than_it_may_be_long_nor_in_an_encoding_that_hides_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="more than 64 KiB"):
        load_search(Path("/dev/zero"))
    text = "name: rapat\nquery: rapat\n"
    path = tmp_path / "rapat.yaml"
    path.write_text(text, encoding="utf-8-sig")
    assert load_search(path).query == "rapat"
    path.write_text("- " * 15_000, encoding="utf-16")
    with pytest.raises(InputError, match="no saved search"):
        load_search(path)


def test_rows_of_one_actor_in_csv_give_all_that_they_tell() -> None:
    head = "name,type,country,sectors,wikidata,role,from,to\n"
    (rina,) = csv_actors(head + "Rina,PER,,GOV,,ketua,2020,2021\nRina,PER,IDN,LEG,Q99999999,anggota,2022,\n")
    assert (rina.country, rina.sectors, rina.wikidata) == ("IDN", ["GOV", "LEG"], "Q99999999")
    assert [role.role for role in rina.roles] == ["ketua", "anggota"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,country\nRina,IDN\nRina,MYS\n", "line 3: country MYS, an earlier row of Rina has IDN"),
        ("name,wikidata\nRina,Q1\nRina,Q2\n", "line 3: wikidata Q2"),
        ("name,aliases,aliases\nRina,R.,Rin\n", "two columns called aliases"),
    ],
)
def test_csv_that_tells_two_things_in_one_place_is_refused(text: str, told: str) -> None:
    with pytest.raises(DataFileError, match=told):
        csv_actors(text)


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_a_line_of_json_ends_where_json_lines_says_so(sign: str) -> None:
    lines = [
        {"id": f"a-{n}", "schema": "Person", "properties": {"name": [f"Rina{sign}Nomor {n}"], "country": ["id"]}}
        for n in range(2)
    ]
    written = "\r\n".join(json.dumps(one, ensure_ascii=False) for one in lines)
    assert [actor.country for actor in ftm_actors(written)] == ["IDN", "IDN"]


def test_each_holder_of_a_post_has_it() -> None:
    entities = [
        {"id": "a", "schema": "Person", "properties": {"name": ["Rina"]}},
        {"id": "b", "schema": "Person", "properties": {"name": ["Sari"]}},
        {"id": "p", "schema": "Position", "properties": {"name": ["ketua"]}},
        {"id": "o", "schema": "Occupancy", "properties": {"holder": ["a", "b"], "post": ["p"]}},
    ]
    assert [[role.role for role in actor.roles] for actor in ftm_actors(json.dumps(entities))] == [["ketua"]] * 2


@pytest.fixture
def store(tmp_path: Path) -> Path:
    Store(tmp_path / "lansir.db", write=True).close()
    return tmp_path / "lansir.db"


def test_what_goes_wrong_while_rows_are_shown_is_no_fault_of_the_query(store: Path) -> None:
    several = "FROM json_each('[1, 2, 3]')"
    with pytest.raises(UnicodeEncodeError), asking(store, f"SELECT 'é' {several}") as answer:
        next(answer.rows)[0].encode("ascii")
    with pytest.raises(QueryError), asking(store, f"SELECT iif(value > 2, json('{{'), value) {several}") as answer:
        list(answer.rows)


def test_a_pattern_is_no_longer_than_can_be_matched_in_time(store: Path) -> None:
    with asking(store, f"SELECT 'a' LIKE '{'a' * LONGEST_PATTERN}'") as answer:
        assert list(answer.rows) == [(0,)]
    longer = f"SELECT 'a' LIKE '{'a' * (LONGEST_PATTERN + 1)}'"
    with pytest.raises(QueryError, match="pattern too complex"), asking(store, longer) as answer:
        list(answer.rows)
