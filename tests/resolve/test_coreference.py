"""One thing, one entity: names, short names, titles, abbreviations, pronouns."""

from collections.abc import Callable

from lansir.lang import codes, table
from lansir.record import Record
from lansir.resolve.roles import exclusive_roles
from lansir.resolve.title_words import TitleWords
from tests.resolve.found import Finder

RecordOf = Callable[[Finder], Record]


def entity_names(record: Record) -> list[str | None]:
    return [entity.name for entity in record.entities]


def test_a_person_by_full_name_short_name_and_pronoun_is_one_entity(record_of: RecordOf) -> None:
    page = Finder("Minister Dara Wibisono met reporters.", "Wibisono said she was ready.")
    page.mention("Minister Dara Wibisono")
    short = page.mention("Wibisono", sentence=1)
    page.mention("she", sentence=1, like=short)
    record = record_of(page)
    assert len(record.entities) == 1
    assert [mention.kind for mention in record.mentions] == ["name", "name", "pronoun"]


def test_two_people_of_one_family_name_stay_two(record_of: RecordOf) -> None:
    page = Finder("Budi Hartono and Rini Hartono spoke.")
    page.mention("Budi Hartono")
    page.mention("Rini Hartono")
    assert entity_names(record_of(page)) == ["Budi Hartono", "Rini Hartono"]


def test_an_abbreviation_joins_its_long_form(record_of: RecordOf) -> None:
    page = Finder("Lembaga Bantuan Pesisir menolak rencana itu.", "LBP akan menggugat.", language="id")
    page.mention("Lembaga Bantuan Pesisir", "ORG")
    page.mention("LBP", "ORG", sentence=1)
    assert len(record_of(page).entities) == 1


def test_names_that_the_table_knows_as_different_are_never_joined(record_of: RecordOf) -> None:
    page = Finder("Indonesia met Malaysia.")
    first = page.mention("Indonesia", "GPE")
    page.mention("Malaysia", "GPE", like=first)
    assert [entity.country for entity in record_of(page).entities] == ["IDN", "MYS"]


def test_a_seat_of_government_is_not_its_country(record_of: RecordOf) -> None:
    page = Finder("Gedung Putih mengatakan AS akan membantu.", language="id")
    page.mention("Gedung Putih", "ORG")
    page.mention("AS", "GPE")
    assert len(record_of(page).entities) == 2


def test_an_unnamed_official_keeps_country_sector_and_kind_from_the_words(record_of: RecordOf) -> None:
    page = Finder("Seorang pejabat AS menolak berkomentar.", language="id")
    page.mention("Seorang pejabat AS", anonymous=0.9)
    (entity,) = record_of(page).entities
    assert (entity.name, entity.country, entity.anonymous, entity.source_kind) == (None, "USA", True, "official")
    assert entity.sectors[0] == "GOV"


def test_a_pronoun_without_an_antecedent_is_an_entity_without_a_name(record_of: RecordOf) -> None:
    page = Finder("He was arrested.")
    page.mention("He")
    (entity,) = record_of(page).entities
    assert entity.name is None
    assert entity.resolved.startswith("no name")


def test_a_bare_family_name_first_does_not_join_relatives(record_of: RecordOf) -> None:
    page = Finder("Wibisono wins the vote.", "Dara Wibisono thanked voters.", "Rini Wibisono clapped.")
    page.mention("Wibisono")
    page.mention("Dara Wibisono", sentence=1)
    page.mention("Rini Wibisono", sentence=2)
    assert entity_names(record_of(page)) == ["Dara Wibisono", "Rini Wibisono"]


def test_a_namesake_named_in_full_keeps_his_short_name(record_of: RecordOf) -> None:
    page = Finder("Petani Budi Prabowo menang.", "Prabowo berterima kasih.", language="id")
    page.mention("Petani Budi Prabowo")
    page.mention("Prabowo", sentence=1)
    (entity,) = record_of(page).entities
    assert entity.name == "Budi Prabowo"
    assert entity.knowledge_id is None


