"""A bare surname is the bearer whom the article names in full, not the well-known person whom the table has."""

from collections.abc import Callable

from lansir.record import Record
from tests.resolve.found import Finder

RecordOf = Callable[[Finder], Record]


def entities(record: Record) -> dict[str | None, str | None]:
    return {entity.name: entity.knowledge_id for entity in record.entities}


def test_a_headline_s_surname_is_who_is_named_in_full_below(record_of: RecordOf) -> None:
    page = Finder("Brandis quits.", "Otto Brandis left the cabinet.")
    page.mention("Brandis")
    page.mention("Otto Brandis", sentence=1)
    assert entities(record_of(page)) == {"Otto Brandis": None}


def test_the_well_known_bearer_keeps_it_where_the_article_names_both(record_of: RecordOf) -> None:
    page = Finder("Biden spoke.", "Joe Biden and Hunter Biden were there.")
    page.mention("Biden")
    page.mention("Joe Biden", sentence=1)
    page.mention("Hunter Biden", sentence=1)
    assert entities(record_of(page))["Joe Biden"] == "person/joe-biden"


def test_the_well_known_bearer_keeps_it_in_office(record_of: RecordOf) -> None:
    page = Finder("President Biden spoke.", "Hunter Biden was there.")
    page.mention("President Biden")
    page.mention("Hunter Biden", sentence=1)
    found = entities(record_of(page))
    assert "person/joe-biden" in found.values()
    assert found["Hunter Biden"] == "person/hunter-biden"
