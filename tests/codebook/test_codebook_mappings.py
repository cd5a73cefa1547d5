"""PLOVER in the codes of CAMEO, GDELT and ICEWS, and back."""

from typing import get_args

import pytest

from lansir.codebook import codebook
from lansir.codebook.mappings import (
    cameo_codes,
    cameo_of_plover,
    cameo_ways,
    icews,
    plover_of_cameo,
    quad_class,
    quad_classes,
    types_under,
)
from lansir.errors import InputError
from lansir.record import EventType

TYPES: tuple[EventType, ...] = get_args(EventType)
PAIRS: list[tuple[EventType, str | None]] = [(type, None) for type in TYPES] + [*codebook().mode_scores]


def test_all_twenty_roots_are_there_and_every_code_stands_under_its_own() -> None:
    codes = cameo_codes()
    assert {code for code in codes if len(code) == 2} == {f"{number:02}" for number in range(1, 21)}
    assert all(code[:end] in codes for code in codes for end in range(2, len(code)))


@pytest.mark.parametrize("code", list(cameo_codes()))
def test_every_code_resolves(code: str) -> None:
    found = plover_of_cameo(code)
    assert found.code == code
    assert found.label
    assert found.type is None if found.root in ("01", "02") else codebook().is_mode(found.type or "AID", found.mode)


@pytest.mark.parametrize(
    ("code", "type", "mode"),
    [
        ("03", "AGREE", None),
        ("04", "CONSULT", None),
        ("042", "CONSULT", "visit"),
        ("057", "SUPPORT", None),
        ("055", "CONCEDE", None),
        ("0353", "CONCEDE", None),
        ("06", "COOPERATE", None),
        ("075", "AID", None),
        ("081", "CONCEDE", None),
        ("0814", "CONCEDE", None),
        ("0841", "RETREAT", "release"),
        ("0871", "RETREAT", "ceasefire"),
        ("09", "ACCUSE", "investigate"),
        ("1053", "REQUEST", "yield"),
        ("112", "ACCUSE", "allege"),
        ("116", "SANCTION", "convict"),
        ("129", "REJECT", None),
        ("138", "THREATEN", "violence"),
        ("145", "PROTEST", "riot"),
        ("154", "MOBILIZE", "troops"),
        ("163", "SANCTION", "discontinue"),
        ("173", "COERCE", "arrest"),
        ("175", "ASSAULT", "crowd-control"),
        ("186", "ASSAULT", "targeted"),
        ("190", "ASSAULT", None),
        ("191", "COERCE", "restrict"),
        ("192", "COERCE", "seize"),
        ("204", "ASSAULT", "unconventional"),
        ("010", None, None),
        ("0233", None, None),
    ],
)
def test_codes_of_cameo(code: str, type: str | None, mode: str | None) -> None:
    found = plover_of_cameo(code)
    assert (found.type, found.mode) == (type, mode)


@pytest.mark.parametrize(("code", "hint"), [("1999", "nearest is 19"), ("21", "01 to 2042"), ("x", "01"), ("", "01")])
def test_what_is_no_code_is_told(code: str, hint: str) -> None:
    with pytest.raises(InputError, match=hint):
        plover_of_cameo(code)


@pytest.mark.parametrize(("type", "mode"), PAIRS)
def test_the_way_to_cameo_leads_back_to_the_type(type: EventType, mode: str | None) -> None:
    way = cameo_of_plover(type, mode)
    assert type in types_under(way.code) <= types_under(way.root)
    assert way.loses or (plover_of_cameo(way.code).type, plover_of_cameo(way.code).mode) == (type, mode)


def test_only_the_root_of_concede_and_retreat_alone_reads_as_another_type() -> None:
    strays = [(way.type, way.mode) for way in cameo_ways().values() if plover_of_cameo(way.code).type != way.type]
    assert strays == [("RETREAT", None)]


@pytest.mark.parametrize(
    ("type", "mode", "root"),
    [
        ("AGREE", None, "03"), ("CONSULT", "phone", "04"), ("CONCEDE", None, "08"), ("RETREAT", None, "08"),
        ("ACCUSE", None, "11"), ("ACCUSE", "investigate", "09"), ("SANCTION", None, "16"), ("COERCE", "arrest", "17"),
        ("ASSAULT", "torture", "18"), ("ASSAULT", "firearms", "19"), ("ASSAULT", "unconventional", "20"),
    ],
)  # fmt: skip
def test_roots(type: EventType, mode: str | None, root: str) -> None:
    assert cameo_of_plover(type, mode).root == root


def test_a_mode_that_the_type_does_not_know_falls_back_to_the_type() -> None:
    assert cameo_of_plover("AID", "aerial") == cameo_of_plover("AID")


def test_quad_classes_are_numbered_as_in_gdelt_and_plover() -> None:
    assert [quad_class(type) for type in ("AGREE", "AID", "THREATEN", "SANCTION")] == [1, 2, 3, 4]
    assert {row.number: row.polecat for row in quad_classes().values()}[4] == "MATERIAL CONFLICT"
    assert {quad_class(type) for type in TYPES} == {1, 2, 3, 4}


def test_icews_writes_three_digits_at_least_and_the_score_of_the_mode() -> None:
    told = icews("CONSULT", "multilateral")
    assert (told.code, told.intensity, told.text) == ("040", 4, "consults")
    assert icews("ASSAULT", "aerial").code == "195"
    assert icews("ASSAULT", "aerial").intensity == -9.5
    assert all(len(icews(type, mode).code) in (3, 4) for type, mode in PAIRS)
