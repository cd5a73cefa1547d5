"""What is wrong, told in the language of the labels: errors are raised in English, and put into other words here.

`en/errors.yaml` has the texts as they are raised, with names in braces for what varies; the file of another language
has its own text under the same key. A message that fits none of them is told as it is.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from lansir.errors import DataFileError, InputError
from lansir.words.loading import FALLBACK, choose_language, table
from lansir.words.templates import Template, template, values_of

__all__ = ["in_words", "spoken"]

WHOLE = ("why", "said")
"""Names that stand for a message within the message."""
MOST_PREFIXES = 4
DEEPEST = 3
"""Messages within messages that are told in other words."""
LONGEST = 4000
"""Characters of a message that are looked at."""


def spoken(arguments: Sequence[str]) -> str:
    """The language that a call with these arguments is answered in: that of --lang, else of the environment."""
    asked = [after for before, after in pairwise(arguments) if before == "--lang"]
    asked += [one.partition("=")[2] for one in arguments if one.startswith("--lang=")]
    try:
        return choose_language(asked[-1] if asked else None)
    except (DataFileError, InputError):
        return FALLBACK


def in_words(message: str, language: str) -> str:
    """A message in the words of a language, as it is where there are none for it."""
    if language == FALLBACK or len(message) > LONGEST:
        return message
    return _told(message, templates(language)) or message


@cache
def templates(language: str) -> tuple[Template, ...]:
    """The texts of a language: those around other texts first, then those with the most words of their own."""
    raised, told = (table(one, "errors", dict[str, str]) for one in (FALLBACK, language))
    cut = (template(raised[key], told[key]) for key in told)
    return tuple(sorted(cut, key=lambda one: (not set(one.names) & set(WHOLE), -one.own)))


def _told(message: str, known: tuple[Template, ...], depth: int = 0) -> str | None:
    """The message in other words, or with other words behind one of its first colons."""
    told = _fitted(message, known, depth)
    if told is not None:
        return told
    tails = ((prefix, _fitted(rest, known, depth)) for prefix, rest in _split(message))
    return next((f"{prefix}: {told}" for prefix, told in tails if told is not None), None)


def _fitted(message: str, known: tuple[Template, ...], depth: int) -> str | None:
    for one in known:
        values = values_of(message, one)
        if values is not None:
            inner = {
                name: _told(values[name], known, depth + 1) for name in WHOLE if name in values and depth < DEEPEST
            }
            return one.told.format(**values | {name: told for name, told in inner.items() if told is not None})
    return None


def _split(message: str) -> Iterator[tuple[str, str]]:
    """The message cut in two at each of its first colons."""
    at = message.find(": ")
    for _ in range(MOST_PREFIXES):
        if at < 0:
            return
        yield message[:at], message[at + 2 :]
        at = message.find(": ", at + 2)
