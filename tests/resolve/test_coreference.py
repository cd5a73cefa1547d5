"""One thing, one entity: names, short names, titles, abbreviations, pronouns."""

from collections.abc import Callable

from lansir.record import Record
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
