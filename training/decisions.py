"""What people decided in a store as annotated documents, for training: `python -m training.decisions STORE FOLDER`.

A document of `FOLDER/text` and `FOLDER/gold` (the format of `corpus.read_corpus`) holds those sentences of an article
in which a person has decided on every event and statement: what was confirmed or corrected is annotated as it stands,
what was rejected is left out. Sentences that nobody has looked at are not there, for an absent annotation would say
that there is nothing. Mentions, entities, places and the contexts of the article are the machine's.
"""

import argparse
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from lansir.annotate import Document, annotation_of
from lansir.keys import id_of
from lansir.record import Event, Record, Span, Statement
from lansir.store import Store
from lansir.store.article_rows import day_of

__all__ = ["Decided", "decided_documents", "main", "write_documents"]

DECIDED = "SELECT DISTINCT article FROM review WHERE state <> 'machine' ORDER BY article"
Row = dict[str, Any]


class Decided(NamedTuple):
    """A document: its text, and its annotation."""

    text: Row
    gold: Row


def decided_documents(store: Store) -> Iterator[Decided]:
    """A document for each article with a sentence that is wholly decided, in order of id."""
    articles = [id_of("ar", row[0]) for row in store.connection.execute(DECIDED)]
    for article in articles:
        if article in store and (found := _decided(store.record(article))):
            yield found


def write_documents(documents: Iterator[Decided], folder: Path) -> int:
    """Write documents into `text/` and `gold/` of a folder; gives their number."""
    for part in ("text", "gold"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    count = 0
    for count, document in enumerate(documents, start=1):  # noqa: B007  # the number of the last one counts
        name = f"{document.text['doc']}.json"
        for part, row in (("text", document.text), ("gold", document.gold)):
            (folder / part / name).write_bytes(msgspec.json.format(msgspec.json.encode(row), indent=1) + b"\n")
    return count


def main(arguments: Sequence[str] | None = None) -> int:
    """Write what was decided in a store into a folder."""
    parser = argparse.ArgumentParser(description="Write what people decided as annotated documents.")
    parser.add_argument("store", type=Path, help="the store")
    parser.add_argument("folder", type=Path, help="where text/ and gold/ are written")
    given = parser.parse_args(arguments)
    with Store(given.store) as store:
        print(f"{write_documents(decided_documents(store), given.folder)} documents")
    return 0


def _decided(record: Record) -> Decided | None:
    """The wholly decided sentences of a record; None where there is none."""
    sentences = _sentences(record)
    if not sentences:
        return None
    article = record.article
    document = Document(
        doc=article.id,
        sentences=[sentence.text for sentence in sentences],
        lang=article.language,
        published=day_of(article.published),
        outlet=article.outlet,
        url=article.url,
        title=article.title,
    )
    return Decided(msgspec.to_builtins(document), annotation_of(_as_decided(record), document, sentences))


def _sentences(record: Record) -> list[Span]:
    """The sentences whose events and statements are all decided, in order and apart.

    A statement that runs on into another sentence needs that one too.
    """
    items: list[Event | Statement] = [*record.events, *record.statements]
    found = sorted({item.sentence for item in items})
    waiting = [span for item in items if item.review.state == "machine" for span in _spans(item)]
    kept = {
        one
        for before, one in zip([None, *found], found, strict=False)
        if (before is None or before.end <= one.start) and not any(_meet(one, span) for span in waiting)
    }
    while cut := {one for one in kept if not all(_held(told, kept) for told in _touching(record, one))}:
        kept -= cut
    return sorted(kept)


def _spans(item: Event | Statement) -> list[Span]:
    return [item.sentence, *(item.content if isinstance(item, Statement) else ())]


def _touching(record: Record, sentence: Span) -> list[Statement]:
    """The statements that are to be annotated and have words in a sentence."""
    told = (one for one in record.statements if one.review.state != "rejected")
    return [one for one in told if any(_meet(piece, sentence) for piece in one.content)]


def _held(statement: Statement, sentences: Collection[Span]) -> bool:
    """Whether all words of a statement stand in these sentences."""
    return all(
        any(one.start <= piece.start and piece.end <= one.end for one in sentences) for piece in statement.content
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _as_decided(record: Record) -> Record:
    """The record without what was rejected."""
    events = [event for event in record.events if event.review.state != "rejected"]
    statements = [told for told in record.statements if told.review.state != "rejected"]
    return msgspec.structs.replace(record, events=events, statements=statements)


if __name__ == "__main__":
    sys.exit(main())
