"""`lansir codebook`: everything about a name, for people and for programs."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lansir.codebook import codebook

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PAGE = Path(__file__).parents[2] / "docs" / "codebook.md"


def words(text: str) -> str:
    """The text without line breaks and runs of spaces."""
    return " ".join(text.split())


def test_without_a_name_all_types_contexts_and_sectors_are_listed(lansir: "Run") -> None:
    ran = lansir("codebook")
    assert ran.code == 0
    assert "RETREAT material cooperation +6.5 optional 6" in words(ran.out)
    assert all(code.type in ran.out for code in codebook().types)
    assert all(context.context in ran.out for context in codebook().contexts)
    assert all(sector.sector in ran.out for sector in codebook().sectors)


@pytest.mark.parametrize("name", ["assault", "ASSAULT", "Assault"])
def test_a_type_is_told_whole_whatever_its_case(lansir: "Run", name: str) -> None:
    told = words(lansir("codebook", name).out)
    assert told.startswith("ASSAULT An actor uses bodily violence")
    assert all(mode in told for mode in codebook().by_type["ASSAULT"].modes)
    assert "• The Southern Front *kidnapped* two road engineers. (abduct, actual)" in told
    assert "no event: An accident has no attacker." in told
    assert "planned THREATEN violence Harm that is announced is THREATEN" in told
    assert "ASSAULT drone 1952" in told


def test_in_plain_text_no_line_ends_in_spaces_and_no_escape_is_written(lansir: "Run") -> None:
    out = lansir("codebook", "coerce").out
    assert "\x1b" not in out
    assert not [line for line in out.splitlines() if line.endswith(" ")]


def test_labels_definitions_and_examples_come_in_indonesian(lansir: "Run") -> None:
    told = words(lansir("codebook", "concede", "--lang", "id").out)
    assert told.startswith("CONCEDE Suatu pihak melunak dengan kata-kata")
    assert "Golongan kerja sama verbal (1)" in told
    assert "Tentara *meminta maaf* kepada warga desa" in told
    assert "The army apologised" not in told


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("pro-democracy", "pro_democracy (pro-democracy) Efforts for free elections"),
        ("gov", "GOV (government) Executive"),
        ("190", "CAMEO 190: uses conventional force of some other kind PLOVER ASSAULT"),
        ("08", "CAMEO 08: yields PLOVER CONCEDE Note split"),
        ("01", "CAMEO 01: makes a public statement PLOVER nothing"),
    ],
)
def test_contexts_sectors_and_cameo_codes_are_told_too(lansir: "Run", name: str, begins: str) -> None:
    assert words(lansir("codebook", name).out).startswith(begins)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("assult", "did you mean ASSAULT"),
        ("corupption", "did you mean corruption"),
        ("arrest", "is a mode of THREATEN and COERCE"),
        ("1999", "the nearest is 19"),
        ("zzzz", "lists all names"),
        ("x" * 100_000, "lists all names"),
        ("\x1b[31mAID", "no type"),
    ],
)
def test_an_unknown_name_is_told_in_one_line_with_what_is_near(lansir: "Run", name: str, hint: str) -> None:
    ran = lansir("codebook", name)
    assert (ran.code, ran.out) == (2, "")
    assert hint in ran.err
    assert ran.err.startswith("lansir: ")
    assert ran.err.count("\n") == 1
    assert len(ran.err) < 300
    assert "\x1b" not in ran.err


def test_json_holds_both_languages(lansir: "Run") -> None:
    told = json.loads(lansir("codebook", "retreat", "--format", "json", "--lang", "id").out)
    assert (told["kind"], told["type"], told["quad_class"], told["score"]) == ("type", "RETREAT", 2, 6.5)
    assert told["definition"].keys() == told["examples"].keys() == {"en", "id"}
    assert {row["status"] for row in told["projection"]} == {
        "actual",
        "planned",
        "requested",
        "hypothetical",
        "negated",
    }


def test_json_of_the_whole_codebook(lansir: "Run") -> None:
    told = json.loads(lansir("codebook", "-f", "json").out)
    assert len(told["types"]) == 16
    assert len(told["contexts"]) == 37
    assert {row["code"] for row in told["cameo"]} >= {"01", "190", "2042"}


def test_markdown_of_one_name(lansir: "Run") -> None:
    out = lansir("codebook", "AID", "--format", "markdown").out
    assert out.startswith("# AID\n\n**One side gives the other material help")
    assert "| planned | AGREE | Cooperation to come is AGREE" in out
    assert "- Valmora **granted asylum** to the exiled editor. (actual)" in out


def test_the_page_of_the_documentation_is_what_the_command_writes(lansir: "Run") -> None:
    assert lansir("codebook", "--format", "markdown", "--lang", "en").out == PAGE.read_text(encoding="utf-8"), (
        "run: lansir codebook --format markdown --lang en > docs/codebook.md"
    )


def test_an_unknown_format_or_language_is_refused(lansir: "Run") -> None:
    assert lansir("codebook", "--format", "xml").code == 2
    assert lansir("codebook", "--lang", "nl").code == 2
