"""`lansir code`: what a marked actor does to a marked recipient, pair by pair."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from lansir.errors import InputError

__all__ = ["code_command"]

FAILED = 2
BLOCK = 1 << 20


def code_command(
    pairs: Annotated[
        str,
        typer.Argument(
            metavar="PAIRS.jsonl",
            help='A file with {"text": ..., "actor": [start, end], "recipient": [start, end]} a line; or -.',
            show_default=False,
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there instead of standard output.")
    ] = None,
) -> None:
    """Code marked pairs: the chance of each of the 16 types and of none, the status and the quad, a line for each line.

    A line may have "lang" (id, en), and what else it has comes back with it. A line that cannot be coded comes back
    with an "error" that says why.
    """
    import msgspec  # noqa: PLC0415  # `--help` must not load it, nor the model's runtime

    from lansir.cli.output import open_output  # noqa: PLC0415
    from lansir.cli.progress import progress  # noqa: PLC0415
    from lansir.limits import lines_within  # noqa: PLC0415
    from lansir.pairs import coded_line  # noqa: PLC0415
    from lansir.words.terminal import complain  # noqa: PLC0415

    failed = 0
    with (
        _opened(pairs) as lines,
        open_output(output) as stream,
        progress("coding", (total := _count(pairs)) > 0) as step,
    ):
        for number, line in enumerate(lines_within(lines, pairs), start=1):
            row = coded_line(line) if line.strip() else None
            if row is not None:
                stream.write(f"{msgspec.json.encode(row).decode()}\n")
                if "error" in row:
                    failed += 1
                    complain(f"{pairs}, line {number}: {row['error']}")
            step(number, total)
    if failed:
        raise typer.Exit(FAILED)


@contextmanager
def _opened(source: str) -> Iterator[BinaryIO]:
    """The lines of a file or of standard input."""
    if source == "-":
        yield sys.stdin.buffer
        return
    try:
        handle = Path(source).open("rb")  # noqa: SIM115  # closed below; only opening may fail here
    except (OSError, ValueError) as error:
        told = (getattr(error, "strerror", None) or str(error)).lower()
        raise InputError(f"{source}: {told}; give a file of JSON lines") from None
    with handle:
        yield handle


def _count(source: str) -> int:
    """How many lines a file has, the last one with an end or without; 0 for what can be read but once."""
    if source == "-" or not Path(source).is_file():
        return 0
    lines, end = 0, b"\n"
    with Path(source).open("rb") as handle:
        for block in iter(partial(handle.read, BLOCK), b""):
            lines, end = lines + block.count(b"\n"), block[-1:]
    return lines + (end != b"\n")
