"""Text of a page made fit for a terminal: it is hostile until shown otherwise."""

import sys
import unicodedata
from functools import lru_cache

__all__ = ["clean", "complain"]

JOINERS = "\u200c\u200d"
"""Invisible, but the spelling of Persian and of many emoji needs them."""


def clean(text: str) -> str:
    """`text` on one line, without control, escape, bidirectional and other invisible characters.

    White space becomes a plain space; lone surrogates, private and unassigned code points become U+FFFD. A terminal
    thus never obeys a page, and the words of a page never change the order in which a line is read.
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def complain(message: str) -> None:
    """Write `lansir: message` as one line on stderr, in the language that the call is answered in."""
    from lansir.words.errors import in_words, spoken  # noqa: PLC0415  # only what goes wrong needs them

    print(f"lansir: {clean(in_words(message, spoken(sys.argv)))}", file=sys.stderr)


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "Z" or character in "\t\n\r\v\f":
        return " "
    if category in ("Cc", "Cf"):
        return character if character in JOINERS else ""
    return "\ufffd" if category[0] == "C" else character
