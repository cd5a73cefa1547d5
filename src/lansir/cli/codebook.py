"""`lansir codebook`: the code in which events are told, looked up from the command line."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from lansir.cli.codebook_blocks import Block, Writer

__all__ = ["FORMATS", "codebook_command", "codebook_json"]

FORMATS = ("table", "json", "markdown")


def codebook_command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[TYPE]", help="An event type, a context, a sector or a CAMEO code.", show_default=False
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="For people, for programs, or as a page.")
    ] = "table",
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="en|id", help="Language of the words; else LANSIR_LANG or locale.")
    ] = None,
) -> None:
    """Show PLOVER 2.0 as Lansir codes it: all types, or everything about one name."""
    from lansir.cli.codebook_blocks import Writer  # noqa: PLC0415  # `--help` must not load msgspec
    from lansir.cli.output import open_output  # noqa: PLC0415
    from lansir.words.catalogue import messages  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    if form not in FORMATS:
        raise typer.BadParameter(f"{form!r} is none of {', '.join(FORMATS)}", param_hint="--format")
    language = choose_language(lang)
    with open_output(None) as stream:
        if form == "json":
            stream.write(codebook_json(name))
        elif form == "markdown":
            stream.write(_markdown(Writer(messages(language), language), name))
        else:
            _show(_blocks(Writer(messages(language), language, (language,)), name), stream)


def codebook_json(name: str | None) -> str:
    """One entry, or the whole codebook, as indented JSON with a final newline, in both languages."""
    from lansir.cli.output import indented  # noqa: PLC0415
    from lansir.codebook.entries import entry, whole_codebook  # noqa: PLC0415

    found = whole_codebook() if name is None else entry(name)
    return indented(found) + "\n"


def _blocks(writer: "Writer", name: str | None) -> "Iterable[Block]":
    from lansir.codebook.entries import entry, whole_codebook  # noqa: PLC0415

    return writer.overview(whole_codebook()) if name is None else writer.entry(entry(name))


def _markdown(writer: "Writer", name: str | None) -> str:
    from lansir.cli.codebook_markdown import codebook_markdown  # noqa: PLC0415
    from lansir.codebook.entries import entry, whole_codebook  # noqa: PLC0415

    return codebook_markdown(writer.book(whole_codebook()) if name is None else writer.entry(entry(name)))


def _show(blocks: "Iterable[Block]", stream: "TextIO") -> None:
    from lansir.cli.view import console_for, print_plain  # noqa: PLC0415
    from lansir.cli.view_codebook import codebook_view  # noqa: PLC0415

    console = console_for(stream)
    print_plain(console, *codebook_view(blocks, colours=console.color_system is not None))
