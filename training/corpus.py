"""Annotated articles as the model learns them: spans and links over the words of a document.

Reads the format of the annotation guidelines. A string that the guidelines let stand for an entity named elsewhere
(`@e7`) becomes the set of that entity's mentions. What the flat layers cannot hold (a mention inside a mention, a third
level of nested contents) is left out.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from bench.occurrence import locate
from lansir.encoder.windows import words_of

__all__ = [
    "GoldContent",
    "GoldDocument",
    "GoldMention",
    "GoldTrigger",
    "overlap",
    "read_corpus",
    "read_document",
    "read_lines",
]

Row = dict[str, Any]
Spot = tuple[int, int]


class GoldMention(msgspec.Struct):
    """A mention; `span` counts words of the document."""

    span: Spot
    type: str
    entity: str
    sectors: list[str]
    anonymous: bool
    place: bool


class GoldContent(msgspec.Struct):
    """A piece of a statement's words.

    `speakers` and `addressees` are acceptable mentions; no speakers with `speaker_known`: the text names none.
    """

    span: Spot
    inner: bool
    cue: Spot | None
    speakers: set[Spot]
    speaker_known: bool
    addressees: set[Spot]


class GoldTrigger(msgspec.Struct):
    """An event's trigger; the roles hold one set of acceptable mentions for each filler."""

    span: Spot
    type: str
    mode: str
    status: str
    roles: dict[str, list[set[Spot]]]
    times: set[Spot]


class GoldDocument(msgspec.Struct):
    """A document: `words` are offsets into `text`, `sentences` offsets of its sentences.

    `settled` says whether the recipients that an act's own sentence does not name are annotated by the rule that the
    model is measured by, so that they can be learned from. Annotators of our own first texts agreed on them too little
    (`experiments.md`, 2) until these were revised.
    """

    name: str
    language: str
    text: str
    sentences: list[Spot]
    words: list[Spot]
    mentions: list[GoldMention]
    times: list[Spot]
    cues: list[Spot]
    contents: list[GoldContent]
    triggers: list[GoldTrigger]
    contexts: list[str]
    settled: bool = True


def read_corpus(folder: Path, names: Iterable[str]) -> list[GoldDocument]:
    """The named documents of an annotation folder (`gold/`, `text/`)."""
    return [
        read_document(
            json.loads((folder / "text" / name).read_text()), json.loads((folder / "gold" / name).read_text())
        )
        for name in names
    ]


def read_lines(file: Path) -> list[GoldDocument]:
    """The documents of a file of `{"text": ..., "gold": ...}` lines, each with the content of two files of a folder.

    A line that says `"settled": true` has its recipients by the rule, whether revised or annotated so from the first.
    """
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        msgspec.structs.replace(read_document(row["text"], row["gold"]), settled=row.get("settled", False))
        for row in rows
    ]


def read_document(text: Row, gold: Row) -> GoldDocument:
    """One document from its text and its annotation."""
    return _Reading(text, gold).document()


