"""Plain text as saved from a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.errors import BadDate, InputError, NoArticle
from lansir.page import NEWS_KINDS, read_page
from lansir.record import Article

SAVED = """Wali Kota Lembayung Tolak Usul Pemindahan Pasar

Wali Kota Lembayung Tolak Usul Pemindahan Pasar - SuaraNusa.co
Pedagang berkumpul di depan balai kota, Selasa. (foto: REUTERS/Ana Torv)

SuaraNusa.co - Wali Kota Lembayung Rendra Mahesa pada Rabu menolak usul pemindahan pasar induk ke pinggir kota.

Dilansir AP News, para pedagang menyambut putusan itu dengan “lega dan gembira” di depan balai kota.

BACA JUGA:  Harga Beras Naik di Tiga Kota

Dewan kota akan membahas usul lain pada Senin, menurut seorang pejabat yang enggan disebut namanya. (*)

Silakan baca konten menarik lainnya dari SuaraNusa.co di Google News

Berita Sebelumnya
Berita Selanjutnya
"""
PARAGRAPH = "Wali kota menolak usul itu dan meminta dewan membahasnya lagi pada pekan depan."


def read(text: str, **given: str) -> Article:
    return read_page(text.encode(), **given)


def kinds(article: Article) -> list[str]:
    return [block.kind for block in article.blocks]


def texts(article: Article, kind: str) -> list[str]:
    return [block.span.text for block in article.blocks if block.kind == kind]


def test_every_piece_of_a_saved_page_is_kept_as_what_it_is() -> None:
    assert kinds(read(SAVED)) == [
        "headline", "navigation", "caption", "credit", "dateline", "paragraph", "paragraph", "read_also",
        "paragraph", "signoff", "promo", "navigation", "navigation",
    ]  # fmt: skip


def test_the_page_says_its_title_outlet_dateline_and_origin() -> None:
    article = read(SAVED)
    assert article.title == "Wali Kota Lembayung Tolak Usul Pemindahan Pasar"
    assert article.outlet == "SuaraNusa.co"
    assert article.dateline == "SuaraNusa.co"
    assert [origin.name for origin in article.origins] == ["AP News"]
    assert article.language == "id"
    assert texts(article, "credit") == ["(foto: REUTERS/Ana Torv)"]


def test_one_block_is_one_line_and_spans_are_exact() -> None:
    article = read(SAVED)
    assert article.text.split("\n") == [block.span.text for block in article.blocks]
    assert all(article.text[b.span.start : b.span.end] == b.span.text for b in article.blocks)


def test_news_holds_nothing_of_the_furniture() -> None:
    article = read(SAVED)
    news = " ".join(block.span.text for block in article.blocks if block.kind in NEWS_KINDS)
    for words in ("BACA JUGA", "Harga Beras", "(*)", "Google News", "Berita Sebelumnya", "foto:"):
        assert words in article.text
        assert words not in news


def test_the_same_page_gives_the_same_ids() -> None:
    assert read(SAVED).id == read(SAVED).id
    assert read(SAVED).id != read(SAVED.replace("Rabu", "Kamis")).id
    assert read(SAVED, url="https://suaranusa.example/1").id != read(SAVED).id


def test_a_text_without_headline_has_none() -> None:
    article = read(f"{PARAGRAPH}\n{PARAGRAPH} Ia tidak menjawab.\n")
    assert kinds(article) == ["paragraph", "paragraph"]
    assert article.title is None


def test_byline_and_time_are_read_from_lines_of_their_own() -> None:
    article = read(f"Pasar Tidak Jadi Pindah\nPenulis: Ana Torv\nRabu, 15 Mei 2024 10:15 WIB\n\n{PARAGRAPH}\n")
    assert article.authors == ["Ana Torv"]
    assert article.published is not None
    assert article.published.value == "2024-05-15T10:15+07:00"
    assert article.published.source == "text"
    span = article.published.span
    assert span is not None
    assert article.text[span.start : span.end] == span.text == "15 Mei 2024 10:15 WIB"


def test_updated_is_told_from_published() -> None:
    lines = "Pasar Tidak Jadi Pindah\nTayang: 15 Mei 2024, 10:15 WIB\nDiperbarui 16 Mei 2024, 05:50 WIB"
    article = read(f"{lines}\n\n{PARAGRAPH}\n")
    assert article.published is not None
    assert article.updated is not None
    assert (article.published.value[:10], article.updated.value[:10]) == ("2024-05-15", "2024-05-16")


def test_a_given_date_fills_in_where_the_page_has_none() -> None:
    filled = read(SAVED, published="2024-05-15").published
    assert filled is not None
    assert (filled.value, filled.source) == ("2024-05-15", "given")
    stated = read(
        f"Pasar Tidak Jadi Pindah\nRabu, 1 Mei 2024 10:15 WIB\n\n{PARAGRAPH}", published="2024-05-15"
    ).published
    assert stated is not None
    assert stated.source == "text"


def test_an_unreadable_given_date_is_an_error() -> None:
    with pytest.raises(BadDate, match="kemarin"):
        read(SAVED, published="kemarin")


def test_a_date_in_the_url_is_the_last_resort() -> None:
    published = read(SAVED, url="https://suaranusa.example/2024/05/15/pasar").published
    assert published is not None
    assert (published.value, published.source) == ("2024-05-15", "url")


def test_titles_below_baca_juga_are_read_also() -> None:
    article = read(f"{PARAGRAPH}\n\nBaca juga:\nHarga Beras Naik di Tiga Kota\n\n{PARAGRAPH} Ia tidak menjawab.\n")
    assert kinds(article) == ["paragraph", "read_also", "read_also", "paragraph"]


def test_lines_wrapped_by_a_program_are_joined() -> None:
    words = (PARAGRAPH + " ") * 4
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) > 70:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    article = read("\n".join([*lines, line]) + "\n\n" + "\n".join([*lines, line + " Selesai."]))
    assert kinds(article) == ["paragraph", "paragraph"]
    assert texts(article, "paragraph")[0] == words.strip()


def test_a_short_line_between_paragraphs_is_a_subheading() -> None:
    article = read(f"{PARAGRAPH}\n\nPolisi periksa saksi\n\n{PARAGRAPH} Ia tidak menjawab pertanyaan wartawan.\n")
    assert kinds(article) == ["paragraph", "subheading", "paragraph"]


def test_sentences_glued_by_a_lost_tag_are_parted() -> None:
    article = read("Pasukan menyerang kota di Gaza.Menurut dia, “serangan berlanjut.”Warga pun mengungsi ke utara.")
    assert "Gaza. Menurut" in article.text
    assert "berlanjut.” Warga" in article.text


def test_names_with_dots_are_left_alone() -> None:
    article = read("Kepada GenPI.co dan Kompas.Com ia berkata U.S.Army sudah pergi dari kota itu pada Senin.")
    assert "GenPI.co" in article.text
    assert "Kompas.Com " in article.text
    assert "U.S.Army" in article.text


def test_a_text_in_another_language_is_seen_as_such() -> None:
    german = "Der Minister sagte am Montag, dass die Regierung die Verhandlungen wieder aufnehmen werde. "
    malay = "Perdana Menteri berkata kerajaan akan meneruskan rundingan itu kerana penting, iaitu pada Khamis. "
    assert read(german * 3).language == "de"
    assert read(malay * 3).language == "ms"


@pytest.mark.parametrize(
    "text", ["Beranda\nBerita Sebelumnya\nBerita Selanjutnya", "Baca juga: Harga Beras Naik", "...", "Masuk"]
)
def test_text_without_news_is_no_article(text: str) -> None:
    with pytest.raises(NoArticle) as raised:
        read(text)
    assert "\n" not in str(raised.value)


@given(st.text(max_size=300))
def test_any_text_gives_exact_spans_or_one_of_our_errors(text: str) -> None:
    try:
        article = read_page(text.encode("utf-8", "surrogatepass"), media_type="text/plain")
    except InputError:
        return
    assert article.text == "\n".join(block.span.text for block in article.blocks)
    assert all(article.text[b.span.start : b.span.end] == b.span.text for b in article.blocks)
    assert all(character >= " " or character == "\n" for character in article.text)
