"""The names of people are exchanged word for word, and everything annotated stays where it was."""

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from training.corpus import GoldDocument, read_document
from training.renaming import Renaming

NAMES = ("Sinta Prameswari", "Bimo Adiguna", "Ketut Wirya", "Lars Hagen")


def document(language: str, person: str, line: str) -> GoldDocument:
    """One sentence about a person; `{}` is the whole name, `{last}` its last word."""
    last = person.rsplit(maxsplit=1)[-1]
    text = line.format(person, last=last, LAST=last.upper())
    gold: dict[str, Any] = {
        "doc": person,
        "entities": {"e1": {"name": person, "type": "PER"}, "e2": {"name": "Kota Lama", "type": "GPE"}},
        "sentences": [{"i": 0, "mentions": [[person, "e1"], [last + "#2", "e1"], ["Kota Lama", "e2"]]}],
    }
    return read_document({"lang": language, "sentences": [text]}, gold)


def many(language: str, line: str = "{} tiba di Kota Lama, kata {last}.") -> list[GoldDocument]:
    return [document(language, name, line) for name in NAMES]


def words(one: GoldDocument, span: tuple[int, int]) -> str:
    return one.text[one.words[span[0]][0] : one.words[span[1] - 1][1]]


class TestRenaming:
    @given(st.integers(0, 1000))
    def test_a_person_has_one_other_name_everywhere(self, seed: int) -> None:
        documents = many("id")
        renamed = Renaming(documents).renamed(documents[0], random.Random(seed))
        whole, place, last = (words(renamed, mention.span) for mention in renamed.mentions)
        assert whole.split()[-1] == last
        assert place == "Kota Lama"

    @given(st.integers(0, 1000))
    def test_what_is_annotated_stays_at_its_words(self, seed: int) -> None:
        documents = many("id")
        before = documents[1]
        after = Renaming(documents).renamed(before, random.Random(seed))
        assert len(after.words) == len(before.words)
        assert [mention.span for mention in after.mentions] == [mention.span for mention in before.mentions]
        assert after.sentences == [(0, len(after.text))]

    def test_given_names_stay_where_pronouns_tell_a_gender(self) -> None:
        documents = many("en", "{} came to Kota Lama, {last} said.")
        renaming = Renaming(documents)
        renamed = [renaming.renamed(documents[0], random.Random(seed)).text for seed in range(20)]
        assert all(text.startswith("Sinta ") for text in renamed)
        assert len({text.split()[1] for text in renamed}) > 1

    def test_a_name_in_capitals_stays_in_capitals(self) -> None:
        documents = many("id", "{} tiba di Kota Lama, kata {last}. {LAST} PULANG")
        renamed = Renaming(documents).renamed(documents[0], random.Random(3)).text
        last = renamed.split()[1]
        assert renamed.endswith(f" {last.upper()} PULANG")

    def test_words_that_are_written_small_or_name_a_place_are_no_names(self) -> None:
        documents = [
            document("id", "Ketua Lama", "{} tiba di Kota Lama, kata {last}. Sang ketua pulang."),
            document("id", "Manajer Kota", "{} tiba di Kota Lama, kata {last}. Sang manajer pulang."),
        ]
        assert Renaming(documents).renamed(documents[0], random.Random(1)) is documents[0]
