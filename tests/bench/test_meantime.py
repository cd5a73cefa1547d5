"""TIMEX3 values are compared by what they mean, and CAT files become sentences with spans."""

import datetime
from pathlib import Path

import pytest

from bench.meantime import by_rule, main, read_given, same_value, score, texts

PUBLISHED = datetime.date(2009, 5, 14)
CAT = """<?xml version="1.0"?><Document doc_id="1" doc_name="1" lang="en" url="">
<token number="0" sentence="0" t_id="1">May</token><token number="1" sentence="0" t_id="2">14</token>
<token number="2" sentence="0" t_id="3">,</token><token number="3" sentence="0" t_id="4">2009</token>
<token number="4" sentence="1" t_id="5">The</token><token number="5" sentence="1" t_id="6">mill</token>
<token number="6" sentence="1" t_id="7">closed</token><token number="7" sentence="1" t_id="8">on</token>
<token number="8" sentence="1" t_id="9">Tuesday</token><token number="9" sentence="1" t_id="10">after</token>
<token number="10" sentence="1" t_id="11">two</token><token number="11" sentence="1" t_id="12">years</token>
<token number="12" sentence="1" t_id="13">.</token><token number="13" sentence="2" t_id="14">Today</token>
<Markables>
<TIMEX3 functionInDocument="CREATION_TIME" m_id="1" type="DATE" value="2009-05-14">
<token_anchor t_id="1"/><token_anchor t_id="2"/><token_anchor t_id="3"/><token_anchor t_id="4"/></TIMEX3>
<TIMEX3 functionInDocument="NONE" m_id="2" type="DATE" value="2009-05-12"><token_anchor t_id="9"/></TIMEX3>
<TIMEX3 functionInDocument="NONE" m_id="3" type="DURATION" value="P2Y">
<token_anchor t_id="11"/><token_anchor t_id="12"/></TIMEX3>
<TIMEX3 functionInDocument="NONE" m_id="4" type="DATE" value="2007"/>
</Markables></Document>
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus_mill").mkdir()
    (tmp_path / "corpus_mill" / "1_mill.xml").write_text(CAT)
    return tmp_path


@pytest.mark.parametrize(
    ("gold", "value", "same"),
    [
        ("2009-05-12", "2009-05-12", True),
        ("2009-05-12", "2009-05", False),
        ("2009-Q3", "2009-07-01/2009-09-30", True),
        ("2010-W04-WE", "2010-01-30/2010-01-31", True),
        ("2009-SP", "2009-03-01/2009-05-31", True),
        ("2008-WI", "2008-12-01/2009-02-28", True),
        ("198", "1980/1989", True),
        ("2009-05-12TMO", "2009-05-12", True),
        ("2009-05-12T18:00Z", "2009-05-12T18:00", True),
        ("2009-05-12T18:00Z", "2009-05-12T19:00", False),
        ("P18M", "P1.5Y", True),
        ("PM6", "P6M", True),
        ("P10Y", "1999-05-14/2009-05-14", True),
        ("P10Y", "P9Y", False),
        ("PXY", None, True),
        ("PAST_REF", None, True),
        ("PAST_REF", "2009-05-14", False),
        ("PRESENT_REF", "2009-05-14", True),
        ("PRESENT_REF", "2009-05-13", False),
        ("2008", None, False),
    ],
)
def test_values_are_the_same_where_they_mean_the_same(gold: str, value: str | None, same: bool) -> None:
    assert same_value(gold, value, PUBLISHED) is same


def test_a_cat_file_becomes_sentences_with_spans(corpus: Path) -> None:
    (text,) = texts(corpus)
    assert text.published == PUBLISHED
    assert text.sentences == ["May 14, 2009", "The mill closed on Tuesday after two years."]
    assert [text.sentences[one.sentence][one.start : one.end] for one in text.gold] == ["Tuesday", "two years"]
    assert len(text.datelines) == 1


def test_given_spans_are_read_with_their_type(corpus: Path) -> None:
    (text,) = texts(corpus)
    assert read_given(text) == [("DATE", "2009-05-12"), ("DURATION", "P2Y")]


def test_a_preposition_more_is_the_same_span_and_the_dateline_does_not_count(corpus: Path) -> None:
    (text,) = texts(corpus)
    count = score(text, by_rule(text), errors=False)
    assert (count["gold"], count["found"], count["overlap"], count["same"], count["value"]) == (2, 1, 1, 1, 1)


def test_the_command_prints_shares(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(corpus)]) == 0
    assert "given spans: value 2/2 = 1.000, type 2/2 = 1.000" in capsys.readouterr().out


def test_a_folder_without_documents_is_said_to_hold_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "no English documents" in capsys.readouterr().out
