"""The texts of the example world, each whole: copies and abridgements take their paragraphs from what they are from."""

import datetime
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from lansir.errors import DataFileError
from lansir.record import EventType, Status

__all__ = ["Outlet", "Told", "WorldText", "outlets", "world"]

FOLDER = Path(__file__).parent
Kind = Literal["wire", "report", "rewrite", "translation", "update", "correction", "copy", "abridged"]


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A telling of a key happening: which (`key`), the sentence and in it the words of the act, and what it says."""

    key: str
    type: EventType
    status: Status
    sentence: str
    trigger: str
    killed: int | None = None
    injured: int | None = None
    arrested: int | None = None
    displaced: int | None = None
    released: int | None = None
    source: str | None = None


class WorldText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """A text of the world, and what is true of it.

    `from_` is the text that it copies, abridges, rewrites, translates, updates or corrects; `origin` the outlet whose
    news it is; `relays` the origin as the text names it; `story` and `occurrences` are gold. A copy or an abridgement
    gives `keep`, `replace` and `add` for its paragraphs.
    """

    id: str
    outlet: str
    published: datetime.datetime
    kind: Kind
    origin: str
    story: str
    title: str | None = None
    updated: datetime.datetime | None = None
    from_: str | None = None
    relays: str | None = None
    byline: str | None = None
    dateline: str | None = None
    credit: str | None = None
    paragraphs: list[str] = []
    keep: list[int] | None = None
    replace: dict[int, str] = {}
    add: list[str] = []
    occurrences: list[Told] = []


class Outlet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An outlet: how its pages look and where they are."""

    outlet: str
    name: str
    language: str
    host: str
    template: str
    section: str
    read_also: str


@cache
def outlets() -> dict[str, Outlet]:
    """The outlets by key."""
    rows = msgspec.yaml.decode((FOLDER / "outlets.yaml").read_bytes(), type=list[Outlet])
    return {row.outlet: row for row in rows}


@cache
def world() -> dict[str, WorldText]:
    """All texts by id, in order of publication, whole; DataFileError where one is broken."""
    written = [_read(path) for path in sorted((FOLDER / "articles").glob("*.yaml"))]
    by_id = {text.id: text for text in written}
    whole = [_whole(text, by_id) for text in written]
    return {text.id: text for text in sorted(whole, key=lambda text: (text.updated or text.published, text.id))}


def _read(path: Path) -> WorldText:
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=WorldText)
    except msgspec.DecodeError as error:
        raise DataFileError(f"examples/world/articles/{path.name}: {error}") from None


def _whole(text: WorldText, by_id: dict[str, WorldText]) -> WorldText:
    """A copy or abridgement with its paragraphs, headline and tellings; other texts as they are."""
    if text.kind not in ("copy", "abridged") or text.from_ is None:
        return text
    source = _whole(by_id[text.from_], by_id)
    kept = range(len(source.paragraphs)) if text.keep is None else text.keep
    paragraphs = [text.replace.get(place, source.paragraphs[place]) for place in kept] + text.add
    inherited = [told for told in source.occurrences if any(told.sentence in paragraph for paragraph in paragraphs)]
    own = {(told.key, told.sentence) for told in text.occurrences}
    return msgspec.structs.replace(
        text,
        paragraphs=paragraphs,
        title=text.title or source.title,
        dateline=text.dateline or (source.dateline if 0 in kept else None),
        occurrences=[*text.occurrences, *(told for told in inherited if (told.key, told.sentence) not in own)],
    )
