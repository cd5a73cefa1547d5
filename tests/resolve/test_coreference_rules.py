"""Why a mention is its entity's: reasons, pairs, speakers, gender and number, aliases, offices, words of relation."""

import time
from collections.abc import Callable

import msgspec
import pytest

from lansir.encoder.reading import FoundLink
from lansir.lang import codes
from lansir.record import Record
from lansir.resolve.agreement import given_names
from lansir.resolve.relations import relations
from tests.resolve.found import Finder

RecordOf = Callable[[Finder], Record]


def reasons(record: Record) -> list[str]:
    return [mention.resolved for mention in record.mentions]


def test_every_mention_says_why_it_is_its_entity_s(record_of: RecordOf) -> None:
    page = Finder("Minister Dara Wibisono met the union.", "Wibisono left.", "She returned.")
    dara = page.mention("Minister Dara Wibisono")
    page.mention("Wibisono", sentence=1)
    page.mention("She", sentence=2, like=dara)
    assert reasons(record_of(page)) == [
        "first mention",
        'short form of "Dara Wibisono"',
        'linked by the model to "Minister Dara Wibisono" (80%)',
    ]


def test_an_entity_says_which_words_told_its_country_sector_and_role(record_of: RecordOf) -> None:
    page = Finder("Seorang pejabat AS menolak berkomentar.", language="id")
    page.mention("Seorang pejabat AS", anonymous=0.9)
    told = record_of(page).entities[0].resolved
    assert 'country USA: "AS" in "Seorang pejabat AS"' in told
    assert "sectors GOV: title words" in told
    assert "role official: title words" in told


def test_sectors_by_the_model_are_said_to_be(record_of: RecordOf) -> None:
    page = Finder("Xadrem agreed.")
    page.mention("Xadrem", "ORG", sectors=("BUS",))
    assert "sectors by the model: BUS 90%" in record_of(page).entities[0].resolved


def test_a_name_that_fits_two_people_goes_to_the_nearest_and_says_so(record_of: RecordOf) -> None:
    page = Finder("Budi Hartono and Rini Hartono spoke.", "Hartono left.")
    page.mention("Budi Hartono")
    page.mention("Rini Hartono")
    page.mention("Hartono", sentence=1)
    assert reasons(record_of(page))[2] == 'short form of "Rini Hartono"; nearest of 2 that bear it'


def test_the_model_never_joins_two_of_one_family(record_of: RecordOf) -> None:
    page = Finder("Budi Hartono and Rini Hartono spoke.")
    budi = page.mention("Budi Hartono")
    page.mention("Rini Hartono", like=budi)
    assert len(record_of(page).entities) == 2


def test_two_leaders_are_an_entity_that_names_both(record_of: RecordOf) -> None:
    page = Finder("Dara Wibisono met Lars Hagen.", "The two leaders agreed.")
    dara = page.mention("Dara Wibisono")
    page.mention("Lars Hagen")
    page.mention("The two leaders", sentence=1, like=dara)
    first, second, both = record_of(page).entities
    assert both.name is None
    assert both.resolved.startswith("words for two: ")
    assert first.id in both.resolved
    assert second.id in both.resolved


def test_of_three_it_is_not_guessed_which_two(record_of: RecordOf) -> None:
    page = Finder("Norwegia, Islandia dan Irlandia berunding.", "Kedua negara sepakat.", language="id")
    for words in ("Norwegia", "Islandia", "Irlandia"):
        page.mention(words, "GPE")
    page.mention("Kedua negara", "GPE", sentence=1)
    assert record_of(page).entities[3].resolved == (
        "words for two; which two is not settled: 3 that would fit stand before it"
    )


def test_both_people_are_never_states(record_of: RecordOf) -> None:
    page = Finder("Dara Wibisono terbang ke Norwegia.", "Kedua pemimpin bertemu.", language="id")
    page.mention("Dara Wibisono")
    page.mention("Norwegia", "GPE", place=0.9)
    page.mention("Kedua pemimpin", sentence=1)
    assert "1 that would fit" in record_of(page).entities[2].resolved


def test_i_is_who_speaks_even_when_named_later(record_of: RecordOf) -> None:
    page = Finder('"I will stay," said Dara Wibisono.')
    page.mention("I")
    dara = page.mention("Dara Wibisono")
    page.content("I will stay", dara, page.cue("said"))
    (entity,) = record_of(page).entities
    assert entity.name == "Dara Wibisono"


