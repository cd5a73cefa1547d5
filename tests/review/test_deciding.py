"""Decisions: applied to what everybody reads, kept beside what the machine read, and taken back without a trace."""

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lansir.codebook import codebook
from lansir.errors import InputError, StoreError
from lansir.record import Event, Record, Review, Statement
from lansir.review import State, Verdict, decide, decide_all, history
from lansir.store import Store
from lansir.store.check import check_store
from lansir.story.reading import stories, story
from tests.review.conftest import Articles, rows_of, stands

CORRECTIONS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["PROTEST", "ACCUSE", "COERCE"]),
        "status": st.sampled_from(["planned", "negated", "requested"]),
        "actors": st.lists(st.sampled_from(["Tomas Ardell", "Dewan Lontar"]), unique=True),
        "time": st.sampled_from([None, "2031", "2031-03", "2031-W10", "2031-03-01/2031-03-03"]),
        "size": st.dictionaries(st.sampled_from(["killed", "injured"]), st.integers(0, 9)),
    },
)
WISHES = st.one_of(
    st.tuples(st.sampled_from(["confirmed", "rejected"]), st.none()), st.tuples(st.just("corrected"), CORRECTIONS)
)


def name_of(record: Record, entity: str) -> str | None:
    return next(one.name for one in record.entities if one.id == entity)


