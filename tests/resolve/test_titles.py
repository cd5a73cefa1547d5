"""Words of mentions, in both languages, and what they tell about the actor."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.lang import codes, table
from lansir.resolve.name_forms import are_relatives, is_first_part_of, same_but_for_class, written_forms
from lansir.resolve.title_words import TitleWords
from lansir.resolve.titles import is_abbreviation_of, read_title, same_name

PLOVER = "GOV LEG JUD MIL COP SPY PTY OPP REB UAF PRM CVL BUS MED JRN EDU REL LAB NGO IGO SOC CRM REF ELI UNK"
SECTORS = set(re.findall(r"\w+", PLOVER))

NAMED = [
    ("Presiden AS Joe Biden", "id", "Joe Biden", "president", "GOV"),
    ("Menteri Luar Negeri Retno Marsudi", "id", "Retno Marsudi", "foreign minister", "GOV"),
    ("Menlu RI Retno Marsudi", "id", "Retno Marsudi", "foreign minister", "GOV"),
    ("Ketua DPR Rahmat Sanjaya", "id", "Rahmat Sanjaya", "speaker of parliament", "LEG"),
    ("Gubernur Jawa Timur Surya Wibisono", "id", "Surya Wibisono", "governor", "GOV"),
    ("Bupati Jombang Surya Wibisono", "id", "Surya Wibisono", "regent", "GOV"),
    ("Kapolres Sleman AKBP Surya Wibisono", "id", "Surya Wibisono", "district police chief", "COP"),
    ("Panglima TNI Jenderal Surya Wibisono", "id", "Surya Wibisono", "TNI commander", "MIL"),
    ("juru bicara Polri Kombes Surya Wibisono", "id", "Surya Wibisono", "police spokesman", "COP"),
    ("Direktur Penyidikan KPK Brigjen (Pol) Surya Wibisono", "id", "Surya Wibisono", "director", "JUD"),
    ("Ketua Umum Gerindra Prabowo Subianto", "id", "Prabowo Subianto", "party chair", "PTY"),
    ("mantan Gubernur Banten, Surya Wibisono", "id", "Surya Wibisono", "former governor", "ELI"),
    ("Plt Wali Kota Medan Surya Wibisono", "id", "Surya Wibisono", "acting mayor", "GOV"),
    ("calon gubernur Surya Wibisono", "id", "Surya Wibisono", "candidate", "PTY"),
    ("Duta Besar Indonesia untuk Jerman Surya Wibisono", "id", "Surya Wibisono", "ambassador", "GOV"),
    ("Presiden Korea Selatan Moon Jae - in", "id", "Moon Jae - in", "president", "GOV"),
    ("pengacara Surya Wibisono", "id", "Surya Wibisono", "lawyer", "CVL"),
    ("Ustaz Surya Wibisono", "id", "Surya Wibisono", "cleric", "REL"),
    ("U.S. Secretary of State Antony Blinken", "en", "Antony Blinken", "secretary of state", "GOV"),
    ("Britain's Prime Minister Theresa May", "en", "Theresa May", "prime minister", "GOV"),
    ("German Chancellor Angela Merkel", "en", "Angela Merkel", "chancellor", "GOV"),
    ("President Juan Varela of Panama", "en", "Juan Varela", "president", "GOV"),
    ("Lt. Gen. Alan Whitfield", "en", "Alan Whitfield", "military officer", "MIL"),
    ("FBI director Alan Whitfield", "en", "Alan Whitfield", "director", "COP"),
    ("State Department spokeswoman Ellen Whitfield", "en", "Ellen Whitfield", "spokesperson", "GOV"),
    ("former Vice President Alan Whitfield", "en", "Alan Whitfield", "former vice president", "ELI"),
    ("Iraqi Prime Minister Haider al-Abadi", "en", "Haider al-Abadi", "prime minister", "GOV"),
    ("human rights activist Ellen Whitfield", "en", "Ellen Whitfield", "activist", "SOC"),
    ("Supreme Court Justice Ellen Whitfield", "en", "Ellen Whitfield", "judge", "JUD"),
]


@pytest.mark.parametrize(("words", "language", "name", "role", "sector"), NAMED)
def test_a_titled_name_gives_name_role_and_sector(words: str, language: str, name: str, role: str, sector: str) -> None:
    found = read_title(words, language)
    assert (found.name, found.role, found.sectors[0], found.generic) == (name, role, sector, False)


@pytest.mark.parametrize(
    ("words", "language", "sector", "kind", "plural"),
    [
        ("seorang pejabat AS", "id", "GOV", "official", False),
        ("seorang pejabat senior", "id", "GOV", "official", False),
        ("pejabat militer", "id", "MIL", "military", False),
        ("polisi", "id", "COP", "police", False),
        ("para pengunjuk rasa", "id", "CVL", None, True),
        ("sejumlah saksi mata", "id", "CVL", "witness", True),
        ("pengamat politik", "id", "EDU", "analyst", False),
        ("seorang diplomat", "id", "GOV", "diplomat", False),
        ("Presiden", "id", "GOV", "official", False),
        ("warga Palestina", "id", "CVL", "witness", False),
        ("kepolisian", "id", "COP", None, False),
        ("US officials", "en", "GOV", "official", True),
        ("a police officer", "en", "COP", "police", False),
        ("the two leaders", "en", "GOV", "official", True),
        ("protesters", "en", "CVL", None, True),
        ("some analysts", "en", "EDU", "analyst", True),
        ("gunmen", "en", "UAF", None, True),
        ("the police", "en", "COP", None, False),
        ("the Prime Minister", "en", "GOV", "official", False),
    ],
)
def test_a_common_noun_names_nobody(words: str, language: str, sector: str, kind: str | None, plural: bool) -> None:
    found = read_title(words, language)
    assert (found.name, found.generic) == (None, True)
    assert (found.sectors[0], found.source_kind, found.plural) == (sector, kind, plural)


@pytest.mark.parametrize(
    ("words", "language", "pronoun", "plural"),
    [
        ("ia", "id", "he", False),
        ("Beliau", "id", "he", False),
        ("dirinya", "id", "he", False),
        ("mereka", "id", "they", True),
        ("keduanya", "id", "they", True),
        ("kami", "id", "we", True),
        ("saya", "id", "i", False),
        ("He", "en", "he", False),
        ("her", "en", "she", False),
        ("its", "en", "it", False),
        ("they", "en", "they", True),
        ("We", "en", "we", True),
    ],
)
def test_pronouns(words: str, language: str, pronoun: str, plural: bool) -> None:
    found = read_title(words, language)
    assert (found.pronoun, found.plural, found.generic, found.name) == (pronoun, plural, True, None)


@pytest.mark.parametrize(
    ("words", "language", "name", "sector"),
    [
        ("Kementerian Luar Negeri", "id", "Kementerian Luar Negeri", "GOV"),
        ("pemerintah Indonesia", "id", "pemerintah Indonesia", "GOV"),
        ("Polda Metro Jaya", "id", "Polda Metro Jaya", "COP"),
        ("Pengadilan Negeri Jakarta Selatan", "id", "Pengadilan Negeri Jakarta Selatan", "JUD"),
        ("Universitas Gadjah Mada", "id", "Universitas Gadjah Mada", "EDU"),
        ("PT Samudra Biru", "id", "PT Samudra Biru", "BUS"),
        ("the State Department", "en", "State Department", "GOV"),
        ("Ministry of Defence", "en", "Ministry of Defence", "GOV"),
        ("Iraqi Security Forces", "en", "Iraqi Security Forces", "MIL"),
        ("Senate Judiciary Committee", "en", "Senate Judiciary Committee", "LEG"),
        ("Labour Party", "en", "Labour Party", "PTY"),
        ("UN Security Council", "en", "UN Security Council", "IGO"),
    ],
)
def test_organisations_keep_their_whole_name(words: str, language: str, name: str, sector: str) -> None:
    found = read_title(words, language)
    assert (found.name, found.sectors[0], found.role, found.generic) == (name, sector, None, False)


@pytest.mark.parametrize("words", ["Joe Biden", "Joko Widodo", "Hamas", "AS", "Israel Katz", "M Prasetyo"])
def test_a_bare_name_is_all_name(words: str) -> None:
    found = read_title(words, "id")
    assert (found.name, found.role, found.sectors, found.generic) == (words, None, (), False)


def test_honorifics_and_degrees_are_no_part_of_a_name() -> None:
    assert read_title("Bapak Surya Wibisono", "id").name == "Surya Wibisono"
    assert read_title("Dr. H. Surya Wibisono, S.H., M.H.", "id").name == "Surya Wibisono"
    assert read_title("Mr Park", "en").name == "Park"


def test_where_somebody_works_is_no_name() -> None:
    assert read_title("managing director at Burnaston", "en").name is None
    assert read_title("the spokesman for the agency", "en").name is None


@given(st.text(max_size=200), st.sampled_from(["id", "en", "fr", ""]))
def test_a_name_is_a_piece_of_any_words(words: str, language: str) -> None:
    found = read_title(words, language)
    assert found.name is None or (found.name and found.name in words)
    assert set(found.sectors) <= SECTORS


@given(st.lists(st.sampled_from([word for case in NAMED for word in case[0].split()]), max_size=12))
def test_a_name_is_a_piece_of_any_shuffled_titles(words: list[str]) -> None:
    text = " ".join(words)
    for language in ("id", "en"):
        name = read_title(text, language).name
        assert name is None or name in text


def test_long_and_hostile_words_take_no_time() -> None:
    start = time.process_time()
    for words in ("Presiden " * 50_000, "A" * 1_000_000, "of " * 200_000, "- " * 200_000, "'s" * 200_000):
        assert read_title(words, "en") == read_title(words, "en")
        same_name(words, words[:-1])
        is_abbreviation_of("ABCDE", words)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("KPK", "Komisi Pemberantasan Korupsi"),
        ("PBB", "Perserikatan Bangsa-Bangsa"),
        ("IDF", "Israel Defense Forces"),
        ("DPR", "Dewan Perwakilan Rakyat"),
        ("IMF", "International Monetary Fund"),
        ("U.N.", "United Nations"),
        ("HAM", "Hak Asasi Manusia"),
    ],
)
def test_initials_stand_for_a_name(short: str, long: str) -> None:
    assert is_abbreviation_of(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [("KPK", "Komisi Pemilihan Umum"), ("Biden", "Joe Biden"), ("A", "Antara"), ("PBB", "PBB"), ("US", "Susan")],
)
def test_other_words_are_no_abbreviation(short: str, long: str) -> None:
    assert not is_abbreviation_of(short, long)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Joe Biden", "Biden"),
        ("Presiden AS Joe Biden", "Biden"),
        ("Moon Jae-in", "Moon"),
        ("J. Biden", "Joe Biden"),
        ("Susilo Bambang Yudhoyono", "Susilo Yudhoyono"),
        ("Bashar al-Assad", "al-Assad"),
        ("Basuki Tjahaja Purnama", "Basuki"),
        ("JOE BIDEN", "Joe Biden"),
    ],
)
def test_a_short_form_is_the_same_name(a: str, b: str) -> None:
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Joe Biden", "Hunter Biden"),
        ("Kim Jong Un", "Kim Jong Nam"),
        ("Joko Widodo", "Jokowi"),
        ("Joe Biden", "Biden Joe Smith"),
        ("Joe Biden", ""),
        ("J B", "Joe Biden"),
    ],
)
def test_names_that_differ_in_a_word_are_two(a: str, b: str) -> None:
    assert not same_name(a, b)
    assert not same_name(b, a)


@pytest.mark.parametrize("code", codes())
def test_every_language_has_title_words_with_plover_sectors(code: str) -> None:
    words = table(code, "titles", TitleWords)
    assert {sector for entry in [*words.titles, *words.bodies] for sector in entry.sectors} <= SECTORS
    assert sum(len(entry.words) for entry in words.titles) >= 300
    assert sum(len(entry.words) for entry in words.bodies) >= 300


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Komisi Pemilihan Umum (KPU) DKI", ["Komisi Pemilihan Umum DKI", "KPU"]),
        ("Basuki Tjahaja (Koko)", ["Basuki Tjahaja", "Koko"]),
        ("Dara Wibisono (36)", ["Dara Wibisono (36)"]),
        ("Alan Vale (R-Texas)", ["Alan Vale (R-Texas)"]),
        ("Andi alias Boneng", ["Andi", "Boneng"]),
        ("()", ["()"]),
    ],
)
def test_one_writing_may_hold_two_names(name: str, forms: list[str]) -> None:
    assert written_forms(name, ["alias"]) == forms


@given(st.text(max_size=80))
def test_a_writing_always_holds_a_name(name: str) -> None:
    assert written_forms(name, ["alias"])


def test_a_class_word_may_be_left_out_of_one_name_only() -> None:
    classes = ("provinsi", "kota", "province")
    assert same_but_for_class("Provinsi Banten", "Banten", classes)
    assert same_but_for_class("Anbar", "Anbar province", classes)
    assert not same_but_for_class("Kota Bogor", "Provinsi Bogor", classes)
    assert not same_but_for_class("Banten", "Banten", classes)


def test_the_head_of_a_body_stands_first_or_last() -> None:
    assert is_first_part_of("Observatorium", "Observatorium Suriah untuk Hak Asasi Manusia", head_first=True)
    assert is_first_part_of("Supreme Court", "Italian Supreme Court of Cassation", head_first=False)
    assert not is_first_part_of("DPR", "Komisi III DPR", head_first=True)
    assert not is_first_part_of("Kementerian Agama", "Kementerian Agama di Arab Saudi", head_first=True)


def test_relatives_share_a_word_and_are_two() -> None:
    assert are_relatives("Budi Hartono", "Rini Hartono")
    assert not are_relatives("Fayakhun Andriadi", "Fayakhun Andiadi")
    assert not are_relatives("Hartono", "Rini Hartono")
    assert not are_relatives("Budi Hartono", "Lars Hagen")
