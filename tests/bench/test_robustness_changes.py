"""What each change makes of an article, and that no letter's place is lost on the way."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.robustness.changes import CHANGES
from bench.robustness.countries import CountryTable, forms
from bench.robustness.dates import UNSAID, dates_in, shifted_value
from bench.robustness.gender import GenderTable
from bench.robustness.glue import squeezed
from bench.robustness.names import NameTable
from bench.robustness.outlets import OutletTable
from bench.robustness.rewriting import carried
from bench.robustness.subject import Change, Changed, Named, Subject, table
from lansir.annotate import Document, article_of
from lansir.record import (
    Argument,
    Entity,
    Mention,
    Record,
    Span,
    Statement,
    Time,
)

BY_NAME = {change.name: change for change in CHANGES}
PEOPLE = (Named("Ayu Lestari", "woman"), Named("Bima Sakti", "man"))
SENTENCES = {
    "id": [
        "Menteri Ayu Lestari memanggil Bima Sakti",
        'Jakarta, Warta Wira -- "Kami menolak, dan tetap menolak," kata Lestari di Jerman pada Selasa (29/10/2013).',
        "Warga Prancis berunjuk rasa di depan kantor itu, lalu pulang pada Senin malam.",
        "Bapak Sakti berterima kasih.",
    ],
    "en": [
        "Minister Ayu Lestari summons Bima Sakti",
        '"We reject it, and he knows," Mr. Sakti said of his French partners on Tuesday.',
        "The United States opposed the plan, which her office published on October 29, 2013.",
        "Protesters gathered in Berlin on Monday.",
    ],
}
PUBLISHED = {"id": "2013-10-30", "en": "2013-10-30"}


def subject(language: str, sentences: list[str] | None = None, record: Record | None = None) -> Subject:
    document = Document("made", sentences or SENTENCES[language], language, PUBLISHED[language], "Warta Wira")
    return Subject(document, record, PEOPLE, ["Warta Wira"])


def made(name: str, one: Subject, seed: int = 7) -> Changed:
    found = BY_NAME[name].make(one, Random(seed))
    assert found is not None
    return found


def lines(name: str, language: str, sentences: list[str] | None = None) -> list[str]:
    return made(name, subject(language, sentences)).document.sentences


PLAIN = [change for change in CHANGES if change.name not in ("time moved to the front", "attribution turned round")]


@pytest.mark.parametrize("change", PLAIN, ids=lambda change: change.name)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_changed_sentences_are_the_rewritten_text_and_the_same_seed_gives_the_same(
    change: Change, language: str
) -> None:
    one = subject(language)
    found = change.make(one, Random(1))
    if found is not None:
        assert "\n".join(found.document.sentences) == found.rewritings[-1].text
        again = change.make(one, Random(1))
        assert again is not None and again.document == found.document


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PLAIN), st.sampled_from(["id", "en"]), st.integers(0, 1000), st.data())
def test_what_a_change_leaves_alone_is_carried_letter_by_letter(
    change: Change, language: str, seed: int, data: st.DataObject
) -> None:
    one = subject(language)
    found = change.make(one, Random(seed))
    if found is None:
        return
    start = data.draw(st.integers(0, len(one.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(one.text), start + 12)))
    touched = any(
        piece.text is not None and piece.start < end and start < max(piece.end, piece.start + 1)
        for piece in found.rewritings[0].pieces
    )
    spots = carried(found.rewritings, start, end)
    if not touched and spots is not None and len(found.rewritings) == 1:
        assert [found.rewritings[0].text[a:b] for a, b in spots] == [one.text[start:end]]


# ── persons, countries ──


def test_full_and_short_names_change_together_and_other_words_stay() -> None:
    found = lines("names: west-africa", "id")
    first, family = found[0].removeprefix("Menteri ").split(" memanggil ")[0].split()
    names = table("names", NameTable).regions["west-africa"]
    assert first in names.women and family in names.family
    assert f"kata {family} di" in found[1]
    assert "Warta Wira" in found[1]


def test_a_word_that_the_article_also_writes_small_is_no_name() -> None:
    found = lines("names: slavic", "id", ["Bima Sakti menulis bahwa ia sakti.", "Bima pulang."])
    assert "Sakti" in found[0]
    assert "Bima" not in " ".join(found)


def test_women_for_men_changes_pronouns_titles_and_first_names_together() -> None:
    found = lines("gender: women for men", "en")
    assert "and she knows" in found[1] and "Mrs. Sakti said of her French" in found[1]
    assert lines("gender: women for men", "id")[3] == "Ibu Sakti berterima kasih."


def test_men_for_women_tells_whose_from_whom() -> None:
    found = lines("gender: men for women", "en", ["She took her car, and they saw her in it with her."])
    assert found == ["He took his car, and they saw him in it with him."]


def test_the_word_for_mother_is_a_title_only_before_a_name() -> None:
    found = lines("gender: men for women", "id", ["Ibu Lestari pulang ke ibu kota.", "Ibu itu pulang."])
    assert found == ["Bapak Lestari pulang ke ibu kota.", "Ibu itu pulang."]


def test_a_country_becomes_another_with_its_adjective_and_its_capital() -> None:
    sentences = ["Germany protested.", "German troops left Berlin, and Germans cheered the United States."]
    found = " ".join(lines("countries exchanged", "en", sentences))
    assert "German" not in found and "Berlin" not in found
    target = next(code for code in table("countries", CountryTable).plain if forms("en")[0][code]["name"][0] in found)
    assert all(forms("en")[0][target][kind][0] in found for kind in ("adjective", "people", "capital"))
    assert any(f"the {forms('en')[0][code]['name'][0]}" in found for code in table("countries", CountryTable).with_the)


# ── days ──


def test_the_dates_in_the_text_move_with_the_publication() -> None:
    found = made("published 364 days later", subject("id"))
    assert found.document.published == "2014-10-29"
    assert "pada Selasa (28/10/2014)." in found.document.sentences[1]
    assert "October 28, 2014" in lines("published 364 days later", "en")[2]


def test_an_article_without_a_day_is_not_moved() -> None:
    assert BY_NAME["published 364 days later"].make(Subject(Document("x", ["Kemarin hujan."], "id")), Random(1)) is None


@pytest.mark.parametrize(
    ("words", "value", "becomes"),
    [
        ("kemarin", "2013-10-29", "2014-10-28"),
        ("pada Senin malam", "2013-10-28TNI", "2014-10-27TNI"),
        ("pada 2012", "2012", "2012"),
        ("tahun lalu", "2012", UNSAID),
        ("saat itu", "2013-10-29", UNSAID),
        ("dahulu", None, None),
    ],
)
def test_what_is_told_from_the_publication_moves_along(words: str, value: str | None, becomes: str | None) -> None:
    rule = made("published 364 days later", subject("id")).times
    assert rule is not None
    assert rule(words, value) == becomes


@given(st.dates().filter(lambda day: 2 <= day.year < 9990), st.integers(-50, 50))
def test_a_moved_day_moves_back(day: object, weeks: int) -> None:
    assert shifted_value(shifted_value(str(day), 7 * weeks), -7 * weeks) == str(day)


def test_a_week_moves_by_whole_weeks_and_a_month_not_at_all() -> None:
    assert shifted_value("2024-W01", -7) == "2023-W52"
    assert shifted_value("2024-04-01/2024-04-03", 1) == "2024-04-02/2024-04-04"
    assert shifted_value("2024-04", 7) == UNSAID


def test_dates_that_name_their_day_are_found() -> None:
    assert [(d.day, d.month, d.year) for d in dates_in("5/5/2013, 3 Maret, 40/10, 12/30, Mei 2013", "id")] == [
        (5, 5, 2013),
        (3, 3, None),
    ]
    assert [(d.day, d.month) for d in dates_in("on May 7, and 4 March; 10/11", "en")] == [(7, 5), (4, 3)]


def test_day_and_month_in_figures_are_told_apart_by_their_order() -> None:
    found = made("published 364 days later", subject("id", ["Rapat pada Minggu (5/5/2013)."]))
    assert found.document.sentences == ["Rapat pada Minggu (4/5/2014)."]


# ── letters and signs ──


def test_a_mistyped_word_is_long_and_no_name() -> None:
    before, after = SENTENCES["id"], lines("typos in 2% of words", "id")
    changed_words = [
        (a, b) for x, y in zip(before, after, strict=True) for a, b in zip(x.split(), y.split(), strict=True) if a != b
    ]
    assert len(changed_words) == 1
    assert changed_words[0][0][0].islower() and changed_words[0][0][0] == changed_words[0][1][0]


def test_commas_and_final_stops_are_dropped_and_figures_kept() -> None:
    assert lines("commas dropped", "id", ["Ia, kata dia, 2,3 juta."]) == ["Ia kata dia 2,3 juta."]
    assert lines("final stops dropped", "en", ["He left.", '"No." ', 'He said "No."']) == [
        "He left",
        '"No." ',
        'He said "No"',
    ]


def test_the_first_sentence_is_in_capitals_letter_for_letter() -> None:
    assert lines("first sentence in capitals", "id")[:2] == [SENTENCES["id"][0].upper(), SENTENCES["id"][1]]


@pytest.mark.parametrize(("name", "marks"), [("“…”", "“”"), ("«…»", "«»"), ("„…“", "„“"), ("”…”", "””"), ("'…'", "''")])
def test_a_pair_of_quotation_marks_becomes_a_pair_of_another_style(name: str, marks: str) -> None:
    found = lines(f"quotation marks {name}", "id")
    assert f"{marks[0]}Kami menolak, dan tetap menolak,{marks[1]} kata" in found[1]


def test_marks_of_the_style_that_is_there_already_are_no_change() -> None:
    assert BY_NAME['quotation marks "…"'].make(subject("id"), Random(1)) is None


def test_an_outlet_in_the_dateline_becomes_another_and_one_is_put_where_there_is_none() -> None:
    outlets = table("outlets", OutletTable).outlets
    found = made("another outlet in the dateline", subject("id")).document
    assert found.outlet in outlets and found.sentences[1].startswith(f"Jakarta, {found.outlet} -- ")
    put_in = made("another outlet in the dateline", subject("en")).document
    assert any(f"({put_in.outlet}) — " in sentence for sentence in put_in.sentences)


def test_a_lost_space_is_lost_and_what_page_reading_puts_back_is_back() -> None:
    stops = made("space lost behind 30% of full stops", subject("id", ["Ia pulang.", "Menurut dia, hujan turun."]))
    assert stops.anew
    assert stops.document.sentences == ["Ia pulang. Menurut dia, hujan turun."]
    commas = made("space lost behind 30% of commas", subject("id", ["Ia pulang, lalu tidur."]))
    assert commas.rewritings[0].text == "Ia pulang,lalu tidur."
    words = made("space lost behind 2% of words", subject("id", ["ia pulang"]))
    assert words.document.sentences == ["iapulang"]


@given(st.text(alphabet="aB .,\n\t\xa0”", max_size=60))
def test_page_reading_changes_only_white_space(text: str) -> None:
    one = squeezed(text)
    assert "".join(one.text.split()) == "".join(text.split())
    for piece in one.pieces:
        assert piece.text is None or not piece.text.strip()


# ── order ──


def read(sentence: str, **found: str) -> Record:
    """A record of one sentence with a speaker, a cue, words said or a time, each given as its words."""
    article, spans = article_of(Document("made", [sentence], "id"))

    def span(name: str) -> Span:
        start = sentence.index(found[name])
        return Span(start, start + len(found[name]), found[name])

    mentions = [Mention("m1", span("speaker"), "PER", "e1", "name", 1.0)] if "speaker" in found else []
    told = (
        [Statement("s1", spans[0], [span("content")], "direct", 1.0, Argument("e1", "m1", 1.0), span("cue"))]
        if "cue" in found
        else []
    )
    times = [Time("t1", span("time"), "DATE", "given", 1.0)] if "time" in found else []
    entities = [Entity("e1", "Lestari", "PER", "made")]
    return Record(article, "0", "none", entities=entities, mentions=mentions, times=times, statements=told)


def turned(name: str, language: str, sentence: str, **found: str) -> str | None:
    changed = BY_NAME[name].make(subject(language, [sentence], read(sentence, **found)), Random(1))
    return changed.document.sentences[0] if changed else None


def test_a_time_at_the_end_moves_to_the_front() -> None:
    found = turned("time moved to the front", "id", "Lestari tiba pada Senin.", time="pada Senin", speaker="Lestari")
    assert found == "Pada Senin, Lestari tiba."


def test_a_time_inside_reported_words_stays() -> None:
    sentence = '"Kami tiba pada Senin." kata Lestari'
    told = {"content": "Kami tiba pada Senin", "cue": "kata", "speaker": "Lestari", "time": "pada Senin"}
    assert turned("time moved to the front", "id", sentence, **told) is None


@pytest.mark.parametrize(
    ("language", "before", "cue", "after"),
    [
        ("id", '"Kami menolak," kata Lestari.', "kata", 'Lestari mengatakan, "Kami menolak."'),
        ("id", 'Lestari menegaskan: "Kami menolak."', "menegaskan", '"Kami menolak," tegas Lestari.'),
        ("en", '"Kami menolak," Lestari said.', "said", 'Lestari said, "Kami menolak."'),
        ("en", 'Lestari said, "Kami menolak."', "said", '"Kami menolak," Lestari said.'),
    ],
)
def test_an_attribution_is_turned_round(language: str, before: str, cue: str, after: str) -> None:
    found = turned("attribution turned round", language, before, content="Kami menolak", cue=cue, speaker="Lestari")
    assert found == after


def test_an_attribution_with_more_to_it_stays() -> None:
    sentence = '"Kami menolak," kata Lestari di Bogor.'
    told = {"content": "Kami menolak", "cue": "kata", "speaker": "Lestari"}
    assert turned("attribution turned round", "id", sentence, **told) is None


# ── tables ──


def test_names_are_single_words_and_no_region_has_one_twice() -> None:
    for region in table("names", NameTable).regions.values():
        words = [*region.women, *region.men, *region.family]
        assert len(words) == len(set(words)) and all(word.isalpha() for word in words)
        assert len(region.women) == len(region.men) == len(region.family) == 12


def test_every_country_to_be_put_in_has_a_word_of_each_kind() -> None:
    listed = table("countries", CountryTable)
    for code in (*listed.with_the, *listed.plain):
        assert {"name", "adjective", "people", "capital"} <= set(forms("en")[0][code])
        assert {"name", "capital"} <= set(forms("id")[0][code])
    assert {*listed.with_the} <= listed.takes_the and not {*listed.plain} & listed.takes_the


def test_words_of_gender_are_small_and_change_the_gender() -> None:
    listed = table("gender", GenderTable)
    for words in (listed.en, listed.id):
        for pairs in (words.woman, words.man):
            assert all(word.islower() and word != other for word, other in pairs.items())
        assert not set(words.woman) & set(words.man)