class TestCorrecting:
    def test_the_fields_are_what_the_person_says(self, store: Store, event: Event) -> None:
        wanted = {"type": "COERCE", "mode": "arrest", "status": "planned", "size": {"arrested": 4, "killed": None}}
        decide(store, event.id, "corrected", "Ani", "not shelled", wanted)
        told = stands(store, event)
        assert (told.type, told.mode, told.status) == ("COERCE", "arrest", "planned")
        assert told.size is not None
        assert (told.size.arrested, told.size.killed) == (4, None)
        assert (told.quad, told.intensity) == (codebook().quad("COERCE"), codebook().intensity("COERCE", "arrest"))
        assert told.review.state == "corrected"
        assert (told.review.by, told.review.note) == ("Ani", "not shelled")
        assert told.resolved == dict.fromkeys(("type", "mode", "status", "size"), "decided by Ani")

    def test_who_filled_a_slot_before_keeps_the_words_it_was_read_from(
        self, store: Store, record: Record, event: Event
    ) -> None:
        wanted = {"actors": ["ratih  prameswari", "Tomas Ardell"], "recipients": ["Dewan Lontar"]}
        decide(store, event.id, "corrected", "Ani", correction=wanted)
        told = stands(store, event)
        assert [name_of(record, one.entity) for one in told.actors] == ["Ratih Prameswari", "Tomas Ardell"]
        assert told.actors[1] == event.actors[0]
        sentence = record.article.text[event.sentence.start : event.sentence.end]
        by_id = {mention.id: mention for mention in record.mentions}
        assert by_id[told.actors[0].mention].span.text in sentence
        assert (told.actors[0].elided, told.recipients[0].elided) == (False, True)

    def test_rows_for_filters_follow(self, store: Store, record: Record, event: Event) -> None:
        decide(store, event.id, "corrected", "Ani", correction={"time": "2031-02", "actors": ["Dewan Lontar"]})
        rows = store.connection.execute(
            "SELECT e.day, e.first_day, e.last_day, f.day AS told, c.name FROM event e JOIN event_actor f "
            "ON f.event = e.id JOIN actor c ON c.id = f.actor JOIN events v ON v.id = ? AND v.trigger = 'shelled' "
            "WHERE printf('ev-%016x', e.id) = v.id",
            (event.id,),
        ).fetchall()
        assert [tuple(row) for row in rows] == [
            ("2031-02-01", "2031-02-01", "2031-02-28", "2031-02-01", "Dewan Lontar")
        ]

    def test_a_time_that_no_words_give_says_who_gave_it(self, store: Store, event: Event) -> None:
        decide(store, event.id, "corrected", "Ani", correction={"time": "2031-03-02T09:30"})
        article = next(one for one in store.records() if event.id in {told.id for told in one.events})
        (time,) = [one for one in article.times if one.value == "2031-03-02T09:30"]
        assert (time.span.text, time.resolved, time.granularity) == ("", "decided by Ani", "minute")
        assert stands(store, event).time == time.id
        assert list(check_store(store)) == []
        decide(store, event.id, "corrected", "Ani", correction={"time": None})
        assert stands(store, event).time is None
        assert stands(store, event).reasons["time"] == "decided by Ani"
        assert "2031-03-02T09:30" not in {time.value for one in store.records() for time in one.times}

    def test_a_time_of_the_article_is_used_where_its_words_give_it(self, store: Store, record: Record) -> None:
        planned = record.events[1]
        decide(store, planned.id, "corrected", "Ani", correction={"time": "2031-03-04"})
        assert stands(store, planned).time == record.times[0].id

    def test_a_mode_of_the_type_before_goes_with_it(self, store: Store, event: Event) -> None:
        decide(store, event.id, "corrected", "Ani", correction={"mode": "aerial"})
        decide(store, event.id, "corrected", "Budi", correction={"type": "PROTEST"})
        told = stands(store, event)
        assert (told.type, told.mode) == ("PROTEST", None)

    def test_a_correction_is_laid_over_those_before(self, store: Store, event: Event) -> None:
        decide(store, event.id, "corrected", "Ani", correction={"size": {"killed": 5}})
        decide(store, event.id, "corrected", "Budi", correction={"status": "negated", "size": {"injured": 2}})
        told = stands(store, event)
        assert told.size is not None
        assert (told.status, told.size.killed, told.size.injured) == ("negated", 5, 2)

    def test_a_statement_gets_another_speaker(self, store: Store, record: Record) -> None:
        said = record.statements[0]
        wanted = {"speaker": "Dewan Lontar", "addressee": "Tomas Ardell", "form": "mixed"}
        decide(store, said.id, "corrected", "Ani", correction=wanted)
        told: Statement = store.record(record.article.id).statements[0]
        assert told.speaker is not None
        assert told.addressee is not None
        assert (name_of(record, told.speaker.entity), told.form) == ("Dewan Lontar", "mixed")
        assert told.review.state == "corrected"
        actor = store.connection.execute("SELECT c.name FROM statement s JOIN actor c ON c.id = s.actor").fetchall()
        assert ["Dewan Lontar"] in [list(row) for row in actor]

    def test_nobody_may_be_the_speaker(self, store: Store, record: Record) -> None:
        decide(store, record.statements[0].id, "corrected", "Ani", correction={"speaker": None})
        told = store.record(record.article.id).statements[0]
        assert (told.speaker, told.reasons["speaker"]) == (None, "decided by Ani")
        found = store.connection.execute("SELECT actor FROM statement WHERE speaker IS NULL").fetchall()
        assert [tuple(row) for row in found] == [(None,)]

    @pytest.mark.parametrize(
        ("wanted", "told"),
        [
            ({"type": "KILL"}, "type 'KILL' is not known; write one of AGREE, "),
            ({"status": "maybe"}, "status 'maybe' is not known; write one of actual, planned"),
            ({"mode": "visit"}, "'visit' is no mode of ASSAULT; write one of abduct"),
            ({"type": "AGREE", "mode": "visit"}, "'visit' is no mode of AGREE; it has none"),
            ({"actors": ["Nobody Known"]}, "the article names no 'Nobody Known'; it names Tomas Ardell"),
            ({"actors": "Tomas Ardell"}, "the correction cannot be read: Expected `array`"),
            ({"time": "yesterday"}, "time 'yesterday' is no ISO 8601 value; write 2024-04-28"),
            ({"time": "2031-03-04T25:00"}, "is no ISO 8601 value"),
            ({"time": "2031-03-04/2031-03-01"}, "is no ISO 8601 value"),
            ({"place": "Atlantis"}, "'Atlantis' is no place of the article; it names none"),
            ({"size": {"killed": -1}}, "the correction cannot be read"),
            ({"size": {"cows": 1}}, "the correction cannot be read"),
            ({"speaker": "Tomas Ardell"}, "no field 'speaker' to correct; use type, mode"),
            ({}, "the correction changes nothing"),
            ({"status": "actual"}, "the correction changes nothing"),
        ],
    )
    def test_what_does_not_fit_is_refused_and_changes_nothing(
        self, store: Store, event: Event, wanted: dict[str, Any], told: str
    ) -> None:
        before = rows_of(store)
        with pytest.raises(InputError) as refused:
            decide(store, event.id, "corrected", "Ani", correction=wanted)
        assert told in str(refused.value)
        assert str(refused.value).startswith(event.id)
        assert rows_of(store) == before
        assert history(store, event.id) == []

    def test_a_name_that_two_bear_asks_for_the_id(self, store: Store, articles: Articles) -> None:
        record, _ = articles[0]
        double = msgspec.structs.replace(record.entities[1], name="Tomas Ardell")
        store.replace(msgspec.structs.replace(record, entities=[record.entities[0], double, record.entities[2]]))
        event = record.events[1]
        with pytest.raises(InputError, match=f"may be {record.entities[0].id} or {double.id}; give the id"):
            decide(store, event.id, "corrected", "Ani", correction={"recipients": ["Tomas Ardell"]})
        decide(store, event.id, "corrected", "Ani", correction={"recipients": [f"Tomas Ardell [{double.id}]"]})
        assert stands(store, event).recipients[0].entity == double.id


