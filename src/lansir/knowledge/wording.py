"""What records say in English, in the words of a reader's language: reasons, and the roles of people.

Records and exports keep their English; this is for those who look at them.
"""

from functools import cache
from typing import NamedTuple

from lansir.knowledge.countries import countries
from lansir.knowledge.entries import FORMER, Role
from lansir.knowledge.lookup import knowledge, state_names
from lansir.words.loading import FALLBACK
from lansir.words.reasons import Reasons
from lansir.words.roles import role_words

__all__ = ["Wording", "reason_in", "role_in"]


class Wording(NamedTuple):
    """Words, and the language (ISO 639-1) that they are in: English where the one asked for has none."""

    words: str
    iso: str


def reason_in(language: str, reason: str) -> Wording:
    """How something was found, or why not, as records say it."""
    if language == FALLBACK or not reason:
        return Wording(reason, language)
    told = _reasons(language).told(reason)
    return Wording(reason, FALLBACK) if told is None else Wording(told, language)


def role_in(language: str, role: str, key: str | None = None) -> Wording:
    """A role as records say it; `key` is the actor's in the actor table, which has words of its own for dated roles."""
    told = None if language == FALLBACK else _held(language, role, key) or role_words(role, language)
    return Wording(told, language) if told else Wording(role, FALLBACK)


def _held(language: str, role: str, key: str | None) -> str | None:
    """The role in the words of the table, where it is one that this actor holds or held."""
    actor = knowledge().actors.get(key) if key else None
    for held in actor.roles if actor else ():
        if (words := _wording(held, language)) and role == held.role:
            return words
        if words and role == f"{FORMER[FALLBACK]} {held.role}":
            return f"{FORMER.get(language, FORMER[FALLBACK])} {words}"
    return None


def _wording(held: Role, language: str) -> str | None:
    return held.role_id if language == "id" else None


@cache
def _reasons(language: str) -> Reasons:
    known, own = countries(), state_names(language)
    lands = {country.english: own.get(code, country.english) for code, country in known.items()}
    return Reasons(language, {"land": lands | {f"the {english}": told for english, told in lands.items()}})
