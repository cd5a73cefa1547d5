"""The codebook holds PLOVER 2.0 whole, and settles what the manual leaves open."""

import runpy
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from lansir.codebook import Code, Codebook, codebook
from lansir.codebook.pages import type_page
from lansir.codebook.tables import read_table
from lansir.errors import DataFileError
from lansir.record import EventType

CHECK = Path(__file__).parents[3] / "shared" / "annotation" / "check.py"


@pytest.fixture(scope="module")
def book() -> Codebook:
    return codebook()


def test_has_each_type_of_the_record_once(book: Codebook) -> None:
    assert [code.type for code in book.types] == list(get_args(EventType))


def test_has_the_37_contexts_and_no_sector_twice(book: Codebook) -> None:
    assert len({context.context for context in book.contexts}) == len(book.contexts) == 37
    assert len({sector.sector for sector in book.sectors}) == len(book.sectors)


def test_sectors_are_primary_secondary_or_international(book: Codebook) -> None:
    def ranked(rank: str) -> str:
        return " ".join(sorted(sector.sector for sector in book.sectors if sector.rank == rank))

    assert ranked("primary") == "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK"
    assert ranked("secondary") == "AGR BUS CRM CVL EDU ELI JRN LAB MED OPP PRE REF REL SOC"
    assert ranked("international") == "EUR IGO IMG ISM MNC NGO UNO"


@pytest.mark.parametrize(
    ("type", "quad"),
    [
        ("AGREE", "verbal-cooperation"),
        ("RETREAT", "material-cooperation"),
        ("THREATEN", "verbal-conflict"),
        ("SANCTION", "material-conflict"),
        ("PROTEST", "material-conflict"),
    ],
)
def test_quads(book: Codebook, type: EventType, quad: str) -> None:
    assert book.quad(type) == quad


def test_contradictions_of_the_manual_are_decided_with_a_reason(book: Codebook) -> None:
    decided = [type for type in get_args(EventType) if type_page(type).decision]
    assert decided == ["AID", "ACCUSE", "PROTEST", "SANCTION"]
    assert book.intensity("ACCUSE") == -3
    assert [book.by_type[type].recipient for type in ("PROTEST", "SANCTION")] == ["optional", "required"]
    assert not book.by_type["AID"].modes


def test_intensity_is_the_modes_where_the_type_knows_it(book: Codebook) -> None:
    assert book.intensity("CONSULT", "phone") == 1.5
    assert book.intensity("CONSULT", None) == 2.5
    assert book.intensity("CONSULT", "aerial") == 2.5


def test_a_mode_belongs_to_its_type(book: Codebook) -> None:
    assert book.is_mode("COERCE", "arrest")
    assert book.is_mode("THREATEN", "arrest")
    assert not book.is_mode("ASSAULT", "arrest")
    assert book.is_mode("AID", None)


@pytest.mark.skipif(not CHECK.exists(), reason="the annotation checker is not beside this project")
def test_modes_and_types_are_those_of_the_annotation(book: Codebook) -> None:
    modes = {name: set(words.split()) for name, words in runpy.run_path(str(CHECK))["MODES"].items()}
    assert {code.type: set(code.modes) for code in book.types if code.modes} == modes


def test_a_missing_file_is_named() -> None:
    with pytest.raises(DataFileError, match=r"codebook/nothing\.yaml is missing"):
        read_table("nothing", list[Code])


def test_whoever_reads_a_page_waits_for_no_examples() -> None:
    code = (
        "import sys; from lansir.codebook import codebook; book = codebook(); book.quad('AID'), book.intensity('AID');"
        "print(*vars(book), *(name for name in sys.modules if name.startswith('lansir.codebook.')))"
    )
    read = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert set(read) == {"types", "by_type", "lansir.codebook.tables"}
