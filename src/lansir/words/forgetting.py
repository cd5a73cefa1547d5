"""The words that `lansir forget` says of its own."""

from functools import cache

import msgspec

from lansir.words.loading import table

__all__ = ["ForgetWords", "forget_words"]


class ForgetWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said before, and what after; names in braces are filled in."""

    names: str
    shared: str
    like: str
    nothing: str
    would_blank: str
    would_remove: str
    would_remove_articles: str
    stay: str
    more: str
    confirm: str
    done: str
    proven: str
    found: str
    busy: str
    beside: str
    copies: str
    lifted: str
    not_forgotten: str


@cache
def forget_words(language: str) -> ForgetWords:
    """The words in a language; DataFileError where the file is missing or breaks its schema."""
    return table(language, "forget", ForgetWords)
