"""Roles that are told from title words, in the language of the labels: records have them in English.

The dated roles of actors have their own words in the actor table; these here are those of `lang/*/titles.yaml`.
"""

from functools import cache

import msgspec

from lansir.words.loading import FALLBACK, table
from lansir.words.templates import Template, template, values_of

__all__ = ["RoleWords", "role_words"]

ROLE = "role"


class RoleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file, from English: `roles`, and what stands `around` a role, {role} ("former {role}")."""

    around: dict[str, str]
    roles: dict[str, str]


def role_words(role: str, language: str) -> str | None:
    """A role in the words of a language, None where it has none. English is told as it is."""
    if language == FALLBACK:
        return role
    if own := _words(language).roles.get(role):
        return own
    found = ((values_of(role, one), one.told) for one in _around(language))
    inner = ((_words(language).roles.get(values[ROLE]), told) for values, told in found if values)
    return next((told.format(role=words) for words, told in inner if words), None)


@cache
def _words(language: str) -> RoleWords:
    return table(language, "roles", RoleWords)


@cache
def _around(language: str) -> tuple[Template, ...]:
    return tuple(template(*both) for both in _words(language).around.items())
