"""The query language: what is read, its one spelling, and what is told of what cannot be read."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lansir.errors import QueryError
from lansir.query.faults import CODES
from lansir.query.fields import codes_of, field_named, fields
from lansir.query.language import MOST_CHARACTERS, Query, Term, parse


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("", ""),
        ("  gempa   pasar ", "gempa pasar"),
        ('"rumah sakit" -banjir', '"rumah sakit" -banjir'),
        ("“rumah sakit”", '"rumah sakit"'),
        ("text:gempa", "gempa"),
        ("text:gempa,banjir", "text:gempa,banjir"),
        ("text:gem*", "gem*"),
        ("TYPE:assault", "type:ASSAULT"),
        ("jenis:serangan,ancaman", "type:ASSAULT,THREATEN"),
        ("type:ASSAULT,ASSAULT", "type:ASSAULT"),
        ("mode:Suicide_attack", "mode:suicide-attack"),
        ('quad:"material conflict"', "quad:material-conflict"),
        ("status:direncanakan -status:disangkal", "status:planned -status:negated"),
        ('-outlet:"Radio Tanjung",Pos', '-outlet:"Radio Tanjung",Pos'),
        ("\u2212outlet:Pos", "-outlet:Pos"),
        ("negara_pelaku:Indonesia,IL", "actor.country:IDN,ISR"),
        ('actor.country:"Amerika Serikat",igo', "actor.country:USA,IGO"),
        ("language:Indonesia,en", "language:id,en"),
        ("anonim:ya copies:tidak", "anonymous:yes copies:no"),
        ("confidence:>=0.80", "confidence:>=0.8"),
        ("confidence:0.5..0.5", "confidence:0.5"),
        ("tewas:10..,..3", "killed:>=10,<=3"),
        ("day:2024-02-29 from:2024 to:2024-04", "day:2024-02-29 from:2024 to:2024-04"),
        ("tanggal:hari-ini terakhir:2minggu", "day:today last:2w"),
        ("story:SY-1F0C5A9BE2D4770B", "story:sy-1f0c5a9be2d4770b"),
        ("sort:-keyakinan", "sort:-confidence"),
        ("menurut:media", "reported_by:outlet"),
        ('actor:"a \\"b\\" \\\\c"', 'actor:"a \\"b\\" \\\\c"'),
    ],
)
def test_a_query_has_one_spelling(written: str, plain: str) -> None:
    query = parse(written)
    assert str(query) == plain
    assert parse(plain) == query


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("actr:Biden", "character 1: there is no field actr; did you mean actor:?"),
        ("gempa http://x.example", "character 7: there is no field http; put words with a colon into quotes"),
        ("type:ASSAULT,ASAULT", "character 14: type:ASAULT: did you mean ASSAULT?"),
        ("status:zzz", "status:zzz: it is one of actual, planned, requested, hypothetical, negated"),
        ("place.country:Indonesa", "did you mean Indonesia?"),
        ("language:klingon", "write the two letters of a language"),
        ("anonymous:perhaps", "character 11: anonymous:perhaps: write yes or no"),
        ("killed:many", "write a number such as 10 or 0.8"),
        ("confidence:0.9..0.5", "0.5 comes before 0.9"),
        ("day:2024-13", "write a day, month or year such as 2024-04-13"),
        ("from:2024..2025", "write one day, month or year"),
        ("last:7", "write days, weeks, months or years such as 7d"),
        ("story:ar-1f0c5a9be2d4770b", "write an id such as sy-1f0c5a9be2d4770b"),
        ("type:", "write a value behind the colon"),
        ('gempa "rumah', "character 7: the quote is not closed"),
        ("gempa -", "character 7: there is nothing behind the minus"),
        ("actor:...", "there is no letter or digit in it"),
        ("sort:day sort:-day", "sort: it stands in a query once"),
        ("-copies:no", "copies: it stands in a query once"),
        ("x" * (MOST_CHARACTERS + 1), f"at most {MOST_CHARACTERS} are read"),
        (" ".join(f"-outlet:x{n}" for n in range(101)), "the query has 101 conditions; at most 100 are read"),
        ("actor:" + ",".join(f"a{n}" for n in range(201)), "more than 200 values"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(written: str, told: str) -> None:
    with pytest.raises(QueryError) as error:
        parse(written)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("written", "code", "place", "word", "suggestion"),
    [
        ("x" * 8001, "query_long", None, "8001", "8000"),
        (" ".join(f"a{n}" for n in range(101)), "query_conditions", None, "101", "100"),
        ("actor:" + ",".join(f"a{n}" for n in range(201)), "query_values", None, "201", "200"),
        ("gempa stats:planned", "field_misspelt", 7, "stats", "status"),
        ("http://x.example", "field_unknown", 1, "http", ""),
        ("sort:day gempa sort:-day", "field_once", 16, "sort", ""),
        ('gempa -""', "words_missing", 7, "", ""),
        ("gempa “rumah", "quote_open", 7, "“rumah", "”"),
        ("type:", "value_missing", 6, "", "type:ASSAULT,COERCE"),
        ("type:AID,ASAULT", "value_misspelt", 10, "ASAULT", "ASSAULT"),
        ("place.country:Indonesa", "value_misspelt", 15, "Indonesa", "Indonesia"),
        ("status:zzz", "value_unlisted", 8, "zzz", "actual, planned, requested, hypothetical, negated"),
        ("language:klingon", "value_language", 10, "klingon", ""),
        ("actor.country:qqqq", "value_country", 15, "qqqq", ""),
        ("anonymous:perhaps", "value_flag", 11, "perhaps", ""),
        ("story:ar-1f0c5a9be2d4770b", "value_id", 7, "ar-1f0c5a9be2d4770b", "sy-1f0c5a9be2d4770b"),
        ("actor:...", "value_wordless", 7, "...", ""),
        ("killed:many", "value_number", 8, "many", ""),
        ('day:"13 April"', "value_day", 5, "13 April", ""),
        ("from:2024..2025", "value_point", 6, "2024..2025", ""),
        ("last:7", "value_period", 6, "7", ""),
        ("killed:a.b", "value_bounds", 8, "a.b", ""),
        ("killed:>1..2", "value_range", 8, ">1..2", ""),
        ("confidence:0.9..0.50", "value_order", 12, "0.9..0.50", "0.5..0.9"),
    ],
)
def test_a_fault_is_told_to_programs(written: str, code: str, place: int | None, word: str, suggestion: str) -> None:
    with pytest.raises(QueryError) as error:
        parse(written)
    told = error.value
    assert (told.code, told.place, told.word, told.suggestion) == (code, place, word, suggestion)
    assert code in CODES
    assert place is None or str(told).startswith(f"character {place}: ")


def test_a_fault_tells_little_of_a_long_word() -> None:
    with pytest.raises(QueryError) as error:
        parse("killed:" + "x" * 7000)
    assert error.value.word == "x" * 80
    assert len(str(error.value)) < 200


def test_a_query_can_be_taken_apart() -> None:
    query = parse("type:ASSAULT -type:AID sort:day gempa")
    assert query.single("sort") == "day"
    assert query.without("type") == parse("-type:AID sort:day gempa")
    assert query.adding(Term("status", ("actual",))).of("status") == (Term("status", ("actual",)),)


@pytest.mark.parametrize("field", [one.field for one in fields()])
def test_examples_of_the_fields_are_read(field: str) -> None:
    found = field_named(field)
    assert found
    assert field in {term.field for term in parse(found.example).terms}
    for name in found.aliases:
        assert field_named(name.upper()) == found


@pytest.mark.parametrize("field", [one.field for one in fields() if one.kind == "code"])
def test_other_names_of_values_belong_to_values(field: str) -> None:
    found = field_named(field)
    assert found
    known = codes_of(found.codes)
    assert not known or set(found.others) <= set(known)
    for value, names in found.others.items():
        for name in names:
            assert parse(f'{field}:"{name}"').terms[0].values == (value,)


@given(st.text())
@example('-"a')
@example("text:\ud800\0x")
@example("a:b,,c")
def test_any_text_is_a_query_or_refused(written: str) -> None:
    try:
        query = parse(written)
    except QueryError as error:
        assert str(error)
    else:
        assert parse(str(query)) == query


words = st.text(min_size=1, max_size=12).filter(lambda text: any(one.isalnum() for one in text))


@given(st.lists(st.tuples(st.sampled_from(("text", "actor", "outlet", "place")), words, st.booleans()), max_size=5))
def test_names_and_words_survive_being_written(terms: list[tuple[str, str, bool]]) -> None:
    query = Query()
    for field, value, excluded in terms:
        written = str(Term(field, (value,), excluded))
        try:
            query = query.adding(*parse(written).terms)
        except QueryError:
            continue
    assert parse(str(query)) == query
