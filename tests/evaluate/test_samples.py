"""Documents with their gold, from a folder or a file of lines; what is wrong with them is told in one line."""

import json
from pathlib import Path

import msgspec
import pytest

from lansir.errors import InputError
from lansir.evaluate.disagreement import Disagreement, Mark, Reading
from lansir.evaluate.disagreement_file import read_disagreements
from lansir.evaluate.evaluation import evaluate
from lansir.evaluate.predicted import given
from lansir.evaluate.samples import folder_samples, in_language, line_samples
from tests.evaluate.made import GOLD, document

DEEP = "[" * 100_000


def written(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, lang in (("id-0002", "id"), ("en-0001", "en")):
        written(tmp_path / "text" / f"{name}.json", document(name, lang))
        written(tmp_path / "gold" / f"{name}.json", GOLD)
    written(tmp_path / "text" / "en-0009.json", document("en-0009"))
    return tmp_path


def line(path: Path, *lines: object) -> Path:
    return written(path, "\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines))


def test_a_document_of_a_folder_counts_where_it_has_gold(folder: Path) -> None:
    assert [(sample.name, sample.language) for sample in folder_samples(folder)] == [
        ("en-0001", "en"),
        ("id-0002", "id"),
    ]


def test_lines_hold_a_document_each_and_empty_ones_are_passed_over(tmp_path: Path) -> None:
    file = line(
        tmp_path / "a.jsonl", {"text": document("en-1"), "gold": GOLD}, "", {"text": document("id-1", "id"), "gold": {}}
    )
    assert [(sample.name, sample.language) for sample in line_samples(file)] == [("en-1", "en"), ("id-1", "id")]


def test_only_texts_of_a_language_are_taken_and_there_must_be_some(folder: Path) -> None:
    samples = folder_samples(folder)
    assert [sample.name for sample in in_language(samples, "id")] == ["id-0002"]
    assert in_language(samples, None) == samples
    with pytest.raises(InputError, match="--lang-of nl: no document in that language; there are some in en, id"):
        in_language(samples, "nl")


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("text/en-0001.json", None, "No such file"),
        ("text/en-0001.json", '{"x": ' + DEEP, "annotation format"),
        ("gold/en-0001.json", "{", "annotation format"),
        ("gold/en-0001.json", '{"x": ' + DEEP, "annotation format"),
        ("gold/en-0001.json", b'{"sentences": "\xff"}', "annotation format"),
        ("gold/en-0001.json", {"sentences": [{"i": 0, "mentions": [["x"]]}]}, r"\$\.sentences\[0\]\.mentions\[0\]"),
        ("gold/en-0001.json", {"sentences": [{"i": "0"}]}, r"\$\.sentences\[0\]\.i"),
    ],
)
def test_what_is_wrong_with_a_folder_is_told_in_one_line(folder: Path, file: str, content: object, told: str) -> None:
    if content is None:
        (folder / file).unlink()
    elif isinstance(content, bytes):
        (folder / file).write_bytes(content)
    else:
        written(folder / file, content)
    with pytest.raises(InputError, match=f"en-0001.json: .*{told}") as raised:
        folder_samples(folder)
    assert "\n" not in str(raised.value)


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no gold/DOC\.json there"):
        folder_samples(tmp_path)


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("{", "line 2"),
        ('{"text": 1}', "line 2.*text"),
        ('{"text": ' + DEEP, "line 2"),
        ('{"gold": {}}', "line 2.*text"),
    ],
)
def test_the_line_that_is_wrong_is_named(tmp_path: Path, second: str, told: str) -> None:
    file = line(tmp_path / "a.jsonl", {"text": document(), "gold": GOLD}, second)
    with pytest.raises(InputError, match=told):
        line_samples(file)


def test_a_file_without_documents_and_one_that_is_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no documents in it"):
        line_samples(line(tmp_path / "empty.jsonl", ""))
    with pytest.raises(InputError, match=r"nowhere\.jsonl: No such file"):
        line_samples(tmp_path / "nowhere.jsonl")
    with pytest.raises(InputError, match="directory"):
        line_samples(tmp_path)


class TestGiven:
    def test_annotations_of_a_folder_are_taken_and_a_missing_one_is_empty(self, folder: Path, tmp_path: Path) -> None:
        predicted = tmp_path / "predicted"
        written(predicted / "id-0002.json", GOLD)
        found = evaluate(folder_samples(folder), given(predicted))
        assert list(found.groups) == ["all", "en", "id"]
        assert {name: group.measures["events"].f1 for name, group in found.groups.items()} == {
            "all": pytest.approx(2 / 3),
            "en": 0.0,
            "id": 1.0,
        }
        assert {one.document for one in found.disagreements} == {"en-0001"}
        assert {one.kind for one in found.disagreements} >= {"event-missed", "statement-missed", "time-missed"}

    def test_progress_is_told(self, folder: Path) -> None:
        steps: list[tuple[int, int]] = []
        evaluate(folder_samples(folder), given(folder / "gold"), lambda done, total: steps.append((done, total)))
        assert steps == [(1, 2), (2, 2)]

    def test_a_folder_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no such folder"):
            given(tmp_path / "nowhere")

    def test_a_document_named_like_a_path_reads_no_file(self, tmp_path: Path) -> None:
        outside = written(tmp_path / "outside.json", GOLD)
        (tmp_path / "predicted").mkdir()
        file = line(tmp_path / "a.jsonl", {"text": document(f"../{outside.stem}"), "gold": GOLD})
        with pytest.raises(InputError, match=r"'\.\./outside': no name of a file"):
            evaluate(line_samples(file), given(tmp_path / "predicted"))


class TestFileOfDisagreements:
    ONE = Disagreement(
        kind="mention-missed", document="a", language="en", sentence=0, text="the union",
        gold=Reading(["union"], [Mark(4, 9, "mention", "union")]),
    )  # fmt: skip

    @staticmethod
    def said(one: Disagreement) -> str:
        return msgspec.json.encode(one).decode()

    def test_what_was_written_is_read(self, tmp_path: Path) -> None:
        assert read_disagreements(line(tmp_path / "e.jsonl", self.said(self.ONE), "")) == [self.ONE]
        assert read_disagreements(line(tmp_path / "none.jsonl", "")) == []

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ("{", "line 2: .*give a file that lansir eval"),
            ('{"kind": "mention-lost"}', "line 2"),
            (DEEP, "line 2"),
            ("MARK", r"line 2: 'union' is not at 5 to 10 of its sentence"),
        ],
    )
    def test_a_line_that_is_none_is_named(self, tmp_path: Path, wrong: str, told: str) -> None:
        if wrong == "MARK":
            wrong = self.said(self.ONE).replace('"start":4,"end":9', '"start":5,"end":10')
        with pytest.raises(InputError, match=told):
            read_disagreements(line(tmp_path / "e.jsonl", self.said(self.ONE), wrong))

    def test_a_file_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"nowhere: No such file"):
            read_disagreements(tmp_path / "nowhere")
