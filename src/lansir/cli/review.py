"""`lansir review`: confirm, correct and reject what was read, one by one or in a spreadsheet."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lansir.cli.find import FindCommand, query_of
from lansir.cli.options import LabelsOption
from lansir.cli.review_parts import (
    By,
    Format,
    Ids,
    Note,
    OneId,
    Query,
    Statements,
    StoreOption,
    kind_of,
    must_be_there,
    reviewer,
)
from lansir.cli.review_sheets import export_command, import_command
from lansir.cli.store import STORE
from lansir.errors import InputError

if TYPE_CHECKING:
    from lansir.review import State

__all__ = ["review_app"]

FEW = 20
NONE = "none"
"""What empties a field."""

review_app = typer.Typer(help="Confirm, correct and reject what was read.", no_args_is_help=True, rich_markup_mode=None)
review_app.command("export", short_help="Write what waits as a spreadsheet.", cls=FindCommand)(export_command)
review_app.command("import", short_help="Read an edited spreadsheet back.")(import_command)


@review_app.command("list", short_help="Show what waits, the least sure first.", cls=FindCommand)
def list_command(
    query: Query = None,
    store: StoreOption = STORE,
    statements: Statements = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=1000, help="How many.")] = FEW,
    after: Annotated[
        str | None, typer.Option("--after", metavar="CURSOR", help="Go on behind the page that gave the cursor.")
    ] = None,
    format_: Format = "table",
    lang: LabelsOption = None,
) -> None:
    """Show what nobody has decided on, the least sure first; with `review:any` in the query also what was decided."""
    from lansir.cli.output import print_json  # noqa: PLC0415
    from lansir.review.waiting import waiting  # noqa: PLC0415  # `--help` must not load SQLite
    from lansir.store import Store  # noqa: PLC0415
    from lansir.words.catalogue import messages  # noqa: PLC0415
    from lansir.words.commands import find_words, review_words  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    language, as_json = choose_language(lang), _as_json(format_)
    told = review_words(language)
    with Store(store) as opened:
        page = waiting(opened, query_of(query or []), kind_of(statements)).page(limit, after)
    if as_json:
        print_json(page)
        return
    from lansir.cli.view import console_for, print_plain  # noqa: PLC0415
    from lansir.cli.view_found import found_view, total_words  # noqa: PLC0415

    console = console_for(sys.stdout)
    if page.rows:
        print_plain(console, found_view(page, messages(language), stars=console.color_system is None))
    else:
        typer.echo(told.none)
    if page.next:
        total = total_words(page.total, kind_of(statements), find_words(language))
        typer.echo(told.shown.format(shown=len(page.rows), total=total, cursor=page.next))


@review_app.command("confirm", short_help="Say that it is right as it stands.")
def confirm_command(
    ids: Ids, note: Note = None, by: By = None, store: StoreOption = STORE, lang: LabelsOption = None
) -> None:
    """Say that events and statements are right as they stand; all of them, or where one cannot be, none."""
    _decide(store, ids, "confirmed", by, note, lang)


@review_app.command("reject", short_help="Say that it is none.")
def reject_command(
    ids: Ids, note: Note = None, by: By = None, store: StoreOption = STORE, lang: LabelsOption = None
) -> None:
    """Say that something is no event or statement: stories, searches and exports leave it out from now on."""
    _decide(store, ids, "rejected", by, note, lang)


@review_app.command("undo", short_help="Take back what was decided.")
def undo_command(
    ids: Ids, note: Note = None, by: By = None, store: StoreOption = STORE, lang: LabelsOption = None
) -> None:
    """Take back what was decided: what the machine read counts again. The history keeps every decision."""
    _decide(store, ids, "machine", by, note, lang)


@review_app.command("correct", short_help="Say what is right instead.")
def correct_command(
    identity: OneId,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Type of the codebook.")] = None,
    mode: Annotated[str | None, typer.Option("--mode", metavar="MODE", help="Mode of that type, or none.")] = None,
    status: Annotated[str | None, typer.Option("--status", metavar="STATUS", help="actual, planned, ...")] = None,
    actor: Annotated[
        list[str] | None, typer.Option("--actor", metavar="NAME", help="Who did it, or none; again for each.")
    ] = None,
    recipient: Annotated[
        list[str] | None, typer.Option("--recipient", metavar="NAME", help="To whom, or none; again for each.")
    ] = None,
    time: Annotated[
        str | None, typer.Option("--time", metavar="ISO", help="2024-04-28, 2024-04, first/last, ..., or none.")
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="NAME", help="A place that the article names, or none.")
    ] = None,
    size: Annotated[
        list[str] | None, typer.Option("--size", metavar="KIND=N", help="killed=12, injured=none, ...; again for each.")
    ] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="Who says it, or none.")] = None,
    form: Annotated[str | None, typer.Option("--form", metavar="FORM", help="direct, indirect or mixed.")] = None,
    addressee: Annotated[str | None, typer.Option("--addressee", metavar="NAME", help="To whom, or none.")] = None,
    note: Note = None,
    by: By = None,
    store: StoreOption = STORE,
    lang: LabelsOption = None,
) -> None:
    """Say what is right instead: only the fields that are given change, `none` empties one.

    Names are those of the article's entities, or their ids.
    """
    words = {"mode": mode, "time": time, "place": place, "speaker": speaker, "addressee": addressee}
    correction: dict[str, Any] = {"type": type_, "status": status, "form": form}
    correction |= {"actors": _names(actor), "recipients": _names(recipient), "size": _sizes(size)}
    correction = {name: value for name, value in correction.items() if value is not None}
    correction |= {name: None if value == NONE else value for name, value in words.items() if value is not None}
    _decide(store, [identity], "corrected", by, note, lang, correction)


@review_app.command("history", short_help="Show every decision on one.")
def history_command(
    identity: OneId, store: StoreOption = STORE, format_: Format = "table", lang: LabelsOption = None
) -> None:
    """Show every decision on an event or statement, the earliest first, with what was corrected and why."""
    from lansir.cli.output import print_json  # noqa: PLC0415
    from lansir.cli.view_decisions import print_decisions  # noqa: PLC0415
    from lansir.review import history  # noqa: PLC0415
    from lansir.store import Store  # noqa: PLC0415
    from lansir.words.commands import review_words  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    as_json = _as_json(format_)
    with Store(store) as opened:
        found = history(opened, identity)
    if as_json:
        print_json(found)
    elif found:
        print_decisions(found, review_words(choose_language(lang)))
    else:
        typer.echo(review_words(choose_language(lang)).undecided.format(id=identity))


@review_app.command("lost", short_help="Show decisions that fit nothing any more.")
def lost_command(store: StoreOption = STORE, format_: Format = "table", lang: LabelsOption = None) -> None:
    """Show decisions whose event or statement is not read any more, or is read so that they do not fit."""
    from lansir.cli.output import print_json  # noqa: PLC0415
    from lansir.cli.view_decisions import print_decisions  # noqa: PLC0415
    from lansir.review import lost  # noqa: PLC0415
    from lansir.store import Store  # noqa: PLC0415
    from lansir.words.commands import review_words  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    as_json = _as_json(format_)
    with Store(store) as opened:
        found = lost(opened)
    if as_json:
        print_json(found)
        return
    words = review_words(choose_language(lang))
    typer.echo(words.lost if found else words.no_lost)
    print_decisions(found, words)


def _decide(
    path: Path,
    ids: list[str],
    state: "State",
    by: str | None,
    note: str | None,
    lang: str | None,
    correction: dict[str, Any] | None = None,
) -> None:
    from lansir.review import Verdict, decide_all  # noqa: PLC0415
    from lansir.store import Store  # noqa: PLC0415
    from lansir.words.commands import review_words  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    words = review_words(choose_language(lang))
    must_be_there(path)
    with Store(path, write=True) as store:
        made = decide_all(store, [Verdict(one, state, note, correction) for one in ids], reviewer(by))
    for one in made:
        typer.echo(words.decided.format(id=one.target, state=words.states[one.state], by=one.by))


def _names(given: list[str] | None) -> list[str] | None:
    return None if given is None else [name for name in given if name != NONE]


def _sizes(given: list[str] | None) -> dict[str, int | None] | None:
    if given is None:
        return None
    pairs = [one.partition("=") for one in given]
    for name, sign, number in pairs:
        if not sign or not (number.isdecimal() or number == NONE):
            raise InputError(f"--size {name}{sign}{number}: write killed=12, or killed=none")
    return {name: None if number == NONE else int(number) for name, _, number in pairs}


def _as_json(format_: str) -> bool:
    if format_ not in ("table", "json"):
        raise InputError(f"--format {format_}: no such format; write table or json")
    return format_ == "json"
