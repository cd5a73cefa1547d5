"""`lansir forget`: articles, or a person, taken out of a store for good, with a proof."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lansir.cli.options import LabelsOption
from lansir.cli.store import STORE
from lansir.errors import InputError
from lansir.words.counting import Count
from lansir.words.terminal import clean

if TYPE_CHECKING:
    from lansir.forget import ArticlesPlan, PersonPlan, Report
    from lansir.words.forgetting import ForgetWords

__all__ = ["forget_app"]

UNPROVEN = 1
"""Exit code where something is left."""
MOST_TITLES = 10

StoreOption = Annotated[Path, typer.Option("--store", metavar="FILE", help="The store.")]
YesOption = Annotated[bool, typer.Option("--yes", help="Do it; without it, only say what would be done.")]
ReportOption = Annotated[Path | None, typer.Option("--report", metavar="FILE", help="Write the proof there, as JSON.")]
StatesOption = Annotated[
    list[Path] | None,
    typer.Option("--states", metavar="DIR", help="Where saved searches keep their states; may be repeated."),
]

forget_app = typer.Typer(
    help="Take articles or a person out of a store for good, and prove it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@forget_app.command("person", short_help="Take a person out, by name or key.")
def person_command(
    person: Annotated[
        list[str], typer.Argument(metavar="NAME|KEY", help="Names of one person, an actor's key, or en-...")
    ],
    store: StoreOption = STORE,
    articles: Annotated[
        bool, typer.Option("--articles", help="Remove every article that names the person, as a whole.")
    ] = False,
    yes: YesOption = False,
    report: ReportOption = None,
    states: StatesOption = None,
    lang: LabelsOption = None,
) -> None:
    """Remove all that a store holds of a person, and blank the name in what stays; first it says what it would do."""
    from lansir.forget import forget_person, plan_person  # noqa: PLC0415  # `--help` must not load SQLite
    from lansir.forget.states import files_beside  # noqa: PLC0415
    from lansir.store import Store  # noqa: PLC0415

    words, folders = _checked(lang, report, states, yes=yes)
    with Store(store) as opened:
        plan = plan_person(opened, *person)
        _tell_person(plan, words, articles=articles)
    if not yes:
        if plan.articles or plan.places:
            typer.echo(words.confirm)
        return
    with Store(store, write=True) as opened:
        done = forget_person(opened, plan_person(opened, *person), articles=articles, folders=folders)
    for name in files_beside([store.absolute().parent, *folders], plan.person.names):
        typer.echo(words.beside.format(file=clean(name)))
    _tell(done, words, report)


@forget_app.command("article", short_help="Take articles out, by id or address.")
def article_command(
    articles: Annotated[list[str], typer.Argument(metavar="ID|URL", help="Ids (ar-...) or addresses.")],
    store: StoreOption = STORE,
    yes: YesOption = False,
    report: ReportOption = None,
    states: StatesOption = None,
    lang: LabelsOption = None,
) -> None:
    """Remove articles with all that was read from them; first it says what it would do.

    They are not ingested again, until `lansir forget lift` allows it.
    """
    from lansir.forget import forget_articles, plan_articles  # noqa: PLC0415
    from lansir.store import Store  # noqa: PLC0415

    words, folders = _checked(lang, report, states, yes=yes)
    with Store(store) as opened:
        _tell_articles(plan_articles(opened, articles), words)
    if not yes:
        typer.echo(words.confirm)
        return
    with Store(store, write=True) as opened:
        done = forget_articles(opened, plan_articles(opened, articles), folders=folders)
    _tell(done, words, report)


@forget_app.command("lift", short_help="Let forgotten articles be ingested again.")
def lift_command(
    articles: Annotated[list[str], typer.Argument(metavar="ID|URL", help="Ids (ar-...), addresses or files.")],
    store: StoreOption = STORE,
    lang: LabelsOption = None,
) -> None:
    """Let forgotten articles be ingested again: nothing comes back by itself."""
    from lansir.forget import lift_articles  # noqa: PLC0415
    from lansir.store import Store  # noqa: PLC0415

    words, _ = _checked(lang, None, None, yes=True)
    Store(store).close()
    lifted = 0
    with Store(store, write=True) as opened:
        for one in articles:
            done = lift_articles(opened, [one])
            lifted += done
            if not done:
                typer.echo(words.not_forgotten.format(name=clean(one)))
    typer.echo(words.lifted.format(n=Count(lifted)))


def _checked(
    lang: str | None, report: Path | None, states: list[Path] | None, *, yes: bool
) -> "tuple[ForgetWords, list[Path]]":
    """The words, and the folders of states; InputError where an option is of no use."""
    from lansir.words.forgetting import forget_words  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    if report is not None and not yes:
        raise InputError("--report: there is nothing to be proven before it is done; give --yes too")
    missing = next((folder for folder in states or [] if not folder.is_dir()), None)
    if missing is not None:
        raise InputError(f"--states {missing}: no such folder; give the one that holds NAME.state.json")
    return forget_words(choose_language(lang)), states or []


def _tell_person(plan: "PersonPlan", words: "ForgetWords", *, articles: bool) -> None:
    person = plan.person
    for told, names in (
        (words.names, person.names.given),
        (words.shared, person.shared.given),
        (words.like, person.like),
    ):
        if names:
            typer.echo(told.format(names=", ".join(sorted(map(clean, names)))))
    if not plan.articles and not plan.places:
        typer.echo(words.nothing)
        return
    entities, pages = sum(map(len, plan.entities.values())), len(plan.pages)
    told = words.would_remove if articles else words.would_blank
    typer.echo(told.format(articles=Count(len(plan.articles)), entities=Count(entities), pages=Count(pages)))
    for excerpt in plan.excerpts:
        typer.echo(f"  {clean(excerpt)}")


def _tell_articles(plan: "ArticlesPlan", words: "ForgetWords") -> None:
    typer.echo(words.would_remove_articles)
    for title in plan.titles[:MOST_TITLES]:
        typer.echo(f"  {clean(title)}")
    if len(plan.titles) > MOST_TITLES:
        typer.echo(words.more.format(n=Count(len(plan.titles) - MOST_TITLES)))
    if plan.stay:
        typer.echo(words.stay.format(ids=", ".join(plan.stay)))


def _tell(done: "Report", words: "ForgetWords", path: Path | None) -> None:
    """Say what was done and whether it is proven, write the report; ends with the exit code that says the same."""
    import msgspec  # noqa: PLC0415

    counts = {name: Count(value) for name, value in msgspec.structs.asdict(done.erased).items()}
    typer.echo(words.done.format(**counts, states=done.alert_states))
    size = sum(file.bytes for file in done.files)
    if done.proven:
        searched = {"texts": Count(done.searched_texts), "pages": Count(done.searched_pages), "bytes": Count(size)}
        typer.echo(words.proven.format(**searched, files=Count(len(done.files))))
    elif not done.log_emptied:
        typer.echo(words.busy)
    else:
        typer.echo(words.found.format(texts=Count(done.found), places=Count(sum(file.found for file in done.files))))
    typer.echo(words.copies)
    if path is not None:
        _write(done, path)
    if not done.proven:
        raise typer.Exit(UNPROVEN)


def _write(done: "Report", path: Path) -> None:
    from lansir.cli.output import indented, open_output  # noqa: PLC0415

    with open_output(path) as stream:
        stream.write(indented(done) + "\n")