def test_the_wife_of_a_president_is_not_the_president(record_of: RecordOf) -> None:
    page = Finder("Istri Jokowi datang bersama Jokowi.", language="id")
    page.mention("Istri Jokowi")
    page.mention("Jokowi.")
    page.reading.mentions[1].span.end -= 1
    wife, president = record_of(page).entities
    assert wife.name is None
    assert president.knowledge_id == "person/joko-widodo"


def test_he_is_never_a_body(record_of: RecordOf) -> None:
    page = Finder("The ministry agreed.", "He left.")
    ministry = page.mention("The ministry", "ORG")
    page.mention("He", sentence=1, like=ministry)
    assert len(record_of(page).entities) == 2


def test_a_person_s_own_name_says_nothing_of_a_country(record_of: RecordOf) -> None:
    page = Finder("Jordan Wibisono agreed.")
    page.mention("Jordan Wibisono")
    assert record_of(page).entities[0].country is None


def test_an_undated_page_gives_no_role_but_the_one_in_its_words(record_of: RecordOf) -> None:
    page = Finder("Joe Biden spoke.")
    page.article = type(page.article)("ar-test", page.text, page.article.blocks, "0" * 64, "en")
    page.mention("Joe Biden")
    (entity,) = record_of(page).entities
    assert entity.knowledge_id == "person/joe-biden"
    assert entity.role is None
    assert "no date" in entity.resolved


def test_a_body_of_one_letter_is_one_entity(record_of: RecordOf) -> None:
    page = Finder("X sued.", "X lost.")
    page.mention("X", "ORG")
    page.mention("X", "ORG", sentence=1)
    assert len(record_of(page).entities) == 1


def test_a_title_before_a_comma_and_a_name_is_that_person(record_of: RecordOf) -> None:
    page = Finder("Menlu Dara Wibisono menelepon Menteri Luar Negeri Islandia, Freyja Jonsdottir.", language="id")
    dara = page.mention("Menlu Dara Wibisono")
    page.mention("Menteri Luar Negeri Islandia", like=dara)
    page.mention("Freyja Jonsdottir")
    minister, freyja = record_of(page).entities
    assert minister.country is None
    assert (freyja.name, freyja.country, freyja.role) == ("Freyja Jonsdottir", "ISL", "foreign minister")


def test_somebody_introduced_as_new_is_new(record_of: RecordOf) -> None:
    page = Finder("Dara Wibisono spoke.", "An Irish official disagreed.")
    dara = page.mention("Dara Wibisono")
    page.mention("An Irish official", sentence=1, like=dara)
    assert len(record_of(page).entities) == 2


def test_a_bare_office_is_its_one_holder_even_when_he_is_named_later(record_of: RecordOf) -> None:
    page = Finder(
        "Raja Islandia temui Perdana Menteri Estonia.", "Perdana Menteri Estonia Kalle Tamm tiba.", language="id"
    )
    page.mention("Perdana Menteri Estonia")
    page.mention("Perdana Menteri Estonia Kalle Tamm", sentence=1)
    (entity,) = record_of(page).entities
    assert (entity.name, entity.country, entity.role) == ("Kalle Tamm", "EST", "prime minister")


def test_a_bare_office_with_two_holders_in_the_article_stays_alone(record_of: RecordOf) -> None:
    page = Finder(
        "Presiden Estonia bicara.", "Presiden Estonia Kalle Tamm dan Presiden Estonia Mart Saar hadir.", language="id"
    )
    page.mention("Presiden Estonia")
    page.mention("Presiden Estonia Kalle Tamm", sentence=1)
    page.mention("Presiden Estonia Mart Saar", sentence=1)
    assert len(record_of(page).entities) == 3


def test_who_speaks_without_a_name_is_an_anonymous_source(record_of: RecordOf) -> None:
    page = Finder("A police officer said the road was closed.", "A worker slept.")
    officer = page.mention("A police officer")
    page.mention("A worker", sentence=1)
    page.content("the road was closed", officer, page.cue("said"))
    speaker, sleeper = record_of(page).entities
    assert (speaker.anonymous, speaker.source_kind) == (True, "police")
    assert not sleeper.anonymous


def test_every_exclusive_role_is_one_that_title_words_give() -> None:
    known = {entry.role for language in codes() for entry in table(language, "titles", TitleWords).titles}
    assert exclusive_roles() <= known
