"""What makes no difference: the record of a fictional article in capitals, in other marks, with lost spaces."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.annotate import Document, article_of
from lansir.encoder.windows import as_given
from lansir.page import read_page
from lansir.reader import read_article
from lansir.record import Record

INDONESIAN = [
    "Menteri Ayu Lestari mendesak Serikat Tani Barat menunda aksi",
    "Menteri Pertanian Ayu Lestari mendesak Serikat Tani Barat menunda aksi pada Selasa.",
    '"Kami menolak permintaan itu," kata ketua serikat, Bima Sakti, di Bogor.',
    "Polisi menangkap tiga petani pada Senin malam.",
]
ENGLISH = [
    "Senator Nora Marlow accuses Castor Mining of bribery",
    "Senator Nora Marlow accused Castor Mining of bribery on Tuesday.",
    '"We reject the accusation," said Castor spokesman Leo Brandt in Oslo.',
    "Police arrested three miners on Monday.",
]


@cache
def record(language: str, *sentences: str) -> Record:
    article, spans = article_of(Document("made", list(sentences), language, "2024-05-08"))
    return read_article(article, spans)


def told(one: Record) -> tuple[object, ...]:
    """Acts with who fills them, and statements with who says them, at their places."""
    spans = {mention.id: (mention.span.start, mention.span.end) for mention in one.mentions}
    acts = [
        (e.type, e.status, e.trigger.start, e.trigger.end, [spans[a.mention] for a in (*e.actors, *e.recipients)])
        for e in one.events
    ]
    said = [
        ([(p.start, p.end) for p in s.content], s.form, spans[s.speaker.mention] if s.speaker else None)
        for s in one.statements
    ]
    return acts, said


@pytest.mark.parametrize(("language", "lines"), [("id", INDONESIAN), ("en", ENGLISH)])
def test_a_headline_in_capitals_tells_the_same(language: str, lines: list[str]) -> None:
    plain = told(record(language, *lines))
    assert plain[0]
    assert told(record(language, lines[0].upper(), *lines[1:])) == plain


@pytest.mark.parametrize("marks", ["«»", "„“", "„”", "””"])
@pytest.mark.parametrize(("language", "lines"), [("id", INDONESIAN), ("en", ENGLISH)])
def test_rare_quotation_marks_tell_the_same_as_straight_ones(language: str, lines: list[str], marks: str) -> None:
    opening, closing = lines[2][1:].split('"')
    other = f"{marks[0]}{opening}{marks[1]}{closing}"
    plain = told(record(language, *lines))
    assert plain[1]
    assert told(record(language, *lines[:2], other, lines[3])) == plain


def test_a_space_lost_behind_a_comma_or_a_stop_is_no_difference() -> None:
    page = "\n\n".join(INDONESIAN) + "\n\nPetani itu dibebaskan, lalu pulang ke desa. Menurut polisi, mereka sehat."
    glued = page.replace("Bogor.\n\nPolisi", "Bogor.Polisi").replace("desa. Men", "desa.Men").replace(", la", ",la")
    texts = [read_page(text.encode(), published="2024-05-08").text.split() for text in (page, glued)]
    assert texts[0] == texts[1]


# ── what the model is given ──


def test_a_sentence_in_capitals_is_given_as_the_article_writes_its_words() -> None:
    text = "KETUA KPK AYU LESTARI TEMUI MENTERI\nIa dan Ayu Lestari, ketua KPK, menemui menteri."
    assert as_given(text, 0, text.index("\n")) == "Ketua KPK Ayu Lestari temui menteri"


@pytest.mark.parametrize(
    "sentence", ["KPK dan TNI AD", "BREAKING NEWS", "Ia berkata “ya”.", "Ia berkata, “KAMI TIDAK TAHU SAMA SEKALI.”"]
)
def test_ordinary_sentences_are_given_letter_for_letter(sentence: str) -> None:
    assert as_given(sentence, 0, len(sentence)) == sentence


@pytest.mark.parametrize("marks", ["«»", "„“", "„”", "””"])
def test_an_article_with_rare_marks_is_given_with_straight_ones(marks: str) -> None:
    text = "<Kami siap. Besok kami datang,> kata dia.".replace("<", marks[0]).replace(">", marks[1])
    first = text.index(" Besok")
    assert as_given(text, 0, first) + as_given(text, first, len(text)) == '"Kami siap. Besok kami datang," kata dia.'


def test_one_mark_that_stands_the_wrong_way_changes_nothing() -> None:
    text = "“Kami siap,” kata dia. ”Besok,” ujarnya, “kami datang.”"
    assert as_given(text, 0, len(text)) == text


@given(st.lists(st.text(alphabet="aA İßŉ«”\ud800 .", max_size=30), min_size=1, max_size=5))
def test_what_is_given_is_as_long_as_what_is_written(lines: list[str]) -> None:
    text, start = "\n".join(lines), 0
    for line in lines:
        assert len(as_given(text, start, start + len(line))) == len(line)
        start += len(line) + 1
