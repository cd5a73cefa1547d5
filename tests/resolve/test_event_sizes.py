"""How many each event of a sentence killed, injured, arrested, displaced or released, in both languages."""

from pathlib import Path
from time import process_time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.occurrence import locate
from lansir.codebook import codebook
from lansir.encoder.reading import FoundLink, FoundMention, FoundSpan, FoundTrigger, Reading
from lansir.lang import codes
from lansir.record import Article, Event, Mention, Size, Span
from lansir.resolve.event_sizes import Act, FoundSize, event_sizes
from lansir.resolve.passage import Passage
from lansir.resolve.size_slots import is_one_person, resolve_sizes
from lansir.resolve.size_words import KINDS, SIDES, carried_kinds, casualty_words, size_rules

LANGUAGES = ("en", "id")


class Told(msgspec.Struct, forbid_unknown_fields=True):
    type: str
    trigger: str
    size: dict[str, int]
    mode: str | None = None
    victims: list[str] = []
    actual: bool = True
    reason: str = ""


class Row(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    events: list[Told]


class Table(msgspec.Struct):
    rows: list[Row]


def rows(language: str) -> list[Row]:
    data = (Path(__file__).parent / f"sizes_{language}.yaml").read_bytes()
    return msgspec.yaml.decode(data, type=Table).rows


def spot(words: str, sentence: str) -> tuple[int, int]:
    found = locate(words, sentence)
    assert found is not None, words
    return found


def act(told: Told, sentence: str) -> Act:
    victims = [spot(name, sentence) for name in told.victims]
    return Act(told.type, told.mode, spot(told.trigger, sentence), victims, told.actual)


@pytest.mark.parametrize(("language", "row"), [(one, row) for one in LANGUAGES for row in rows(one)])
def test_every_event_has_its_own_numbers(language: str, row: Row) -> None:
    found = event_sizes(row.text, language, [act(told, row.text) for told in row.events])
    assert [dict(one.counts) for one in found] == [told.size for told in row.events]
    for one, told in zip(found, row.events, strict=True):
        assert told.reason in one.reason
        assert bool(one.counts) == bool(one.resolved)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_large_enough(language: str) -> None:
    assert len(rows(language)) >= 30


# ---- single sentences ----

SIZES = [
    ("id", "Serangan bom itu menewaskan 12 orang.", "ASSAULT", None, "menewaskan", {"killed": 12}),
    ("id", "Serangan itu menewaskan sedikitnya lima prajurit.", "ASSAULT", None, "Serangan", {"killed": 5}),
    ("id", "Lebih dari 320 ribu warga tewas dalam perang itu.", "ASSAULT", None, "tewas", {"killed": 320000}),
    ("id", "Bentrokan melukai delapan polisi.", "ASSAULT", None, "melukai", {"injured": 8}),
    ("id", "Tiga puluh orang dibunuh dan 100 luka-luka.", "ASSAULT", None, "dibunuh", {"killed": 30, "injured": 100}),
    ("id", "Polisi menangkap empat tersangka.", "COERCE", "arrest", "menangkap", {"arrested": 4}),
    ("id", "Kelima pelaku telah ditangkap.", "COERCE", "arrest", "ditangkap", {"arrested": 5}),
    ("id", "Keempatnya ditangkap di pelabuhan.", "COERCE", "arrest", "ditangkap", {"arrested": 4}),
    ("id", "Seorang nelayan ditahan di pelabuhan.", "COERCE", "arrest", "ditahan", {"arrested": 1}),
    ("id", "Dua anak perempuan dan tiga pria diamankan.", "COERCE", "arrest", "diamankan", {"arrested": 5}),
    ("id", "Tersangka ketiga ditangkap di Bogor.", "COERCE", "arrest", "ditangkap", {}),
    ("id", "Salah satu pelaku ditangkap.", "COERCE", "arrest", "ditangkap", {}),
    ("id", "Polisi menyita 12 senjata.", "COERCE", "seize", "menyita", {}),
    ("id", "Serangan itu merusak 40 rumah.", "ASSAULT", None, "Serangan", {}),
    ("id", "Puluhan warga tewas.", "ASSAULT", None, "tewas", {}),
    ("id", "Polisi menangkap dua tersangka.", "CONSULT", None, "menangkap", {}),
    ("en", "The blast killed 12 people.", "ASSAULT", "explosives", "blast", {"killed": 12}),
    ("en", "At least 28 people were killed and 30 injured.", "ASSAULT", None, "killed", {"killed": 28, "injured": 30}),
    ("en", "The attack killed eight people and wounded scores.", "ASSAULT", None, "attack", {"killed": 8}),
    ("en", "Fourteen people were hurt in the riot.", "PROTEST", "riot", "riot", {"injured": 14}),
    ("en", "Six people were arrested in the old town.", "COERCE", "arrest", "arrested", {"arrested": 6}),
    ("en", "Police detained two dozen protesters.", "COERCE", "arrest", "detained", {"arrested": 24}),
    ("en", "No deaths were reported in the attack.", "ASSAULT", None, "attack", {"killed": 0}),
    ("en", "The attack destroyed 40 houses.", "ASSAULT", None, "attack", {}),
    ("en", "Dozens were killed.", "ASSAULT", None, "killed", {}),
    ("en", "Troops seized 300 rifles.", "COERCE", "seize", "seized", {}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "kind", "mode", "trigger", "expected"), SIZES)
def test_the_size_of_an_event_is_read(
    language: str, sentence: str, kind: str, mode: str | None, trigger: str, expected: dict[str, int]
) -> None:
    assert event_sizes(sentence, language, [Act(kind, mode, spot(trigger, sentence))])[0].counts == expected


def test_offsets_may_be_counted_from_the_article() -> None:
    found = event_sizes("Polisi menangkap empat tersangka.", "id", [Act("COERCE", "arrest", (507, 516))], 500)
    assert found[0].counts == {"arrested": 4}


@pytest.mark.parametrize(
    ("language", "sentence", "trigger", "names", "resolved"),
    [
        ("id", "Serangan itu menewaskan 12 orang.", "Serangan", [], '12 killed: "menewaskan 12 orang"'),
        ("id", "Sedikitnya 12 orang tewas.", "tewas", [], '12 killed: "Sedikitnya 12 orang tewas", at least'),
        (
            "en",
            "Two men and a woman were killed.",
            "killed",
            [],
            '3 killed: "Two men and a woman were killed", added up',
        ),
        ("en", "Ahmad was killed.", "killed", ["Ahmad"], '1 killed: "Ahmad" named'),
        ("en", "Ahmad and two others died.", "died", ["Ahmad"], '3 killed: "Ahmad" named, and "two"'),
    ],
)
def test_a_size_says_how_it_was_read(
    language: str, sentence: str, trigger: str, names: list[str], resolved: str
) -> None:
    victims = [spot(name, sentence) for name in names]
    assert (
        event_sizes(sentence, language, [Act("ASSAULT", None, spot(trigger, sentence), victims)])[0].resolved
        == resolved
    )


# ---- the tables ----


@pytest.mark.parametrize("language", codes())
def test_every_language_has_words_for_every_kind(language: str) -> None:
    words = casualty_words(language)
    for kind in KINDS:
        assert all(getattr(getattr(words, kind), side) for side in SIDES if side != "toll")
    assert set(words.not_of) <= set(KINDS)


def test_the_rules_name_types_and_modes_of_the_codebook() -> None:
    for row in size_rules().carried:
        assert {(row.type, mode or None) for mode in row.modes or [""]} <= {*codebook().mode_scores, (row.type, None)}


def test_the_kinds_are_those_of_the_record() -> None:
    assert Size.__struct_fields__ == KINDS
    assert "resolved" in Event.__struct_fields__


@pytest.mark.parametrize(
    ("event_type", "mode", "kinds"),
    [
        ("ASSAULT", "aerial", ("killed", "injured", "displaced")),
        ("COERCE", "arrest", ("arrested",)),
        ("COERCE", "cyber", ()),
        ("RETREAT", "release", ("released",)),
        ("RETREAT", "ceasefire", ()),
        ("CONSULT", None, ()),
    ],
)
def test_a_type_and_mode_carry_their_kinds(event_type: str, mode: str | None, kinds: tuple[str, ...]) -> None:
    assert carried_kinds(event_type, mode) == kinds


# ---- people who are named ----


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("id", "Ahmad Karim", True),
        ("id", "mantan Menteri Pertahanan Budi Santoso", True),
        ("id", "ia", True),
        ("id", "mereka", False),
        ("id", "tersangka", False),
        ("id", "dua tersangka", False),
        ("en", "John Doe", True),
        ("en", "he", True),
        ("en", "they", False),
        ("en", "the American soldier", True),
        ("en", "American soldiers", False),
        ("en", "two others", False),
    ],
)
def test_one_person_is_told_from_many(language: str, words: str, expected: bool) -> None:
    assert is_one_person(words, language) is expected


