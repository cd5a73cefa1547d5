"""What the how-to says of the report is what the report has."""

from pathlib import Path

from lansir.forget import Report

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "forget.md"


def test_the_fields_that_are_explained_are_fields_of_the_report() -> None:
    table = PAGE.read_text(encoding="utf-8").partition("| field | says |")[2].partition("\n\n")[0]
    named = {name.strip(" `") for line in table.splitlines()[2:] for name in line.split("|")[1].split(",")}
    assert named
    assert named <= set(Report.__struct_fields__)
    assert {"proven", "sought", "erased", "found", "files", "digest_before", "digest_after"} <= named
