"""HTML pages: where the article is, its blocks, and what broken markup does to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.errors import InputError, NoArticle
from lansir.page import NEWS_KINDS, read_page
from lansir.page.mending import close_blocks
from lansir.page.tree import body_of, content_words, parse
from lansir.page.walk import walk
from lansir.record import Article

ONE = "Wali Kota Lembayung menolak usul pemindahan pasar induk ke pinggir kota pada Rabu."
TWO = "Para pedagang menyambut putusan itu dengan gembira di depan balai kota, kata seorang saksi."
THREE = "Dewan kota akan membahas usul lain pada Senin pekan depan, menurut ketuanya."
PARAGRAPHS = "".join(f"<p>{words}</p>" for words in (ONE, TWO, THREE))
URL = "https://suara.example/kota/pasar"


def page(body: str, head: str = "<title>Pasar Tidak Jadi Pindah - Suara.co</title>") -> str:
    return f"<!doctype html><html lang=id><head>{head}</head><body>{body}</body></html>"


def read(body: str, **given: str) -> Article:
    return read_page(page(body).encode(), media_type="text/html", url=URL, **given)


def blocks(article: Article, *kinds: str) -> list[str]:
    return [block.span.text for block in article.blocks if not kinds or block.kind in kinds]


@pytest.mark.parametrize(
    "head", ["<title>Pasar Tidak Jadi Pindah</title>", "<meta charset=utf-8><title>Pasar</title><link rel=icon>"]
)
@pytest.mark.parametrize(
    "around",
    ["<article>{}</article>", "<main><article>{}</article></main>", "<header>Suara</header><section>{}</section>"],
)
def test_tags_that_may_be_left_out_may_be_left_out(head: str, around: str) -> None:
    words = around.format(f"<h1>Pasar Tidak Jadi Pindah</h1>{PARAGRAPHS}") + "<footer>Redaksi Karier Kontak</footer>"
    bare = read_page(f"<!doctype html>{head}{words}".encode(), media_type="text/html", url=URL)
    assert blocks(bare, "paragraph") == [ONE, TWO, THREE]
    assert blocks(bare) == blocks(read_page(page(words, head).encode(), media_type="text/html", url=URL))


def test_menu_and_footer_of_the_site_are_left_alone() -> None:
    article = read(
        "<nav><a href=/>Beranda</a><a href=/k>Kota</a></nav><header>Suara</header>"
        f"<article><h1>Pasar Tidak Jadi Pindah</h1>{PARAGRAPHS}</article><footer>Redaksi Karier Kontak</footer>"
    )
    assert blocks(article) == ["Pasar Tidak Jadi Pindah", ONE, TWO, THREE]


def test_a_page_without_heading_takes_its_title() -> None:
    article = read(f"<div>{PARAGRAPHS}</div>")
    assert blocks(article, "headline") == ["Pasar Tidak Jadi Pindah"]
    assert article.title == "Pasar Tidak Jadi Pindah"


def test_a_heading_that_differs_from_the_title_is_the_headline() -> None:
    article = read(f"<article><h1>Pasar induk tetap di tempat</h1>{PARAGRAPHS}</article>")
    assert blocks(article, "headline") == ["Pasar induk tetap di tempat"]


def test_the_headline_is_one_and_its_repetition_navigation() -> None:
    article = read(f"<h1>Pasar Tidak Jadi Pindah</h1><article><h2>Pasar Tidak Jadi Pindah</h2>{PARAGRAPHS}</article>")
    assert [block.kind for block in article.blocks][:2] == ["headline", "navigation"]


def test_deck_byline_time_caption_and_credit_around_the_headline() -> None:
    article = read(
        "<article><h1>Pasar Tidak Jadi Pindah</h1><p class=standfirst>Pedagang lega, dewan kota mencari tempat.</p>"
        "<div class=byline>Oleh Ana Torv</div><time>Rabu, 15 Mei 2024 10:15 WIB</time>"
        "<figure><img src=x><figcaption>Pedagang di balai kota. (foto: AP/Rui Dias)</figcaption></figure>"
        f"{PARAGRAPHS}</article>"
    )
    assert [block.kind for block in article.blocks][:6] == ["headline", "deck", "byline", "byline", "caption", "credit"]
    assert article.authors == ["Ana Torv"]


def test_read_also_lines_keep_their_links_made_absolute() -> None:
    article = read(
        f"<article><h1>Pasar</h1><p>{ONE}</p><p><b>Baca juga: <a href='../beras/2'>Harga Beras Naik</a></b></p>"
        f"<p>{TWO}</p><p>{THREE}</p></article>"
    )
    found = [block for block in article.blocks if block.kind == "read_also"]
    assert [(block.span.text, block.link) for block in found] == [
        ("Baca juga: Harga Beras Naik", "https://suara.example/beras/2")
    ]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "#atas", "mailto:a@b.c", "data:text/html,x", "http://["])
def test_links_that_lead_nowhere_are_dropped(href: str) -> None:
    article = read(f"<article><h1>P</h1>{PARAGRAPHS}<p>Baca juga: <a href='{href}'>Harga Beras Naik</a></p></article>")
    assert [block.link for block in article.blocks if block.kind == "read_also"] == [None]


def test_page_numbers_are_navigation() -> None:
    article = read(
        f"<article><h1>P</h1><div class=article-body>{PARAGRAPHS}"
        "<div class=paging><a href='?page=1'>1</a><a href='?page=2'>2</a><a href='?page=2'>Selanjutnya</a></div></div>"
    )
    assert blocks(article, "navigation") == ["1 2 Selanjutnya"]
    assert blocks(article, "paragraph") == [ONE, TWO, THREE]


def test_advert_and_promo_boxes_inside_the_text_are_no_news() -> None:
    article = read(
        f"<article><h1>P</h1><p>{ONE}</p><div class='ads-box'><p>SCROLL TO CONTINUE WITH CONTENT</p></div><p>{TWO}</p>"
        "<div class='newsletter'>Kabar pagi ke kotak surat Anda, setiap hari, tanpa biaya apa pun.</div>"
        f"<p>{THREE}</p></article>"
    )
    news = " ".join(block.span.text for block in article.blocks if block.kind in NEWS_KINDS)
    assert "SCROLL" not in news
    assert "kotak surat" not in news
    assert "kotak surat" in article.text


def test_a_class_name_that_covers_the_article_means_nothing() -> None:
    article = read(f"<div class='content-sidebar share'><h1>P</h1>{PARAGRAPHS}</div>")
    assert blocks(article, "paragraph") == [ONE, TWO, THREE]


def test_hidden_words_are_not_read() -> None:
    article = read(f"<article><h1>P</h1>{PARAGRAPHS}<p style='display: none'>Teks rahasia {ONE}</p></article>")
    assert "rahasia" not in article.text


def test_comments_longer_than_the_article_are_not_read() -> None:
    comments = "".join(f"<div class=comment><p>Saya kira {TWO} {number}</p></div>" for number in range(20))
    article = read(f"<h1>Pasar Tidak Jadi Pindah</h1><div id=isi>{PARAGRAPHS}</div><div id=comments>{comments}</div>")
    assert blocks(article, "paragraph") == [ONE, TWO, THREE]


def test_paragraphs_that_share_an_element_are_parted_by_breaks() -> None:
    article = read(f"<article><h1>P</h1><div>{ONE}<br><br>{TWO}<br>{THREE}</div></article>")
    assert blocks(article, "paragraph") == [ONE, TWO, THREE]


def test_a_break_inside_a_sentence_parts_nothing() -> None:
    article = read(
        f"<article><h1>P</h1><p>{ONE}</p><p>{TWO}</p><p>Ia menolak usul<br>yang diajukan oleh dewan.</p></article>"
    )
    assert blocks(article, "paragraph")[-1] == "Ia menolak usul yang diajukan oleh dewan."


def test_paragraphs_without_end_tags_are_parted() -> None:
    article = read(f"<article><h1>P</h1><p>{ONE}<p>{TWO}<div>{THREE}</div></article>")
    assert blocks(article, "paragraph") == [ONE, TWO, THREE]


def test_words_that_only_a_tag_held_apart_are_parted() -> None:
    article = read(
        f"<article><h1>P</h1>{PARAGRAPHS}<p><b>Serangan di Rafah</b>Presiden menolak usul<b>Dewan</b>.</p></article>"
    )
    assert "Rafah Presiden" in article.text


def test_a_drop_capital_stays_with_its_word() -> None:
    article = read(f"<article><h1>P</h1><p><span class=dropcap>P</span>ara pedagang pulang.</p>{PARAGRAPHS}</article>")
    assert "Para pedagang pulang." in article.text


def test_a_dateline_outside_its_paragraph_is_one() -> None:
    article = read(f"<article><h1>P</h1><div class=article-body><b>Lembayung</b> - {PARAGRAPHS}</div></article>")
    assert article.dateline == "Lembayung"
    assert blocks(article, "paragraph") == [ONE, TWO, THREE]


def test_a_box_left_open_does_not_swallow_the_rest() -> None:
    article = read(
        f"<article><h1>P</h1><p>{ONE}</p><figure class=newsletter><div><p>Daftar sekarang juga.</p></figure>"
        f"<p>{TWO}</p><p>{THREE}</p></article>"
    )
    assert blocks(article, "paragraph") == [ONE, TWO, THREE]


def test_missing_end_tags_are_put_in_as_browsers_do() -> None:
    assert close_blocks("<section><div><p>a</section>b") == "<section><div><p>a</div></section>b"
    assert close_blocks("<div><table><td></div></table>") == "<div><table><td></div></td></table>"
    assert (
        close_blocks("<!-- <div> --><script>'<div>'</script></div>") == "<!-- <div> --><script>'<div>'</script></div>"
    )


def test_text_in_scripts_and_attributes_is_never_read() -> None:
    article = read(
        f"<article><h1>P</h1>{PARAGRAPHS}<script>document.write('<p>{ONE} x</p>')</script><img alt='{TWO}'></article>"
    )
    assert blocks(article, "paragraph") == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Suara", "".join(f"<div><h3><a href=/{n}>Judul {n}</a></h3><p>Ringkasan.</p></div>" for n in range(30))),
        ("Suara", "".join(f"<div><h3><a href=/{n}>Judul berita {n}</a></h3><p>{ONE} {n}</p></div>" for n in range(30))),
        ("Masuk", f"<form><p>Silakan masuk dengan akun Anda.</p><input></form><p>{ONE} {TWO}</p>"),
        ("404 - Halaman tidak ditemukan", f"<h1>Halaman tidak ditemukan</h1><p>Maaf. {ONE} {TWO}</p>"),
        ("Suara", "<ul><li><a href=/a>Beranda</a></li></ul>"),
        ("Suara", ""),
    ],
)
def test_pages_without_an_article_are_said_to_have_none(title: str, body: str) -> None:
    if title == "Masuk":
        title = "Login"
    with pytest.raises(NoArticle) as raised:
        read_page(page(body, f"<title>{title}</title>").encode(), url=URL)
    assert URL in str(raised.value)
    assert "\n" not in str(raised.value)


def test_control_characters_and_surrogates_are_taken_out_before_offsets() -> None:
    article = read(
        f"<article><h1>P</h1><p>Wali\x00 ko\u200bta\u00ad &#xD800; di\x07\u202e sini.</p>{PARAGRAPHS}</article>"
    )
    assert article.text.isprintable() or set(article.text) - {"\n"} == {c for c in article.text if c.isprintable()}
    assert "Wali kota" in article.text


def test_links_are_measured_in_the_line_s_own_words() -> None:
    raws = walk(body_of(parse("<body><p>Satu <a href=/x> dua\n tiga </a><br>empat <a href=/y>lima</a></p></body>")))
    found = [(raw.text[link.start : link.end], link.href) for raw in raws for link in raw.links]
    assert found == [("dua tiga", "/x"), ("lima", "/y")]


def test_a_link_around_blocks_is_a_link_in_each() -> None:
    raws = walk(body_of(parse("<body><a href=/x><h3>Judul</h3><p>Ringkasan</p></a><p>Lain</p></body>")))
    assert [(raw.text, bool(raw.links)) for raw in raws] == [("Judul", True), ("Ringkasan", True), ("Lain", False)]


def test_what_elements_mean_is_data_of_the_right_shape() -> None:
    words = content_words()
    assert words.skipped.isdisjoint(words.blocks)
    assert all(part == part.lower() and "-" not in part for part in words.body_parts)


# fmt: off
MARKUP = (
    "<p> </p> <div> </div> <b> </b> <a+href=/x> </a> <br> <td> <table> </table> <!-- --> <script> </script> < > "
    "&#0; &lt; \x00"
)
# fmt: on
TAGS = st.sampled_from([*(tag.replace("+", " ") for tag in MARKUP.split()), ONE, TWO])


@given(st.lists(TAGS, max_size=40))
def test_any_soup_gives_exact_spans_or_one_of_our_errors(soup: list[str]) -> None:
    try:
        article = read_page(page("".join(soup)).encode(), media_type="text/html")
    except InputError:
        return
    assert article.text == "\n".join(block.span.text for block in article.blocks)
    assert all(article.text[b.span.start : b.span.end] == b.span.text for b in article.blocks)
