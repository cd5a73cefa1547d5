"""Each difference between gold and what was read is told once, as what it is, with the words of both sides."""

from typing import Any

import msgspec
import pytest

from lansir.evaluate.annotation import Annotation
from lansir.evaluate.certainty import Certainty, EventKey
from lansir.evaluate.disagreement import KINDS, Disagreement, Kind, Reading, by_kind, few_of_each, worst_first
from lansir.evaluate.evaluation import disagreements
from lansir.evaluate.evidence import Evidence
from lansir.evaluate.matching import Matching
from lansir.evaluate.measures import counts
from lansir.evaluate.shown import value_words
from lansir.evaluate.side import Side
from lansir.record import Argument, Event, Span, Statement
from lansir.words.catalogue import messages
from tests.evaluate.made import GOLD, SENTENCES, annotation, by_chance, evidence

Rows = list[dict[str, Any]]


def changed(i: int, **lists: Any) -> Annotation:  # noqa: ANN401 - parts of JSON
    """The document by hand with other rows in sentence `i`."""
    rows: Rows = GOLD["sentences"]
    return annotation(sentences=[{**row, **lists} if row["i"] == i else row for row in rows])


def event(i: int, n: int, **fields: Any) -> Annotation:  # noqa: ANN401 - parts of JSON
    """The document by hand with another n-th event in sentence `i`."""
    events = [{**row, **fields} if k == n else row for k, row in enumerate(GOLD["sentences"][i]["events"])]
    return changed(i, events=events)


def statement(n: int, **fields: Any) -> Annotation:  # noqa: ANN401 - parts of JSON
    rows = [{**row, **fields} if k == n else row for k, row in enumerate(GOLD["sentences"][1]["statements"])]
    return changed(1, statements=rows)


def only(predicted: Annotation, certainty: Certainty | None = None) -> Disagreement:
    """The one disagreement that there is."""
    (found,) = disagreements(evidence(annotation(), predicted, certainty))
    return found


def words(reading: Reading | None) -> list[tuple[str, str]]:
    return [(mark.role, mark.text) for mark in reading.marks] if reading else []


def values(one: Disagreement) -> tuple[list[str] | None, list[str] | None]:
    return one.gold.values if one.gold else None, one.ours.values if one.ours else None


def test_gold_agrees_with_itself() -> None:
    assert disagreements(evidence(annotation(), annotation())) == []


class TestEvents:
    def test_an_event_of_gold_alone_is_missed(self) -> None:
        found = only(changed(2, events=[]))
        assert (found.kind, found.document, found.language, found.sentence) == ("event-missed", "en-9000", "en", 2)
        assert found.text == SENTENCES[2]
        assert values(found) == (["PROTEST", "negated", "The union → –"], None)
        assert words(found.gold) == [("actor", "The union"), ("trigger", "march")]
        assert found.missing

    def test_an_event_of_ours_alone_is_invented(self) -> None:
        added = {"type": "ACCUSE", "trigger": "did", "actors": ["The union"], "recipients": ["@e1"], "status": "actual"}
        found = only(changed(2, events=[*GOLD["sentences"][2]["events"], added]))
        assert (found.kind, found.about, found.missing) == ("event-invented", "ACCUSE", False)
        assert values(found) == (None, ["ACCUSE", "actual", "The union → Ayu Lestari"])

    def test_the_same_trigger_with_another_type_is_one_disagreement(self) -> None:
        found = only(event(2, 0, type="REJECT", status="actual"))
        assert (found.kind, found.about) == ("event-type", "REJECT")
        gold, ours = values(found)
        assert gold and ours and (gold[0], ours[0]) == ("PROTEST", "REJECT")

    def test_another_status(self) -> None:
        found = only(event(2, 0, status="actual"))
        assert (found.kind, *values(found)) == ("event-status", ["negated"], ["actual"])
        assert words(found.ours) == [("trigger", "march")]

    def test_another_actor_and_another_recipient_are_two(self) -> None:
        swapped = event(0, 0, actors=["the Barat Farmers' Union"], recipients=["Minister Ayu Lestari"])
        actor, recipient = disagreements(evidence(annotation(), swapped))
        assert (actor.kind, recipient.kind) == ("event-actor", "event-recipient")
        assert values(actor) == (["Minister Ayu Lestari"], ["the Barat Farmers' Union"])
        assert words(recipient.gold) == [("trigger", "asked"), ("recipient", "the Barat Farmers' Union")]

    def test_nobody_where_gold_names_somebody_is_missing(self) -> None:
        found = only(event(0, 0, recipients=[]))
        assert (found.kind, found.missing) == ("event-recipient", True)
        assert values(found) == (["the Barat Farmers' Union"], [])


