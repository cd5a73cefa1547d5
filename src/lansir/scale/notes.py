"""What is noted of items beside their records: what was dealt with, and the dead letters of what could not be read."""

from typing import Any

import msgspec

from lansir.ingest.intake import EXAMPLES
from lansir.ingest.items import Again
from lansir.ingest.reading import Failed
from lansir.keys import key_of
from lansir.record import Article
from lansir.scale.log import Part

__all__ = ["Before", "Written", "added", "dead_letter", "item_note", "told"]

Row = dict[str, Any]


class Before(msgspec.Struct):
    """What of a file was not given: dealt with before, failed before, or neither page nor archive."""

    done: int = 0
    failed: int = 0
    passed_over: int = 0


class Written(msgspec.Struct):
    """What a task has written: the part, None where there was nothing to write, and what to tell of it.

    `failures` counts class of error by stage; `examples` are first messages.
    """

    part: Part | None
    before: Before
    failures: dict[str, dict[str, int]] = {}
    examples: list[str] = []


def item_note(row: Row, article: Article, at: str) -> Row:
    """The row of an item that was dealt with."""
    return {**_named(row), "article": key_of(article.id), "hash": article.content_hash, "noted": at}


def dead_letter(row: Row, at: str) -> Row:
    """The row of an item that failed: the source, the place in it, the stage, the error, and how to get it again."""
    failed = failure_of(row)
    again = msgspec.json.decode(row["again"], type=Again)
    place = None if again.whole else row["key"].removeprefix(row["source"]).removeprefix("#") or None
    why = {"stage": failed.stage, "error": failed.error, "message": failed.message}
    return {**_named(row), "place": place, **why, "again": row["again"].decode(), "noted": at}


def told(part: Part, before: Before, failed: list[Row]) -> Written:
    """What a task tells of the part that it has written."""
    written = Written(part, before)
    for row in failed:
        one = failure_of(row)
        stage = written.failures.setdefault(one.stage, {})
        stage[one.error] = stage.get(one.error, 0) + 1
        if len(written.examples) < EXAMPLES:
            written.examples.append(one.message if row["key"] in one.message else f"{row['key']}: {one.message}")
    return written


def added(rows: list[Row]) -> Before:
    """What the rows of a table say was not given, in all."""
    whole = Before()
    for row in rows:
        if row["before"]:
            one = msgspec.msgpack.decode(row["before"], type=Before)
            whole.done, whole.failed = whole.done + one.done, whole.failed + one.failed
            whole.passed_over += one.passed_over
    return whole


def failure_of(row: Row) -> Failed:
    """Why the item of a row failed."""
    failed = msgspec.msgpack.decode(row["failed"], type=Failed)
    return msgspec.structs.replace(failed, message=failed.message.encode("utf-8", "backslashreplace").decode())


def _named(row: Row) -> Row:
    return {name: row[name] for name in ("key", "source", "turn")}
