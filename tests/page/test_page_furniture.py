"""Furniture: which lines are no news, and what is cut out of paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.lang import codes, table
from lansir.page.credit import credit_start, is_credit
from lansir.page.dateline import dateline_end, is_dateline
from lansir.page.furniture import Furniture, furniture, kind_of
from lansir.page.line import Line, Link
from lansir.page.outlets import Origins
from lansir.page.splitting import is_signoff, split_caption, split_paragraph


def pieces(text: str, links: tuple[Link, ...] = (), first: bool = False) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in split_paragraph(Line(text, links=links), first=first, early=first)]


def test_every_language_has_furniture_and_origins_of_the_right_shape() -> None:
    for code in codes():
        assert table(code, "furniture", Furniture).phrases
        assert table(code, "origins", Origins).before


def test_phrases_are_written_once_and_without_blanks_at_their_ends() -> None:
    for code, one in furniture().items():
        for kind, phrases in one.phrases.items():
            for mode in ("whole", "label", "starts", "has", "inside", "closing"):
                entries: list[str] = getattr(phrases, mode)
                assert all(entry == entry.strip() and entry for entry in entries), (code, kind, mode)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("BACA JUGA:  Harga Beras Naik di Tiga Kota", "read_also"),
        ("Baca juga : Harga Beras Naik", "read_also"),
        ("Lihat Juga: Warga Mengungsi", "read_also"),
        ("READ MORE: Rice prices climb in three towns", "read_also"),
        ("Pilihan Editor: Jalan Tambang Ditutup", "read_also"),
        ("Silakan baca konten menarik lainnya dari Suara.example di Google News", "promo"),
        ("Ikuti berita terkini dari Suara di Google News, klik di sini", "promo"),
        ('Simak Video "Detik-detik Tanggul Jebol"', "promo"),
        ("[Gambas:Video 20detik]", "promo"),
        ("Sign up for our newsletter", "promo"),
        ("SCROLL TO CONTINUE WITH CONTENT", "advert"),
        ("ADVERTISEMENT", "advert"),
        ("Iklan", "advert"),
        ("Story continues below advertisement", "advert"),
        ("Berita Sebelumnya", "navigation"),
        ("Berita Selanjutnya", "navigation"),
        ("Halaman 2 dari 3", "navigation"),
        ("Next page", "navigation"),
        ("Copyright © Suara 2024", "signoff"),
        ("Reporting by Ana Torv; Editing by Rui Dias", "signoff"),
        ("Ana Torv and Rui Dias reported from Lisbon.", "signoff"),
        ("Torv reported from Lisbon. Meridian writer Rui Dias in Porto contributed to this report.", "signoff"),
    ],
)
def test_lines_of_furniture_are_known(line: str, kind: str) -> None:
    assert kind_of(Line(line)) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Warga membaca juga pengumuman itu di balai desa, kata lurah.",
        "Iklan rokok dilarang di dekat sekolah mulai bulan depan, kata menteri.",
        "Halaman rumahnya tergenang air setinggi lutut.",
        "More than 200 people were injured, the ministry said.",
        "Share prices fell on Monday after the minister resigned.",
        "Watch makers in Geneva said orders had dropped by a third.",
        "Background: the two countries had agreed in May to halt the shelling.",
    ],
)
def test_sentences_are_not_taken_for_furniture(line: str) -> None:
    assert kind_of(Line(line)) is None


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("Suara.co - Wali kota mengundurkan diri.", "Suara.co -"),
        ("Jakarta, CNN Indonesia -- Kepolisian menahan dua orang.", "Jakarta, CNN Indonesia --"),
        ("Jakarta (ANTARA) - Kementerian menunda rapat.", "Jakarta (ANTARA) -"),
        ("JAKARTA (Warta Kita) –Ketua dewan menolak usul itu.", "JAKARTA (Warta Kita) –"),
        ("LONDON (AP) — About 300 inspectors walked out.", "LONDON (AP) —"),
        ("WASHINGTON, June 2 (Reuters) - The senate voted.", "WASHINGTON, June 2 (Reuters) -"),
        ("(CNN) — A court ruled on Monday.", "(CNN) —"),
        ("SURAKARTA, KOMPAS.com - Petani menggugat.", "SURAKARTA, KOMPAS.com -"),
        ("REPUBLIKA.CO.ID, MALE -- Pemerintah membuka koridor.", "REPUBLIKA.CO.ID, MALE --"),
        ("Samboja - Wali Kota mencopot tiga pejabat.", "Samboja -"),
        ("BEIRUT — The cabinet met on Friday.", "BEIRUT —"),
    ],
)
def test_a_dateline_is_cut_off_the_first_paragraph(line: str, dateline: str) -> None:
    cut = pieces(line, first=True)
    assert cut[0] == ("dateline", dateline)
    assert [kind for kind, _ in cut] == ["dateline", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Komisi Pemberantasan Korupsi (KPK) - lembaga itu - menolak berkomentar.",
        "Indonesia - negara dengan 17.000 pulau - mengirim bantuan.",
        "Presiden menolak usul itu. Menteri - yang hadir - diam saja.",
        "A 12-year-old boy was found alive on Tuesday.",
    ],
)
def test_an_aside_between_dashes_is_no_dateline(line: str) -> None:
    assert dateline_end(line, first=True) is None


def test_a_dateline_may_stand_alone() -> None:
    assert is_dateline("Samboja -")
    assert not is_dateline("Samboja")


@pytest.mark.parametrize(
    "code", ["(*)", "(kha)", "(ama/ama)", "[tyo]", "***", "(T.I025/R010)", "(Antara)", "(Antara/Reuters)"]
)
def test_a_sign_off_is_cut_off_the_last_words(code: str) -> None:
    assert pieces(f"Aksi itu berakhir tertib. {code}") == [
        ("paragraph", "Aksi itu berakhir tertib."),
        ("signoff", code),
    ]
    assert is_signoff(code)


@pytest.mark.parametrize(
    "line", ["Ia anggota dewan (pkb)", "Partai itu menolak (lagi) usul tersebut.", "Kami menolak usul (ini)"]
)
def test_brackets_inside_a_sentence_are_no_sign_off(line: str) -> None:
    assert pieces(line) == [("paragraph", line)]


def test_prompts_and_adverts_are_cut_out_of_a_paragraph() -> None:
    text = "Ia menolak. SCROLL TO CONTINUE WITH CONTENT Polisi datang. [Gambas:Video 20detik]"
    assert pieces(text) == [
        ("paragraph", "Ia menolak."),
        ("advert", "SCROLL TO CONTINUE WITH CONTENT"),
        ("paragraph", "Polisi datang."),
        ("promo", "[Gambas:Video 20detik]"),
    ]


def test_a_read_also_line_glued_to_a_paragraph_runs_to_its_end() -> None:
    assert pieces("Ia menolak usul itu.Baca juga: Warga Menuntut Ganti Rugi") == [
        ("paragraph", "Ia menolak usul itu."),
        ("read_also", "Baca juga: Warga Menuntut Ganti Rugi"),
    ]


def test_a_read_also_line_with_a_link_ends_with_the_link() -> None:
    text = "Ia menolak. Baca juga: Warga Menuntut Polisi lalu datang."
    link = Link(text.index("Warga"), text.index(" Polisi"), "https://suara.example/2")
    found = split_paragraph(Line(text, links=(link,)))
    assert [(piece.kind, piece.text, piece.link) for piece in found] == [
        ("paragraph", "Ia menolak.", None),
        ("read_also", "Baca juga: Warga Menuntut", "https://suara.example/2"),
        ("paragraph", "Polisi lalu datang.", None),
    ]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Presiden tiba di Istana. (foto: REUTERS/Ana Torv)", "(foto: REUTERS/Ana Torv)"),
        ("Presiden tiba di Istana. (ANTARA FOTO/Rui Dias)", "(ANTARA FOTO/Rui Dias)"),
        ("Presiden tiba di Istana. [Suara.com/Rui Dias]", "[Suara.com/Rui Dias]"),
        ("Residents on Saturday. Photograph: Cal Brae/The Chronicle", "Photograph: Cal Brae/The Chronicle"),
        ("Trucks wait at the border. (AP Photo/Ana Torv)", "(AP Photo/Ana Torv)"),
        ("Tanggul yang jebol (Dok. Suara)", None),
    ],
)
def test_caption_and_credit_are_two(line: str, credit: str | None) -> None:
    found = split_caption(Line(line))
    assert [piece.text for piece in found if piece.kind == "credit"] == ([credit] if credit else [])
    assert line.startswith(found[0].text)


def test_a_paragraph_has_no_credit() -> None:
    assert credit_start("Ia berkata kepada kantor berita (AP) bahwa perundingan gagal.") is None
    assert not is_credit("Foto yang beredar memperlihatkan asap tebal di atas pelabuhan itu pada malam hari.")


@given(st.text(alphabet=st.sampled_from('ABab .-–—()[]*/:"”1\n'), max_size=160), st.booleans())
def test_what_is_cut_keeps_every_letter_in_order(text: str, first: bool) -> None:
    line = " ".join(text.split())
    kept = "".join(piece for _, piece in pieces(line, first=first))
    letters = [letter for letter in line if letter.isalnum()]
    assert [letter for letter in kept if letter.isalnum()] == letters


@pytest.mark.parametrize(
    "sentence",
    [
        "The offer went by letter to his colleague, the news agency Nusa reported from Lisbon. He waited for a reply.",
        "Nusa reported from Lisbon that the talks had ended without a result.",
    ],
)
def test_news_that_somebody_reported_from_somewhere_is_news(sentence: str) -> None:
    assert kind_of(Line(sentence)) is None
