"""The systems of the comparison that find statements, with stand-ins for spaCy and textacy."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.peers.exchange import Found, Lesson, Quote, Text
from bench.peers.quotation import quoted
from bench.peers.systems import plain_quotes, spacy_quotes, textacy_quotes


def words(sentences: list[str], spots: Iterable[tuple[int, int, int]]) -> list[str]:
    return [sentences[i][start:end] for i, start, end in spots]


# ── quotation marks ──


@pytest.mark.parametrize(
    ("sentence", "inside"),
    [
        ("“Pasar dibuka,” kata Ayu, “besok.”", ["Pasar dibuka,", "besok."]),
        ('"Pasar dibuka," kata Ayu, "besok."', ["Pasar dibuka,", "besok."]),
        ("”Pasar dibuka,” kata Ayu.", ["Pasar dibuka,"]),
        ("«Pasar dibuka», kata Ayu.", ["Pasar dibuka"]),
        ("Kata Ayu pasar dibuka” besok.", []),
        ("‘Markets don’t open,’ said Ayu.", ["Markets don’t open,"]),
        ("'Markets don't open,' said Ayu.", ["Markets don't open,"]),
        ("“Ayu said ‘no’ to us,” said Budi.", ["Ayu said ‘no’ to us,"]),
        ("Ayu's and the dealers' markets open.", []),
    ],
)
def test_quotations_of_every_style(sentence: str, inside: list[str]) -> None:
    assert words([sentence], quoted([sentence])) == inside


def test_a_quotation_runs_on_to_its_closing_mark_or_to_the_next_opening_one() -> None:
    sentences = [
        "Ayu berkata: “Pasar dibuka.",
        "Semua senang.",
        "Besok juga.” Ia pulang.",
        "“Lalu",
        "“Akhirnya” Ia pergi.",
    ]
    assert words(sentences, quoted(sentences)) == ["Pasar dibuka.", "Semua senang.", "Besok juga.", "Lalu", "Akhirnya"]


@given(st.lists(st.text(alphabet='a “”"«»', max_size=30), max_size=12))
def test_quoted_spots_hold_no_quotation_mark_of_their_own_kind_and_lie_in_order(sentences: list[str]) -> None:
    spots = quoted(sentences)
    assert spots == sorted(spots)
    assert all(0 <= start < end <= len(sentences[i]) for i, start, end in spots)


# ── quotation marks and nearest name ──


def test_the_nearest_name_outside_the_quotation_speaks_and_goes_on_speaking() -> None:
    sentences = [
        "Kepada Budi Santoso, Ayu Lestari berkata, “Pasar kami buka besok pagi.”",
        "“Semua warga boleh datang.”",
    ]
    quotes = plain_quotes.prepare({"least_words": 3}, [])(Text("d", "id", sentences)).quotes  # type: ignore[union-attr]
    assert [words(sentences, quote.pieces) for quote in quotes] == [
        ["Pasar kami buka besok pagi."],
        ["Semua warga boleh datang."],
    ]
    assert [words(sentences, [quote.speaker]) for quote in quotes if quote.speaker] == [["Ayu Lestari"]] * 2


def test_short_quotations_are_no_speech_and_a_lone_word_that_opens_a_sentence_no_name() -> None:
    sentences = ["Mereka menyebutnya “pasar malam”.", "Lalu ia berkata, “Kami tutup pukul enam.”"]
    found = plain_quotes.prepare({"least_words": 3}, [])(Text("d", "id", sentences))
    assert found == Found(quotes=[Quote([(1, 18, 40)], None)])


# ── rules over a parse ──


@dataclass(eq=False)
class FakeToken:
    """A token of a made-up parse."""

    i: int
    idx: int
    lower_: str
    pos_: str
    dep_: str
    lemma_: str
    at: int
    tag_: str = ""
    doc: list["FakeToken"] = field(default_factory=list)

    @property
    def is_punct(self) -> bool:
        return not self.lower_.isalnum()

    @property
    def is_quote(self) -> bool:
        return self.lower_ in "“”"

    @property
    def head(self) -> "FakeToken":
        return self.doc[self.at]

    @property
    def children(self) -> "list[FakeToken]":
        return [token for token in self.doc if token.at == self.i and token is not self]

    @property
    def subtree(self) -> "list[FakeToken]":
        below = [one for child in self.children for one in child.subtree]
        return sorted([self, *below], key=lambda token: token.i)

    @property
    def left_edge(self) -> "FakeToken":
        return self.subtree[0]

    @property
    def conjuncts(self) -> "list[FakeToken]":
        return [one for child in self.children if child.dep_ == "conj" for one in (child, *child.conjuncts)]

    @property
    def ancestors(self) -> "Iterator[FakeToken]":
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def nbor(self) -> "FakeToken":
        return self.doc[self.i + 1]

    def __len__(self) -> int:
        return len(self.lower_)


PARSES = {
    "Ayu said that markets open .": ("PROPN/nsubj/1 VERB/ROOT/1 SCONJ/mark/4 NOUN/nsubj/4 VERB/ccomp/1 PU/punct/1"),
    "According to Ayu , markets open .": (
        "VERB/prep/5 ADP/prep/0 PROPN/pobj/1 PU/punct/5 NOUN/nsubj/5 VERB/ROOT/5 PU/punct/5"
    ),
    "“ Markets open , ” Ayu said .": (
        "PU/punct/2 NOUN/nsubj/2 VERB/ccomp/6 PU/punct/6 PU/punct/6 PROPN/nsubj/6 VERB/ROOT/6 PU/punct/6"
    ),
    "Markets , Ayu said , open .": (
        "NOUN/nsubj/5 PU/punct/3 PROPN/nsubj/3 VERB/ROOT/3 PU/punct/3 VERB/ccomp/3 PU/punct/3"
    ),
    "Ayu and Budi said markets open .": (
        "PROPN/nsubj/3 CC/cc/0 PROPN/conj/0 VERB/ROOT/3 NOUN/nsubj/5 VERB/ccomp/3 PU/punct/3"
    ),
    "Ayu opens a “ very special ” new market .": (
        "PROPN/nsubj/1 VERB/ROOT/1 DET/det/8 PU/punct/8 ADV/advmod/5 ADJ/amod/8 PU/punct/8 ADJ/amod/8 NOUN/dobj/1 "
        "PU/punct/1"
    ),
    "Ayu saw that markets open .": ("PROPN/nsubj/1 VERB/ROOT/1 SCONJ/mark/4 NOUN/nsubj/4 VERB/ccomp/1 PU/punct/1"),
}
LEMMAS = {"said": "say", "saw": "see"}


def parse(sentence: str) -> Sequence[FakeToken]:
    doc: list[FakeToken] = []
    at = 0
    for i, (word, told) in enumerate(zip(sentence.split(" "), PARSES[sentence].split(" "), strict=True)):
        pos, dep, head = told.split("/")
        doc.append(FakeToken(i, at, word.lower(), pos, dep, LEMMAS.get(word, word), int(head), doc=doc))
        at += len(word) + 1
    return doc


@pytest.fixture
def spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for spaCy that knows a few parses."""
    nlp = SimpleNamespace(pipe=lambda texts: map(parse, texts))
    monkeypatch.setitem(sys.modules, "spacy", SimpleNamespace(load=lambda name, exclude: nlp))


