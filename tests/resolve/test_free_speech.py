"""Free indirect speech of somebody in another sentence: a whole sentence, but for what links it to the one before."""

from collections.abc import Callable

import pytest

from lansir.record import Record
from tests.resolve.found import Finder

RecordOf = Callable[[Finder], Record]


def contents(record: Record) -> list[str]:
    return [piece.text for statement in record.statements for piece in statement.content]


def told_in(second: str, content: str, cue: str | None = None) -> Finder:
    """Reported words in the second sentence, by somebody whom only the first one names."""
    page = Finder("Dara Wibisono menolak berkomentar.", second, language="id")
    dara = page.mention("Dara Wibisono")
    page.content(content, dara, page.cue(cue, 1) if cue else None, sentence=1)
    return page


@pytest.mark.parametrize("before", ["", "Namun, ", "Di samping itu, "])
def test_a_whole_sentence_is_a_statement(record_of: RecordOf, before: str) -> None:
    page = told_in(f"{before}pasar itu akan ditutup.", "pasar itu akan ditutup")
    assert contents(record_of(page)) == ["pasar itu akan ditutup"]


def test_the_last_words_of_a_sentence_are_none(record_of: RecordOf) -> None:
    page = told_in("Polisi desa lalu memeriksa orang yang menutup pasar.", "orang yang menutup pasar")
    assert contents(record_of(page)) == []


def test_what_somebody_named_before_it_did_is_none(record_of: RecordOf) -> None:
    page = told_in("Norwegia menolak penutupan pasar.", "penutupan pasar")
    page.mention("Norwegia", "GPE", sentence=1)
    assert contents(record_of(page)) == []


def test_a_cue_makes_it_a_statement(record_of: RecordOf) -> None:
    page = told_in("Sebelum rapat di kota itu disebutnya pasar akan ditutup.", "pasar akan ditutup", "disebutnya")
    assert contents(record_of(page)) == ["pasar akan ditutup"]


def test_quotation_marks_make_it_a_statement(record_of: RecordOf) -> None:
    page = told_in('Di depan pintu pasar yang ramai: "Kami akan menutupnya."', "Kami akan menutupnya")
    assert contents(record_of(page)) == ["Kami akan menutupnya"]


def carried_on(closing: str, cue: str | None = None) -> Finder:
    """Three quotations, the first by Dara, the last by `closing`; the model gives the one between them to Lars."""
    middle = '"Kami memeriksa semuanya"' + (f", {cue}." if cue else ".")
    page = Finder(
        "Lars Hagen datang.",
        '"Pasar itu ditutup," kata Dara Wibisono.',
        middle,
        f'"Semua akan dibuka," kata {closing}.',
        language="id",
    )
    lars = page.mention("Lars Hagen")
    dara = page.mention("Dara Wibisono", sentence=1)
    last = page.mention(closing, sentence=3)
    page.content("Pasar itu ditutup", dara, page.cue("kata", 1), sentence=1)
    page.content("Kami memeriksa semuanya", lars, page.cue(cue, 2) if cue else None, sentence=2)
    page.content("Semua akan dibuka", last, page.cue("kata", 3), sentence=3)
    return page


@pytest.mark.parametrize(
    ("closing", "cue", "speaker"),
    [
        ("Wibisono", None, "Dara Wibisono"),
        ("Kalle Tamm", None, "Lars Hagen"),
        ("Wibisono", "katanya", "Lars Hagen"),
    ],
    ids=["between words of one speaker", "between words of two", "with a cue of its own"],
)
def test_words_carry_on_those_before_and_behind(
    record_of: RecordOf, closing: str, cue: str | None, speaker: str
) -> None:
    record = record_of(carried_on(closing, cue))
    between = record.statements[1].speaker
    assert between is not None
    assert next(entity.name for entity in record.entities if entity.id == between.entity) == speaker
    assert between.elided
