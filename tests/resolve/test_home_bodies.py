"""A ministry without its country is the one at home, unless the article tells of other countries alone."""

from collections.abc import Callable

from lansir.record import Entity, Record
from tests.resolve.found import Finder

RecordOf = Callable[[Finder], Record]


def ministry(record: Record) -> Entity:
    (found,) = [entity for entity in record.entities if "Pertahanan" in (entity.name or "")]
    return found


def story(*sentences: str) -> Finder:
    return Finder(*sentences, language="id")


def test_in_a_story_from_home_it_is_the_one_at_home(record_of: RecordOf) -> None:
    page = story("Kementerian Pertahanan memanggil Gubernur Bali.")
    page.mention("Kementerian Pertahanan", "ORG")
    page.mention("Gubernur Bali")
    assert ministry(record_of(page)).knowledge_id == "org/kemhan"


def test_in_a_story_from_abroad_it_is_not_settled_whose_it_is(record_of: RecordOf) -> None:
    page = story("Pasukan Israel memasuki Gaza.", "Kementerian Pertahanan menolak berkomentar.")
    page.mention("Pasukan Israel", "ORG")
    page.mention("Kementerian Pertahanan", "ORG", sentence=1)
    found = ministry(record_of(page))
    assert (found.knowledge_id, found.country) == (None, None)
    assert found.resolved.startswith("not resolved: the name fits org/kemhan, defence-ministry/ISR")


def test_the_place_that_a_report_was_sent_from_does_not_count(record_of: RecordOf) -> None:
    page = story("Jakarta (Nusa) - Pasukan Israel memasuki Gaza.", "Kementerian Pertahanan menolak berkomentar.")
    page.mention("Jakarta", "GPE")
    page.mention("Pasukan Israel", "ORG")
    page.mention("Kementerian Pertahanan", "ORG", sentence=1)
    assert ministry(record_of(page)).knowledge_id is None


def test_where_nothing_tells_the_country_it_is_the_one_at_home(record_of: RecordOf) -> None:
    page = story("Kementerian Pertahanan menolak berkomentar.")
    page.mention("Kementerian Pertahanan", "ORG")
    assert ministry(record_of(page)).knowledge_id == "org/kemhan"


def test_with_its_country_it_is_that_countrys(record_of: RecordOf) -> None:
    page = story("Kementerian Pertahanan Israel menolak berkomentar.")
    page.mention("Kementerian Pertahanan Israel", "ORG")
    assert ministry(record_of(page)).country == "ISR"
