"""The systems of the comparison that are our own, and how the outside ones are asked (with stand-ins for them)."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.peers.exchange import Act, Date, Found, Lesson, Page, Pair, Quote, Text, Word
from bench.peers.passages import marked
from bench.peers.quotation import quoted
from bench.peers.systems import (
    dates,
    dictionary,
    majority,
    newspaper_text,
    plain_quotes,
    spacy_quotes,
    textacy_quotes,
    tfidf,
    trafilatura_text,
)

Install = Callable[..., None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a stand-in for an outside package in its place."""

    def put(name: str, **members: object) -> None:
        module = ModuleType(name)
        vars(module).update(members)
        monkeypatch.setitem(sys.modules, name, module)

    return put


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
def spacy(install: Install) -> None:
    """A stand-in for spaCy that knows a few parses."""
    nlp = SimpleNamespace(pipe=lambda texts: map(parse, texts))
    install("spacy", load=lambda name, exclude: nlp)


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


def test_textacy_is_asked_again_by_sentence_where_it_refuses_the_document(install: Install) -> None:
    asked: list[str] = []

    def extract(text: str) -> list[SimpleNamespace]:
        asked.append(text)
        if text.count('"') % 2:
            raise ValueError("unclosed")
        spoken, name = text.find('"'), text.find("Ayu")
        speaker = [FakeToken(0, name, "ayu", "PROPN", "nsubj", "Ayu", 0)]
        content = SimpleNamespace(start_char=spoken, end_char=text.rfind('"') + 1)
        return [SimpleNamespace(speaker=speaker, content=content)] if spoken >= 0 else []

    install("spacy", load=lambda name, exclude: lambda text: text)
    install("textacy")
    install("textacy.extract", direct_quotations=extract)
    answer = textacy_quotes.prepare({"between": " ", "whole": True}, [])
    assert answer(Text("d", "en", ["All is well.", 'Ayu said "Markets', 'will open."'])) == Found(
        quotes=[Quote([(1, 10, 17)], (1, 0, 3)), Quote([(2, 0, 10)], (1, 0, 3))]
    )
    assert answer(Text("d", "en", ['An inch is 1".', 'Ayu said "Markets open"'])) == Found(
        quotes=[Quote([(1, 10, 22)], (1, 0, 3))]
    )
    assert asked[-2:] == ['An inch is 1".', 'Ayu said "Markets open"']


# ── times ──


@pytest.mark.parametrize(
    ("period", "value"),
    [("year", "2024"), ("month", "2024-04"), ("week", "2024-W17"), ("day", "2024-04-28"), ("time", "2024-04-28T09:30")],
)
def test_a_date_is_written_as_far_as_it_is_stated(period: str, value: str) -> None:
    assert dates.value(datetime(2024, 4, 28, 9, 30), period) == value


def test_dates_are_placed_in_order_and_relative_ones_have_no_value_without_a_day(install: Install) -> None:
    def search(text: str, languages: list[str], settings: dict[str, object], **_: object) -> list[object] | None:
        base = settings["RELATIVE_BASE"]
        return [("today", base, "day"), ("2021", datetime(2021, 1, 1), "year"), ("today", base, "day")]

    install("dateparser")
    install("dateparser.search", search_dates=search)
    answer = dates.prepare({"strategy": "ngram"}, [])
    sentence = "Seen today, 2021 and today"
    first, year, last = (0, 5, 10), (0, 12, 16), (0, 21, 26)
    assert answer(Text("d", "en", [sentence], "2024-04-28")) == Found(
        dates=[Date(first, "2024-04-28"), Date(year, "2021"), Date(last, "2024-04-28")]
    )
    assert answer(Text("d", "en", [sentence])) == Found(dates=[Date(first, None), Date(year, "2021"), Date(last, None)])


# ── pairs ──


def test_the_names_of_a_pair_are_taken_out_of_its_passage() -> None:
    assert marked(Pair("Ayu memuji Budi.", (0, 3), (11, 15), "id", "d")) == "ACTOR memuji RECIPIENT."
    assert marked(Pair("Ayu memuji Budi.", (11, 15), (0, 3), "id", "d")) == "RECIPIENT memuji ACTOR."


@given(st.text(max_size=20), st.data())
def test_any_two_spans_can_be_taken_out(text: str, data: st.DataObject) -> None:
    spans = [tuple(sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))) for _ in range(2)]
    found = marked(Pair(text, spans[0], spans[1], "id", "d"))
    assert "ACTOR" in found
    assert "RECIPIENT" in found


