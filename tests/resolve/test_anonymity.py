"""The stated ground for leaving out a source's name, and the kind of source, in both languages."""

import time
from collections.abc import Callable

import pytest

from lansir.lang import codes, table
from lansir.record import Entity, Record
from lansir.resolve.anonymity import AnonymityWords
from lansir.resolve.titles import read_title
from tests.resolve.found import Finder

RecordOf = Callable[[Finder], Record]


def source(record_of: RecordOf, sentence: str, words: str, language: str, *others: str) -> Entity:
    """The entity of a source that the model takes to be anonymous."""
    page = Finder(sentence, language=language)
    page.mention(words, anonymous=0.9)
    for other in others:
        page.mention(other)
    return record_of(page).entities[0]


@pytest.mark.parametrize(
    ("sentence", "words", "ground"),
    [
        (
            "Pejabat AS yang menolak disebut namanya karena tidak berwenang berbicara kepada media berkata begitu.",
            "Pejabat AS",
            "karena tidak berwenang berbicara kepada media",
        ),
        ("Kabar itu dibenarkan seorang diplomat yang tidak mau disebut namanya.", "seorang diplomat",
         "yang tidak mau disebut namanya"),
        ("Seorang pegawai yang enggan disebut identitasnya demi keamanan, membenarkan kabar itu.", "Seorang pegawai",
         "demi keamanan"),
        ("Seorang perwira yang namanya dirahasiakan menyebut serangan itu gagal.", "Seorang perwira",
         "yang namanya dirahasiakan"),
        ("Sumber di istana berbicara dengan syarat anonim lantaran takut dipecat.", "Sumber di istana",
         "lantaran takut dipecat"),
        ("Seorang hakim yang tidak berwenang bicara kepada pers menyebut putusan itu keliru.", "Seorang hakim",
         "yang tidak berwenang bicara kepada pers"),
        ("Seorang pejabat yang dikutip secara anonim, Rabu, mengatakan hal itu.", "Seorang pejabat",
         "yang dikutip secara anonim"),
    ],
)  # fmt: skip
def test_an_indonesian_ground(record_of: RecordOf, sentence: str, words: str, ground: str) -> None:
    found = source(record_of, sentence, words, "id")
    assert found.anonymity is not None
    assert found.anonymity.text == ground
    assert sentence[found.anonymity.start : found.anonymity.end] == ground


@pytest.mark.parametrize(
    ("sentence", "words", "ground"),
    [
        ("A guard, who spoke on condition of anonymity because he feared for his job, said so.", "A guard",
         "because he feared for his job"),
        ("A nurse who asked not to be named for fear of reprisals said the ward was full.", "A nurse",
         "for fear of reprisals"),
        ("A driver who declined to be identified said no more.", "A driver", "who declined to be identified"),
        ("An official not authorised to speak to reporters confirmed the raid.", "An official",
         "not authorised to speak to reporters"),
        ("Speaking on condition of anonymity, a general said the war was lost.", "a general",
         "Speaking on condition of anonymity"),
        ("The plan will fail, a diplomat said on condition of anonymity to discuss private talks.", "a diplomat",
         "to discuss private talks"),
        ("A clerk whose name was withheld told the court about the safe.", "A clerk", "whose name was withheld"),
    ],
)  # fmt: skip
def test_an_english_ground(record_of: RecordOf, sentence: str, words: str, ground: str) -> None:
    found = source(record_of, sentence, words, "en")
    assert found.anonymity is not None
    assert found.anonymity.text == ground


def test_a_source_that_states_no_ground_has_none(record_of: RecordOf) -> None:
    assert source(record_of, "A police officer said the road was closed.", "A police officer", "en").anonymity is None


def test_the_ground_belongs_to_the_source_before_it(record_of: RecordOf) -> None:
    page = Finder("A guard blamed a nurse who declined to be named.")
    page.mention("A guard", anonymous=0.9)
    page.mention("a nurse", anonymous=0.9)
    guard, nurse = record_of(page).entities
    assert guard.anonymity is None
    assert nurse.anonymity is not None


def test_a_ground_of_somebody_who_is_no_mention_is_nobody_s(record_of: RecordOf) -> None:
    found = source(record_of, "A guard fled, a nurse who declined to be named said.", "A guard", "en")
    assert found.anonymity is None


def test_who_wants_no_name_is_anonymous_even_where_the_model_is_unsure(record_of: RecordOf) -> None:
    page = Finder("Seorang pejabat Irlandia yang menolak disebut namanya pergi.", language="id")
    page.mention("Seorang pejabat Irlandia", anonymous=0.1)
    (entity,) = record_of(page).entities
    assert (entity.anonymous, entity.source_kind, entity.country) == (True, "official", "IRL")


def test_a_named_person_is_never_anonymous(record_of: RecordOf) -> None:
    assert not source(record_of, "Dara Wibisono, who declined to be named, left.", "Dara Wibisono", "en").anonymous


@pytest.mark.parametrize(
    ("words", "language", "kind"),
    [
        ("a person familiar with the talks", "en", "insider"),
        ("a source close to the president", "en", "insider"),
        ("a company insider", "en", "insider"),
        ("a diplomatic source", "en", "diplomat"),
        ("a Pentagon source", "en", "military"),
        ("a security source", "en", "official"),
        ("a law enforcement official", "en", "police"),
        ("a source", "en", "unspecified"),
        ("a resident", "en", "witness"),
        ("an economist", "en", "analyst"),
        ("seorang sumber di Kementerian Luar Negeri", "id", "official"),
        ("sumber di kepolisian", "id", "police"),
        ("seorang sumber militer", "id", "military"),
        ("seorang sumber diplomatik", "id", "diplomat"),
        ("sumber di Partai Golkar", "id", "insider"),
        ("seorang pakar hukum", "id", "analyst"),
        ("seorang warga", "id", "witness"),
        ("seseorang", "id", "unspecified"),
    ],
)
def test_the_kind_of_a_source(record_of: RecordOf, words: str, language: str, kind: str) -> None:
    found = source(record_of, f"{words} left.", words, language)
    assert (found.name, found.source_kind) == (None, kind)


def test_where_a_source_sits_is_no_name() -> None:
    assert read_title("seorang sumber di Kementerian Luar Negeri", "id").name is None


@pytest.mark.parametrize("language", codes())
def test_the_words_of_anonymity_are_small_letters(language: str) -> None:
    words = table(language, "anonymity", AnonymityWords)
    assert all(pattern == pattern.strip() for pattern in [*words.states, *words.grounds, *words.alone])
    assert len(words.states) >= 8
    assert len(words.grounds) >= 8


def test_hostile_sentences_take_no_time(record_of: RecordOf) -> None:
    start = time.process_time()
    for piece in (
        "who spoke on condition of ",
        "because he was not ",
        "yang tidak mau disebut ",
        "on condition of anonymity ",
    ):
        language = "id" if piece.startswith("yang") else "en"
        source(record_of, "A guard " + piece * 1000, "A guard", language)
    assert time.process_time() - start < 10
