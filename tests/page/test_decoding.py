"""Bytes become text whatever their encoding; what is no page is refused in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.errors import BinaryInput, EmptyInput, InputError, OversizedInput
from lansir.page.decoding import MAX_BYTES, decode, is_html, refuse

WORDS = "Renée menjual “naskah” seharga €2,5 juta – tanpa izin"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_and_without_a_byte_order_mark(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


def test_utf_16_is_seen_without_a_byte_order_mark() -> None:
    assert decode(("<p>" + WORDS * 5).encode("utf-16-le")) == "<p>" + WORDS * 5


def test_valid_utf_8_beats_a_declaration_left_in_a_template() -> None:
    page = f'<meta charset="iso-8859-1"><p>{WORDS}</p>'
    assert decode(page.encode("utf-8"), "text/html; charset=iso-8859-1") == page


@pytest.mark.parametrize("declared", ["iso-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_latin_1_is_read_as_windows_1252_as_browsers_do(declared: str) -> None:
    assert decode(WORDS.encode("cp1252"), f"text/html; charset={declared}") == WORDS


def test_the_header_beats_the_page_s_own_declaration() -> None:
    page = '<meta charset="windows-1252"><p>Привет, мир, это новости</p>'
    assert decode(page.encode("koi8-r"), "text/html; charset=koi8-r") == page


@pytest.mark.parametrize(
    "meta", ["<meta charset=shift_jis>", "<META http-equiv=x content='text/html; charset=Shift_JIS'>"]
)
def test_the_page_s_own_declaration_is_read(meta: str) -> None:
    page = f"{meta}<p>大統領は協議を再開すると述べた。</p>"
    assert decode(page.encode("shift_jis")) == page


def test_an_undeclared_encoding_is_guessed() -> None:
    page = "<p>" + "Президент заявил, что переговоры начнутся в понедельник. " * 5
    assert decode(page.encode("cp1251")) == page


def test_an_unknown_or_impossible_declaration_does_no_harm() -> None:
    for declared in ("no-such-charset", "utf-16", "rot13", "base64"):
        assert "naskah" in decode(WORDS.encode("cp1252"), f"text/html; charset={declared}")


def test_a_stray_byte_in_utf_8_is_one_replacement_character() -> None:
    assert decode("Gaza é".encode() * 50 + b"\xff") == "Gaza é" * 50 + "�"


@given(st.binary(max_size=400), st.sampled_from([None, "text/html; charset=utf-8", "text/plain; charset=gbk"]))
def test_decoding_never_fails(data: bytes, media_type: str | None) -> None:
    assert isinstance(decode(data, media_type), str)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\0" * 40])
def test_nothing_in_it_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(EmptyInput, match="is empty"):
        refuse(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n....", "a PNG image"),
        (b"\xff\xd8\xff\xe0....", "a JPEG image"),
        (b"PK\x03\x04....", "a zip archive"),
        (b"\x1f\x8b\x08....", "gzip"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "an image"),
        (b"\x00\x00\x00\x18ftypmp42", "a video"),
        (bytes(range(256)) * 20, "binary data"),
    ],
)
def test_what_is_no_page_is_named(data: bytes, what: str) -> None:
    with pytest.raises(BinaryInput, match=what):
        refuse(data, "berkas.bin")


def test_more_than_25_mb_is_refused() -> None:
    with pytest.raises(OversizedInput, match="25,000,000"):
        refuse(b"a" * (MAX_BYTES + 1))


def test_messages_are_one_line_and_name_the_input() -> None:
    for data in (b"", b"%PDF-", b"a" * (MAX_BYTES + 1)):
        with pytest.raises(InputError) as raised:
            refuse(data, "halaman.html")
        assert "halaman.html" in str(raised.value)
        assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "media_type", "expected"),
    [
        ("<!DOCTYPE html><html>", None, True),
        ("<p>Satu</p><p>Dua</p>", None, True),
        ("Judul berita\n\nIsi berita.", None, False),
        ("Harga < 5 dan > 3, kata <em>dia</em>", None, False),
        ("Judul berita", "text/html; charset=utf-8", True),
        ("Judul berita", "application/xhtml+xml", True),
        ("<!doctype html><p>", "text/plain", True),
        ("<p>Satu</p><p>Dua</p><p>", "text/plain", False),
    ],
)
def test_html_is_told_by_media_type_then_by_markup(text: str, media_type: str | None, expected: bool) -> None:
    assert is_html(text, media_type) is expected
