"""The tables of time expressions: `times_LANGUAGE*.yaml` and the whole sentences of `times_sentences.yaml`."""

import datetime
import re
from pathlib import Path

import msgspec

from lansir.resolve.times import Expression, ResolvedTime, find_times, resolve_times

HERE = Path(__file__).parent
LANGUAGES = ("en", "id")
DAY = r"\d{4}-\d\d-\d\d"
POINT = rf"(?:{DAY}(?:T\d\d:\d\d)?|\d{{4}}-W\d\d|\d{{4}}-\d\d|\d{{4}})"
NUMBER = r"\d+(?:\.\d+)?(?:e[+]\d+)?"
LENGTH = rf"P(?=.)(?:{NUMBER}[YMWD])*(?:T(?:{NUMBER}[HMS])+)?"
VALUE = re.compile(rf"{POINT}(?:/{POINT})?|{LENGTH}")


class Table(msgspec.Struct):
    """Rows of words, value, sentence and type, read on a day; the last two where they matter."""

    published: datetime.date | None
    rows: list[list[str | None]]


class Row(msgspec.Struct, frozen=True):
    language: str
    published: datetime.date | None
    words: str
    value: str | None
    sentence: str
    type: str | None


class Story(msgspec.Struct):
    """Sentences of an article (or, `alone`, of one each), each with what is to be found in it and what it means."""

    language: str
    published: datetime.date | None
    sentences: list[list[str | list[str | None]]]
    alone: bool = False


def rows(language: str) -> list[Row]:
    found = []
    for path in sorted(HERE.glob(f"times_{language}*.yaml")):
        table = msgspec.yaml.decode(path.read_bytes(), type=Table)
        for row in table.rows:
            words, value, sentence, kind = (*row, None, None)[:4]
            found.append(Row(language, table.published, str(words), value, sentence or str(words), kind))
    return found


def stories() -> list[Story]:
    """The articles, those of sentences that stand alone taken apart."""
    found = msgspec.yaml.decode((HERE / "times_sentences.yaml").read_bytes(), type=list[Story])
    return [
        Story(story.language, story.published, part)
        for story in found
        for part in ([[one] for one in story.sentences] if story.alone else [story.sentences])
    ]


def read(language: str, published: datetime.date | None, sentences: list[str]) -> list[tuple[Expression, ResolvedTime]]:
    """What the rules find in the sentences of an article, and what it means."""
    expressions = [
        Expression(text[start:end], text, start, index)
        for index, text in enumerate(sentences)
        for start, end in find_times(text, language)
    ]
    return list(zip(expressions, resolve_times(expressions, language, published), strict=True))
