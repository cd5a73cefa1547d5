"""The words that `lansir review` says of its own, and decisions in lines for people."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec
import typer

from lansir.cli.catalogue import choose_language
from lansir.cli.clean import clean
from lansir.errors import DataFileError
from lansir.review import Decision, State

__all__ = ["ReviewWords", "print_decisions", "review_words"]


class ReviewWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `lansir review` says of its own."""

    none: str
    shown: str
    states: dict[State, str]
    decided: str
    undecided: str
    lost: str
    no_lost: str
    exported: str
    imported: str
    conflict: str
    error: str
    refused: str


def review_words(asked: str | None) -> ReviewWords:
    """The words in the language that was asked for, else that of the surroundings."""
    return _read(choose_language(asked))


def print_decisions(found: Iterable[Decision], words: ReviewWords) -> None:
    """Print decisions, with what was corrected."""
    for one in found:
        told = words.decided.format(id=one.target, state=words.states[one.state], by=one.by)
        typer.echo(clean(f"{one.at}  {told}" + (f": {one.note}" if one.note else "")))
        if one.state == "corrected" and one.correction:
            typer.echo(f"  {clean(msgspec.json.encode(one.correction).decode())}")


@cache
def _read(language: str) -> ReviewWords:
    path = files("lansir.cli") / "words" / f"review.{language}.yaml"
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=ReviewWords)
    except (FileNotFoundError, msgspec.DecodeError) as error:
        raise DataFileError(f"cli/words/review.{language}.yaml: {error}") from None
