"""`lansir lake`: a lake that Ray has filled, asked as a store is, and put into stories."""

import csv
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lansir.cli.find import FindCommand, guarded, query_of, require_format, show_found
from lansir.cli.options import (
    AfterOption,
    CountOption,
    FacetsOption,
    FoundFormatOption,
    LabelsOption,
    LimitOption,
    StatementsOption,
)
from lansir.words.counting import Count
from lansir.words.terminal import clean

if TYPE_CHECKING:
    from lansir.scale.lake import Lake

__all__ = ["FindCommand", "lake_command"]


def lake_command(
    path: Annotated[str, typer.Argument(metavar="PATH", help="The lake: a folder, or s3://... and the like.")],
    query: Annotated[
        list[str] | None, typer.Argument(metavar="[QUERY]...", help="What to find; everything where it is left out.")
    ] = None,
    statements: StatementsOption = False,
    format_: FoundFormatOption = "table",
    limit: LimitOption = None,
    after: AfterOption = None,
    count: CountOption = False,
    facets: FacetsOption = None,
    stories: Annotated[bool, typer.Option("--stories", help="Put all articles into stories, on this machine.")] = False,
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="FILE", help="With --stories: where they are placed, kept for the next time."),
    ] = None,
    failures: Annotated[bool, typer.Option("--failures", help="What could not be read, and why.")] = False,
    lang: LabelsOption = None,
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
            shown: dict[str, Any] = {"format_": format_, "limit": limit, "after": after}
            again = f"lansir lake {clean(shlex.quote(path))}"
            show_found(selection, language, **shown, count=count, facets=facets, again=again)


def _place(lake: "Lake", store: Path | None, language: str) -> None:
    from lansir.cli.progress import progress  # noqa: PLC0415
    from lansir.scale.stories import place_lake  # noqa: PLC0415
    from lansir.words.lake import lake_words  # noqa: PLC0415

    words = lake_words(language)
    with progress(words.placing) as step:
        placement = place_lake(lake, store, step=step)
    typer.echo(words.placed.format(articles=Count(placement.articles), stories=Count(placement.stories)))


def _failures(lake: "Lake", format_: str, language: str) -> None:
    import msgspec  # noqa: PLC0415

    from lansir.cli.output import open_output  # noqa: PLC0415
    from lansir.words.lake import lake_words  # noqa: PLC0415

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