def test_we_is_the_body_in_the_speaker_s_title(record_of: RecordOf) -> None:
    page = Finder("KPK menolak.", '"Kami menang," kata Juru bicara KPK Dara Wibisono.', language="id")
    page.mention("KPK", "ORG")
    page.mention("Kami", "ORG", sentence=1)
    dara = page.mention("Juru bicara KPK Dara Wibisono", sentence=1)
    page.content("Kami menang", dara, page.cue("kata", 1), sentence=1)
    body, speaker = record_of(page).entities
    assert (body.name, speaker.name) == ("KPK", "Dara Wibisono")
    assert "speaks" in reasons(record_of(page))[1]


def test_nobody_says_he_of_himself(record_of: RecordOf) -> None:
    page = Finder("Lars Hagen spoke.", '"He lied," he said.')
    lars = page.mention("Lars Hagen")
    page.mention("He", sentence=1, like=lars)
    speaker = page.mention("he", sentence=1, like=lars)
    page.content("He lied", speaker, page.cue("said", 1), sentence=1)
    page.reading.contents[0].speakers[0].to = lars
    lars_mention, he, _ = record_of(page).mentions
    assert lars_mention.entity != he.entity


@pytest.mark.parametrize(("chance", "meant"), [(0.3, "Lars Hagen"), (0.1, "Kalle Tamm")])
def test_he_leans_to_who_is_named_last_in_the_sentence(record_of: RecordOf, chance: float, meant: str) -> None:
    page = Finder("Kalle Tamm spoke.", "Oslo awaits Lars Hagen when he returns.")
    kalle = page.mention("Kalle Tamm")
    lars = page.mention("Lars Hagen", sentence=1)
    page.mention("he", sentence=1, like=kalle)
    page.reading.mentions[2].antecedents[:] = [FoundLink(kalle, 0.45), FoundLink(lars, chance)]
    record = record_of(page)
    entity = next(entity for entity in record.entities if entity.id == record.mentions[2].entity)
    assert entity.name == meant
    assert ("named last in its sentence" in reasons(record)[2]) is (meant == "Lars Hagen")


def test_he_outside_of_reported_words_does_not_lean_to_who_is_named_in_them(record_of: RecordOf) -> None:
    page = Finder("Kalle Tamm spoke.", "Lars Hagen lied, he said.")
    kalle = page.mention("Kalle Tamm")
    lars = page.mention("Lars Hagen", sentence=1)
    he = page.mention("he", sentence=1, like=kalle)
    page.reading.mentions[2].antecedents[:] = [FoundLink(kalle, 0.45), FoundLink(lars, 0.3)]
    page.content("Lars Hagen lied", he, page.cue("said", 1), sentence=1)
    record = record_of(page)
    assert record.mentions[2].entity == record.mentions[0].entity


def test_a_woman_is_not_he(record_of: RecordOf) -> None:
    page = Finder("Mrs Hagen spoke.", "He left.")
    hagen = page.mention("Mrs Hagen")
    page.mention("He", sentence=1, like=hagen)
    assert len(record_of(page).entities) == 2


def test_they_is_not_one_person_in_indonesian(record_of: RecordOf) -> None:
    page = Finder("Dara Wibisono bicara.", "Mereka pergi.", language="id")
    dara = page.mention("Dara Wibisono")
    page.mention("Mereka", sentence=1, like=dara)
    assert len(record_of(page).entities) == 2


def test_they_may_be_one_person_in_english(record_of: RecordOf) -> None:
    page = Finder("Robin Vale spoke.", "They left.")
    robin = page.mention("Robin Vale")
    page.mention("They", sentence=1, like=robin)
    assert len(record_of(page).entities) == 1


def test_a_name_behind_alias_is_the_same_person(record_of: RecordOf) -> None:
    page = Finder("Basuki Hartono alias Koko Bandeng kabur.", "Koko tertangkap.", language="id")
    page.mention("Basuki Hartono")
    page.mention("Koko Bandeng")
    page.mention("Koko", sentence=1)
    assert len(record_of(page).entities) == 1


def test_an_abbreviation_in_parentheses_is_the_name_before_them(record_of: RecordOf) -> None:
    page = Finder("Satgas Pelayaran (SATPEL) menolak.", "SATPEL pergi.", language="id")
    page.mention("Satgas Pelayaran", "ORG")
    page.mention("SATPEL", "ORG")
    page.mention("SATPEL", "ORG", sentence=1)
    assert len(record_of(page).entities) == 1


