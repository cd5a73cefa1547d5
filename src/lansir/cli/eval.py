"""`lansir eval`: annotated documents against what is read from them, in figures and one by one."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lansir.cli.options import LabelsOption
from lansir.errors import InputError

if TYPE_CHECKING:
    from typing import TextIO

    from rich.console import Console

    from lansir.evaluate.disagreement import Disagreement
    from lansir.evaluate.evaluation import Evaluation
    from lansir.evaluate.predicted import Predict
    from lansir.evaluate.samples import Sample

__all__ = ["eval_command"]

FORMATS = ("terminal", "json", "jsonl")
FEW = 5
FILE_WIDTH = 100


def eval_command(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="Folder with text/DOC.json and gold/DOC.json.")
    ] = None,
    lines: Annotated[
        list[Path] | None,
        typer.Option("--lines", metavar="FILE", help='JSON Lines with {"text": ..., "gold": ...}; may be repeated.'),
    ] = None,
    predicted: Annotated[
        Path | None, typer.Option("--predicted", metavar="FOLDER", help="Take these DOC.json instead of reading.")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="The disagreements one by one, worst first.")] = False,
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="With --errors: only these, event-missed or all of event; again."),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", metavar="N", min=0, help="With --errors: how many of each kind; 0 is all. Else 5 for people."
        ),
    ] = None,
    lang_of: Annotated[
        str | None, typer.Option("--lang-of", metavar="id|en", help="Only texts in this language.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="terminal|json|jsonl", help="For people, or for programs.")
    ] = "terminal",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to standard output.")
    ] = None,
    lang: LabelsOption = None,
) -> None:
    """Read annotated documents, compare with their gold, and tell the measures; with --errors each disagreement.

    `lansir eval FOLDER`, or `lansir eval --lines FILE.jsonl`. docs/evaluate.md says how is compared.
    """
    from lansir.words.loading import choose_language  # noqa: PLC0415  # `--help` must not load the rest

    if format_ not in FORMATS:
        raise InputError(f"--format {format_}: no such format; write {', '.join(FORMATS)}")
    if not errors and (kinds or limit is not None):
        raise InputError(f"--{'kind' if kinds else 'limit'}: chooses among disagreements; give --errors too")
    language = choose_language(lang)
    wanted = _kinds(kinds or [])
    found = _evaluation(_samples(folder, lines or [], lang_of), _predict(predicted), language)
    from lansir.cli.output import open_output  # noqa: PLC0415

    with open_output(output) as stream:
        if errors:
            chosen = [one for one in found.disagreements if one.kind in wanted]
            _write_errors(found, chosen, format_, limit, stream, language)
        else:
            _write_measures(found, format_, stream, language)


def _samples(folder: Path | None, lines: list[Path], language: str | None) -> "list[Sample]":
    from lansir.evaluate.samples import folder_samples, in_language, line_samples  # noqa: PLC0415

    if (folder is None) == (not lines):
        raise InputError("give a FOLDER with text/ and gold/, or --lines FILE, and not both")
    found = folder_samples(folder) if folder else [sample for file in lines for sample in line_samples(file)]
    return in_language(found, language)


def _predict(folder: Path | None) -> "Predict":
    from lansir.evaluate.predicted import given, reading  # noqa: PLC0415

    return given(folder) if folder else reading()


def _kinds(asked: list[str]) -> frozenset[str]:
    """The kinds that are meant: "event" is all of events; all where none is named."""
    from lansir.evaluate.disagreement import KINDS  # noqa: PLC0415

    of_name = {name: {kind for kind in KINDS if name in (kind, kind.split("-")[0])} for name in asked}
    unknown = next((name for name, meant in of_name.items() if not meant), None)
    if unknown is not None:
        raise InputError(f"--kind {unknown}: no such kind; there are {', '.join(KINDS)}")
    return frozenset[str]().union(*of_name.values()) if asked else frozenset(KINDS)


def _evaluation(samples: "list[Sample]", predict: "Predict", language: str) -> "Evaluation":
    from lansir.cli.progress import progress  # noqa: PLC0415
    from lansir.evaluate.evaluation import evaluate  # noqa: PLC0415
    from lansir.words.evaluation import eval_words  # noqa: PLC0415

    with progress(eval_words(language).reading) as step:
        return evaluate(samples, predict, step)


def _write_measures(found: "Evaluation", format_: str, stream: "TextIO", language: str) -> None:
    import msgspec  # noqa: PLC0415

    if format_ == "json":
        stream.write(_indented(found.groups))
    elif format_ == "jsonl":
        for group, its in found.groups.items():
            for name, rate in its.measures.items():
                row = {"group": group, "documents": its.documents, "measure": name, **msgspec.to_builtins(rate)}
                stream.write(msgspec.json.encode(row).decode() + "\n")
    else:
        from lansir.cli.view import print_plain  # noqa: PLC0415
        from lansir.cli.view_eval import measures_view  # noqa: PLC0415

        print_plain(_console(stream), measures_view(found.groups, language))


def _write_errors(
    found: "Evaluation",
    chosen: "list[Disagreement]",
    format_: str,
    limit: int | None,
    stream: "TextIO",
    language: str,
) -> None:
    import msgspec  # noqa: PLC0415

    from lansir.evaluate.disagreement import by_kind, few_of_each  # noqa: PLC0415

    counts = by_kind(chosen)
    shown = few_of_each(chosen, (FEW if format_ == "terminal" else 0) if limit is None else limit)
    if format_ == "json":
        stream.write(_indented({"groups": found.groups, "kinds": counts, "disagreements": shown}))
    elif format_ == "jsonl":
        for one in shown:
            stream.write(msgspec.json.encode(one).decode() + "\n")
    else:
        from lansir.cli.view import print_plain  # noqa: PLC0415
        from lansir.cli.view_eval import errors_view  # noqa: PLC0415

        console = _console(stream)
        plain = console.color_system is None
        print_plain(console, errors_view(shown, counts, found.groups["all"].documents, language, plain=plain))


def _console(stream: "TextIO") -> "Console":
    from lansir.cli.view import console_for  # noqa: PLC0415

    return console_for(stream, None if stream is sys.stdout else FILE_WIDTH)


def _indented(shown: object) -> str:
    from lansir.cli.output import indented  # noqa: PLC0415

    return indented(shown) + "\n"
