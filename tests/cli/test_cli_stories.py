"""`lansir stories`: the list, one story, and programs' JSON."""

import json
from pathlib import Path

import pytest

from lansir.store import Store
from tests.cli.conftest import Run
from tests.story.conftest import place_in
from tests.story.handmade import Act, Made, words

PEOPLE = ("Tomas Ardell", "Ratih Prameswari")


def strike(name: str, hour: int, killed: int, source: str) -> Made:
    sentence = f"Jets of Tomas Ardell bombed Lontar and {killed} died, {source} said."
    act = Act(sentence, "bombed", killed=killed, said_by=source, day="2031-03-05")
    return Made(name, name, f"2031-03-05T{hour:02}:00:00+00:00", paragraphs=(words(hour),), names=PEOPLE, acts=(act,))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    with Store(path, write=True) as opened:
        place_in(opened, strike("Pos\x1b[31m", 6, 12, "Tomas Ardell"), strike("Kabar", 8, 15, "Ratih Prameswari"))
    return path


def test_stories_are_listed_with_what_they_are_made_of(lansir: Run, store: Path) -> None:
    ran = lansir("stories", "--store", store, "--lang", "en")
    title, measures, hint = ran.out.splitlines()
    assert ran.code == 0
    assert title.startswith("Pos[31m  sy-")
    assert measures == "  2 articles, 2 outlets, 2 origins; English; 2031-03-05"
    assert hint == f"The first one day by day: lansir stories {title.split()[-1]} --store {store}"


def test_a_story_shows_figures_side_by_side(lansir: Run, store: Path) -> None:
    identity = json.loads(lansir("stories", "--store", store, "--format", "json").out)[0]["id"]
    out = lansir("stories", identity, "--store", store, "--lang", "id").out
    assert "● ASSAULT  Jets of Tomas Ardell bombed Lontar" in out
    joined = " ".join(out.split())
    assert "≠ 12 tewas (Tomas Ardell 2031-03-05) | 15 tewas (Ratih Prameswari 2031-03-05)" in joined


def test_json_holds_the_whole_story(lansir: Run, store: Path) -> None:
    identity = json.loads(lansir("stories", "--store", store, "--recent", "--format", "json").out)[0]["id"]
    found = json.loads(lansir("stories", identity, "--store", store, "--format", "json").out)
    assert found["line"]["articles"] == 2
    (day,) = found["days"]
    assert [figure["value"] for figure in day["occurrences"][0]["conflicts"][0]["figures"]] == [12, 15]


def test_a_store_without_stories_says_so(lansir: Run, tmp_path: Path) -> None:
    Store(tmp_path / "empty.db", write=True).close()
    ran = lansir("stories", "--store", tmp_path / "empty.db", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert "No stories in this store" in ran.out.replace("\n", " ")


@pytest.mark.parametrize("identity", ["nonsense", "sy-0000000000000001", "sy-zzzzzzzzzzzzzzzz"])
def test_an_id_of_no_story_is_refused(lansir: Run, store: Path, identity: str) -> None:
    ran = lansir("stories", identity, "--store", store, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"lansir: {identity}: no story of this store; lansir stories lists them\n"


def test_a_format_that_is_none_is_refused(lansir: Run, store: Path) -> None:
    ran = lansir("stories", "--store", store, "--format", "xml")
    assert (ran.code, ran.err) == (2, "lansir: --format xml: no such format; write table or json\n")
