"""How sure a row is, is found again in the record from which it was written."""

import msgspec

from lansir.annotate import Document, annotation_of, article_of
from lansir.evaluate.annotation import Annotation
from lansir.evaluate.certainty import Certainty, EventKey, certainty_of
from lansir.evaluate.side import Side, Slot
from lansir.record import Argument, Entity, Event, Mention, Record, Span, Statement, Time

SENTENCES = ["Ayu said @TaniBarat will march on Monday.", "It will, she said."]
DOCUMENT = Document("en-9000", SENTENCES, "en", "2024-05-07")
ARTICLE, SPANS = article_of(DOCUMENT)


def span(words: str, after: int = 0) -> Span:
    start = ARTICLE.text.index(words, after)
    return Span(start, start + len(words), words)


AYU, UNION = Argument("en-ayu", "me-ayu", 0.6), Argument("en-union", "me-union", 0.5)
RECORD = Record(
    ARTICLE,
    lansir="0",
    model="by hand",
    entities=[Entity("en-ayu", "Ayu", "PER", "by hand"), Entity("en-union", "Tani Barat", "ORG", "by hand")],
    mentions=[
        Mention("me-ayu", span("Ayu"), "PER", "en-ayu", "name", 0.9),
        Mention("me-union", span("@TaniBarat"), "ORG", "en-union", "name", 0.8),
    ],
    times=[Time("ti", span("on Monday"), "DATE", "by hand", 0.7, "2024-05-06")],
    statements=[Statement("st", SPANS[0], [span("@TaniBarat will march on Monday.\nIt will")], "indirect", 0.4, AYU)],
    events=[Event("ev", "PROTEST", "planned", span("march"), SPANS[0], 0.3, "material-conflict", -5.0, actors=[UNION])],
)


def found() -> tuple[Side, Certainty]:
    written = annotation_of(RECORD, DOCUMENT, SPANS)
    side = Side(msgspec.convert(written, Annotation), SENTENCES)
    return side, certainty_of(RECORD, SPANS, side)


def test_every_row_of_the_annotation_is_as_sure_as_what_it_was_written_from() -> None:
    side, certainty = found()
    assert {place: certainty.mentions[place] for place in side.mentions} == {(0, 0, 3): 0.9, (0, 10, 19): 0.8}
    ((i, time),) = side.times()
    assert certainty.times[(i, *(side.range_of(i, time.words) or ()))] == 0.7
    keys = [(i, frozenset(side.content_ranges(i, row))) for i, row in side.statements()]
    assert [certainty.of_statement(key) for key in keys] == [0.4, 0.4]
    ((i, event),) = side.events()
    trigger = side.range_of(i, event.trigger)
    assert trigger
    assert certainty.of_event(EventKey((i, *trigger), event.type, event.status)) == 0.3


def test_who_fills_a_slot_is_known_by_the_annotations_own_key() -> None:
    side, certainty = found()
    ((i, event),) = side.events()
    key = next(iter(certainty.events))
    assert certainty.of_arguments(key, "actors", side.slots(i, event, "actors")) == 0.5
    assert certainty.of_arguments(key, "actors", [Slot(None, "e1")]) is None
    (i, statement), _ = side.statements()
    speaker = side.slot(i, statement.speaker)
    assert speaker
    assert certainty.of_speaker((i, frozenset(side.content_ranges(i, statement))), speaker) == 0.6


def test_what_nobody_told_has_no_confidence() -> None:
    key = EventKey((0, 0, 1), None, None)
    assert Certainty().of_event(key) is None
    assert Certainty().of_arguments(key, "actors", [Slot(None, "e1")]) is None
    assert Certainty().of_statement((0, frozenset())) is None
    assert Certainty().of_speaker((0, frozenset()), Slot(None, "e1")) is None


def test_what_runs_over_the_end_of_a_sentence_is_in_no_row_and_in_no_place() -> None:
    across = msgspec.structs.replace(RECORD.mentions[0], span=Span(40, 50, ARTICLE.text[40:50]))
    record = msgspec.structs.replace(RECORD, mentions=[across], statements=[], events=[])
    side = Side(msgspec.convert(annotation_of(record, DOCUMENT, SPANS), Annotation), SENTENCES)
    assert not side.mentions
    assert not certainty_of(record, SPANS, side).mentions
