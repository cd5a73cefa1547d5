"""`lansir serve`: the desk and the API over a store, on this machine."""

import logging
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lansir.cli.store import STORE
from lansir.errors import InputError

if TYPE_CHECKING:
    from lansir.serve.settings import Settings

__all__ = ["serve_command"]

PORT = 8620
LAST_PORT = 65535
KEEP_ALIVE = 75
"""Seconds for which a connection waits for a further request: longer than browsers, libraries and proxies wait, so that
none of them asks on a connection that is just being closed."""


def serve_command(
    store: Annotated[Path, typer.Option("--store", metavar="FILE", help="The store.")] = STORE,
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="Where to listen; others can only come in with --token.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=LAST_PORT, help="0 takes any free one.")
    ] = PORT,
    token: Annotated[
        str | None, typer.Option("--token", metavar="WORD", envvar="LANSIR_TOKEN", help="What a visitor must know.")
    ] = None,
    names: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A further name of this server, behind a proxy; may be repeated."),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nothing can be decided or added.")] = False,
    errors: Annotated[
        Path | None,
        typer.Option("--errors", metavar="FILE", help="Show disagreements too: what `lansir eval --errors` wrote."),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Open the desk in a browser: search, articles with their record, stories, actors, a map, and the review queue.

    It listens on this machine alone; the store may be written to by `lansir ingest` or `lansir watch` meanwhile.
    """
    from lansir.serve.settings import Settings  # noqa: PLC0415  # `--help` must not load a web server
    from lansir.store import Store  # noqa: PLC0415

    Store(store).close()
    _serve(Settings(store, host, port, token, read_only, tuple(names or ()), errors), open_)


def _serve(settings: "Settings", open_: bool) -> None:
    import socket  # noqa: PLC0415

    import uvicorn  # noqa: PLC0415

    from lansir.serve.app import create_app  # noqa: PLC0415

    app = create_app(settings)
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((settings.host, settings.port))
        except OSError as error:
            told = error.strerror or str(error)
            raise InputError(f"--port {settings.port}: {told.lower()}; give another one, or 0 for any") from None
        listening.listen()  # the browser may come before the server takes its first request
        address = settings.at(listening.getsockname()[1])
        typer.echo(f"{settings.store}: {address}  (Ctrl-C ends it)")
        if open_:
            webbrowser.open(address)
        logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, timeout_keep_alive=KEEP_ALIVE
        )
        uvicorn.Server(config).run(sockets=[listening])
