"""`lansir actors`: whom Lansir knows by a name, and what a user's own file adds."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text("name,short,role,from,to\nSari Mandala,Sari,mayor of Lindur,2020-01,2024\n", encoding="utf-8")
    return path


def test_a_card_says_who_somebody_was_on_a_day(lansir: "Run") -> None:
    ran = lansir("actors", "Menlu", "Retno", "Marsudi", "--on", "2016-01-01", "--lang", "en")
    first, second, third, *_ = ran.out.splitlines()
    assert ran.code == 0
    assert first == "Retno Marsudi  person/retno-marsudi"
    assert second == "  person, IDN, GOV, foreign minister"
    assert third.startswith("  actor table: person/retno-marsudi, name ")


def test_roles_stand_with_their_dates_in_the_language_asked_for(lansir: "Run", own: Path) -> None:
    out = lansir("actors", "Sari Mandala", "--actors", own, "--lang", "en").out
    assert "own/sari-mandala" in out
    assert "  2020-01 – 2024: mayor of Lindur" in out.splitlines()
    assert "menteri luar negeri" in lansir("actors", "Retno Marsudi", "--lang", "id").out


def test_countries_and_the_bodies_of_states_have_cards_too(lansir: "Run") -> None:
    assert "country/PSE" in lansir("actors", "Palestina").out
    assert "defence-ministry/ISR" in lansir("actors", "Kementerian", "Pertahanan", "Israel").out


def test_without_a_name_the_known_are_counted(lansir: "Run", own: Path) -> None:
    table, mine = lansir("actors", "--actors", own, "--lang", "en").out.splitlines()
    assert table.startswith("the package: ")
    assert mine == "mine.csv: 1 actor, 2 names"


def test_a_name_that_nobody_bears_says_what_to_do(lansir: "Run") -> None:
    ran = lansir("actors", "Zorg Blat", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "lansir: nobody is known as Zorg Blat: add your own with --actors FILE\n"


def test_a_day_that_is_none_is_refused(lansir: "Run") -> None:
    ran = lansir("actors", "Retno Marsudi", "--on", "2016-02-31")
    assert (ran.code, ran.err) == (2, "lansir: --on 2016-02-31: no day; write YYYY-MM-DD\n")
