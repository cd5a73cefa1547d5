"""Decisions of reviewers, in lines for people."""

from collections.abc import Iterable

import msgspec
import typer

from lansir.review import Decision
from lansir.words.commands import ReviewWords
from lansir.words.terminal import clean

__all__ = ["print_decisions"]


def print_decisions(found: Iterable[Decision], words: ReviewWords) -> None:
    """Print decisions, with what was corrected."""
    for one in found:
        told = words.decided.format(id=one.target, state=words.states[one.state], by=one.by)
        typer.echo(clean(f"{one.at}  {told}" + (f": {one.note}" if one.note else "")))
        if one.state == "corrected" and one.correction:
            typer.echo(f"  {clean(msgspec.json.encode(one.correction).decode())}")
