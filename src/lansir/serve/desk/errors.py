"""The page of disagreements: what gold and what was read say of each sentence, side by side."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from lansir.evaluate.disagreement import KINDS, Disagreement, Kind, Mark, MarkRole, Reading, by_kind
from lansir.evaluate.shown import value_words
from lansir.serve.desk.pages import language_of, page
from lansir.serve.told import Refused
from lansir.words.catalogue import Messages, messages
from lansir.words.evaluation import eval_words

__all__ = ["router"]

router = APIRouter()
PER_PAGE = 25
FARTHEST = 10_000_000
LONGEST = 200
LISTED = 500
"""Names of documents that the field offers while one types."""


class Asked(NamedTuple):
    """Which disagreements are asked for; empty is any. `doc` is a part of the document's name."""

    kind: str = ""
    lang: str = ""
    doc: str = ""

    def address(self, **changed: object) -> str:
        """The address of this page with something else asked for, from its start on."""
        given = {**self._asdict(), **changed}
        said = urlencode({name: value for name, value in given.items() if value})
        return f"/errors?{said}" if said else "/errors"


class Piece(NamedTuple):
    """Words between two bounds of marks, and what they are marked as."""

    text: str
    roles: tuple[MarkRole, ...]


class Side(NamedTuple):
    """What one side says, and the sentence as it marks it; `pieces` is empty where it says nothing there."""

    name: str
    value: str
    pieces: list[Piece]


class Shown(NamedTuple):
    """A disagreement for the page."""

    one: Disagreement
    sides: tuple[Side, Side]


@router.get("/errors")
def show_errors(
    request: Request,
    kind: Annotated[str, Query(max_length=LONGEST)] = "",
    lang: Annotated[str, Query(max_length=LONGEST)] = "",
    doc: Annotated[str, Query(max_length=LONGEST)] = "",
    start: Annotated[int, Query(ge=0, le=FARTHEST)] = 0,
) -> Response:
    """The disagreements by kind, each kind worst first; 404 where the desk was opened without any."""
    known: list[Disagreement] | None = request.app.state.disagreements
    if known is None:
        raise Refused(404, "refusal.no_disagreements")
    asked = Asked(kind, lang, doc.strip())
    of_any_kind = list(_asked_for(known, asked._replace(kind="")))
    found = sorted((one for one in of_any_kind if kind in ("", one.kind)), key=lambda one: KINDS.index(one.kind))
    iso = language_of(request)
    return page(
        request,
        "errors.html",
        asked=asked,
        told=eval_words(iso),
        kinds=by_kind(of_any_kind),
        every=len(of_any_kind),
        tongues=_languages(known, asked),
        documents=sorted({one.document for one in known})[:LISTED],
        found=len(found),
        **_paged(found, start, messages(iso)),
    )


def _asked_for(known: Iterable[Disagreement], asked: Asked) -> Iterator[Disagreement]:
    wanted = asked.doc.casefold()
    return (
        one
        for one in known
        if asked.kind in ("", one.kind)
        and asked.lang in ("", one.language)
        and (not wanted or wanted in one.document.casefold())
    )


def _languages(known: list[Disagreement], asked: Asked) -> dict[str, int]:
    number = Counter(one.language for one in _asked_for(known, asked._replace(lang="")))
    return {language: number[language] for language in sorted({one.language for one in known})}


def _paged(found: list[Disagreement], start: int, labels: Messages) -> dict[str, Any]:
    shown = found[start : start + PER_PAGE]
    groups: list[tuple[Kind, list[Shown]]] = [
        (kind, [_shown(one, labels) for one in of_kind]) for kind, of_kind in groupby(shown, key=lambda one: one.kind)
    ]
    return {
        "groups": groups,
        "start": start,
        "last": start + len(shown),
        "before": max(start - PER_PAGE, 0) if start else None,
        "after": start + PER_PAGE if len(found) > start + PER_PAGE else None,
    }


def _shown(one: Disagreement, labels: Messages) -> Shown:
    return Shown(one, (_side("gold", one, one.gold, labels), _side("ours", one, one.ours, labels)))


def _side(name: str, one: Disagreement, reading: Reading | None, labels: Messages) -> Side:
    pieces = list(_pieces(one.text, reading.marks)) if reading else []
    return Side(name, value_words(one, reading, labels), pieces)


def _pieces(text: str, marks: list[Mark]) -> Iterator[Piece]:
    """The sentence cut at every bound of a mark; marks may lie within and across each other."""
    changes: dict[int, Counter[MarkRole]] = defaultdict(Counter)
    for mark in marks:
        changes[mark.start][mark.role] += 1
        changes[mark.end][mark.role] -= 1
    covering: Counter[MarkRole] = Counter()
    for start, end in pairwise(sorted({0, len(text), *changes})):
        covering.update(changes.get(start, {}))
        yield Piece(text[start:end], tuple(role for role, number in covering.items() if number))