class TestStatements:
    def test_missed_and_invented(self) -> None:
        none = only(changed(1, statements=GOLD["sentences"][1]["statements"][:1]))
        assert (none.kind, *values(none)) == ("statement-missed", ["indirect", "the union"], None)
        assert words(none.gold) == [("speaker", "the union"), ("cue", "said"), ("content", "it would march")]
        added = {"speaker": None, "content": "did not march", "form": "indirect"}
        found = only(changed(2, statements=[added]))
        assert (found.kind, *values(found)) == ("statement-invented", None, ["indirect"])

    def test_another_speaker(self) -> None:
        found = only(statement(1, speaker="She"))
        assert (found.kind, *values(found)) == ("statement-speaker", ["the union"], ["She"])

    def test_a_speaker_where_the_text_names_none_and_none_where_it_names_one(self) -> None:
        silent = only(statement(1, speaker=None))
        assert (silent.kind, silent.missing, *values(silent)) == ("statement-speaker", True, ["the union"], [])

    @pytest.mark.parametrize("content", ["talk", 'She said "we are ready to talk", and the union said it would'])
    def test_other_bounds_are_told_once_however_little_is_shared(self, content: str) -> None:
        found = only(statement(0, content=content))
        assert (found.kind, *values(found)) == ("statement-bounds", ["we are ready to talk"], [content])

    def test_pieces_are_joined(self) -> None:
        found = only(statement(0, content=["we", "to talk"]))
        assert values(found)[1] == ["we … to talk"]
        assert words(found.ours) == [("content", "we"), ("content", "to talk")]


class TestTimes:
    def test_missed_invented_and_another_value(self) -> None:
        missed = only(changed(0, times=[]))
        assert (missed.kind, *values(missed)) == ("time-missed", ["on Monday", "2024-05-06"], None)
        invented = only(changed(2, times=[["not", None]]))
        assert (invented.kind, *values(invented)) == ("time-invented", None, ["not"])
        value = only(changed(0, times=[["Monday", "2024-05-13"]]))
        assert (value.kind, *values(value)) == ("time-value", ["2024-05-06"], ["2024-05-13"])
        assert (words(value.gold), words(value.ours)) == ([("time", "on Monday")], [("time", "Monday")])

    def test_a_value_that_we_could_not_settle_is_missing(self) -> None:
        assert only(changed(0, times=[["on Monday", None]])).missing


