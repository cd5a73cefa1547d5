"""What an address of Explore asks for: its query with faults told, and addresses that ask for a little more or less."""

import re
from typing import Literal, NamedTuple
from urllib.parse import urlencode

import msgspec

from lansir.errors import QueryError
from lansir.query.faults import FaultCode
from lansir.query.language import MOST_CHARACTERS, Query, Term, parse
from lansir.query.sql import Kind
from lansir.serve.labels import Labels

__all__ = [
    "MOST_CHANGES", "Asked", "Fault", "View", "asked", "dropping", "excluding", "fault_of", "holding", "including",
    "replacing",
]  # fmt: skip

View = Literal["table", "chart", "network"]
MOST_CHANGES = 30
"""Values that can each be taken out by a link; every such link holds the whole query."""
SUGGESTING: tuple[FaultCode, ...] = ("field_misspelt", "value_misspelt", "value_order")
"""Faults that suggest what to write for the word itself."""
WORD = re.compile(r'"(?:\\.|[^"\\])*"?|[^\s,:"]+')
TERM = re.compile(r"\S+")
WITHIN_DAYS = ("from", "to", "last")


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a query: the words around the fault, and the query that was meant, where it can be guessed.

    `message` is in English, without the place; `code`, `cause` and `suggestion` are the error's, for labels.
    """

    message: str
    code: str = ""
    cause: str = ""
    suggestion: str = ""
    before: str = ""
    word: str = ""
    after: str = ""
    place: int | None = None
    meant: str | None = None

    def told(self, words: Labels) -> str | None:
        """What is wrong in the language of the labels; None for a fault that has no code."""
        return words(f"explore.fault_{self.code}", word=self.cause, suggestion=self.suggestion) if self.code else None


class Change(NamedTuple):
    """A value of a term, and the addresses without it, and with it the other way round."""

    field: str
    value: str
    excluded: bool
    without: str
    turned: str | None


class Asked(msgspec.Struct, frozen=True):
    """The query as written and as understood (None where it has a fault), the kind of rows, and how they are shown.

    `by` and `unit` are what bars of a chart are told apart by and stand for, empty where nothing is said.
    """

    text: str
    query: Query | None
    fault: Fault | None
    kind: Kind
    view: View
    by: str = ""
    unit: str = ""

    @property
    def canonical(self) -> str:
        """The query in its one spelling, or as written."""
        return self.shown if self.query is None else str(self.query)

    @property
    def shown(self) -> str:
        """The query as written; nothing of one that is too long to be read, and would be in the page several times."""
        return self.text if len(self.text) <= MOST_CHARACTERS else ""

    def address(self, query: Query | str | None = None, *, path: str = "/explore", **changed: str | None) -> str:
        """The address of this view, with another query or other parameters; those that say nothing are left out."""
        text = self.canonical if query is None else str(query)
        given: dict[str, str | None] = {
            "q": text,
            "kind": self.kind,
            "view": self.view if path == "/explore" else None,
            **changed,
        }
        if given["view"] == "chart":
            given = {"by": self.by, "unit": self.unit, **given}
        usual = {"kind": "events", "view": "table"}
        told = {name: value for name, value in given.items() if value and value != usual.get(name)}
        return f"{path}?{urlencode(told)}" if told else path

    def changes(self) -> list[Change]:
        """Each value of each term."""
        query = self.query or Query()
        return [self._change(query, term, value) for term in query.terms for value in term.values]

    def _change(self, query: Query, term: Term, value: str) -> Change:
        left = dropping(query, term.field, value, excluded=term.excluded)
        turn = including if term.excluded else excluding
        kept = ("sort", *WITHIN_DAYS, "version", "copies")
        turned = None if term.field in kept else self.address(turn(left, term.field, value))
        return Change(term.field, value, term.excluded, self.address(left), turned)


def asked(text: str, kind: Kind = "events", view: View = "table", by: str = "", unit: str = "") -> Asked:
    """What is asked; a query that cannot be read comes with its fault."""
    try:
        return Asked(text, parse(text), None, kind, view, by, unit)
    except QueryError as error:
        return Asked(text, None, fault_of(error, text), kind, view, by, unit)


def holding(query: Query, field: str) -> frozenset[str]:
    """The values that are asked for in a field."""
    return frozenset(value for term in query.of(field) if not term.excluded for value in term.values)


def including(query: Query, field: str, value: str) -> Query:
    """The query with that value among those asked for in the field."""
    left = dropping(query, field, value, excluded=True)
    for place, term in enumerate(left.terms):
        if term.field == field and not term.excluded and field != "text":
            more = Term(field, tuple(dict.fromkeys((*term.values, value))))
            return Query((*left.terms[:place], more, *left.terms[place + 1 :]))
    return left.adding(Term(field, (value,)))


def excluding(query: Query, field: str, value: str) -> Query:
    """The query that leaves out that value."""
    left = dropping(query, field, value, excluded=False)
    return dropping(left, field, value, excluded=True).adding(Term(field, (value,), excluded=True))


def dropping(query: Query, field: str, value: str, *, excluded: bool) -> Query:
    """The query without that value, be it asked for or left out."""
    kept = []
    for term in query.terms:
        if term.field == field and term.excluded == excluded:
            values = tuple(one for one in term.values if one != value)
            kept += [Term(field, values, excluded)] if values else []
        else:
            kept.append(term)
    return Query(tuple(kept))


def replacing(text: str, changed: dict[str, str]) -> str:
    """The query with these fields set anew as a form gives them, or taken out where they are empty.

    A query with a fault keeps it: what was chosen is written behind.
    """
    written = " ".join(f"{field}:{_quoted(value)}" for field, value in changed.items() if value)
    try:
        left = parse(text)
    except QueryError:
        return f"{text} {written}".strip()
    gone = {*changed, *(("last",) if {"from", "to"} & changed.keys() else ())}
    return f"{Query(tuple(term for term in left.terms if term.field not in gone))} {written}".strip()


def _quoted(value: str) -> str:
    return value if re.fullmatch(r"[\w.-]+", value) else '"' + value.replace('"', "") + '"'


def fault_of(error: QueryError, text: str, meant: str | None = None) -> Fault:
    """What is wrong with a query; `meant` is taken where the error does not tell what else could be."""
    place = error.place if error.place and error.place <= len(text) + 1 else None
    told = Fault(str(error), error.code, error.word, error.suggestion, place=place, meant=meant)
    if place is None:
        return told
    start = place - 1
    start += text[start : start + 1] in ("-", "\u2212")
    found = WORD.match(text, start)
    end = found.end() if found else min(start + 1, len(text))
    bare = str(error).removeprefix(f"character {place}: ")
    return msgspec.structs.replace(
        told,
        message=bare,
        before=text[:start],
        word=text[start:end],
        after=text[end:],
        meant=_meant(error, text, start, end),
    )


def _meant(error: QueryError, text: str, start: int, end: int) -> str | None:
    """The query that was meant, where it can be read."""
    term = TERM.match(text, start)
    if error.code in SUGGESTING:
        found = f"{text[:start]}{_quoted(error.suggestion)}{text[end:]}"
    elif error.code == "quote_open":
        found = f"{text.rstrip()}{error.suggestion}"
    elif term and error.code == "field_unknown":
        found = f'{text[:start]}"{term[0].replace(chr(34), "")}"{text[term.end() :]}'
    else:
        return None
    return found if _is_mended(found, error) else None


def _is_mended(text: str, fault: QueryError) -> bool:
    """Whether a query is without that fault; it may have another one further on."""
    try:
        parse(text)
    except QueryError as error:
        return (error.code, error.word) != (fault.code, fault.word)
    return True