def taught(*types: str) -> list[Lesson]:
    pairs = [Pair("Ayu memuji Budi.", (0, 3), (11, 15), "id", "l", [name] if name else []) for name in types]
    return [Lesson(Text("l", "id", []), pairs=pairs)]


def test_the_majority_is_that_of_the_joined_pairs() -> None:
    answer = majority.prepare({}, taught("AID", "", "", "REJECT", "AID"))
    assert answer(Pair("Ayu memuji Budi.", (0, 3), (11, 15), "id", "d")) == Word("AID")


def test_the_linear_classifier_learns_the_marked_passages_of_joined_pairs(install: Install) -> None:
    seen: list[tuple[list[str], list[str]]] = []
    pipeline = SimpleNamespace(fit=lambda texts, types: seen.append((texts, types)), predict=lambda texts: ["AID"])
    install("sklearn")
    install("sklearn.feature_extraction")
    install("sklearn.feature_extraction.text", TfidfVectorizer=dict)
    install("sklearn.linear_model", LogisticRegression=dict)
    install("sklearn.pipeline", make_union=lambda *_: None, make_pipeline=lambda *_: pipeline)
    answer = tfidf.prepare({"words": 2, "characters": 4, "C": 1}, taught("AID", "", "REJECT"))
    assert seen == [(["ACTOR memuji RECIPIENT."] * 2, ["AID", "REJECT"])]
    assert answer(Pair("Ayu memuji Budi.", (0, 3), (11, 15), "id", "d")) == Word("AID")


# ── the dictionary coder ──


@pytest.fixture
def coder(install: Install) -> Callable[[Text], object]:
    """A coder that learned two acts, with a stemmer that leaves words as they are."""
    install("snowballstemmer", stemmer=lambda name: SimpleNamespace(stemWord=lambda word: word))
    sentences = ["Polisi menangkap Budi.", "Budi ditangkap Polisi.", "Ayu datang.", "Ayu datang.", "Ayu datang."]
    acts = [
        Act((0, 7, 16), "COERCE", "actual", [(0, 0, 6)], [(0, 17, 21)]),
        Act((1, 5, 14), "COERCE", "actual", [(1, 15, 21)], [(1, 0, 4)]),
        Act((2, 4, 10), "CONSULT", "actual", [(2, 0, 3)]),
    ]
    return dictionary.prepare({"least_times": 1, "least_share": 0.5}, [Lesson(Text("l", "id", sentences), acts=acts)])


def test_a_trigger_gives_the_type_and_the_nearest_names_on_its_usual_sides_the_slots(
    coder: Callable[[Text], object],
) -> None:
    names = [(0, 0, 3), (0, 6, 12), (0, 23, 26), (0, 31, 35)]
    text = Text("d", "id", ["Ayu - Polisi menangkap Ali dan Dewi."], mentions=names)
    assert coder(text) == Found(acts=[Act((0, 13, 22), "COERCE", "actual", [(0, 6, 12)], [(0, 23, 26)])])
    passive = Text("d", "id", ["Ali ditangkap Polisi."], mentions=[(0, 0, 3), (0, 14, 20)])
    assert coder(passive) == Found(acts=[Act((0, 4, 13), "COERCE", "actual", [(0, 14, 20)], [(0, 0, 3)])])


def test_a_word_that_is_mostly_no_trigger_is_none(coder: Callable[[Text], object]) -> None:
    assert coder(Text("d", "id", ["Dewi datang."], mentions=[(0, 0, 4)])) == Found()


# ── pages ──


def test_trafilatura_is_asked_without_comments(install: Install) -> None:
    install("trafilatura", extract=lambda html, **options: f"{html} {options}")
    answer = trafilatura_text.prepare({"fast": True}, [])
    assert answer(Page("<p>", "u")) == Word("<p> {'include_comments': False, 'fast': True}")


def test_newspaper_reads_a_page_as_english_where_a_language_pack_is_missing(install: Install) -> None:
    class Article:
        def __init__(self, **options: object) -> None:
            assert options["fetch_images"] is False
            self.text = "words" if options.get("language") == "en" else ""

        def download(self, input_html: str) -> None:
            assert input_html == "<p>"

        def parse(self) -> None:
            if not self.text:
                raise ImportError("nltk is required")

    install("newspaper", Article=Article)
    assert newspaper_text.prepare({}, [])(Page("<p>", "u")) == Word("words")