class _Reading:
    """Turns the strings of one annotation into word spans."""

    def __init__(self, text: Row, gold: Row) -> None:
        self.lines: list[str] = text["sentences"]
        self.language: str = text["lang"]
        self.gold = gold
        self.text = "\n".join(self.lines)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.sentences = [(start, start + len(line)) for start, line in zip(self.starts, self.lines, strict=False)]
        self.words = [word for start, end in self.sentences for word in words_of(self.text, start, end)]
        self.rows: list[Row] = [row for row in gold.get("sentences", []) if 0 <= row["i"] < len(self.lines)]
        self.mentions = self._mentions()
        self.by_span = {mention.span: mention for mention in self.mentions}

    def document(self) -> GoldDocument:
        contents = [content for row in self.rows for content in self._contents(row)]
        return GoldDocument(
            name=self.gold["doc"],
            language=self.language,
            text=self.text,
            sentences=self.sentences,
            words=self.words,
            mentions=self.mentions,
            times=_apart(self.spot(row["i"], time[0]) for row in self.rows for time in row.get("times", [])),
            cues=_apart(content.cue for content in contents),
            contents=contents,
            triggers=[trigger for row in self.rows for trigger in self._triggers(row)],
            contexts=self.gold.get("contexts", []),
        )

    def spot(self, sentence: int, string: str | None) -> Spot | None:
        """Word span of a string of the annotation, None where it is not in its sentence."""
        offsets = locate(string, self.lines[sentence]) if string else None
        if offsets is None:
            return None
        start, end = offsets[0] + self.starts[sentence], offsets[1] + self.starts[sentence]
        inside = [k for k, word in enumerate(self.words) if word[0] < end and start < word[1]]
        return (inside[0], inside[-1] + 1) if inside else None

    def _mentions(self) -> list[GoldMention]:
        found = []
        for row in self.rows:
            places = {self.spot(row["i"], place[0]) for place in row.get("places", [])}
            for string, entity, *_ in row.get("mentions", []):
                span, facts = self.spot(row["i"], string), self.gold["entities"][entity]
                if span:
                    found.append(GoldMention(span, facts["type"], entity, facts.get("sectors") or [],
                                             bool(facts.get("anonymous")), span in places))  # fmt: skip
        kept = set(_apart(mention.span for mention in found))
        unique = {mention.span: mention for mention in found if mention.span in kept}
        return sorted(unique.values(), key=lambda mention: mention.span)

    def _fillers(self, sentence: int, string: str | None) -> set[Spot]:
        """The mentions that a slot string stands for."""
        if not string:
            return set()
        if string.startswith("@"):
            return {mention.span for mention in self.mentions if mention.entity == string[1:]}
        span = self.spot(sentence, string)
        return {span} if span in self.by_span else set()

    def _contents(self, row: Row) -> Iterator[GoldContent]:
        pieces: dict[Spot, GoldContent] = {}
        for statement in row.get("statements", []):
            content = statement.get("content")
            for piece in content if isinstance(content, list) else [content]:
                span = self.spot(row["i"], piece)
                if span is None:
                    continue
                speakers = self._fillers(row["i"], statement.get("speaker"))
                known = bool(speakers) or not statement.get("speaker")
                addressees = self._fillers(row["i"], statement.get("to"))
                if span in pieces:
                    pieces[span].speakers |= speakers
                else:
                    cue = self.spot(row["i"], statement.get("cue"))
                    pieces[span] = GoldContent(span, False, cue, speakers, known, addressees)
        yield from _levels(list(pieces.values()))

    def _triggers(self, row: Row) -> Iterator[GoldTrigger]:
        taken: list[Spot] = []
        for event in row.get("events", []):
            span = self.spot(row["i"], event["trigger"])
            if span is None or any(overlap(span, other) for other in taken):
                continue
            taken.append(span)
            time = self.spot(row["i"], event.get("time"))
            roles = {
                "actor": [self._fillers(row["i"], string) for string in event.get("actors") or []],
                "recipient": [self._fillers(row["i"], string) for string in event.get("recipients") or []],
                "place": [self._fillers(row["i"], event.get("place"))] if event.get("place") else [],
            }
            yield GoldTrigger(
                span, event["type"], event.get("mode") or "", event["status"], roles, {time} if time else set()
            )


def _levels(contents: list[GoldContent]) -> Iterator[GoldContent]:
    """Outer contents, then those inside them as `inner`; a third level is left out."""
    outer: list[Spot] = []
    inner: list[Spot] = []
    for content in sorted(contents, key=lambda content: content.span[0] - content.span[1]):
        level = outer if not any(overlap(content.span, other) for other in outer) else inner
        if any(overlap(content.span, other) for other in level):
            continue
        level.append(content.span)
        content.inner = level is inner
        yield content


def overlap(a: Spot, b: Spot) -> bool:
    """Whether two spots have a place in common."""
    return a[0] < b[1] and b[0] < a[1]


def _apart(spans: Iterable[Spot | None]) -> list[Spot]:
    """The spans without those that overlap a longer one, in order."""
    kept: list[Spot] = []
    for span in sorted({span for span in spans if span}, key=lambda span: (span[0] - span[1], span)):
        if not any(overlap(span, other) for other in kept):
            kept.append(span)
    return sorted(kept)