def told_by_rules(sentence: str) -> list[tuple[list[str], str | None]]:
    learned = Lesson(Text("l", "en", ["Ayu said that markets open .", "Ayu saw that markets open ."]), cues=[(0, 4, 8)])
    answer = spacy_quotes.prepare({"least_times": 1, "least_share": 0.5, "least_words": 2}, [learned])
    found = answer(Text("d", "en", [sentence]))
    assert isinstance(found, Found)
    return [
        (words([sentence], quote.pieces), words([sentence], [quote.speaker])[0] if quote.speaker else None)
        for quote in found.quotes
    ]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Ayu said that markets open .", [(["markets open"], "Ayu")]),
        ("According to Ayu , markets open .", [(["markets open"], "Ayu")]),
        ("“ Markets open , ” Ayu said .", [([" Markets open , "], "Ayu")]),
        ("Markets , Ayu said , open .", [(["Markets", "open"], "Ayu")]),
        ("Ayu and Budi said markets open .", [(["markets open"], "Ayu"), (["markets open"], "Budi")]),
        ("Ayu opens a “ very special ” new market .", []),
        ("Ayu saw that markets open .", []),
    ],
)
def test_the_rules_read_clauses_and_quotations_with_the_verbs_that_they_learned(
    spacy: None, sentence: str, told: list[tuple[list[str], str | None]]
) -> None:
    assert told_by_rules(sentence) == told


def test_textacy_is_asked_again_by_sentence_where_it_refuses_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def extract(text: str) -> list[SimpleNamespace]:
        asked.append(text)
        if text.count('"') % 2:
            raise ValueError("unclosed")
        spoken, name = text.find('"'), text.find("Ayu")
        speaker = [FakeToken(0, name, "ayu", "PROPN", "nsubj", "Ayu", 0)]
        content = SimpleNamespace(start_char=spoken, end_char=text.rfind('"') + 1)
        return [SimpleNamespace(speaker=speaker, content=content)] if spoken >= 0 else []

    as_it_is = SimpleNamespace(load=lambda name, exclude: lambda text: text)
    monkeypatch.setitem(sys.modules, "spacy", as_it_is)
    monkeypatch.setitem(sys.modules, "textacy.extract", SimpleNamespace(direct_quotations=extract))
    answer = textacy_quotes.prepare({"between": " ", "whole": True}, [])
    assert answer(Text("d", "en", ["All is well.", 'Ayu said "Markets', 'will open."'])) == Found(
        quotes=[Quote([(1, 10, 17)], (1, 0, 3)), Quote([(2, 0, 10)], (1, 0, 3))]
    )
    assert answer(Text("d", "en", ['An inch is 1".', 'Ayu said "Markets open"'])) == Found(
        quotes=[Quote([(1, 10, 22)], (1, 0, 3))]
    )
    assert asked[-2:] == ['An inch is 1".', 'Ayu said "Markets open"']
