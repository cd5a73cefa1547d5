"""Where sentences end in Indonesian and English news: the hard cases, one a line, `|` at the ends expected."""

import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir import lang
from lansir.page.sentences import SentenceWords, split_sentences

INDONESIAN = [
    "Pertemuan itu selesai. | Ia lalu pulang ke Bogor.",
    "Bantuan senilai Rp1.500.000 dibagikan. | Sisanya Rp 2,5 miliar menyusul.",
    "Nilainya Rp. 300 juta, kata Dr. Intan Wulandari.",
    "Kuasa hukum H. M. Saleh datang. | Ia diam.",
    "Kantor itu di Jl. Sudirman No. 12, Semarang. | Warga berkumpul di sana.",
    "Polisi menangkap Ir. Bagas, S.H., M.H. di rumahnya.",
    "PT Samudra Tbk. mengumumkan rugi. | Sahamnya turun.",
    "Mereka membawa beras, gula, dll. | Namun jumlahnya kurang.",
    '"Kami tidak lari. | Kami menunggu," kata Rendra.',
    '"Kami tidak lari." | Rendra lalu masuk ke mobil.',
    "“Kami sudah siap. | Tinggal menunggu izin,” ujarnya. | Izin itu belum terbit.",
    '"Apa yang mereka tunggu?" kata Melati.',
    '"Apa yang mereka tunggu?" Melati bertanya.',
    '"Apa yang mereka tunggu? | Kami lelah!" | Massa lalu bubar.',
    "Kami... tidak tahu, ujarnya.",
    "Kami tidak tahu... | Tanyakan ke dinas.",
    "Rapat digelar Senin (14/8). | Hasilnya diumumkan besok.",
    "Rapat itu (dan dua rapat lain.) | Batal digelar.",
    "Rapat digelar pukul 10.00. | Menteri tidak hadir.",
    "Suara.com - Gubernur menolak. | Detail.co tidak memuatnya.",
    "Sidang berakhir. | (kha/mei)",
    "1. Presiden memberi sambutan. | 2. Menteri menjawab.",
    "Harga naik 25%. | Pedagang protes.",
    "Hal itu ditegaskan dia. | Menurut Sari, rapat batal.",
    "Ia keluar pada 2019. | 12 orang ikut.",
    "“ Kami siap. ” | Calvo menambahkan satu hal.",
    'Ia berkata, "Kami siap. " | Menteri lalu pergi.',
    "Jakarta, CNN Indonesia -- Serikat menolak. | Mereka mogok.",
    "Sebanyak 4 s.d. 6 orang hilang. | Tim SAR dikerahkan.",
]
ENGLISH = [
    "The talks ended. | He left for Oslo.",
    "U.S. President Ann Vale met Mr. Orlov. | They spoke for an hour.",
    "He returned to the U.S. | The visit lasted a day.",
    "The U.S. State Department declined to comment.",
    "The deal was signed on Feb. 27 by Sen. J. P. Marsh.",
    "Prices rose to $1.5 million. | Sales fell 3.2 percent.",
    "Acme Inc. said so. | Acme Inc. | It denied the rest.",
    "“We listened late. | But we listened,” she told reporters.",
    "“We listened.” | She left the room.",
    '"Why now?" Wells asked.',
    '"Why now?" he asked. | Nobody answered.',
    '"Why now? | Who gains?" | Wells put down the paper.',
    "Nobody threw anything … they said. | Police disagreed.",
    "She waited [...] and left. | He did not.",
    "The vote is at 10 a.m. on Friday. | Polls close at 8 p.m. | The count follows.",
    "WASHINGTON, D.C. — The senator resigned. | No successor was named.",
    "LONDON (AP) — Inspectors walked out. | Ferries stopped.",
    "No. 10 denied it. | The answer was no. | He repeated it.",
    "He cited Lt. Gen. A. Ward, i.e. the general.",
    "It began in World War I. | The second war was worse.",
    "It's over! | Go home.",
    "Trucks backed up for 9 miles (14 km). | Two drivers were treated.",
    "(Police made no arrests.) | The road reopened.",
    "He holds a Ph.D. from Leiden.",
    "'It is untrue.' | Mr Bone dismissed it.",
    "The road is closed.|The police said so.",
]


def sentences(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text), language)]


@pytest.mark.parametrize(
    ("language", "marked"), [*(("id", case) for case in INDONESIAN), *(("en", case) for case in ENGLISH)]
)
def test_sentences_end_where_a_reader_ends_them(language: str, marked: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    assert sentences(marked.replace(" | ", " ").replace("|", ""), language) == expected


def test_offsets_count_from_the_start_of_the_text() -> None:
    text = "Judul\nIa datang. Ia pergi. Selesai."
    assert split_sentences(text, 6, 26, "id") == [(6, 16), (17, 26)]


def test_a_new_line_always_ends_a_sentence() -> None:
    assert sentences("Harga Naik\nHarga beras naik. Warga protes", "id") == [
        "Harga Naik",
        "Harga beras naik.",
        "Warga protes",
    ]


def test_white_space_alone_is_no_sentence() -> None:
    assert split_sentences(" \n\t ", 0, 4, "id") == []


def test_a_language_without_a_folder_is_read_as_english() -> None:
    assert sentences("Mr. Orlov kwam. Hij ging.", "nl") == ["Mr. Orlov kwam.", "Hij ging."]


@pytest.mark.parametrize("language", lang.codes())
def test_words_hold_no_final_full_stop_and_no_word_is_in_two_classes(language: str) -> None:
    words = lang.table(language, "sentences", SentenceWords)
    abbreviations = [words.never_final, words.before_number, words.may_end]
    assert not [word for words_of_class in abbreviations for word in words_of_class if word.endswith(".")]
    assert sum(map(len, abbreviations)) == len(frozenset().union(*abbreviations))
    assert all(word[0].isupper() for word in words.starters)


def test_a_misspelt_key_in_the_words_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.yaml.decode(b"{never_end: []}", type=SentenceWords)


@pytest.mark.parametrize("piece", [". ", "Dr. ", '"', "? ", "...", "a.", "(", "1. ", ". ” ", "U.S. "])
def test_time_grows_with_length_and_no_faster(piece: str) -> None:
    text = piece * (120_000 // len(piece))
    began = time.process_time()
    split_sentences(text, 0, len(text), "en")
    assert time.process_time() - began < 10


@given(
    st.text(st.sampled_from("aB1 .?!…\"”“')(\n-–") | st.characters(), max_size=80),
    st.integers(0, 10),
    st.sampled_from(["id", "en"]),
)
def test_spans_are_ordered_disjoint_trimmed_and_cover_all_but_space(text: str, start: int, language: str) -> None:
    start = min(start, len(text))
    spans = split_sentences(text, start, len(text), language)
    position = start
    for left, right in spans:
        assert not text[position:left].strip()
        assert left < right
        assert text[left:right] == text[left:right].strip()
        position = right
    assert not text[position:].strip()
