"""Documents of the annotation format: text files in, the record of each out in the format of the gold files.

An annotation names words by copying them from their sentence. `text#k` is the k-th place where they stand (places may
overlap), `@eN` an entity that has no words in the sentence. Whatever cannot be said so is left out: words that run over
the end of a sentence, and words of no length.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec

from lansir.errors import BadDate, InputError
from lansir.limits import file_within, within_time
from lansir.record import Argument, Article, Block, Entity, Event, Record, Span, StatedTime, Statement, Time, article_id

__all__ = ["Document", "annotate_folder", "annotation_of", "article_of", "read_document", "text_files"]

EARLIEST, LATEST = 1900, 2100  # the years in which pages are published, as for those that state it themselves
ENDS_LIKE_A_COUNT = re.compile(r"#\d+\Z")
Row = dict[str, Any]


class Document(msgspec.Struct, frozen=True):
    """A text of the annotation format; `sentences` in order, `published` an ISO 8601 day or None where unknown."""

    doc: str
    sentences: list[str]
    lang: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None


def text_files(text_dir: Path) -> list[Path]:
    """The text files of a folder, sorted by name; InputError where there is none."""
    files = sorted(text_dir.glob("*.json"))
    if not files:
        raise InputError(f"{text_dir}: no DOC.json files there; give the folder that holds the texts")
    return files


def read_document(path: Path) -> Document:
    """The document of a text file; InputError where it cannot be read or is of another format."""
    try:
        return msgspec.json.decode(file_within(path), type=Document)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; check the path") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{path}: {error}; give a text file of the annotation format") from None


def article_of(document: Document) -> tuple[Article, list[Span]]:
    """The document as an article with one paragraph block a sentence, and the spans of its sentences.

    The text is the sentences joined by newlines; `content_hash` is that of the text in UTF-8, for there is no page.
    Raises BadDate where `published` is no ISO 8601 day.
    """
    text = "\n".join(document.sentences)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    ends = accumulate((len(words) + 1 for words in document.sentences), initial=0)
    spans = [Span(start, start + len(words), words) for start, words in zip(ends, document.sentences, strict=False)]
    article = Article(
        id=article_id(document.doc, digest),
        text=text,
        blocks=[Block("paragraph", span) for span in spans],
        content_hash=digest,
        language=document.lang,
        url=document.url,
        outlet=document.outlet,
        title=document.title,
        published=_published(document),
    )
    return article, spans


def annotation_of(record: Record, document: Document, sentences: list[Span]) -> dict[str, Any]:
    """The record in the annotation format; `sentences` are the spans that `article_of` gave for the document."""
    return _Writer(record, sentences).annotation(document.doc)


def annotate_folder(text_dir: Path, out_dir: Path, progress: Callable[[int, int], None] | None = None) -> int:
    """Read every document of `text_dir`, write its annotation under the same name into `out_dir`; how many it was.

    `progress` is told after each document how many of how many are done. Raises InputError for a folder or file that
    cannot be read or written or takes longer than a page may, and ModelError where the model cannot be loaded.
    """
    from lansir.reader import read_article  # noqa: PLC0415 - loading the model's runtime costs as much as a page

    files = text_files(text_dir)
    _make(out_dir)
    for done, path in enumerate(files, 1):
        _write(out_dir / path.name, _annotated(path, read_article))
        if progress:
            progress(done, len(files))
    return len(files)


def _annotated(path: Path, read: Callable[[Article, list[Span]], Record]) -> dict[str, Any]:
    document = read_document(path)
    try:
        article, sentences = article_of(document)
        return within_time(lambda: annotation_of(read(article, sentences), document, sentences))
    except InputError as error:
        raise type(error)(f"{path}: {error}") from None


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror or error}; give a folder that can be made") from None


def _write(path: Path, annotation: dict[str, Any]) -> None:
    try:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(annotation), indent=1) + b"\n")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; give a folder that can be written to") from None


def _published(document: Document) -> StatedTime | None:
    if document.published is None:
        return None
    try:
        day = date.fromisoformat(document.published)
    except ValueError:
        day = date.min
    if not EARLIEST <= day.year <= LATEST:
        raise BadDate(f"{document.doc}: published {document.published!r} is no day; write it as 2024-04-28")
    return StatedTime(day.isoformat(), "day", "given")


class _Writer:
    """Writes one record; every `_row` method gives None where nothing of its item can be said in the format."""

    def __init__(self, record: Record, sentences: list[Span]) -> None:
        self.record = record
        self.sentences = sentences
        self.starts = [sentence.start for sentence in sentences]
        self.keys = {entity.id: f"e{n}" for n, entity in enumerate(_by_first_mention(record), 1)}
        self.mentions = {mention.id: mention for mention in record.mentions}
        self.times = {time.id: time.span for time in record.times if _is_calendar(time)}
        self.places = {place.id: place.span for place in record.places}

    def annotation(self, doc: str) -> dict[str, Any]:
        rows: list[dict[str, list[Any]]] = [{} for _ in self.sentences]
        seen: set[object] = set()
        for kind, i, row in self._rows():
            key = (kind, i, row[0] if kind == "mentions" else msgspec.json.encode(row))
            if key not in seen:
                seen.add(key)
                rows[i].setdefault(kind, []).append(row)
        return {
            "doc": doc,
            "origin": _once(origin.name for origin in self.record.article.origins),
            "entities": {self.keys[entity.id]: _entity(entity) for entity in _by_first_mention(self.record)},
            "contexts": _once(self.record.contexts),
            "sentences": [{"i": i, **row} for i, row in enumerate(rows) if row],
        }

    def _rows(self) -> Iterable[tuple[str, int, Any]]:
        for mention in self.record.mentions:
            if (found := self._words(mention.span)) and mention.entity in self.keys:
                yield "mentions", found[0], [found[1], self.keys[mention.entity]]
        for time in filter(_is_calendar, self.record.times):
            if found := self._words(time.span):
                yield "times", found[0], [found[1], time.value]
        for place in self.record.places:
            if found := self._words(place.span):
                yield "places", found[0], [found[1], place.name, place.country]
        for statement in self.record.statements:
            yield from (("statements", i, row) for i, row in self._statement(statement))
        for event in self.record.events:
            if found := self._words(event.trigger):
                yield "events", found[0], self._event(event, *found)

    def _statement(self, statement: Statement) -> Iterable[tuple[int, Row]]:
        """A row for each sentence that content stands in: what runs on into the next is a statement there too."""
        pieces: dict[int, list[str]] = {}
        for span in statement.content:
            for i, words in self._pieces(span):
                pieces.setdefault(i, []).append(words)
        for i, content in ((i, _once(words)) for i, words in pieces.items()):
            yield (
                i,
                {
                    "speaker": self._slot(statement.speaker, i),
                    **_filled(cue=self._within(statement.cue, i), to=self._slot(statement.addressee, i)),
                    "content": content[0] if len(content) == 1 else content,
                    "form": statement.form,
                },
            )

    def _event(self, event: Event, i: int, trigger: str) -> Row:
        size = (
            {name: n for name, n in msgspec.structs.asdict(event.size).items() if n is not None} if event.size else {}
        )
        return {
            "type": event.type,
            **_filled(mode=event.mode),
            "trigger": trigger,
            "actors": self._slots(event.actors, i),
            "recipients": self._slots(event.recipients, i),
            "status": event.status,
            "time": self._within(self.times.get(event.time or ""), i),
            "place": self._within(self.places.get(event.place or ""), i),
            **_filled(size={who: n for who, n in size.items() if n is not None}),
        }

    def _slots(self, arguments: list[Argument], i: int) -> list[str]:
        return _once(slot for argument in arguments if (slot := self._slot(argument, i)))

    def _slot(self, argument: Argument | None, i: int) -> str | None:
        """The mention's words where they are among the mentions of sentence `i`, else `@eN`."""
        if argument is None:
            return None
        mention = self.mentions.get(argument.mention)
        found = self._words(mention.span) if mention and mention.entity in self.keys else None
        if found and found[0] == i:
            return found[1]
        return f"@{self.keys[argument.entity]}" if argument.entity in self.keys else None

    def _within(self, span: Span | None, i: int) -> str | None:
        found = self._words(span) if span else None
        return found[1] if found and found[0] == i else None

    def _words(self, span: Span) -> tuple[int, str] | None:
        """The sentence that holds the whole span, and the words that name it there."""
        i = bisect_right(self.starts, span.start) - 1
        if i < 0 or span.end > self.sentences[i].end:
            return None
        words = self._name(i, span.start, span.end)
        return (i, words) if words else None

    def _pieces(self, span: Span) -> Iterable[tuple[int, str]]:
        """The parts of a span that stand in each sentence it touches."""
        for i in range(max(bisect_right(self.starts, span.start) - 1, 0), len(self.sentences)):
            sentence = self.sentences[i]
            if sentence.start >= span.end:
                return
            if words := self._name(i, max(span.start, sentence.start), min(span.end, sentence.end)):
                yield i, words

    def _name(self, i: int, start: int, end: int) -> str | None:
        """The string of the format for these words of sentence `i`, None where they have no length.

        A leading @ would be read as the sign of an entity, so it is left out of the words.
        """
        sentence, start, end = self.sentences[i].text, start - self.starts[i], end - self.starts[i]
        while start < end and sentence[start] == "@":
            start += 1
        words = sentence[start:end]
        if not words:
            return None
        k, at = 1, sentence.find(words)
        while at < start:
            k, at = k + 1, sentence.find(words, at + 1)
        return f"{words}#{k}" if k > 1 or ENDS_LIKE_A_COUNT.search(words) else words


def _is_calendar(time: Time) -> bool:
    """The format knows no duration and no repeated time, unless it was anchored to the calendar."""
    return time.type in ("DATE", "TIME") or bool(time.value and not time.value.startswith("P"))


def _by_first_mention(record: Record) -> list[Entity]:
    first: dict[str, int] = {}
    for mention in sorted(record.mentions, key=lambda mention: mention.span.start):
        first.setdefault(mention.entity, len(first))
    return sorted(record.entities, key=lambda entity: first.get(entity.id, len(first)))


def _entity(entity: Entity) -> Row:
    row = {"name": entity.name, "type": entity.type, "country": entity.country, "sectors": entity.sectors}
    return row | _filled(role=entity.role) | ({"anonymous": True} if entity.anonymous else {})


def _filled(**fields: object) -> Row:
    return {name: value for name, value in fields.items() if value}


def _once(items: Iterable[str]) -> list[str]:
    """The items in their order, each once."""
    return list(dict.fromkeys(items))
