"""One page of the example world said again: its record with other words, every offset, id and hash following."""

import bisect
import hashlib
import html
import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import msgspec

from bench.synthetic_edits import Edit, Pattern, count_of
from bench.synthetic_words import CopyWords, shifted
from lansir.record import Article, Entity, Event, Quantity, Record, Size, Span, StatedTime, Time, article_id, content_id
from lansir.words.catalogue import messages

__all__ = ["retold"]

HOST = re.compile(r"^https?://([^/]+)")
DATED = re.compile(r"/(\d{4})/(\d\d)/(\d\d)/")
KINDS = (("mentions", "mn"), ("times", "tm"), ("places", "pl"), ("quantities", "qt"))


def retold(pattern: Pattern, say: CopyWords, copy: int, page: bytes, countries: Sequence[str]) -> tuple[Record, bytes]:
    """The page and its record as that copy has them."""
    return _Retelling(pattern, say, copy, countries).told(page)


class _Retelling:
    def __init__(self, pattern: Pattern, say: CopyWords, copy: int, countries: Sequence[str]) -> None:
        self._pattern, self._say, self._copy, self._countries = pattern, say, copy, countries
        self._old = pattern.record
        said = [_said(edit, say, pattern.language) for edit in pattern.edits]
        grown = (len(words) - (edit.end - edit.start) for edit, words in zip(pattern.edits, said, strict=True))
        self._ends = [edit.end for edit in pattern.edits]
        self._moved_by = [0, *accumulate(grown)]
        self._text = _joined(self._old.article.text, pattern.edits, said)
        self._ids: dict[str, str] = {}

    def told(self, page: bytes) -> tuple[Record, bytes]:
        article, data = self._article(page)
        self._ids = self._new_ids(article.id)
        old = self._old
        moved: dict[str, Any] = {
            "mentions": self._moved(old.mentions),
            "places": self._moved(old.places),
            "statements": self._moved(old.statements),
            "entities": [self._entity(entity) for entity in old.entities],
            "times": [self._time(time) for time in old.times],
            "quantities": [self._quantity(quantity) for quantity in old.quantities],
            "events": [self._event(event) for event in old.events],
        }
        return msgspec.structs.replace(old, article=article, **moved), data

    def _article(self, page: bytes) -> tuple[Article, bytes]:
        old, language = self._old.article, self._pattern.language
        blocks = [
            msgspec.structs.replace(block, span=self._span(block.span), link=self._url(block.link))
            for block in old.blocks
        ]
        origins = [
            msgspec.structs.replace(origin, span=self._span(origin.span), name=self._say.outlet(origin.name))
            for origin in old.origins
        ]
        changed = {block.span.text: new.span.text for block, new in zip(old.blocks, blocks, strict=True)}
        canonical, data = self._url(old.canonical_url), self._page(page, changed)
        article = msgspec.structs.replace(
            old,
            id=article_id(canonical or self._url(old.url), self._text),
            text=self._text,
            blocks=blocks,
            origins=origins,
            content_hash=hashlib.sha256(data).hexdigest(),
            url=self._url(old.url),
            canonical_url=canonical,
            outlet=self._say.outlet(old.outlet) if old.outlet else None,
            title=changed.get(old.title or "") or self._say.words(old.title or "", language) or None,
            authors=[self._say.words(author, language) for author in old.authors],
            dateline=self._say.words(old.dateline, language) if old.dateline else None,
            published=self._stated(old.published),
            updated=self._stated(old.updated),
            captured=shifted(old.captured, self._say.days) if old.captured else None,
        )
        return article, data

    def _page(self, page: bytes, changed: Mapping[str, str]) -> bytes:
        """The bytes with the new words; what is not in the record stays as it was."""
        written = page.decode()
        for old, new in changed.items():
            written = written.replace(html.escape(old, quote=False), html.escape(new, quote=False))
        address = self._old.article.canonical_url or self._old.article.url
        return (written.replace(address, self._url(address) or "") if address else written).encode()

    def _url(self, url: str | None) -> str | None:
        """The address at the host of the copy's outlet, on its day, with the copy's number behind."""
        host = HOST.match(url or "")
        if url is None or host is None or self._old.article.outlet is None:
            return url
        name = re.sub(r"\W", "", self._say.outlet(self._old.article.outlet)).lower()
        dated = DATED.sub(self._dated, url[host.end() :])
        return f"https://{name}.example{dated}-{self._copy}"

    def _dated(self, found: re.Match[str]) -> str:
        return f"/{shifted('-'.join(found.groups()), self._say.days).replace('-', '/')}/"

    def _new_ids(self, article: str) -> dict[str, str]:
        """Old ids and the new ones, made from article and offsets as the reader makes them."""
        old = self._old
        ids = {old.article.id: article}
        for name, kind in KINDS:
            ids |= {one.id: content_id(kind, article, *self._place(one.span)) for one in getattr(old, name)}
        ids |= {one.id: content_id("ev", article, *self._place(one.trigger)) for one in old.events}
        for statement in old.statements:
            ids[statement.id] = content_id("st", article, *(self._place(piece) for piece in statement.content))
        for mention in sorted(old.mentions, key=lambda mention: mention.span, reverse=True):
            ids[mention.entity] = content_id("en", article, *self._place(mention.span))
        return ids

    def _entity(self, entity: Entity) -> Entity:
        moved: Entity = self._moved(entity)
        if entity.knowledge_id or not entity.name:
            return moved
        country = entity.country or self._say.country(entity.name, self._countries)
        return msgspec.structs.replace(
            moved, name=self._say.words(entity.name, self._pattern.language), country=country
        )

    def _time(self, time: Time) -> Time:
        moved: Time = self._moved(time)
        value, anchor = (shifted(one, self._say.days) if one else one for one in (time.value, time.anchor))
        return msgspec.structs.replace(moved, value=value, anchor=anchor)

    def _quantity(self, quantity: Quantity) -> Quantity:
        moved: Quantity = self._moved(quantity)
        if not any(quantity.span.start <= start and end <= quantity.span.end for start, end in self._pattern.scaled):
            return moved
        low, high = ((value or 0.0) * self._say.factor for value in (quantity.low, quantity.high))
        return msgspec.structs.replace(moved, low=low, high=high)

    def _event(self, event: Event) -> Event:
        """The event; a size that is a number of its sentence changes with it."""
        moved: Event = self._moved(event)
        if event.size is None:
            return moved
        scaled = {
            count_of(self._old.article.text[start:end])
            for start, end in self._pattern.scaled
            if event.sentence.start <= start and end <= event.sentence.end
        }
        told = {name: getattr(event.size, name) for name in Size.__struct_fields__}
        sizes = {name: size * self._say.factor if size in scaled else size for name, size in told.items()}
        return msgspec.structs.replace(moved, size=Size(**sizes))

    def _stated(self, stated: StatedTime | None) -> StatedTime | None:
        if stated is None:
            return None
        span = self._span(stated.span) if stated.span else None
        return msgspec.structs.replace(stated, value=shifted(stated.value, self._say.days), span=span)

    def _moved(self, value: Any) -> Any:  # noqa: ANN401 - a part of a record is given back as what it was
        """Any part of a record with new offsets and ids."""
        if isinstance(value, Span):
            return self._span(value)
        if isinstance(value, str):
            return self._ids.get(value, value)
        if isinstance(value, list):
            return [self._moved(item) for item in value]
        if isinstance(value, msgspec.Struct):
            return type(value)(*(self._moved(getattr(value, name)) for name in value.__struct_fields__))
        return value

    def _span(self, span: Span) -> Span:
        start, end = self._place(span)
        return Span(start, end, self._text[start:end])

    def _place(self, span: Span) -> tuple[int, int]:
        return self._offset(span.start), self._offset(span.end)

    def _offset(self, old: int) -> int:
        return old + self._moved_by[bisect.bisect_right(self._ends, old)]


def _said(edit: Edit, say: CopyWords, language: str) -> str:
    if edit.kind == "outlet":
        return say.outlet(edit.words)
    if edit.kind == "number":
        return say.number(edit.words)
    return _date(edit, say.days, language) if edit.kind == "date" else say.word(edit.words, language)


def _date(edit: Edit, days: int, language: str) -> str:
    """The later day, written as the first one was."""
    year, month, day = shifted(edit.value, days).split("-")
    if "/" in edit.words:
        return f"{int(day)}/{int(month)}/{year}"
    name = messages(language).months[int(month) - 1]
    stated = re.search(r",? \d{4}$", edit.words)
    behind = re.sub(r"\d{4}", year, stated[0]) if stated else ""
    return f"{int(day)} {name}{behind}" if edit.words[0].isdigit() else f"{name} {int(day)}{behind}"


def _joined(text: str, edits: Sequence[Edit], said: Sequence[str]) -> str:
    parts, last = [], 0
    for edit, words in zip(edits, said, strict=True):
        parts += [text[last : edit.start], words]
        last = edit.end
    return "".join([*parts, text[last:]])
