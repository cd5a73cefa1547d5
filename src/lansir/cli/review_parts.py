"""What the commands of `lansir review` share: their options, and who decides."""

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from lansir.errors import InputError

__all__ = [
    "By", "Format", "Ids", "Note", "OneId", "Query", "Statements", "StoreOption", "kind_of", "must_be_there",
    "reviewer",
]  # fmt: skip

Query = Annotated[
    list[str] | None, typer.Argument(metavar="[QUERY]...", help="Which, as in lansir find; all where it is left out.")
]
Ids = Annotated[
    list[str], typer.Argument(metavar="ID", help="Events (ev-...) and statements (st-...).", show_default=False)
]
OneId = Annotated[
    str, typer.Argument(metavar="ID", help="An event (ev-...) or statement (st-...).", show_default=False)
]
StoreOption = Annotated[Path, typer.Option("--store", metavar="FILE", help="The store.")]
Statements = Annotated[bool, typer.Option("--statements", help="Statements, not events.")]
By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who decides; else LANSIR_REVIEWER, or the user's name.")
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why; kept with the decision.")]
Format = Annotated[str, typer.Option("--format", metavar="table|json", help="For people, or for programs.")]


def must_be_there(path: Path) -> None:
    """A store is not made by deciding on what it would hold."""
    from lansir.store import Store  # noqa: PLC0415

    Store(path).close()


def reviewer(by: str | None) -> str:
    """Who decides: the name given, else LANSIR_REVIEWER, else the user's; InputError where there is none."""
    import getpass  # noqa: PLC0415

    try:
        return by or os.environ.get("LANSIR_REVIEWER") or getpass.getuser()
    except (KeyError, OSError):
        raise InputError("say who decides: --by NAME, or set LANSIR_REVIEWER") from None


def kind_of(statements: bool) -> Literal["events", "statements"]:
    """What is asked for, as queries name it."""
    return "statements" if statements else "events"
