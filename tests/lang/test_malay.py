"""Malay, the language added by the guide: times, numbers, titles, names, furniture; and Malay told from Indonesian."""

import datetime

import msgspec
import pytest

import lansir
from lansir import reader
from lansir.knowledge import knowledge
from lansir.lang import language as language_of
from lansir.page import read_page
from lansir.page.furniture import kind_of
from lansir.page.language import text_language
from lansir.page.line import Line
from lansir.page.sentences import split_sentences
from lansir.record import Reason, Record
from lansir.resolve.quantities import find_quantities
from lansir.resolve.times import find_times, resolve_time
from lansir.resolve.titles import read_title

WEDNESDAY = datetime.date(2025, 3, 12)
MALAY = (
    "Penduduk kampung membantah rancangan itu kerana jambatan lama masih kukuh, kata ketua kampung. "
    "Kerajaan negeri akan mengadakan mesyuarat pada Khamis, manakala projek itu dijangka siap pada Disember. "
)
INDONESIAN = (
    "Warga desa menolak rencana itu karena jembatan lama masih kokoh, kata kepala desa. "
    "Pemerintah provinsi akan menggelar rapat pada Kamis, sedangkan proyek itu baru selesai pada Desember. "
)
NEITHER = "Mereka akan tiba di pasar itu dengan anak dan teman, lalu makan di sana untuk dua hari. "


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("semalam", "2025-03-11"),
        ("kelmarin", "2025-03-10"),
        ("esok", "2025-03-13"),
        ("lusa", "2025-03-14"),
        ("pada Khamis lalu", "2025-03-06"),
        ("Isnin lepas", "2025-03-10"),
        ("Ahad ini", "2025-03-16"),
        ("minggu lalu", "2025-W10"),
        ("minggu depan", "2025-W12"),
        ("bulan depan", "2025-04"),
        ("tahun lepas", "2024"),
        ("hujung minggu ini", "2025-03-15/2025-03-16"),
        ("pada 31 Ogos 2023", "2023-08-31"),
        ("14 Julai lalu", "2024-07-14"),
        ("5 Dis", "2024-12-05"),
        ("Jumaat (7 Mac)", "2025-03-07"),
        ("sejak Ogos 2019", "2019-08"),
        ("pukul 10 malam semalam", "2025-03-11T22:00"),
        ("jam 3.30 petang", "2025-03-12T15:30"),
        ("dua minggu lalu", "2025-W09"),
        ("tiga tahun lalu", "2022"),
        ("sebelum Hari Kebangsaan", "2025-08-31"),
        ("pada Hari Malaysia", "2024-09-16"),
        ("pada 1980-an", "1980/1989"),
        ("baru-baru ini", None),
    ],
)
def test_a_malay_time_has_its_value(words: str, value: str | None) -> None:
    assert resolve_time(words, "ms", WEDNESDAY, sentence=words, offset=0).value == value


def test_malay_times_are_found_in_a_sentence() -> None:
    sentence = "KUALA LUMPUR, 12 Mac – Polis menahan lima suspek pada Khamis lalu dan akan memanggil saksi esok."
    found = [sentence[start:end] for start, end in find_times(sentence, "ms")]
    assert found == ["12 Mac", "pada Khamis lalu", "esok"]


@pytest.mark.parametrize(
    ("sentence", "words", "low", "unit", "of"),
    [
        ("Kos projek itu RM1.2 bilion.", "RM1.2 bilion", 1_200_000_000, "MYR", None),
        ("Seramai 3,500 penduduk berpindah.", "3,500", 3500, None, "penduduk"),
        ("Dua belas orang maut.", "Dua belas", 12, None, "orang"),
        ("Lapan puluh lima rumah musnah.", "Lapan puluh lima", 85, None, "rumah"),
        ("Harga naik 4.5 peratus.", "4.5 peratus", 4.5, "percent", None),
        ("Dua juta ringgit disalurkan.", "Dua juta ringgit", 2_000_000, "MYR", None),
        ("Brunei memberi B$1 juta.", "B$1 juta", 1_000_000, "BND", None),
        ("Lelaki berusia 43 tahun itu ditahan.", "berusia 43 tahun", 43, "year of age", None),
        ("Dadah seberat 214 kilogram dirampas.", "214 kilogram", 214, "kilogram", None),
    ],
)
def test_a_malay_number_has_its_value(sentence: str, words: str, low: float, unit: str | None, of: str | None) -> None:
    (found,) = find_quantities(sentence, "ms")
    assert (sentence[found.start : found.end], found.low, found.unit, found.of) == (words, low, unit, of)


@pytest.mark.parametrize(
    "sentence", ["Seksyen 117 digunakan.", "Sidang Parlimen pada 2024.", "Bas itu lalu di Jalan 12."]
)
def test_malay_laws_years_and_roads_are_no_quantities(sentence: str) -> None:
    assert find_quantities(sentence, "ms") == []