def test_names_come_from_the_recipients_of_the_event() -> None:
    text = "Tentara menembak mati Ahmad Karim."
    span = Span(0, len(text), text)
    passage = Passage.of(Article("ar-1", text, [], "0"), "id", [span], {})
    name = FoundSpan(22, 33, 0, 0.9)
    trigger = FoundTrigger(FoundSpan(8, 21, 0, 0.9), "ASSAULT", 0.9, "actual", 0.9, "", 0.9, [], [FoundLink(0, 0.9)])
    reading = Reading(mentions=[FoundMention(name, "PER", 0.9, 0.0, 0.0, [])], triggers=[trigger])
    mentions = {0: Mention("me-1", passage.span(name), "PER", "en-1", "name", 0.9)}
    assert resolve_sizes(passage, reading, mentions)[8, 21] == FoundSize({"killed": 1}, '1 killed: "Ahmad Karim" named')


# ---- properties ----

PIECES = ["12", "1.500", "juta", "million", "orang", "people", "-", "at least", "puluhan", ".", ",", "(", ")", "tewas",
    "killed", "menangkap", "a", "man", "dua", "yang", "who", "were", "dan", "and", "including", "termasuk", "3", "of",
    "the", "dari", "death toll", "korban tewas", "others", "lainnya", "Ahmad", "bersama", "released"]  # fmt: skip
