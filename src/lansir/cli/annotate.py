"""`lansir annotate`: read a folder of numbered sentences and write what was found, to be scored against gold."""

from pathlib import Path
from typing import Annotated

import typer

from lansir.errors import InputError

__all__ = ["annotate_command"]


def annotate_command(
    text_dir: Annotated[
        Path, typer.Argument(metavar="TEXT_DIR", help="Folder of DOC.json files: lang, published, outlet, sentences.")
    ],
    out_dir: Annotated[
        Path, typer.Argument(metavar="OUT_DIR", help="Folder for the annotations, one DOC.json each; made if missing.")
    ],
) -> None:
    """Read documents given as numbered sentences and write their annotations, for scoring against gold."""
    from lansir.annotate import annotate_folder  # noqa: PLC0415  # loads the model
    from lansir.cli.progress import progress  # noqa: PLC0415

    if not text_dir.is_dir():
        raise InputError(f"{text_dir}: no such folder; name the folder that holds the DOC.json files")
    with progress("annotating") as step:
        written = annotate_folder(text_dir, out_dir, step)
    typer.echo(f"{written} documents annotated in {out_dir}", err=True)