@pytest.mark.parametrize(
    ("words", "name", "role", "sectors"),
    [
        ("Perdana Menteri Datuk Seri Rahman Sulaim", "Rahman Sulaim", "prime minister", ("GOV",)),
        ("bekas Menteri Besar Datuk Salleh Dara", "Salleh Dara", "former chief minister", ("ELI",)),
        ("Ketua Polis Negara Tan Sri Halim Bakri", "Halim Bakri", "national police chief", ("COP",)),
        ("Hakim Mahkamah Tinggi Datuk Nora Salleh", "Nora Salleh", "judge", ("JUD",)),
        ("seorang penganalisis politik", None, "analyst", ("EDU",)),
        ("para penunjuk perasaan", None, "protester", ("CVL",)),
    ],
)
def test_a_malay_title_tells_the_role(words: str, name: str | None, role: str, sectors: tuple[str, ...]) -> None:
    found = read_title(words, "ms")
    assert (found.name, found.role, found.sectors) == (name, role, sectors)


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Jepun", "country/JPN"),
        ("Kemboja", "country/KHM"),
        ("Amerika Syarikat", "country/USA"),
        ("AS", "country/USA"),
        ("kerajaan Malaysia", "government/MYS"),
        ("Kementerian Pertahanan Israel", "defence-ministry/ISR"),
        ("Pertubuhan Bangsa-Bangsa Bersatu", "org/un"),
        ("SPRM", "org/macc"),
        ("Jabatan Bomba dan Penyelamat", "org/jbpm"),
    ],
)
def test_a_malay_name_is_known(name: str, actor: str) -> None:
    assert [match.id for match in knowledge().find(name, "ms")] == [actor]


@pytest.mark.parametrize("name", ["Washington", "Jakarta", "Israel", "Rusia"])
def test_names_of_one_word_are_borrowed_where_malay_has_none(name: str) -> None:
    assert knowledge().find(name, "ms")
    assert knowledge().find(name, "xx") == []


def test_a_malay_name_of_one_word_is_no_name_elsewhere() -> None:
    assert knowledge().find("Jepun", "en") == []
    assert knowledge().name_in("JPN", "ms") == "Jepun"
    assert knowledge().name_in("JPN", "id") == "Jepang"
    assert knowledge().name_in("NPL", "ms") == "Nepal"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("BACA JUGA: Harga beras naik di tiga negeri", "read_also"),
        ("Berita berkaitan", "read_also"),
        ("Ikuti kami di Telegram untuk berita terkini", "promo"),
        ("Langgan surat berita kami", "promo"),
        ("Artikel bersambung selepas iklan", "advert"),
        ("Halaman seterusnya", "navigation"),
        ("Hak cipta © 2025", "signoff"),
    ],
)
def test_malay_furniture_is_no_text(line: str, kind: str) -> None:
    assert kind_of(Line(line)) == kind


def test_malay_sentences_end_behind_no_abbreviation() -> None:
    text = "Datuk Dr. Halim hadir. Beliau enggan mengulas. “Tunggu dahulu,” katanya. Ia milik Teras Sdn. Bhd. di Kulim."
    assert len(split_sentences(text, 0, len(text), "ms")) == 4


@pytest.mark.parametrize("declared", [None, "id", "ms", "en"])
def test_words_of_its_own_tell_malay_from_indonesian(declared: str | None) -> None:
    assert text_language(MALAY, declared) == "ms"
    assert text_language(INDONESIAN, declared) == "id"


def test_where_no_word_tells_the_page_does_and_else_it_is_indonesian() -> None:
    assert text_language(NEITHER, "ms") == "ms"
    assert text_language(NEITHER, "id") == "id"
    assert text_language(NEITHER) == "id"


def test_an_indonesian_text_that_quotes_malay_stays_indonesian() -> None:
    quoted = "“Kerajaan tidak akan berundur kerana parti itu ialah parti rakyat,” kata dia. "
    assert text_language(INDONESIAN * 3 + quoted) == "id"


def test_a_page_declares_malay() -> None:
    article = f"<article><h1>Pasar</h1><p>{NEITHER * 4}</p></article>"
    page = f"<html lang='ms-MY'><head><title>Pasar</title></head><body>{article}</body></html>"
    assert read_page(page.encode()).language == "ms"


def test_a_malay_article_is_read_with_malay_rules() -> None:
    text = f"Jambatan Lindur ditutup\n\n{MALAY}Datuk Rahman Sulaim berkata beliau akan bertemu penduduk lusa.\n"
    record = lansir.read(text.encode(), media_type="text/plain", published="2025-03-12")
    assert record.article.language == "ms"
    assert "2025-03-14" in {time.value for time in record.times}
    assert not near(record)


def test_an_article_in_a_language_that_the_model_has_not_learned_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    unlearned = msgspec.structs.replace(language_of("ms"), trained=False)
    monkeypatch.setattr(reader, "language_of", lambda _folder: unlearned)
    record = lansir.read(MALAY.encode(), media_type="text/plain", published="2025-03-12")
    assert near(record)


def near(record: Record) -> list[Reason]:
    return [reason for reason in record.reasons if isinstance(reason, Reason) and reason.code == "near_language"]
