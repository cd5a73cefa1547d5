"""Findings become statements and events that point at each other and at the words."""

from collections.abc import Callable

from lansir.encoder.reading import FoundLink
from lansir.record import Record
from tests.resolve.found import Finder

RecordOf = Callable[[Finder], Record]


def test_pieces_around_a_cue_are_one_statement(record_of: RecordOf) -> None:
    page = Finder('"We are ready," Dara Wibisono said, "and we will wait."')
    speaker = page.mention("Dara Wibisono")
    cue = page.cue("said")
    page.content("We are ready,", speaker, cue)
    page.content("and we will wait.", speaker, cue)
    (statement,) = record_of(page).statements
    assert [piece.text for piece in statement.content] == ["We are ready", "and we will wait"]
    assert statement.form == "direct"
    assert statement.cue is not None
    assert statement.cue.text == "said"


def test_a_statement_that_the_text_gives_no_speaker_says_so(record_of: RecordOf) -> None:
    page = Finder("Talks reportedly stalled.")
    page.content("Talks", None, page.cue("reportedly"))
    (statement,) = record_of(page).statements
    assert statement.speaker is None
    assert "speaker" in statement.reasons


def test_an_event_is_reported_by_the_innermost_statement_around_it(record_of: RecordOf) -> None:
    page = Finder("Dara said that Bima had told police that rebels attacked the port.")
    dara, bima = page.mention("Dara"), page.mention("Bima")
    rebels = page.mention("rebels")
    page.content("Bima had told police that rebels attacked the port", dara, page.cue("said"))
    page.content("rebels attacked the port", bima, page.cue("told"), inner=True)
    page.trigger("attacked", "ASSAULT", actors=(rebels,))
    record = record_of(page)
    outer, inner = record.statements
    assert inner.inside == outer.id
    assert record.events[0].reported_by == inner.id
    assert inner.events == [record.events[0].id]
    assert outer.events == []


def test_an_event_outside_all_statements_is_told_by_the_outlet(record_of: RecordOf) -> None:
    page = Finder("Police arrested two men.")
    police = page.mention("Police", "ORG")
    page.trigger("arrested", "COERCE", actors=(police,), mode="arrest")
    (event,) = record_of(page).events
    assert event.reported_by is None
    assert (event.quad, event.mode) == ("material-conflict", "arrest")


def test_empty_slots_have_reasons(record_of: RecordOf) -> None:
    page = Finder("A market was bombed.")
    page.trigger("bombed", "ASSAULT")
    (event,) = record_of(page).events
    assert set(event.reasons) == {"actors", "recipients", "time", "place"}
    assert "published 2024-04-29" in event.reasons["time"]


def test_a_filler_from_another_sentence_is_marked(record_of: RecordOf) -> None:
    page = Finder("Dara Wibisono spoke.", "Then condemned the raid.")
    dara = page.mention("Dara Wibisono")
    page.trigger("condemned", "ACCUSE", actors=(dara,), sentence=1)
    (event,) = record_of(page).events
    assert event.actors[0].elided


def test_one_entity_fills_a_slot_once(record_of: RecordOf) -> None:
    page = Finder("Dara Wibisono spoke, and Wibisono condemned the raid.")
    page.mention("Dara Wibisono")
    page.mention("Wibisono")
    page.reading.mentions[1].span.start = page.text.index("and Wibisono") + 4
    page.reading.mentions[1].span.end = page.reading.mentions[1].span.start + len("Wibisono")
    page.trigger("condemned", "ACCUSE", actors=(0, 1))
    (event,) = record_of(page).events
    assert len(event.actors) == 1


def test_a_mention_that_acts_is_not_also_acted_upon_less_surely(record_of: RecordOf) -> None:
    page = Finder("Police arrested two men.")
    police = page.mention("Police", "ORG")
    page.trigger("arrested", "COERCE", actors=(police,), recipients=(police,))
    (event,) = record_of(page).events
    assert len(event.actors) == 1
    assert event.recipients == []
    assert "recipients" in event.reasons


