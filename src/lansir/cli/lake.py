"""`lansir lake`: a lake that Ray has filled, asked as a store is, and put into stories."""

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lansir.cli.find import FindCommand, guarded, query_of, require_format, show_found

if TYPE_CHECKING:
    from lansir.ingest.intake import Summary
    from lansir.scale.lake import Lake
    from lansir.words.catalogue import IngestWords

__all__ = ["FindCommand", "lake_command", "tell_lake"]


def lake_command(
    path: Annotated[str, typer.Argument(metavar="PATH", help="The lake: a folder, or s3://... and the like.")],
    query: Annotated[
        list[str] | None, typer.Argument(metavar="[QUERY]...", help="What to find; everything where it is left out.")
    ] = None,
    statements: Annotated[bool, typer.Option("--statements", help="Find statements, not events.")] = False,
    format_: Annotated[
        str, typer.Option("--format", metavar="table|jsonl|csv", help="For people, or for programs.")
    ] = "table",
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", metavar="N", min=0, help="How many; 0 is all. Else 20 in the table, all in the others."
        ),
    ] = None,
    after: Annotated[
        str | None, typer.Option("--after", metavar="CURSOR", help="Go on behind the page that gave the cursor.")
    ] = None,
    count: Annotated[bool, typer.Option("--count", help="Only how many there are.")] = False,
    facets: Annotated[
        str | None,
        typer.Option("--facets", metavar="NAME,NAME", help="Counts by type, actor, outlet, month and others."),
    ] = None,
    stories: Annotated[bool, typer.Option("--stories", help="Put all articles into stories, on this machine.")] = False,
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="FILE", help="With --stories: where they are placed, kept for the next time."),
    ] = None,
    failures: Annotated[bool, typer.Option("--failures", help="What could not be read, and why.")] = False,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="en|id", help="Language of the labels; else LANSIR_LANG or locale.")
    ] = None,
) -> None:
    """Find events or statements in a lake, by the queries of `lansir find`; or place its articles in stories.

    The fields are described in docs/query.md, lakes in docs/scale.md.
    """
    from lansir.scale.lake import Lake  # noqa: PLC0415  # `--help` must not load DuckDB
    from lansir.words.loading import choose_language  # noqa: PLC0415

    require_format(format_)
    language = choose_language(lang)
    if store and not stories:
        raise typer.BadParameter("it belongs to --stories", param_hint="--store")
    with Lake(path) as lake:
        if stories:
            _place(lake, store, language)
        elif failures:
            _failures(lake, format_, language)
        else:
            from lansir.scale.selection import LakeSelection  # noqa: PLC0415

            selection = LakeSelection(lake, query_of(query or []), "statements" if statements else "events")
            show_found(selection, language, format_=format_, limit=limit, after=after, count=count, facets=facets)


def tell_lake(summary: "Summary", lake: str, words: "IngestWords", lang: str | None) -> None:
    """Say what came of filling a lake, and what to type next; ends with the exit code that says the same."""
    from lansir.cli.ingest import FAILED, tell_counts  # noqa: PLC0415  # it is the other's caller
    from lansir.words.lake import lake_words  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415
    from lansir.words.terminal import clean  # noqa: PLC0415

    tell_counts(summary, words)
    own, failed = lake_words(choose_language(lang)), summary.failed + summary.failed_before
    typer.echo((own.retry if failed else own.next).format(n=f"{failed:,}", lake=clean(lake)))
    if summary.failed:
        raise typer.Exit(FAILED)


def _place(lake: "Lake", store: Path | None, language: str) -> None:
    from lansir.cli.progress import progress  # noqa: PLC0415
    from lansir.scale.stories import place_lake  # noqa: PLC0415
    from lansir.words.lake import lake_words  # noqa: PLC0415

    words = lake_words(language)
    with progress(words.placing) as step:
        placement = place_lake(lake, store, step=step)
    typer.echo(words.placed.format(articles=f"{placement.articles:,}", stories=f"{placement.stories:,}"))


def _failures(lake: "Lake", format_: str, language: str) -> None:
    import msgspec  # noqa: PLC0415

    from lansir.cli.output import open_output  # noqa: PLC0415
    from lansir.words.lake import lake_words  # noqa: PLC0415
    from lansir.words.terminal import clean  # noqa: PLC0415

    words, rows = lake_words(language), lake.dead_letters()
    with open_output(None) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for number, row in enumerate(rows):
            if format_ == "jsonl":
                print(msgspec.json.encode(row).decode(), file=stream)
            elif format_ == "csv":
                writer.writerows([*([list(row)] if number == 0 else []), [guarded(one) for one in row.values()]])
            else:
                print(clean(f"{row['key']}: {words.failure.format(**row)}"), file=stream)
    if not rows and format_ == "table":
        print(words.no_failures, file=sys.stdout)