class TestMentionsAndEntities:
    def test_missed_and_invented(self) -> None:
        missed = only(changed(2, mentions=[], events=[{**GOLD["sentences"][2]["events"][0], "actors": ["@e2"]}]))
        assert (missed.kind, *values(missed)) == ("mention-missed", ["The union", "ORG"], None)
        invented = only(changed(2, mentions=[["The union", "e2"], ["Kota Wira", "e2"]]))
        assert (invented.kind, *values(invented)) == ("mention-invented", None, ["Kota Wira", "ORG"])
        assert words(invented.ours) == [("mention", "Kota Wira")]

    def test_other_bounds_are_one_disagreement(self) -> None:
        found = only(changed(2, mentions=[["union", "e2"]]))
        assert (found.kind, *values(found)) == ("mention-bounds", ["The union", "ORG"], ["union", "ORG"])

    def test_another_type_is_told_at_each_mention(self) -> None:
        entities = {**GOLD["entities"], "e1": {"name": "Ayu Lestari", "type": "ORG"}}
        found = disagreements(evidence(annotation(), annotation(entities=entities)))
        assert [(one.kind, one.sentence, *values(one)) for one in found] == [
            ("mention-type", 0, ["PER"], ["ORG"]),
            ("mention-type", 1, ["PER"], ["ORG"]),
        ]

    def test_one_entity_in_two_is_split_where_the_smaller_part_is_mentioned_first(self) -> None:
        entities = {**GOLD["entities"], "e7": {"name": None, "type": "ORG"}}
        mentions = [["She", "e1"], ["the union", "e7"]]
        rows = [{**row, "mentions": mentions} if row["i"] == 1 else row for row in GOLD["sentences"]]
        found = only(annotation(entities=entities, sentences=rows))
        assert (found.kind, found.sentence, found.about) == ("entity-split", 1, "ORG")
        assert values(found) == (
            ["Barat Farmers' Union", "= the Barat Farmers' Union (0)"],
            ["the union", "≠ the Barat Farmers' Union (0)"],
        )
        assert words(found.gold) == words(found.ours) == [("mention", "the union")]

    def test_two_entities_in_one_are_merged(self) -> None:
        mentions = [["She", "e2"], ["the union", "e2"]]
        rows = [{**row, "mentions": mentions, "statements": []} if row["i"] == 1 else row for row in GOLD["sentences"]]
        gold = annotation(sentences=[{**row, "statements": []} for row in GOLD["sentences"]])
        found = disagreements(evidence(gold, annotation(sentences=rows)))
        (merged,) = (one for one in found if one.kind == "entity-merged")
        assert values(merged) == (
            ["Ayu Lestari", "≠ the Barat Farmers' Union (0)"],
            ["Barat Farmers' Union", "= the Barat Farmers' Union (0)"],
        )


class TestConfidence:
    EVENT = Event(
        "ev", "PROTEST", "actual", Span(22, 27, "march"), Span(0, 1, "x"), 0.9, "material-conflict", -5.0,
        actors=[Argument("en-a", "me-a", 0.8), Argument("en-b", "me-b", 0.3)],
    )  # fmt: skip
    KEY = EventKey((2, 18, 23), "PROTEST", "actual")

    def test_it_is_that_of_the_event(self) -> None:
        assert only(event(2, 0, status="actual"), Certainty(events={self.KEY: self.EVENT})).confidence == 0.9

    def test_of_a_wrong_actor_it_is_that_of_the_actor(self) -> None:
        key = self.KEY._replace(status="negated")
        certainty = Certainty(events={key: self.EVENT}, entities={"e1": "en-b", "e2": "en-a"})
        found = only(event(2, 0, actors=["@e1"]), certainty)
        assert (found.kind, found.confidence) == ("event-actor", 0.3)

    def test_of_a_wrong_speaker_it_is_that_of_the_speaker_of_bounds_that_of_the_statement(self) -> None:
        told = Statement("st", Span(0, 1, "x"), [], "indirect", 0.7, Argument("en-a", "me-a", 0.4))
        at = SENTENCES[1].index("it would march")
        certainty = Certainty(
            statements={(1, frozenset([(at, at + 14)])): told, (1, frozenset([(at + 3, at + 8)])): told},
            entities={"e1": "en-a"},
        )
        assert only(statement(1, speaker="She"), certainty).confidence == 0.4
        assert only(statement(1, content="would"), certainty).confidence == 0.7

    def test_nobody_told_it_and_nothing_said_have_none(self) -> None:
        assert only(event(2, 0, status="actual")).confidence is None
        assert only(changed(2, events=[])).confidence is None


