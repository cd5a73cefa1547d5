"""Another outlet: in the dateline, which one without it is given, and in what the page says of itself."""

import re
from collections.abc import Iterator
from random import Random

import msgspec

from bench.robustness.rewriting import Edit
from bench.robustness.subject import Change, Changed, Subject, changed, table
from lansir.page.dateline import dateline_end

__all__ = ["OutletTable", "outlet_changes"]

BODY = 8
"""Words of a sentence that is taken for one of the text, and no headline."""
LIST = re.compile(r"[(,]\s*([A-Z][\w.]+(?: [A-Z][\w.]+){0,3})")
FIRST = 3
"""Sentences in which a dateline is looked for."""


class OutletTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `outlets.yaml`."""

    outlets: list[str]
    places: dict[str, list[str]]
    datelines: dict[str, str]


def outlet_changes() -> Iterator[Change]:
    """The one change."""
    yield Change("another outlet in the dateline", _changed)


def _changed(subject: Subject, chance: Random) -> Changed | None:
    outlet = chance.choice(table("outlets", OutletTable).outlets)
    edit = _replaced(subject, outlet) or _put_in(subject, outlet, chance)
    return changed(subject, [edit], outlet=outlet) if edit else None


def _replaced(subject: Subject, outlet: str) -> Edit | None:
    """The name behind the place of a dateline that is there."""
    for sentence in subject.sentences[:FIRST]:
        end = dateline_end(sentence.text, first=True)
        named = LIST.search(sentence.text, 0, end) if end else None
        if named:
            return Edit(sentence.start + named.start(1), sentence.start + named.end(1), outlet)
    return None


def _put_in(subject: Subject, outlet: str, chance: Random) -> Edit | None:
    """A dateline before the first sentence of the text."""
    listed, language = table("outlets", OutletTable), "en" if subject.language == "en" else "id"
    for sentence in subject.sentences:
        if len(sentence.text.split()) >= BODY and sentence.text.rstrip("\"”' ").endswith("."):
            dateline = listed.datelines[language].format(place=chance.choice(listed.places[language]), outlet=outlet)
            return Edit(sentence.start, sentence.start, dateline)
    return None
