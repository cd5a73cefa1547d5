"""`lansir review export` and `import`: what waits as a spreadsheet, and back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lansir.cli.find import query_of
from lansir.cli.options import LabelsOption
from lansir.cli.review_parts import By, Query, Statements, StoreOption, kind_of, must_be_there, reviewer
from lansir.cli.store import STORE
from lansir.errors import InputError
from lansir.words.counting import Count

if TYPE_CHECKING:
    from lansir.review.read_back import Report

__all__ = ["export_command", "import_command"]


def export_command(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="The spreadsheet: .xlsx or .csv.", show_default=False)],
    query: Query = None,
    store: StoreOption = STORE,
    statements: Statements = False,
    delimiter: Annotated[
        str, typer.Option("--delimiter", metavar=",|;", help="Of CSV; Indonesian spreadsheets take a semicolon.")
    ] = ",",
    lang: LabelsOption = None,
) -> None:
    """Write what waits as a spreadsheet to be edited and read back with `lansir review import`."""
    from lansir.review.sheet import rows  # noqa: PLC0415  # `--help` must not load SQLite
    from lansir.review.sheet_files import write_sheet  # noqa: PLC0415
    from lansir.review.waiting import waiting  # noqa: PLC0415
    from lansir.store import Store  # noqa: PLC0415
    from lansir.words.commands import review_words  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    if delimiter not in (",", ";"):
        raise InputError(f"--delimiter {delimiter}: write , or ;")
    with Store(store) as opened:
        found = waiting(opened, query_of(query or []), kind_of(statements)).ids()
        count = write_sheet(sheet, rows(opened, found), delimiter)
    typer.echo(review_words(choose_language(lang)).exported.format(rows=Count(count), path=sheet))


def import_command(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="The edited spreadsheet.", show_default=False)],
    by: By = None,
    skip_conflicts: Annotated[
        bool, typer.Option("--skip-conflicts", help="Pass over rows that were decided meanwhile.")
    ] = False,
    store: StoreOption = STORE,
    lang: LabelsOption = None,
) -> None:
    """Decide what an edited spreadsheet says: all of its changed rows, or where one cannot be decided, none."""
    from lansir.review.read_back import import_sheet  # noqa: PLC0415
    from lansir.store import Store  # noqa: PLC0415

    must_be_there(store)
    with Store(store, write=True) as opened:
        report = import_sheet(opened, sheet, reviewer(by), pass_over_conflicts=skip_conflicts)
    failed = any(one.kind == "error" for one in report.problems) or bool(report.problems and not skip_conflicts)
    _tell(report, lang, failed=failed)
    if failed:
        raise typer.Exit(1)


def _tell(report: "Report", lang: str | None, *, failed: bool) -> None:
    from lansir.words.commands import review_words  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415
    from lansir.words.terminal import complain  # noqa: PLC0415

    words = review_words(choose_language(lang))
    for problem in report.problems:
        told = words.conflict if problem.kind == "conflict" else words.error
        complain(told.format(line=problem.line, id=problem.target, told=problem.told))
    if failed:
        complain(words.refused)
        return
    typer.echo(words.imported.format(decided=f"{len(report.decided):,}", unchanged=f"{report.unchanged:,}"))