SOUP = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=25)
SPOTS = st.tuples(st.integers(-5, 90), st.integers(0, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))
ACTS = st.builds(Act, st.sampled_from(["ASSAULT", "COERCE", "RETREAT", "AID", "CONSULT"]), st.just(None), SPOTS,
    st.lists(SPOTS, max_size=3), st.booleans())  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@given(pieces=SOUP, acts=st.lists(ACTS, max_size=4))
@settings(max_examples=200, deadline=None)
def test_any_sentence_gives_whole_numbers_with_grounds(language: str, pieces: list[str], acts: list[Act]) -> None:
    found = event_sizes(" ".join(pieces), language, acts)
    assert len(found) == len(acts)
    for one, given_act in zip(found, acts, strict=True):
        assert set(one.counts) <= set(carried_kinds(given_act.type, given_act.mode))
        assert all(isinstance(count, int) and count >= 0 for count in one.counts.values())
        assert bool(one.counts) == bool(one.resolved)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("piece", ["killed 3 ", "3, ", "tewas ", "(", "a man ", "dan 3 ", "including 3 ", ", Aa", "1-"])
def test_long_hostile_text_takes_little_time(language: str, piece: str) -> None:
    started = process_time()
    event_sizes(piece * 20000, language, [Act("ASSAULT", None, (50, 56)), Act("ASSAULT", None, (60000, 60006))])
    assert process_time() - started < 10
