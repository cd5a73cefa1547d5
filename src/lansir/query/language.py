"""The query language: `field:value` terms, words and phrases, all of which must hold; `-` in front excludes.

`parse` reads a query, `str` writes it in its one spelling; `parse(str(query)) == query`. The fields are those of
`fields.yaml`; `docs/query.md` describes the language.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from lansir.query.faults import Unfit, refusal
from lansir.query.fields import Field, field_named, field_names, nearest
from lansir.query.values import plain_value

__all__ = ["MOST_CHARACTERS", "MOST_CONDITIONS", "MOST_VALUES", "Query", "Term", "parse"]

MOST_CHARACTERS = 8000
MOST_CONDITIONS = 100
MOST_VALUES = 200
NAME = re.compile(r"[^\W\d_][\w.-]*(?=:)")
BARE = re.compile(r'[^\s",\\:][^\s",\\]*')
QUOTES = {'"': '"', "“": "”", "„": "“"}
MINUS = "-\u2212"


class Term(msgspec.Struct, frozen=True):
    """One condition: the field has any of the values, or with `excluded` none of them."""

    field: str
    values: tuple[str, ...]
    excluded: bool = False

    def __str__(self) -> str:
        """As a query writes it."""
        sign = "-" if self.excluded else ""
        if self.field == "text" and len(self.values) == 1:
            value = self.values[0]
            plain = BARE.fullmatch(value) and value[0] not in (*MINUS, *QUOTES) and ":" not in value
            return f"{sign}{value if plain else _quoted(value)}"
        return f"{sign}{self.field}:{','.join(map(_written, self.values))}"


class Query(msgspec.Struct, frozen=True):
    """What is asked: all terms must hold. An empty query asks for everything that is not rejected."""

    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        """The query in its one spelling."""
        return " ".join(map(str, self.terms))

    def of(self, field: str) -> tuple[Term, ...]:
        """The terms of a field."""
        return tuple(term for term in self.terms if term.field == field)

    def single(self, field: str) -> str | None:
        """The value of a field that takes one; None where the query does not have it."""
        found = self.of(field)
        return found[0].values[0] if found else None

    def without(self, field: str) -> "Query":
        """The query without the terms of a field that ask for something; those that exclude stay."""
        return Query(tuple(term for term in self.terms if term.field != field or term.excluded))

    def adding(self, *terms: Term) -> "Query":
        """The query with further terms."""
        return Query((*self.terms, *terms))


class _Value(NamedTuple):
    """A value as written, and where: the number of its first character, from 0."""

    text: str
    start: int


def parse(text: str) -> Query:
    """The query that the text states; QueryError says what is wrong and where, counting characters from 1."""
    if len(text) > MOST_CHARACTERS:
        message = f"the query has {len(text)} characters; at most {MOST_CHARACTERS} are read"
        raise refusal("query_long", message, word=len(text), suggestion=MOST_CHARACTERS)
    clean = text.encode("utf-8", "replace").decode().replace("\0", " ")
    terms = tuple(_Reader(clean).terms())
    if len(terms) > MOST_CONDITIONS:
        number = len(terms)
        message = f"the query has {number} conditions; at most {MOST_CONDITIONS} are read, so ask in several queries"
        raise refusal("query_conditions", message, word=number, suggestion=MOST_CONDITIONS)
    number = sum(len(term.values) for term in terms)
    if number > MOST_VALUES:
        message = f"the query has more than {MOST_VALUES} values; ask in several queries"
        raise refusal("query_values", message, word=number, suggestion=MOST_VALUES)
    return Query(terms)


class _Reader:
    """Reads a query from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self._single: set[str] = set()
        """The fields read so far that a query can hold once."""

    def terms(self) -> Iterator[Term]:
        while self._blank():
            start = self.at
            excluded = self.text[self.at] in MINUS
            self.at += excluded
            term = self._term(start, excluded)
            self._once(term, start)
            yield term

    def _once(self, term: Term, start: int) -> None:
        """Refuse a second term of a field that a query can hold once, and one with several values or a minus."""
        field = field_named(term.field)
        if not field or not field.single:
            return
        if term.field in self._single or len(term.values) > 1 or term.excluded:
            message = f"{term.field}: it stands in a query once, with one value and without a minus"
            raise refusal("field_once", message, place=start, word=term.field)
        self._single.add(term.field)

    def _blank(self) -> bool:
        """Go over blanks; whether anything is left."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def _term(self, start: int, excluded: bool) -> Term:
        named = NAME.match(self.text, self.at)
        if not named:
            return self._words(start, excluded)
        field = self._field(named.group(), start)
        self.at = named.end() + 1
        values = [_checked(field, value) for value in self._values()]
        return Term(field.field, tuple(dict.fromkeys(values)), excluded)

    def _field(self, name: str, start: int) -> Field:
        field = field_named(name)
        if field is None:
            told, close = f"there is no field {name}; ", nearest(name, field_names())
            if close:
                message = f"{told}did you mean {close}:?"
                raise refusal("field_misspelt", message, place=start, word=name, suggestion=close)
            message = f'{told}put words with a colon into quotes ("...")'
            raise refusal("field_unknown", message, place=start, word=name)
        return field

    def _words(self, start: int, excluded: bool) -> Term:
        """A bare word or a phrase."""
        value = self._value(ends="")
        if not value.text.strip():
            raise refusal("words_missing", "there is nothing behind the minus or between the quotes", place=start)
        field = field_named("text")
        assert field is not None
        return Term("text", (_checked(field, value),), excluded)

    def _values(self) -> Iterator[_Value]:
        yield self._value(ends=",")
        while self.at < len(self.text) and self.text[self.at] == ",":
            self.at += 1
            yield self._value(ends=",")

    def _value(self, ends: str) -> _Value:
        start = self.at
        if start < len(self.text) and self.text[start] in QUOTES:
            return _Value(self._quoted(), start)
        while self.at < len(self.text) and not self.text[self.at].isspace() and self.text[self.at] not in ends + '"':
            self.at += 1
        return _Value(self.text[start : self.at], start)

    def _quoted(self) -> str:
        """The words between quotes; a backslash takes the next quote or backslash as it is."""
        found: list[str] = []
        start, closing = self.at, {QUOTES[self.text[self.at]], '"'}
        self.at += 1
        while self.at < len(self.text):
            character = self.text[self.at]
            if character == "\\" and self.text[self.at + 1 : self.at + 2] in ('"', "\\"):
                self.at += 1
                character = self.text[self.at]
            elif character in closing:
                self.at += 1
                return "".join(found)
            found.append(character)
            self.at += 1
        closer = QUOTES[self.text[start]]
        message = f"the quote is not closed; add a {closer} behind it"
        raise refusal("quote_open", message, place=start, word=self.text[start:], suggestion=closer)


def _checked(field: Field, value: _Value) -> str:
    try:
        return plain_value(field, value.text)
    except Unfit as error:
        told = f"{field.field}:{' '.join(value.text.split())}"
        message = f"{told[:80]}: {error}"
        raise refusal(error.code, message, place=value.start, word=value.text, suggestion=error.suggestion) from None


def _written(value: str) -> str:
    plain = BARE.fullmatch(value) or re.fullmatch(r'[^\s",\\]+', value)
    return value if plain and value[0] not in QUOTES else _quoted(value)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
