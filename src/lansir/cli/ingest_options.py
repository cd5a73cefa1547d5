"""Options that `lansir ingest` and `lansir watch` share."""

from pathlib import Path
from typing import Annotated

import typer

from lansir.limits import MOST_PAGE_SECONDS

__all__ = [
    "ActorsOption", "DelayOption", "LangOption", "PrivateOption", "SecondsOption", "StoreOption", "WorkersOption",
]  # fmt: skip

StoreOption = Annotated[Path, typer.Option("--store", metavar="FILE", help="The store; made where it is missing.")]
ActorsOption = Annotated[
    list[Path] | None,
    typer.Option("--actors", metavar="FILE", help="Your own actors: YAML, CSV or FollowTheMoney; theirs win."),
]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", metavar="N", min=1, help="Processes that read; one a core unless given.")
]
SecondsOption = Annotated[
    float,
    typer.Option(
        "--page-seconds", metavar="S", min=0.1, max=MOST_PAGE_SECONDS, help="Give a page up that takes longer to read."
    ),
]
DelayOption = Annotated[
    float, typer.Option("--delay", metavar="S", min=0, help="Seconds between two requests to a host.")
]
PrivateOption = Annotated[bool, typer.Option("--allow-private", help="Fetch from addresses of your own network too.")]
LangOption = Annotated[
    str | None, typer.Option("--lang", metavar="en|id", help="Language of the messages; else LANSIR_LANG or locale.")
]