class TestDeciding:
    def test_a_confirmation_changes_the_state_alone(self, store: Store, event: Event) -> None:
        decide(store, event.id, "confirmed", "Ani")
        told = stands(store, event)
        assert msgspec.structs.replace(told, review=Review()) == event
        assert told.review.state == "confirmed"

    def test_a_corrected_event_can_be_confirmed_by_another(self, store: Store, event: Event) -> None:
        decide(store, event.id, "corrected", "Ani", correction={"status": "negated"})
        decide(store, event.id, "confirmed", "Budi")
        told = stands(store, event)
        assert (told.status, told.review.state, told.review.by) == ("negated", "confirmed", "Budi")

    def test_the_history_keeps_every_decision(self, store: Store, event: Event) -> None:
        decide(store, event.id, "corrected", "Ani", "see the second report", {"status": "negated"})
        decide(store, event.id, "rejected", "Budi")
        decide(store, event.id, "machine", "Citra")
        told = history(store, event.id)
        assert [(one.state, one.by) for one in told] == [
            ("corrected", "Ani"), ("rejected", "Budi"), ("machine", "Citra"),
        ]  # fmt: skip
        assert told[0].correction == {"status": "negated"}
        assert told[0].was is not None
        assert told[0].was["status"] == "actual"

    @pytest.mark.parametrize(
        ("target", "state", "by", "told"),
        [
            ("ev-0000000000000007", "confirmed", "Ani", "the store holds no such event"),
            ("st-0000000000000007", "confirmed", "Ani", "the store holds no such statement"),
            ("ar-0000000000000007", "confirmed", "Ani", "is no id of an event or statement"),
            ("nonsense", "confirmed", "Ani", "is no id of an event or statement"),
            (None, "machine", "Ani", "nothing can be taken back"),
            (None, "fine", "Ani", "'fine' is no decision"),
            (None, "confirmed", "  ", "every decision has a name"),
        ],
    )
    def test_what_cannot_be_decided_is_refused(
        self, store: Store, event: Event, target: str | None, state: State, by: str, told: str
    ) -> None:
        with pytest.raises(InputError, match=told):
            decide(store, target or event.id, state, by)

    def test_many_are_decided_together_or_not_at_all(self, store: Store, record: Record) -> None:
        first, second = record.events
        wishes = [Verdict(first.id, "confirmed"), Verdict(second.id, "corrected", correction={"type": "NONE"})]
        with pytest.raises(InputError, match="not known"):
            decide_all(store, wishes, "Ani")
        assert stands(store, first).review == Review()
        with pytest.raises(InputError, match="decided on twice"):
            decide_all(store, [wishes[0], wishes[0]], "Ani")
        made = decide_all(store, [wishes[0], Verdict(second.id, "rejected", "no plan")], "Ani")
        assert [(one.target, one.state) for one in made] == [(first.id, "confirmed"), (second.id, "rejected")]

    def test_a_reader_cannot_decide(self, store: Store, event: Event) -> None:
        with Store(store.path) as reader, pytest.raises(StoreError, match="cannot be opened"):
            decide(reader, event.id, "confirmed", "Ani")


class TestStories:
    def test_a_rejected_event_is_no_part_of_what_happened(self, store: Store, event: Event) -> None:
        (line,) = stories(store.connection, limit=9)
        before = {told.id: told.articles for day in story(store.connection, line.id).days for told in day.occurrences}
        assert sorted(before.values()) == [1, 2]
        decide(store, event.id, "rejected", "Ani")
        after = [told.articles for day in story(store.connection, line.id).days for told in day.occurrences]
        assert sorted(after) == [1, 1]
        assert list(check_store(store)) == []

    def test_a_corrected_event_is_told_with_what_it_is_now(self, store: Store, event: Event) -> None:
        decide(store, event.id, "corrected", "Ani", correction={"status": "negated"})
        rows = store.connection.execute("SELECT stage, events FROM occurrence ORDER BY stage").fetchall()
        assert [tuple(row) for row in rows] == [("ahead", 1), ("denied", 1), ("happened", 1)]
        assert list(check_store(store)) == []

    def test_a_store_that_is_not_placed_stays_so(self, store: Store, articles: Articles, event: Event) -> None:
        for record, vectors in articles:
            store.remove(record.article.id)
            store.add(record, vectors=vectors)
        decide(store, event.id, "rejected", "Ani")
        assert store.connection.execute("SELECT count(*) FROM placed").fetchone()[0] == 0


class TestTakingBack:
    @pytest.mark.parametrize(
        ("state", "wanted"),
        [
            ("confirmed", None),
            ("rejected", None),
            ("corrected", {"type": "COERCE", "mode": "arrest", "actors": ["Dewan Lontar"], "time": "2030"}),
            ("corrected", {"actors": [], "time": None, "size": {"killed": None}}),
        ],
    )
    def test_the_store_is_row_by_row_what_it_was(
        self, store: Store, event: Event, state: State, wanted: dict[str, Any] | None
    ) -> None:
        before = rows_of(store)
        decide(store, event.id, state, "Ani", correction=wanted)
        assert rows_of(store) != before
        decide(store, event.id, "machine", "Ani")
        assert rows_of(store) == before
        assert stands(store, event) == event

    @settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(wishes=st.lists(WISHES, min_size=1, max_size=4))
    def test_whatever_was_decided_before(
        self, store: Store, event: Event, wishes: list[tuple[State, dict[str, Any] | None]]
    ) -> None:
        before = rows_of(store)
        for state, wanted in wishes:
            try:
                decide(store, event.id, state, "Ani", correction=wanted)
            except InputError as error:
                assert "changes nothing" in str(error)
            assert list(check_store(store)) == []
        if stands(store, event).review != Review():
            decide(store, event.id, "machine", "Ani")
        assert rows_of(store) == before
