"""Countries by other names: each becomes another throughout, with its adjective, its people and its capital."""

from collections.abc import Iterator
from functools import cache
from random import Random

import msgspec

from bench.robustness.names import name_words
from bench.robustness.subject import Change, Changed, Subject, changed, table, whole_words
from lansir.knowledge.countries import country_forms

__all__ = ["CountryTable", "country_changes", "exchanged", "forms"]

KINDS = ("name", "adjective", "people", "capital")
Forms = dict[str, dict[str, list[str]]]


class CountryTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `countries.yaml`."""

    takes_the: frozenset[str]
    with_the: list[str]
    plain: list[str]


def country_changes() -> Iterator[Change]:
    """The one change."""
    yield Change("countries exchanged", _changed)


@cache
def forms(language: str) -> tuple[Forms, frozenset[str]]:
    """Country -> kind -> words of a language; and words that hold a country's name but mean something else."""
    found: Forms = {}
    others = set()
    for tongue, text, form in country_forms():
        if tongue == language and form.code is None:
            others.add(text)
        elif tongue == language and form.code and form.kind in KINDS:
            found.setdefault(form.code, {}).setdefault(form.kind, []).append(text)
    return found, frozenset(others)


def exchanged(subject: Subject, chance: Random) -> dict[str, str]:
    """The words for each country of the article -> the words of the same kind for the country that it becomes."""
    known, others = forms(subject.language)
    people = {word for person in subject.people for word in name_words(person, subject)}
    here = [code for code, kinds in known.items() if _named(subject, kinds)]
    words: dict[str, str] = {}
    for code, target in _targets(here, chance).items():
        for kind, written in known[code].items():
            anew = known[target].get(kind) or known[target]["name"]
            words |= {form: anew[0] for form in written if form not in people and form not in words}
    return words | {other: other for other in others} if words else {}


def _changed(subject: Subject, chance: Random) -> Changed | None:
    return changed(subject, whole_words(subject.text, exchanged(subject, chance)))


def _named(subject: Subject, kinds: dict[str, list[str]]) -> bool:
    written = {form: "" for forms_of in kinds.values() for form in forms_of if form in subject.text}
    return bool(whole_words(subject.text, written))


def _targets(here: list[str], chance: Random) -> dict[str, str]:
    """Country -> the one that it becomes; one for which none is left stays."""
    listed = table("countries", CountryTable)
    free = {
        True: iter(chance.sample([c for c in listed.with_the if c not in here], len({*listed.with_the} - {*here}))),
        False: iter(chance.sample([c for c in listed.plain if c not in here], len({*listed.plain} - {*here}))),
    }
    targets = {code: next(free[code in listed.takes_the], None) for code in here}
    return {code: target for code, target in targets.items() if target}
