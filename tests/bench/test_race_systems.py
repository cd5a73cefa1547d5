"""The entrants that the race has beside those of `bench.peers`, with stand-ins for the outside packages."""

import sys
from collections.abc import Callable, Iterable
from types import ModuleType, SimpleNamespace

import pytest

from bench.peers.exchange import Date, Found, Page, Text, Word
from bench.race.catalogue import Entrant, Race, races
from bench.race.choose import trials
from bench.race.copies import judged, planted
from bench.race.exchange import Answer, Corpus, Lap, Ready, Same, Start
from bench.race.shingles import shingles, words
from bench.race.systems import (
    datasketch_copies,
    own_copies,
    own_times,
    readability_text,
    rensa_copies,
    resiliparse_text,
)
from bench.race.systems.spacy_whole import _passages

Install = Callable[..., None]
CORPUS = Corpus(["a b c d e f g", "x y z", "a b c d e f g"])


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a stand-in for an outside package in its place."""

    def put(name: str, **members: object) -> None:
        module = ModuleType(name)
        vars(module).update(members)
        monkeypatch.setitem(sys.modules, name, module)

    return put


class Hash:
    """A set of runs, with its similarity to others."""

    def __init__(self, runs: Iterable[object]) -> None:
        self.runs = set(runs)

    def jaccard(self, other: "Hash") -> float:
        return len(self.runs & other.runs) / len(self.runs | other.runs)


class Index:
    """Gives everything that was put in before."""

    def __init__(self, *_: object, **__: object) -> None:
        self.keys: list[int] = []

    def query(self, _: Hash) -> list[int]:
        return list(self.keys)

    def insert(self, key: int, _: Hash) -> None:
        self.keys.append(key)


class TestShingles:
    def test_runs_of_five_words_in_lower_case(self) -> None:
        assert words("Ayu, budi!") == ["ayu", "budi"]
        assert list(shingles("A b c D e f")) == ["a b c d e", "b c d e f"]
        assert list(shingles("A b")) == ["a b"]


class TestCopies:
    def test_planted_texts_are_always_the_same_and_each_pair_is_of_one_family(self) -> None:
        one, other = planted(300), planted(300)
        assert one == other and len(one.corpus.texts) == 300
        assert set(one.pairs.values()) == {"copy", "abridged", "5% of words replaced", "15% of words replaced"}
        assert all(one.families[a] == one.families[b] and a < b for a, b in one.pairs)
        assert planted(300, seed=2).corpus.texts[0] != one.corpus.texts[0]

    def test_finding_is_judged_by_family_and_by_how_a_copy_came_about(self) -> None:
        right = planted(300)
        stray = next((0, k) for k in range(300) if right.families[k] != right.families[0])
        found = judged([*right.pairs, stray], right)
        assert found.recall == 1 and set(found.by_kind.values()) == {1.0}
        assert found.precision == pytest.approx(len(right.pairs) / (len(right.pairs) + 1))
        assert judged([], right).recall == 0

    def test_lansir_finds_copies_and_abridgements_and_takes_no_others_for_them(self) -> None:
        right = planted(300)
        answer = own_copies.prepare({}, [])(right.corpus)
        assert isinstance(answer, Same)
        found = judged(answer.pairs, right)
        assert found.precision == 1 and found.by_kind["copy"] == 1 and found.by_kind["abridged"] > 0.95

    def test_minhashes_are_compared_where_their_index_says(self, install: Install) -> None:
        bulk = SimpleNamespace(bulk=lambda texts, num_perm: [Hash(runs) for runs in texts])
        install("datasketch", MinHashLSH=Index, MinHash=bulk)
        settings = {"permutations": 64, "bands": 16, "threshold": 0.5}
        assert datasketch_copies.prepare(settings, [])(CORPUS) == Same([(0, 2)])
        sets = SimpleNamespace(from_token_sets=lambda texts, permutations, seed: [Hash(runs) for runs in texts])
        install("rensa", RMinHashLSH=Index, RMinHash=sets)
        assert rensa_copies.prepare(settings, [])(CORPUS) == Same([(0, 2)])

    def test_every_combination_of_candidates_is_tried(self) -> None:
        class Runner:
            ready = Ready()

            def __init__(self, entrant: Entrant, start: Start) -> None:
                self.finds = start.settings["threshold"] < 0.3

            def answers(self) -> list[Answer]:
                return [Same([*right.pairs] if self.finds else [])]

            def lap(self) -> Lap:
                raise AssertionError("choosing is not racing")

            def close(self) -> None: ...

        right = planted(100)
        race: Race = next(one for one in races() if one.race == "copies")
        found = list(trials(race.entrants[1], right, Runner))
        assert len(found) == 6
        assert {settings["threshold"]: value for settings, value in found} == {0.2: 1.0, 0.3: 0.0, 0.5: 0.0}


class TestPages:
    def test_readability_s_summary_is_taken_without_tags_and_what_it_refuses_has_no_text(
        self, install: Install
    ) -> None:
        class UnparseableError(Exception): ...

        class Document:
            def __init__(self, html: str, url: str) -> None:
                if not html:
                    raise UnparseableError
                self.html = html

            def summary(self, html_partial: bool) -> str:
                return f"<div>{self.html}</div>" if html_partial else ""

        install("readability", Document=Document)
        install("readability.readability", Unparseable=UnparseableError)
        answer = readability_text.prepare({}, [])
        assert answer(Page("<p>Some <b>words</b></p>", "u")) == Word("Some words")
        assert answer(Page("", "u")) == Word("")

    def test_resiliparse_is_asked_for_the_main_content(self, install: Install) -> None:
        for name in ("resiliparse", "resiliparse.extract"):
            install(name)
        install("resiliparse.extract.html2text", extract_plain_text=lambda html, **options: f"{html} {options}")
        found = resiliparse_text.prepare({}, [])(Page("<p>", "u"))
        assert found == Word("<p> {'main_content': True, 'alt_texts': False}")


class TestReading:
    def test_lansir_s_rules_find_times_and_read_them_from_the_day_of_publication(self) -> None:
        answer = own_times.prepare({}, [])
        text = Text("d", "en", ["No time here.", "The market opens on 5 March 2031."], "2031-03-01")
        assert answer(text) == Found(dates=[Date((1, 17, 32), "2031-03-05")])

    def test_each_two_names_of_a_sentence_are_marked_both_ways_round(self) -> None:
        def name(label: str, start: int, end: int) -> SimpleNamespace:
            return SimpleNamespace(label_=label, start_char=start, end_char=end)

        names = [name("PERSON", 10, 13), name("DATE", 14, 18), name("GPE", 19, 23)]
        sentence = SimpleNamespace(text="Ayu will Bali.", start_char=10, ents=names)
        told = SimpleNamespace(sents=[sentence])
        assert list(_passages(told)) == ["ACTOR will RECIPIENT.", "RECIPIENT will ACTOR."]
