"""The values of a field, each in its one spelling: codes, countries, yes and no, numbers, days, ids, names, words."""

import re
import unicodedata

from lansir.keys import id_of, key_of
from lansir.knowledge import knowledge
from lansir.knowledge.countries import countries
from lansir.knowledge.entries import NON_STATES
from lansir.query.faults import Unfit
from lansir.query.fields import Field, codes_of, nearest, plain_code, value_words
from lansir.query.ranges import plain_days, plain_numbers, plain_period

__all__ = ["is_searchable", "plain_value"]

LANGUAGE = re.compile(r"[a-z]{2,3}")


def plain_value(field: Field, stated: str) -> str:
    """The value in its one spelling; Unfit where the field cannot have it."""
    value = " ".join(stated.split())
    if not value:
        raise Unfit("value_missing", f"write a value behind the colon, as in {field.example}", field.example)
    if field.kind in ("number", "day", "point", "period"):
        return _measured(field, value)
    if field.kind == "code":
        return _code(field, value)
    if field.kind == "country":
        return _country(value)
    if field.kind == "flag":
        return _flag(value)
    if field.kind == "id":
        return _identity(field, value)
    return _named(field, value)


def is_searchable(words: str) -> bool:
    """Whether there is a letter or a digit in it: full text knows nothing else."""
    return any(unicodedata.category(character)[0] in "LN" for character in words)


def _measured(field: Field, value: str) -> str:
    if field.kind == "number":
        return plain_numbers(value)
    if field.kind == "period":
        return plain_period(value)
    plain = plain_days(value)
    if field.kind == "point" and (plain[0] in "<>=" or ".." in plain):
        raise Unfit("value_point", "write one day, month or year")
    return plain


def _code(field: Field, value: str) -> str:
    known = codes_of(field.codes)
    names = {plain_code(other): code for code, others in field.others.items() for other in others}
    names |= {plain_code(code): code for code in (*field.others, *known)}
    if found := names.get(plain_code(value)):
        return found
    if not known:
        if LANGUAGE.fullmatch(value.lower()):
            return value.lower()
        raise Unfit("value_language", "write the two letters of a language, such as id or en")
    close = nearest(value, list(names.values()) + list(names))
    if close is not None:
        meant = names.get(plain_code(close), close)
        raise Unfit("value_misspelt", f"did you mean {meant}?", meant)
    listed = ", ".join(known)
    raise Unfit("value_unlisted", f"it is one of {listed}", listed)


def _country(value: str) -> str:
    """The code of a country named in English or Indonesian, or by ISO 3166-1; or IGO, NGO, MNC."""
    upper = value.upper()
    if upper in countries() or upper in NON_STATES:
        return upper
    for language in ("id", "en"):
        for match in knowledge().find(value, language, type="GPE"):
            if match.id.startswith("country/") and match.country:
                return match.country
    if len(value) == 2 and (found := {one.alpha2: one.alpha3 for one in countries().values()}.get(upper)):
        return found
    names = [name for one in countries().values() for name in (one.english, one.indonesian)]
    close = nearest(value, names)
    if close:
        raise Unfit("value_misspelt", f"did you mean {close}?", close)
    raise Unfit("value_country", "write a country's name or its three letters, such as IDN")


def _flag(value: str) -> str:
    if found := value_words("flags").get(value.casefold()):
        return found
    raise Unfit("value_flag", "write yes or no")


def _identity(field: Field, value: str) -> str:
    kinds = field.codes.split()
    kind, _, _ = value.lower().partition("-")
    try:
        if kind in kinds:
            return id_of(kind, key_of(value.lower()))
    except ValueError:
        pass
    example = field.example.partition(":")[2]
    raise Unfit("value_id", f"write an id such as {example}", example)


def _named(field: Field, value: str) -> str:
    if field.others and (found := _other(field, value)):
        return found
    if not is_searchable(value):
        raise Unfit("value_wordless", "there is no letter or digit in it to search for")
    return value


def _other(field: Field, value: str) -> str | None:
    names = {plain_code(other): code for code, others in field.others.items() for other in (code, *others)}
    return names.get(plain_code(value))
