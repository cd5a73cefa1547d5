"""Words of places, in both languages, and what they mean."""

import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.knowledge.countries import countries
from lansir.lang import codes, table
from lansir.resolve.gazetteer import SortedLines, fold, generated
from lansir.resolve.kept_places import COLUMNS, gazetteer
from lansir.resolve.place_words import PlaceWords, readings
from lansir.resolve.places import resolve_place

LACKING = (
    "Diyala, Dhi Qar, Maysan, Quneitra, As-Suwayda, Donbas, Kayin State, Naypyidaw, Nangarhar, Laghman, Zabul, Khost, "
    "Baghlan, Kandahar, Zanzibar, Kurdistan Region"
)
"""Provinces without a city in the source tables: known by name and country, without position."""


def rows(name: str) -> list[list[str]]:
    text = (files("lansir.resolve") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


@pytest.mark.parametrize(
    ("words", "language", "name", "country", "precision"),
    [
        ("Suriah", "id", "Syria", "SYR", "country"),
        ("AS", "id", "United States", "USA", "country"),
        ("di Tiongkok", "id", "China", "CHN", "country"),
        ("Korsel", "id", "South Korea", "KOR", "country"),
        ("the Netherlands", "en", "Netherlands", "NLD", "country"),
        ("Yerusalem", "id", "Jerusalem", "ISR", "city"),
        ("Kairo", "id", "Cairo", "EGY", "city"),
        ("ke Moskow", "id", "Moscow", "RUS", "city"),
        ("Den Haag", "id", "The Hague", "NLD", "city"),
        ("Washington", "en", "Washington, D.C.", "USA", "city"),
        ("the city of Mosul", "en", "Mosul", "IRQ", "city"),
        ("Kota Rafah", "id", "Rafah", "PSE", "city"),
        ("Jalur Gaza", "id", "Gaza Strip", "PSE", "admin1"),
        ("Gaza", "en", "Gaza Strip", "PSE", "admin1"),
        ("Gaza City", "en", "Gaza City", "PSE", "city"),
        ("Tepi Barat", "id", "West Bank", "PSE", "admin1"),
        ("Timur Tengah", "id", "Middle East", None, "region"),
        ("Laut China Selatan", "id", "South China Sea", None, "region"),
        ("Laut Jawa", "id", "Java Sea", "IDN", "region"),
        ("Sumut", "id", "North Sumatra", "IDN", "admin1"),
        ("Provinsi Papua Pegunungan", "id", "Highland Papua", "IDN", "admin1"),
        ("Jakarta Selatan", "id", "South Jakarta", "IDN", "city"),
        ("Kabupaten Bekasi", "id", "Bekasi Regency", "IDN", "city"),
        ("Bekasi", "id", "Bekasi", "IDN", "city"),
        ("Kabupaten Nduga", "id", "Nduga Regency", "IDN", "city"),
        ("Kota Jambi", "id", "Jambi City", "IDN", "city"),
        ("Jambi", "id", "Jambi", "IDN", "admin1"),
        ("Gedung Putih", "id", "White House", "USA", "point"),
        ("Anbar province", "en", "Anbar", "IRQ", "admin1"),
        ("perbatasan Suriah", "id", "Syrian border", "SYR", "country"),
        ("bandara Kuala Lumpur", "id", "Kuala Lumpur Airport", "MYS", "city"),
        ("Syrian soil", "en", "Syria", "SYR", "country"),
    ],
)
def test_a_place_has_its_usual_english_name_and_country(
    words: str, language: str, name: str, country: str | None, precision: str
) -> None:
    found = resolve_place(words, language)
    assert (found.name, found.country, found.precision) == (name, country, precision)


@pytest.mark.parametrize(
    ("words", "language", "name", "country"),
    [
        ("northern Syria", "en", "northern Syria", "SYR"),
        ("the north of Iraq", "en", "northern Iraq", "IRQ"),
        ("wilayah selatan Israel", "id", "southern Israel", "ISR"),
        ("Suriah Barat Laut", "id", "northwestern Syria", "SYR"),
        ("bagian timur Ukraina", "id", "eastern Ukraine", "UKR"),
        ("Prancis timur", "id", "eastern France", "FRA"),
    ],
)
def test_a_part_of_a_country_is_a_region_of_it_and_says_so(words: str, language: str, name: str, country: str) -> None:
    found = resolve_place(words, language)
    assert (found.name, found.country, found.precision, found.geonames) == (name, country, "region", None)
    assert "part of it" in found.resolved


@pytest.mark.parametrize(
    ("words", "neighbours", "country"),
    [
        ("Tripoli", ["Beirut", "Sidon", "Lebanon"], "LBN"),
        ("Tripoli", [], "LBY"),
        ("Birmingham", ["Alabama", "Montgomery", "Georgia"], "USA"),
        ("Birmingham", ["London"], "GBR"),
        ("Georgia", ["Atlanta", "Florida", "Alabama"], "USA"),
        ("Georgia", ["Tbilisi", "Abkhazia"], "GEO"),
        ("Cambridge", ["Boston", "Massachusetts"], "USA"),
        ("Cambridge", ["Oxford", "England"], "GBR"),
        ("Hyderabad", ["Karachi", "Sindh"], "PAK"),
        ("Hyderabad", ["Mumbai"], "IND"),
    ],
)
def test_the_article_decides_between_places_of_one_name(words: str, neighbours: list[str], country: str) -> None:
    found = resolve_place(words, "en", neighbours=neighbours)
    assert found.country == country
    assert any(candidate.country != country for candidate in found.passed_over)


def test_countries_of_the_article_decide_too() -> None:
    assert resolve_place("Tripoli", "id", countries=["LBN", "SYR"]).country == "LBN"
    assert resolve_place("Tripoli", "id", countries=["LBY", "ITA"]).country == "LBY"


def test_a_choice_against_the_larger_place_is_said() -> None:
    found = resolve_place("Tripoli", "en", countries=["LBN"])
    assert "chosen among" in found.resolved
    assert found.passed_over[0].name == "Tripoli"
    assert found.passed_over[0].country == "LBY"
    assert (found.passed_over[0].population or 0) > 100_000


def test_what_stands_behind_a_comma_decides() -> None:
    assert resolve_place("Paris, Texas", "en").admin1 == "Texas"
    assert resolve_place("Medan, Sumatera Utara", "id").country == "IDN"
    assert resolve_place("Washington, D.C.", "en").name == "Washington, D.C."


def test_a_border_of_two_countries_lies_in_neither() -> None:
    found = resolve_place("perbatasan Bangladesh dan Myanmar", "id")
    assert (found.name, found.country) == ("Bangladesh–Myanmar border", None)


@pytest.mark.parametrize("words", ["negara itu", "di kota tersebut", "sana", "kawasan itu"])
def test_indonesian_words_that_point_back_are_left_open_with_a_reason(words: str) -> None:
    found = resolve_place(words, "id", countries=["IRQ"])
    assert (found.name, found.country) == (None, None)
    assert "point back" in found.resolved


@pytest.mark.parametrize("words", ["the city", "the province", "there", "the northern part of the country"])
def test_english_words_that_point_back_are_left_open_with_a_reason(words: str) -> None:
    assert "point back" in resolve_place(words, "en").resolved


def test_an_unknown_place_stays_empty_with_a_reason() -> None:
    found = resolve_place("Xanquorel", "en")
    assert (found.name, found.country, found.lat) == (None, None, None)
    assert found.resolved.startswith("not resolved")


def test_an_unknown_place_takes_the_country_on_which_the_articles_places_agree() -> None:
    found = resolve_place("Desa Karangwuluh", "id", neighbours=["Sleman", "Bantul", "Yogyakarta"])
    assert (found.name, found.country, found.precision) == ("Karangwuluh", "IDN", None)
    assert "article's other places" in found.resolved
    torn = resolve_place("Xanquorel", "en", neighbours=["Syria", "Iraq"])
    assert torn.country is None


def test_a_street_called_after_a_city_is_not_in_it() -> None:
    found = resolve_place("Jalan Surabaya", "id", neighbours=["Medan", "Deli Serdang"])
    assert (found.name, found.admin1, found.lat) == ("Jalan Surabaya", None, None)


def test_a_place_named_at_the_end_of_a_description_gives_the_country() -> None:
    found = resolve_place("kantor pusat perusahaan itu di Melbourne", "id")
    assert (found.country, found.admin1) == ("AUS", "Victoria")


def test_a_position_stands_with_its_precision() -> None:
    mosul = resolve_place("Mosul", "en")
    assert (mosul.lat, mosul.lon) == pytest.approx((36.3, 43.1), abs=0.2)
    islands, province = resolve_place("Kabupaten Kepulauan Seribu", "id"), resolve_place("DKI Jakarta", "id")
    assert (islands.lat, islands.lon, islands.precision) == (province.lat, province.lon, "admin1")


@pytest.mark.parametrize(
    ("words", "precision"),
    [
        ("Monas", "point"),
        ("Tebet", "city"),
        ("Kota Surabaya", "city"),
        ("Kabupaten Nduga", "city"),
        ("Papua Barat Daya", "admin1"),
        ("Filipina", "country"),
        ("Laut Merah", "region"),
        ("Filipina selatan", "region"),
        ("Danau Toba", "region"),
    ],
)
def test_the_precision_is_that_of_the_position(words: str, precision: str) -> None:
    found = resolve_place(words, "id")
    assert (found.precision, found.lat is not None) == (precision, True)


def test_places_as_likely_stay_open_with_their_candidates_and_a_shared_country() -> None:
    open_ = resolve_place("Banjar", "id")
    assert (open_.name, open_.country, open_.lat, open_.precision) == (None, "IDN", None, None)
    assert "as likely" in open_.resolved
    assert {candidate.name for candidate in open_.passed_over} >= {"Banjar", "Banjar Regency"}
    assert resolve_place("San Jose", "en").country is None


def test_the_nearest_of_equals_is_chosen() -> None:
    assert resolve_place("Springfield", "en", neighbours=["Chicago", "Peoria"]).admin1 == "Illinois"
    assert resolve_place("Springfield", "en", neighbours=["Kansas City", "Missouri"]).admin1 == "Missouri"


def test_a_place_named_beside_decides_even_against_a_larger_one() -> None:
    found = resolve_place("Bandung (Tulungagung)", "id")
    assert (found.name, found.admin1) == ("Bandung", "East Java")
    assert resolve_place("Kecamatan Kertapura, Sleman", "id").admin1 == "Yogyakarta Special Region"


def test_a_place_unknown_to_the_gazetteer_lies_where_it_is_said_to_lie() -> None:
    found = resolve_place("Paris, Jawa Barat", "id")
    assert (found.name, found.country, found.admin1, found.precision) == ("Paris", "IDN", "West Java", "admin1")
    assert "named beside it" in found.resolved
    assert found.passed_over[0].country == "FRA"


@pytest.mark.parametrize("words", ["malang", "palu", "turkey", "nice", "surat", "batu", "jordan"])
def test_common_nouns_are_no_places(words: str) -> None:
    assert resolve_place(words, "id", countries=["IDN"]).name is None


def test_an_embassy_is_not_in_the_country_it_is_of() -> None:
    assert resolve_place("Kedutaan Besar Turki", "id").country is None
    found = resolve_place("Kedutaan Besar Turki", "id", neighbours=["Kabul", "Afganistan"])
    assert (found.name, found.country) == ("Turkish Embassy", "AFG")
    assert resolve_place("KBRI Kuala Lumpur", "id").country == "MYS"


def test_where_an_organisation_of_the_actor_table_sits() -> None:
    found = resolve_place("Kantor Kemenko Polhukam", "id")
    assert (found.country, found.resolved.startswith("actor table")) == ("IDN", True)


def test_a_name_with_an_english_direction_keeps_its_order() -> None:
    assert resolve_place("Kowloon East", "en").name == "Kowloon East"
    assert resolve_place("eastern Kowloon", "en").name == "eastern Kowloon"


@given(st.text(max_size=300), st.sampled_from(["id", "en", "fr", ""]))
def test_any_words_resolve_to_something_or_to_a_reason(words: str, language: str) -> None:
    found = resolve_place(words, language, neighbours=[words, "Suriah"], countries=["SYR"], beside=[words], home="IDN")
    assert found.resolved
    assert len(found.passed_over) <= 5
    assert found == resolve_place(
        words, language, neighbours=[words, "Suriah"], countries=["SYR"], beside=[words], home="IDN"
    )
    assert found.country is None or len(found.country) == 3
    assert (found.lat is None) == (found.lon is None)


def test_long_and_hostile_words_take_no_time() -> None:
    start = time.process_time()
    for words in ("kota " * 100_000, "(" * 500_000, "di, " * 100_000, "utara bagian " * 100_000, "A" * 1_000_000):
        assert resolve_place(words, "id", neighbours=[words] * 1000).resolved
    assert time.process_time() - start < 10


@given(st.text(max_size=80))
def test_readings_only_take_words_off(words: str) -> None:
    lengths = [len(reading.tokens) for reading in readings(words, "id")]
    assert lengths == sorted(lengths, reverse=True)
    assert len(set(lengths)) == len(lengths)


@given(st.sets(st.text(st.characters(codec="utf-8", exclude_characters="\t\n"), min_size=1, max_size=8), max_size=40))
def test_sorted_lines_find_every_key_and_no_other(keys: set[str]) -> None:
    lines = sorted(key.encode() for key in keys)
    block = SortedLines(b"".join(key + b"\t" + key[::-1] + b"\n" for key in lines))
    assert all(block.find(key) == key[::-1] for key in lines)
    assert block.find(b"\x00no key") is None


def test_names_are_compared_without_accents_case_and_punctuation() -> None:
    assert fold("  Sana‘ā’ ") == fold("SANA'A") == "sanaa"
    assert fold("Deir ez-Zor") == "deir ez zor"


@pytest.mark.parametrize("name", COLUMNS)
def test_every_row_of_the_kept_tables_fits_its_head(name: str) -> None:
    assert {len(row) for row in rows(name)} == {len(COLUMNS[name])}


def test_every_renamed_place_is_in_the_gazetteer() -> None:
    made = generated()
    for table_name, kind in (("cities", "city"), ("admin1", "admin1")):
        for name, country, known_as, _ in rows(table_name):
            found = [e for e in made.named(known_as or name) if (e.kind, e.country) == (kind, country)]
            assert found or name in LACKING.split(", "), name


def test_indonesia_is_complete() -> None:
    kinds = [row[0] for row in rows("indonesia")]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"province": 38, "city": 98, "regency": 416}
    assert [row[1] for row in rows("indonesia") if row[0] == "regency" and not row[4]] == ["Seribu Islands Regency"]
    provinces = {row[1] for row in rows("indonesia") if row[0] == "province"}
    assert {row[2] for row in rows("indonesia") if row[0] != "province"} <= provinces


def test_every_kept_place_is_found_under_its_names_in_its_country() -> None:
    for name, _, country, _, lat, lon, names in rows("regions"):
        assert -90 <= float(lat) <= 90
        assert -180 <= float(lon) <= 180
        for known in (name, *filter(None, names.split("|"))):
            assert any(e.name == name and e.country == (country or None) for e in gazetteer().named(known)), known
    assert {row[0] for row in rows("countries")} <= set(countries())


def test_every_district_lies_in_a_city_or_regency() -> None:
    around = {row[1] for row in rows("indonesia") if row[0] in ("city", "regency")}
    listed = [(row[0], row[1]) for row in rows("districts")]
    assert {within for _, within in listed} <= around
    assert len(listed) == len(set(listed)) > 1000
    for name, within in listed:
        assert any(entry.kind == "district" and entry.lat is not None for entry in gazetteer().named(name)), (
            name,
            within,
        )


@pytest.mark.parametrize("code", codes())
def test_every_language_has_place_words(code: str) -> None:
    words = table(code, "places", PlaceWords)
    assert all("{}" in generic.english for generic in [*words.leading.values(), *words.trailing.values()])
    assert len(words.directions) >= 8
