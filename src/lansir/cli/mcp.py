"""`lansir mcp`: a store for language models, over the Model Context Protocol."""

from pathlib import Path
from typing import Annotated

import typer

from lansir.cli.store import STORE
from lansir.errors import InputError

__all__ = ["mcp_command"]


def mcp_command(
    store: Annotated[Path, typer.Option("--store", metavar="FILE", help="The store; it is only read.")] = STORE,
) -> None:
    """Serve a store to a language model's program (MCP over standard input and output); docs/mcp.md says how.

    Nothing is written. What pages say stands in the answers as quoted data, never as instructions.
    """
    from lansir.store import Store  # noqa: PLC0415  # `--help` must not load SQLite

    try:
        from lansir.mcp.server import serve  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise InputError("lansir mcp needs the package mcp, 2.0 or later: pip install 'lansir[mcp]'") from None
    with Store(store) as opened:
        serve(opened)
