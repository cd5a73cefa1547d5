"""The checker of the codebook's files finds nothing in them, and finds what is put in."""

from collections.abc import Iterator

import msgspec
import pytest

from lansir.codebook import Code, Codebook, check, codebook
from lansir.codebook.check import boundary_faults, faults, main, page_faults, rule_faults, score_faults, wording_faults
from lansir.codebook.mappings import cameo_codes
from lansir.codebook.pages import Boundary, Example, TypePage, boundaries, type_page
from lansir.codebook.projection import ProjectionTable, projection_table
from lansir.codebook.tables import Wording
from lansir.errors import DataFileError

replace = msgspec.structs.replace


def test_the_codebook_is_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(faults()) == []
    assert main() == 0
    assert capsys.readouterr().out == ""


@pytest.fixture
def page() -> TypePage:
    return type_page("CONSULT")


@pytest.fixture
def rule() -> Boundary:
    return boundaries()[0]


def with_first(page: TypePage, **changes: object) -> TypePage:
    """The page with its first English example changed."""
    first, *others = page.examples["en"]
    return replace(page, examples={**page.examples, "en": [replace(first, **changes), *others]})


def test_a_score_out_of_range_or_of_the_wrong_sign_is_found() -> None:
    code = codebook().by_type["CONSULT"]
    (fault,) = score_faults(replace(code, score=12))
    assert fault == "codebook/types.yaml: CONSULT: score 12 is not within -10 and 10"
    (fault,) = score_faults(replace(code, modes={"phone": -1}))
    assert "CONSULT phone: score -1 has the wrong sign" in fault


def test_a_trigger_that_does_not_stand_in_its_sentence_is_found(page: TypePage) -> None:
    (fault,) = page_faults(with_first(page, trigger="walked"))
    assert fault.startswith("codebook/types/CONSULT.yaml: en: 'walked' does not stand in")


def test_a_trigger_that_is_a_part_of_a_word_is_found(page: TypePage) -> None:
    assert "'fle' does not stand in" in next(page_faults(with_first(page, trigger="fle")))


def test_a_mode_of_another_type_is_found_and_one_without_example(page: TypePage) -> None:
    found = list(page_faults(with_first(page, mode="arrest")))
    assert any("'arrest' is no mode of CONSULT" in fault for fault in found)
    assert any("en: mode 'visit' has no example" in fault for fault in found)


def test_a_missing_language_is_found(page: TypePage) -> None:
    found = list(page_faults(replace(page, examples={"en": page.examples["en"]})))
    assert "codebook/types/CONSULT.yaml: id: 5 examples and 4 counterexamples are needed" in found


def test_a_sentence_told_twice_is_found(page: TypePage) -> None:
    doubled: list[Example] = [*page.examples["en"], page.examples["en"][0]]
    (fault,) = page_faults(replace(page, examples={**page.examples, "en": doubled}))
    assert "is there 2 times" in fault


def test_a_counterexample_of_the_very_type_is_found(page: TypePage) -> None:
    first, *others = page.counterexamples["id"]
    changed = {**page.counterexamples, "id": [replace(first, instead="CONSULT", mode=None), *others]}
    (fault,) = page_faults(replace(page, counterexamples=changed))
    assert "is an example, not a counterexample" in fault


def test_modes_that_the_table_does_not_have_are_found(page: TypePage) -> None:
    modes = {mode: text for mode, text in page.modes.items() if mode != "phone"}
    assert any("must define the modes" in fault for fault in page_faults(replace(page, modes=modes)))


def test_a_text_that_is_no_sentence_is_found() -> None:
    found = list(wording_faults(Wording("no capital.", "Tanpa titik"), "here"))
    assert [fault.split(":")[1] for fault in found] == [" en", " id"]


def test_a_case_of_a_type_that_the_rule_does_not_name_is_found(rule: Boundary) -> None:
    cases = {language: replace(case, type="AID") for language, case in rule.cases.items()}
    assert any("which the rule does not name" in fault for fault in boundary_faults(replace(rule, cases=cases)))


def test_a_rule_with_one_type_or_language_is_found(rule: Boundary) -> None:
    assert any("two types or more" in fault for fault in boundary_faults(replace(rule, between=["CONCEDE"])))
    only = {"en": rule.cases["en"]}
    assert any("a case in each language" in fault for fault in boundary_faults(replace(rule, cases=only)))


def test_a_projection_with_a_wrong_mode_or_reason_is_found() -> None:
    row = projection_table().rules[0]
    assert any(
        "is no mode of THREATEN" in fault for fault in rule_faults(replace(row, becomes="THREATEN", mode="visit"))
    )
    assert any("cannot keep the mode" in fault for fault in rule_faults(replace(row, becomes="THREATEN")))
    assert any("'because' is not given" in fault for fault in rule_faults(replace(row, reason="because")))


def test_a_status_without_a_row_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    table = projection_table()
    shorter = ProjectionTable(
        table.reasons, [row for row in table.rules if (row.type, row.status) != ("AID", "negated")]
    )
    monkeypatch.setattr(check, "projection_table", lambda: shorter)
    assert list(check.projection_faults()) == [
        "codebook/projection.yaml: AID negated: a row without a condition is missing"
    ]


def test_a_type_that_is_missing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Codebook()
    types: list[Code] = [code for code in codebook().types if code.type != "AID"]
    book.__dict__["types"] = types
    monkeypatch.setattr(check, "codebook", lambda: book)
    assert "must hold the types of the record" in next(check.table_faults())


def test_a_code_that_loses_its_root_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {code: row for code, row in cameo_codes().items() if code != "084"}
    monkeypatch.setattr(check, "cameo_codes", lambda: codes)
    found = check.mapping_faults()
    assert next(found) == "codebook/mappings/cameo.tsv: 0841: the code that it belongs to is missing"


def test_a_file_that_cannot_be_read_is_one_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> Iterator[str]:
        raise DataFileError("codebook/context_examples.yaml: line 3")
        yield

    monkeypatch.setattr(check, "context_faults", broken)
    assert main() == 1
    assert capsys.readouterr().out == "codebook/context_examples.yaml: line 3\n"
