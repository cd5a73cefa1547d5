"""Annotations that stand beside open text: offsets for words, and words again."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.occurrence import locate
from bench.parts import part_of
from lansir.codebook import codebook
from training.open_text import OpenText, sentences_of
from training.standoff import Beside, marked, read_standoff, spelled

FOLDER = Path(__file__).parents[2] / "training" / "beside"
FILES = sorted(FOLDER.glob("*.jsonl"))
SHARED = Path(__file__).parents[3] / "shared"
OWN = Path(__file__).parents[2] / "training" / "annotated" / "paragraphs-en.jsonl"
needs_text = pytest.mark.skipif(not (SHARED / "data").exists(), reason="the open data are not beside this checkout")
TOLD = ("statements", "events")
Row = dict[str, Any]


def rows() -> list[Beside]:
    return [msgspec.json.decode(line, type=Beside) for file in FILES for line in file.read_bytes().splitlines()]


class TestMarks:
    GOLD: Row = {
        "doc": "a",
        "entities": {"e1": {"name": "Ana", "type": "PER"}},
        "sentences": [
            {
                "i": 0,
                "mentions": [["Ana", "e1"], ["Ana#2", "e1"]],
                "statements": [
                    {"speaker": "Ana#2", "cue": "said", "content": ["Ana left", "twice"], "form": "indirect"},
                ],
                "events": [
                    {"type": "RETREAT", "trigger": "left", "actors": ["@e1"], "recipients": [], "status": "actual"},
                ],
            }
        ],
    }  # fmt: skip
    SENTENCE = "Ana left, Ana said, twice."

    def test_words_become_offsets_and_come_back(self) -> None:
        beside = marked(self.GOLD, [self.SENTENCE])
        assert beside["sentences"][0]["mentions"] == [["0:3", "e1"], ["10:13", "e1"]]
        assert beside["sentences"][0]["events"][0]["actors"] == ["@e1"]
        assert spelled(beside, [self.SENTENCE]) == self.GOLD

    def test_words_that_are_not_there_are_refused(self) -> None:
        with pytest.raises(ValueError, match="is not in its sentence"):
            marked(self.GOLD, ["Something else."])

    @pytest.mark.parametrize("offsets", ["3:3", "0:99", "Ana"])
    def test_offsets_that_are_none_are_refused(self, offsets: str) -> None:
        gold = {"doc": "a", "sentences": [{"i": 0, "mentions": [[offsets, "e1"]]}]}
        with pytest.raises(ValueError, match="is no span of its sentence"):
            spelled(gold, [self.SENTENCE])

    @given(st.text("ab ", min_size=1, max_size=30), st.data())
    def test_any_span_comes_back(self, sentence: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(sentence) - 1))
        end = data.draw(st.integers(start + 1, len(sentence)))
        gold = {"doc": "a", "sentences": [{"i": 0, "mentions": [[f"{start}:{end}", "e1"]]}]}
        words = spelled(gold, [sentence])["sentences"][0]["mentions"][0][0]
        assert locate(words, sentence) == (start, end)

    def test_every_annotation_of_our_own_comes_back_the_same(self) -> None:
        for line in OWN.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            sentences = row["text"]["sentences"]
            again = spelled(marked(row["gold"], sentences), sentences)
            assert marked(again, sentences) == marked(row["gold"], sentences)


class TestFiles:
    def test_each_document_is_there_once(self) -> None:
        assert [name for name, count in Counter(row.doc for row in rows()).items() if count > 1] == []

    def test_no_words_of_the_text_are_there(self) -> None:
        told = (
            string
            for row in rows()
            for sentence in row.gold["sentences"]
            for string in [
                *(item[0] for kind in ("mentions", "times", "places") for item in sentence.get(kind, [])),
                *(event["trigger"] for event in sentence.get("events", [])),
                *(
                    piece
                    for statement in sentence.get("statements", [])
                    for piece in (
                        statement["content"] if isinstance(statement["content"], list) else [statement["content"]]
                    )
                ),
            ]
        )
        assert [string for string in told if not (string.startswith("@") or set(string) <= set("0123456789:"))] == []

    def test_every_type_is_in_the_codebook(self) -> None:
        types = {e["type"] for row in rows() for s in row.gold["sentences"] for e in s.get("events", [])}
        assert types <= set(codebook().by_type)

    @pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
    def test_the_table_beside_them_tells_how_much_there_is(self, file: Path) -> None:
        golds = [msgspec.json.decode(line, type=Beside).gold for line in file.read_bytes().splitlines()]
        told = [sum(len(one.get(kind, [])) for gold in golds for one in gold["sentences"]) for kind in TOLD]
        row = re.search(rf"^\| `{file.stem}` \| (.*) \|$", (FOLDER / "README.md").read_text(), re.MULTILINE)
        assert row
        documents, _sentences, *counts = (int(cell.replace(",", "")) for cell in row[1].split("|"))
        assert [documents, *counts] == [len(golds), *told]

    @needs_text
    @pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
    def test_every_document_finds_its_text(self, file: Path) -> None:
        documents = read_standoff(file, SHARED / "data")
        assert len(documents) == len(file.read_bytes().splitlines())
        assert sum(len(document.mentions) for document in documents) > len(documents)

    @needs_text
    def test_none_is_held_back(self) -> None:
        names = [path.stem for path in (SHARED / "annotation" / "gold").glob("*.json")]
        held = {
            sentence.strip()
            for name in part_of(names, "development")
            for sentence in json.loads((SHARED / "annotation" / "text" / f"{name}.json").read_text())["sentences"]
        }
        for row in rows():
            for lang in ("en", "id") if row.place.corpus == "ntrex" else (row.place.lang,):
                place = msgspec.structs.replace(row.place, lang=lang)
                long = [text for text in sentences_of(SHARED / "data", place) if len(text) > 60]
                assert not held.intersection(text.strip() for text in long), row.doc

    @needs_text
    def test_a_document_may_be_annotated_in_part(self) -> None:
        place = next(row.place for row in rows() if row.place.limit)
        whole = sentences_of(SHARED / "data", OpenText(place.corpus, place.key, place.lang))
        assert sentences_of(SHARED / "data", place) == whole[: place.limit]
