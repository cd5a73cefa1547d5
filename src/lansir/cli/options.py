"""Options that several commands share."""

from typing import Annotated

import typer

__all__ = [
    "AfterOption", "CountOption", "FacetsOption", "FoundFormatOption", "LabelsOption", "LimitOption",
    "StatementsOption",
]  # fmt: skip

LabelsOption = Annotated[
    str | None, typer.Option("--lang", metavar="en|id", help="Language of the labels; else LANSIR_LANG or locale.")
]
StatementsOption = Annotated[bool, typer.Option("--statements", help="Find statements, not events.")]
FoundFormatOption = Annotated[
    str, typer.Option("--format", metavar="table|jsonl|csv", help="For people, or for programs.")
]
LimitOption = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", min=0, help="How many; 0 is all. Else 20 in the table, all in the others."),
]
AfterOption = Annotated[
    str | None, typer.Option("--after", metavar="CURSOR", help="Go on behind the page that gave the cursor.")
]
CountOption = Annotated[bool, typer.Option("--count", help="Only how many there are.")]
FacetsOption = Annotated[
    str | None, typer.Option("--facets", metavar="NAME,NAME", help="Counts by type, actor, outlet, month and others.")
]
