"""Annotations that stand beside open text: its words are replaced by where they stand.

An annotation in the format of the guidelines names words by copying them. Of a text that is not ours such copies are
replaced by offsets into their sentence, written `12:34`, so that no text of others lies in the project; `spelled` puts
the words back where the text is at hand (`training.open_text`). `@e7` stays as it is.
"""

import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from bench.occurrence import locate
from training.corpus import GoldDocument, read_document
from training.open_text import OpenText, sentences_of

__all__ = ["Beside", "marked", "read_standoff", "spelled"]

Row = dict[str, Any]
OFFSETS = re.compile(r"(\d+):(\d+)")


class Beside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of a file: an annotation, and where its text is found."""

    doc: str
    place: OpenText
    gold: Row
    published: str | None = None
    outlet: str | None = None


def marked(gold: Row, sentences: list[str]) -> Row:
    """The annotation with offsets for words; ValueError where words are not in their sentence."""

    def mark(string: str, sentence: str) -> str:
        found = locate(string, sentence)
        if found is None:
            raise ValueError(f"{gold['doc']}: {string!r} is not in its sentence")
        return f"{found[0]}:{found[1]}"

    return _changed(gold, sentences, mark)


def spelled(gold: Row, sentences: list[str]) -> Row:
    """The annotation with words for offsets; ValueError where an offset is none."""

    def spell(string: str, sentence: str) -> str:
        found = OFFSETS.fullmatch(string)
        if not found or not int(found[1]) < int(found[2]) <= len(sentence):
            raise ValueError(f"{gold['doc']}: {string!r} is no span of its sentence")
        return _words(sentence, int(found[1]), int(found[2]))

    return _changed(gold, sentences, spell)


def read_standoff(file: Path, data: Path) -> list[GoldDocument]:
    """The documents of a file, their text read from the folder of open data."""
    documents = []
    for line in file.read_bytes().splitlines():
        beside = msgspec.json.decode(line, type=Beside)
        sentences = sentences_of(data, beside.place)
        text = {"sentences": sentences, "lang": beside.place.lang}
        documents.append(read_document(text, spelled(beside.gold, sentences)))
    return documents


def _words(sentence: str, start: int, end: int) -> str:
    """The words of a span, with the number of their occurrence where they occur before."""
    words, count, place = sentence[start:end], 1, -1
    while (place := sentence.find(words, place + 1)) < start:
        count += 1
    named = words if count == 1 else f"{words}#{count}"
    return named if locate(named, sentence) == (start, end) else f"{words}#{count}"


def _changed(gold: Row, sentences: list[str], change: Callable[[str, str], str]) -> Row:
    """A copy of the annotation with every copied string changed."""
    changed = copy.deepcopy(gold)
    for told in changed.get("sentences", []):
        sentence = sentences[told["i"]]

        def one(string: str | None, sentence: str = sentence) -> str | None:
            return string if not string or string.startswith("@") else change(string, sentence)

        for kind in ("mentions", "times", "places"):
            for row in told.get(kind, []):
                row[0] = one(row[0])
        for statement in told.get("statements", []):
            _change_slots(statement, one, ("speaker", "cue", "to", "content"))
        for event in told.get("events", []):
            _change_slots(event, one, ("trigger", "actors", "recipients", "time", "place"))
    return changed


def _change_slots(row: Row, one: Callable[[str | None], str | None], slots: tuple[str, ...]) -> None:
    for slot in slots:
        value = row.get(slot)
        if value is not None:
            row[slot] = [one(item) for item in value] if isinstance(value, list) else one(value)