class TestOrder:
    @staticmethod
    def one(kind: Kind, confidence: float | None = None, *, said: bool = True, document: str = "a") -> Disagreement:
        ours = Reading(["x"]) if said else None
        return Disagreement(
            kind=kind, document=document, language="en", sentence=0, text="", ours=ours, confidence=confidence
        )

    def test_what_was_said_with_confidence_comes_first_and_what_is_missing_last(self) -> None:
        ordered = [
            self.one("mention-type", 0.9),
            self.one("event-type", 0.5),
            self.one("mention-type", 0.5),
            self.one("entity-split"),
            self.one("event-missed", said=False),
            self.one("event-missed", said=False, document="b"),
        ]
        assert worst_first(reversed(ordered)) == ordered

    def test_kinds_are_counted_in_their_order_and_few_of_each_are_the_first(self) -> None:
        found = [self.one("time-value", 0.9), self.one("event-type", 0.8), self.one("time-value", 0.1)]
        assert list(by_kind(found).items()) == [("event-type", 1), ("time-value", 2)]
        assert few_of_each(found, 1) == found[:2]
        assert few_of_each(found, 0) == found

    def test_what_is_wrong_is_listed_before_what_is_missed(self) -> None:
        missed = [kind.endswith("missed") for kind in KINDS]
        assert missed == sorted(missed)


class TestByChance:
    CASES = range(300)

    @staticmethod
    def case(seed: int) -> Evidence:
        sentences, gold, predicted = by_chance(seed)
        sides = (Side(msgspec.convert(one, Annotation), sentences) for one in (gold, predicted))
        return Evidence("made", "en", Matching(*sides))

    def test_every_mark_repeats_its_words(self) -> None:
        for one in (one for seed in self.CASES for one in disagreements(self.case(seed))):
            marks = [mark for side in (one.gold, one.ours) if side for mark in side.marks]
            assert all(mark.text and one.text[mark.start : mark.end] == mark.text for mark in marks)

    def test_the_disagreements_add_up_with_the_measures(self) -> None:
        for seed in self.CASES:
            case = self.case(seed)
            number, measured = by_kind(disagreements(case)), counts(case.matching)
            events, times = measured["events"], measured["times"]
            mistyped = number.get("event-type", 0)
            assert number.get("event-missed", 0) + mistyped == events.gold - events.right
            assert number.get("event-invented", 0) + mistyped == events.predicted - events.right
            assert number.get("event-status", 0) == events.right - measured["events status"].right
            assert number.get("event-actor", 0) == events.right - measured["events actor"].right
            assert number.get("time-missed", 0) == times.gold - times.right
            assert number.get("time-value", 0) == times.right - measured["times value"].right
            statements, loose = measured["statements"], len(case.matching.loose_statement_pairs)
            assert number.get("statement-missed", 0) + loose == statements.gold - statements.right
            assert number.get("statement-speaker", 0) == statements.right - measured["statements speaker"].right
            mentions, bounds = measured["mentions"], number.get("mention-bounds", 0)
            assert number.get("mention-missed", 0) + bounds == mentions.gold - mentions.right
            assert number.get("mention-type", 0) == mentions.right - measured["mentions typed"].right

    def test_one_side_against_the_other_is_the_other_way_round(self) -> None:
        for seed in self.CASES:
            sentences, gold, predicted = by_chance(seed)
            one, other = (Side(msgspec.convert(side, Annotation), sentences) for side in (gold, predicted))
            here, there = (
                by_kind(disagreements(Evidence("made", "en", Matching(*sides))))
                for sides in ((one, other), (other, one))
            )
            for kind in ("mention-bounds", "mention-type"):
                assert here.get(kind) == there.get(kind)
            assert here.get("time-missed") == there.get("time-invented")
            assert here.get("entity-split") == there.get("entity-merged")


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        ("event-missed", ["PROTEST", "negated", "The union → –"], "PROTEST  tidak terjadi  The union → –"),
        ("event-status", ["actual"], "terjadi"),
        ("statement-missed", ["indirect", "She"], "tidak langsung  She"),
        ("mention-missed", ["actual", "PER"], "actual, PER"),
        ("time-value", [], ""),
    ],
)
def test_values_are_told_in_the_words_of_the_labels(kind: Kind, given: list[str], told: str) -> None:
    one = Disagreement(kind=kind, document="a", language="en", sentence=0, text="", gold=Reading(given))
    assert value_words(one, one.gold, messages("id")) == told
    assert value_words(one, None, messages("id")) == ""