def test_the_same_findings_give_the_same_record(record_of: RecordOf) -> None:
    def page() -> Finder:
        made = Finder("Police arrested two men on Sunday.")
        made.trigger("arrested", "COERCE", actors=(made.mention("Police", "ORG"),))
        made.reading.times.append(made.span("on Sunday"))
        return made

    assert record_of(page()) == record_of(page())


def test_a_relative_day_is_resolved_against_the_day_of_publication(record_of: RecordOf) -> None:
    page = Finder("Police arrested two men on Sunday.")
    page.reading.times.append(page.span("on Sunday"))
    (time,) = record_of(page).times
    assert time.value == "2024-04-28"


def test_an_undated_page_says_that_times_stay_open(record_of: RecordOf) -> None:
    page = Finder("Police arrested two men on Sunday.")
    page.article = type(page.article)(page.article.id, page.text, page.article.blocks, "0" * 64, "en")
    page.reading.times.append(page.span("on Sunday"))
    record = record_of(page)
    assert record.times[0].value is None
    assert "no_publication_date" in {reason.code for reason in record.reasons}


def test_the_same_words_found_on_both_levels_are_one_statement(record_of: RecordOf) -> None:
    page = Finder("“Rebels attacked the port.”")
    page.content("“Rebels attacked the port.”", None)
    page.content("Rebels attacked the port", None, inner=True)
    (statement,) = record_of(page).statements
    assert statement.inside is None


def test_a_speaker_that_the_model_hardly_believes_in_is_none(record_of: RecordOf) -> None:
    page = Finder("Dara was there, and talks stalled.")
    dara = page.mention("Dara")
    page.content("talks stalled", dara)
    page.reading.contents[0].speakers[0].chance = 0.03
    page.reading.contents[0].nobody = 0.02
    (statement,) = record_of(page).statements
    assert statement.speaker is None
    assert "surely enough" in statement.reasons["speaker"]


def test_the_time_beside_the_cue_is_the_statement_s(record_of: RecordOf) -> None:
    page = Finder("Dara said on Sunday that talks would resume on Monday.")
    dara = page.mention("Dara")
    page.content("talks would resume on Monday", dara, page.cue("said"))
    page.reading.times += [page.span("on Sunday"), page.span("on Monday")]
    record = record_of(page)
    assert record.statements[0].time == record.times[0].id


def test_the_stop_of_an_abbreviation_stays_in_the_words(record_of: RecordOf) -> None:
    page = Finder("Dara said talks moved to the U.S.")
    page.content("talks moved to the U.S.", page.mention("Dara"), page.cue("said"))
    assert record_of(page).statements[0].content[0].text == "talks moved to the U.S."


def test_a_quotation_that_begins_inside_the_words_is_kept_whole(record_of: RecordOf) -> None:
    page = Finder("Dara said the aid must be “kept and raised,” and left.")
    page.content("the aid must be “kept and raised", page.mention("Dara"), page.cue("said"))
    (statement,) = record_of(page).statements
    assert statement.content[0].text == "the aid must be “kept and raised,”"
    assert statement.form == "mixed"


def test_a_person_is_no_place(record_of: RecordOf) -> None:
    page = Finder("Paris Wibisono was attacked.")
    person = page.mention("Paris Wibisono")
    found = page.trigger("attacked", "ASSAULT")
    found.place = FoundLink(person, 0.9)
    record = record_of(page)
    assert record.places == []
    assert record.events[0].place is None


def test_a_month_of_what_has_happened_lies_behind(record_of: RecordOf) -> None:
    def month(status: str) -> str | None:
        page = Finder("The release of hostages in November.")
        page.reading.times.append(page.span("in November"))
        page.trigger("release", "RETREAT", status=status).time = FoundLink(0, 0.9)
        return record_of(page).times[0].value

    assert month("actual") == "2023-11"
    assert month("planned") == "2024-11"
