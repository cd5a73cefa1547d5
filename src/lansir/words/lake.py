"""The words that `lansir lake`, and `lansir ingest` into a lake, say of their own."""

from functools import cache

import msgspec

from lansir.words.loading import table

__all__ = ["LakeWords", "lake_words"]


class LakeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of a lake."""

    next: str
    retry: str
    placing: str
    placed: str
    no_failures: str
    failure: str


@cache
def lake_words(language: str) -> LakeWords:
    """The words in a language; DataFileError where the file is missing or breaks its schema."""
    return table(language, "lake", LakeWords)
