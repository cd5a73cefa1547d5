"""The codebook holds PLOVER 2.0 whole, and settles what the manual leaves open."""

import runpy
from pathlib import Path
from typing import get_args

import pytest

from lansir.codebook import Codebook, codebook
from lansir.codebook.tables import Code, read_table
from lansir.errors import DataFileError
from lansir.record import EventType

CHECK = Path(__file__).parents[3] / "shared" / "annotation" / "check.py"


@pytest.fixture(scope="module")
def book() -> Codebook:
    return codebook()


def test_has_each_type_of_the_record_once(book: Codebook) -> None:
    assert sorted(code.type for code in book.types) == sorted(get_args(EventType))


def test_has_the_37_contexts_and_no_sector_twice(book: Codebook) -> None:
    assert len({context.context for context in book.contexts}) == len(book.contexts) == 37
    assert len({sector.sector for sector in book.sectors}) == len(book.sectors)


def test_every_definition_is_a_sentence(book: Codebook) -> None:
    texts = [code.definition for code in book.types] + [context.definition for context in book.contexts]
    texts += [sector.definition for sector in book.sectors]
    texts += [mode.definition for code in book.types for mode in code.modes]
    for text in texts:
        assert text[0].isupper(), text
        assert text.endswith("."), text


def test_scores_stay_in_range_and_have_the_sign_of_their_quad(book: Codebook) -> None:
    for code in book.types:
        for score in (code.score, *(mode.score for mode in code.modes)):
            assert -10 <= score <= 10
            if code.type != "REQUEST":
                assert (score > 0) == code.quad.endswith("cooperation"), code.type


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
    assert all(book.by_type[name].decision for name in ("SANCTION", "ACCUSE", "PROTEST", "AID"))
    assert book.intensity("ACCUSE") == -3
    assert not book.requires_recipient("PROTEST")
    assert book.requires_recipient("SANCTION")
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
    assert {code.type: {mode.mode for mode in code.modes} for code in book.types if code.modes} == modes


def test_a_missing_file_is_named() -> None:
    with pytest.raises(DataFileError, match=r"codebook/nothing\.yaml is missing"):
        read_table("nothing", Code)