def test_a_province_by_its_bare_name_is_one(record_of: RecordOf) -> None:
    page = Finder("Provinsi Xadrem banjir.", "Xadrem meminta bantuan.", language="id")
    page.mention("Provinsi Xadrem", "GPE")
    page.mention("Xadrem", "GPE", sentence=1)
    assert len(record_of(page).entities) == 1


def test_a_body_of_a_party_is_not_the_party(record_of: RecordOf) -> None:
    page = Finder("Golkar menang.", "DPP Golkar rapat.", language="id")
    page.mention("Golkar", "ORG")
    page.mention("DPP Golkar", "ORG", sentence=1)
    assert len(record_of(page).entities) == 2


def test_a_capital_that_acts_is_its_state_and_one_in_which_is_a_place(record_of: RecordOf) -> None:
    page = Finder("Norway agreed.", "Oslo signed.", "Talks were held in Oslo.")
    page.mention("Norway", "GPE")
    page.mention("Oslo", "GPE", sentence=1)
    page.mention("Oslo", "GPE", sentence=2)
    state, city = record_of(page).entities
    assert (state.name, state.country) == ("Norway", "NOR")
    assert city.name == "Oslo"


def test_a_bare_office_is_never_who_left_it(record_of: RecordOf) -> None:
    page = Finder("Former president Alan Vale criticised President Maria Costa.", "The president replied.")
    alan = page.mention("Former president Alan Vale")
    page.mention("President Maria Costa")
    page.mention("The president", sentence=1, like=alan)
    former, now = record_of(page).entities
    assert record_of(page).mentions[2].entity == now.id
    assert reasons(record_of(page))[2] == 'the one president in this article: "Maria Costa"'
    assert former.role == "former president"


def test_a_body_holds_no_office(record_of: RecordOf) -> None:
    page = Finder("Merin Lines sailed on.", "The company lost Alan Vale, an investor.")
    lines = page.mention("Merin Lines", "ORG")
    page.mention("The company", "ORG", sentence=1, like=lines)
    page.mention("an investor", sentence=1)
    body, person = record_of(page).entities
    assert (body.name, body.role) == ("Merin Lines", None)
    assert person.role == "business leader"


def test_offices_of_two_places_are_two(record_of: RecordOf) -> None:
    page = Finder("Gubernur Banten Seno Baskoro tiba.", "Gubernur Jawa Barat menyusul.", language="id")
    seno = page.mention("Gubernur Banten Seno Baskoro")
    page.mention("Gubernur Jawa Barat", sentence=1, like=seno)
    assert len(record_of(page).entities) == 2


def test_a_spokesman_is_not_whom_he_speaks_for(record_of: RecordOf) -> None:
    page = Finder("Presiden Kalle Tamm tiba.", "Juru bicara Tamm bungkam.", language="id")
    tamm = page.mention("Presiden Kalle Tamm")
    page.mention("Juru bicara Tamm", sentence=1, like=tamm)
    assert len(record_of(page).entities) == 2


def test_a_title_behind_a_name_is_that_person(record_of: RecordOf) -> None:
    page = Finder("Nora Byrne, the finance minister, and Tom Ardell, her deputy, left.")
    page.mention("Nora Byrne")
    page.mention("the finance minister")
    page.mention("Tom Ardell")
    page.mention("her deputy")
    nora, tom = record_of(page).entities
    assert (nora.name, nora.role, tom.name) == ("Nora Byrne", "finance minister", "Tom Ardell")


def test_a_long_page_takes_no_time(record_of: RecordOf) -> None:
    sentences = [f"Person{k} Name{k} and the two leaders of Body{k} said he left." for k in range(200)]
    page = Finder(*sentences)
    for k in range(200):
        page.mention(f"Person{k} Name{k}", sentence=k)
        page.mention("the two leaders", sentence=k)
        page.mention(f"Body{k}", "ORG", sentence=k)
        page.mention("he", sentence=k, like=0)
    start = time.process_time()
    record_of(page)
    assert time.process_time() - start < 10


def test_given_names_tell_one_thing_and_are_small_letters() -> None:
    names = given_names()
    assert not names.men & names.women
    assert all(name == name.lower() and " " not in name for name in names.men | names.women)


@pytest.mark.parametrize("language", codes())
def test_relations_are_listed_once_and_in_small_letters(language: str) -> None:
    listed = msgspec.structs.asdict(relations(language))
    for words in (held for held in listed.values() if isinstance(held, list)):
        assert [word for word in words if word != word.strip().lower()] == []
        assert len(set(words)) == len(words)
    assert set(listed["titles_too"]) <= set(listed["heads"])
