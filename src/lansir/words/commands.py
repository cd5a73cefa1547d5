"""The words that single commands of the command line say of their own."""

from functools import cache

import msgspec

from lansir.words.loading import table

__all__ = ["ExportWords", "FindWords", "ReviewWords", "export_words", "find_words", "review_words"]


class FindWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `lansir find` and `lansir sql` say of their own."""

    events: str
    statements: str
    at_least: str
    shown: str
    none: str
    unmatched: str
    counted: str
    missing: str
    further: str
    cut: str


class ExportWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `lansir export` says of its own."""

    done: str
    lost: str
    output: str


class ReviewWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `lansir review` says of its own; `states` has a word for each that a decision can lead to."""

    none: str
    shown: str
    states: dict[str, str]
    decided: str
    undecided: str
    lost: str
    no_lost: str
    exported: str
    imported: str
    conflict: str
    error: str
    refused: str


@cache
def find_words(language: str) -> FindWords:
    """The words in a language; DataFileError where the file is missing or breaks its schema."""
    return table(language, "find", FindWords)


@cache
def export_words(language: str) -> ExportWords:
    """The words in a language; DataFileError where the file is missing or breaks its schema."""
    return table(language, "export", ExportWords)


@cache
def review_words(language: str) -> ReviewWords:
    """The words in a language; DataFileError where the file is missing or breaks its schema."""
    return table(language, "review", ReviewWords)
