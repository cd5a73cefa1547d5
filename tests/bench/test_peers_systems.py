"""The systems of the comparison that find times, types, events and text, with stand-ins for the outside packages."""

import sys
from collections.abc import Callable
from datetime import datetime
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.peers.exchange import Act, Date, Found, Lesson, Page, Pair, Text, Word
from bench.peers.passages import marked
from bench.peers.systems import dates, dictionary, majority, newspaper_text, tfidf, trafilatura_text

Install = Callable[..., None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a stand-in for an outside package in its place."""

    def put(name: str, **members: object) -> None:
        module = ModuleType(name)
        vars(module).update(members)
        monkeypatch.setitem(sys.modules, name, module)

    return put


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
