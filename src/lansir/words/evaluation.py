"""The words of `lansir eval`, and of the desk's page of disagreements."""

from functools import cache

import msgspec

from lansir.words.loading import table

__all__ = ["EvalWords", "eval_words"]


class EvalWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`measures` has a label for each row of the table, `kinds` one for each kind of disagreement."""

    reading: str
    measure: str
    all: str
    documents: str
    gold_rows: str
    precision: str
    recall: str
    f1: str
    figures: str
    hint: str
    gold: str
    ours: str
    nothing: str
    sentence: str
    sure: str
    total: str
    shown: str
    none: str
    both: str
    trigger: str
    measures: dict[str, str]
    kinds: dict[str, str]


@cache
def eval_words(language: str) -> EvalWords:
    """The words in a language; DataFileError where the file is missing or breaks its schema."""
    return table(language, "eval", EvalWords)
