"""Whom a page relays."""

import pytest

from lansir.page import read_page
from lansir.page.compose import compose
from lansir.page.line import Piece
from lansir.page.origins import find_origins
from lansir.record import BlockKind


def names(text: str, kind: BlockKind = "paragraph", outlet: str | None = None) -> list[str]:
    article, blocks, _ = compose([Piece(kind, text)])
    found = find_origins(blocks, outlet)
    assert all(article[origin.span.start : origin.span.end] == origin.name for origin in found)
    return [origin.name for origin in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dilansir AP News, Gedung Putih menolak usul itu.", ["AP News"]),
        ("Dilansir dari laman Reuters, Selasa (15/8), menteri itu mundur.", ["Reuters"]),
        ("“Kami menolak,” kata dia seperti dikutip dari Channel NewsAsia.", ["Channel NewsAsia"]),
        ("Sedikitnya 36 orang tewas, seperti dilaporkan AFP.", ["AFP"]),
        ("Demikian dilaporkan KCNA sebagaimana dikutip Reuters.", ["KCNA", "Reuters"]),
        ("Dikutip kantor berita AFP dan Reuters, ia menolak.", ["AFP", "Reuters"]),
        ("Mengutip The Guardian Senin, ia menolak.", ["The Guardian"]),
        ("Reuters pada Rabu (24/5) melansir, ia lahir di kota itu.", ["Reuters"]),
        ("Seperti dikutip surat kabar Israel, Haaretz, ia menolak.", ["Haaretz"]),
        ("The bridge reopened on Monday, according to Reuters.", ["Reuters"]),
        ("He told the BBC that talks had failed.", ["BBC"]),
        ("Talks failed, the Associated Press reported.", ["Associated Press"]),
        ("Citing The Washington Post, officials said talks had failed.", ["The Washington Post"]),
    ],
)
def test_phrases_of_both_languages_name_the_source(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "According to Gerald Finch, the council knew of the sale.",
        "He told Congress that the talks had failed.",
        "Ia mengutip pernyataan menteri itu dalam pidatonya.",
        "Kepada Polisi ia mengaku bersalah.",
        "Barack Obama dilaporkan telah tiba di Bali.",
    ],
)
def test_people_and_bodies_are_no_source(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("WASHINGTON (AP) —", "dateline", ["AP"]),
        ("Jakarta, CNN Indonesia --", "dateline", ["CNN Indonesia"]),
        ("(Antara/Reuters)", "signoff", ["Antara", "Reuters"]),
        ("[Antara]", "signoff", ["Antara"]),
        ("(us)", "signoff", []),
        ("Sumber: Antara/AP", "signoff", ["Antara", "AP"]),
        ("Dilansir AP News", "read_also", []),
    ],
)
def test_datelines_and_sign_offs_name_it_too(text: str, kind: BlockKind, expected: list[str]) -> None:
    assert names(text, kind) == expected


def test_the_page_s_own_outlet_is_no_origin() -> None:
    assert names("Jakarta (ANTARA) -", "dateline", outlet="Antara") == []
    assert names("kata dia seperti dikutip Kompas", outlet="KOMPAS.com") == []


def test_an_origin_is_named_once_at_its_first_place() -> None:
    text = "Dilansir AFP, perundingan gagal kemarin di kota itu.\nPerundingan diulang, seperti dilaporkan AFP."
    article = read_page(text.encode())
    assert [(origin.name, origin.span.start) for origin in article.origins] == [("AFP", 9)]
