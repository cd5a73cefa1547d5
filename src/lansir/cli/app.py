"""The Typer application: which commands there are."""

from typing import Annotated

import typer

from lansir._version import __version__
from lansir.cli.actors import actors_command
from lansir.cli.alert import alert_command
from lansir.cli.annotate import annotate_command
from lansir.cli.code import code_command
from lansir.cli.codebook import codebook_command
from lansir.cli.demo import demo_command
from lansir.cli.doctor import doctor_command
from lansir.cli.eval import eval_command
from lansir.cli.export import export_command
from lansir.cli.find import FindCommand, find_command
from lansir.cli.forget import forget_app
from lansir.cli.ingest import ingest_command
from lansir.cli.lake import lake_command
from lansir.cli.mcp import mcp_command
from lansir.cli.read import read_command
from lansir.cli.review import review_app
from lansir.cli.schema import schema_command
from lansir.cli.serve import serve_command
from lansir.cli.sql import sql_command
from lansir.cli.store import store_app
from lansir.cli.stories import stories_command
from lansir.cli.watch import watch_command

__all__ = ["app"]

app = typer.Typer(
    help="Read news pages, Indonesian and English, into a sourced record of who did what to whom and who said what.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # Rich would triple the time that `--help` takes
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("read", short_help="Read news pages into records.")(read_command)
app.command("demo", short_help="Read the bundled example pages.")(demo_command)
app.command("ingest", short_help="Read sources of many pages into a store.")(ingest_command)
app.command("watch", short_help="Keep reading what is new in feeds into a store.")(watch_command)
app.command("serve", short_help="Open the desk in a browser.")(serve_command)
app.command("find", cls=FindCommand, short_help="Find events and statements in a store.")(find_command)
app.command("lake", cls=FindCommand, short_help="Ask a lake what a store is asked.")(lake_command)
app.command("export", cls=FindCommand, short_help="Write events and statements in other formats.")(export_command)
app.command("alert", short_help="Tell what is new for saved searches.")(alert_command)
app.add_typer(review_app, name="review", short_help="Confirm, correct or reject what was read.")
app.command("mcp", short_help="Serve a store to a language model (MCP).")(mcp_command)
app.command("sql", short_help="Ask a store in SQL, read-only.")(sql_command)
app.command("actors", short_help="Show whom Lansir knows by a name.")(actors_command)
app.command("stories", short_help="Show what a store tells together.")(stories_command)
app.add_typer(store_app, name="store", short_help="Look after a store.")
app.command("doctor", short_help="Check installation, model and store.")(doctor_command)
app.add_typer(forget_app, name="forget", short_help="Take articles or a person out of a store for good.")
app.command("schema", short_help="Print the record's JSON Schema.")(schema_command)
app.command("codebook", short_help="Show the code in which events are told.")(codebook_command)
app.command("code", short_help="Code marked pairs of actor and recipient.")(code_command)
app.command("eval", short_help="Score what is read against gold, and show where it errs.")(eval_command)
app.command("annotate", short_help="Annotate a folder of texts, for scoring.")(annotate_command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lansir {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Options that come before the command."""
