"""A folder of texts is annotated document by document; whatever is wrong with it is said in a line."""

import json
import sys
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from lansir.annotate import Document, annotate_folder, read_document
from lansir.errors import BadDate, InputError
from lansir.record import Article, Entity, Mention, Record, Span

DOCUMENT = Document("id-9000", ["Menteri Ayu Lestari tiba."], "id", "2024-05-06", "Warta Wira", None, "Menteri tiba")


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that finds the first three letters of every article to be a mention."""

    def read_article(article: Article, sentences: list[Span] | None = None) -> Record:
        found = Mention("m", Span(0, 3, article.text[:3]), "PER", "x", "name", 0.9)
        return Record(
            article,
            lansir="0",
            model="made by hand",
            entities=[Entity("x", "x", "PER", "made by hand")],
            mentions=[found],
        )

    module = ModuleType("lansir.reader")
    module.read_article = read_article  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "lansir.reader", module)


@pytest.mark.usefixtures("reading")
def test_a_folder_is_annotated_document_by_document_and_progress_is_told(tmp_path: Path) -> None:
    for name in ("b", "a"):
        document = msgspec.structs.replace(DOCUMENT, doc=name)
        (tmp_path / f"{name}.json").write_bytes(msgspec.json.encode(document))
    told: list[tuple[int, int]] = []
    assert annotate_folder(tmp_path, tmp_path / "new" / "out", lambda done, all_: told.append((done, all_))) == 2
    assert told == [(1, 2), (2, 2)]
    written = json.loads((tmp_path / "new" / "out" / "b.json").read_text(encoding="utf-8"))
    assert written["doc"] == "b"
    assert written["sentences"] == [{"i": 0, "mentions": [["Men", "e1"]]}]


@pytest.mark.usefixtures("reading")
def test_a_folder_without_texts_or_with_a_broken_one_is_said_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere: no DOC\.json files there"):
        annotate_folder(tmp_path / "nowhere", tmp_path)
    (tmp_path / "a.json").write_text('{"doc": "a", "sentences": "no list"}', encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.json: Expected `array`"):
        annotate_folder(tmp_path, tmp_path / "out")
    (tmp_path / "a.json").write_text('{"doc": "a", "sentences": ["x"], "published": "kemarin"}', encoding="utf-8")
    with pytest.raises(BadDate, match=r"a\.json: a: published 'kemarin'"):
        annotate_folder(tmp_path, tmp_path / "out")


@pytest.mark.usefixtures("reading")
def test_a_folder_that_cannot_be_written_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(msgspec.json.encode(DOCUMENT))
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(InputError, match="give a folder that can be made"):
        annotate_folder(tmp_path, tmp_path / "file" / "out")
    (tmp_path / "out" / "a.json").mkdir(parents=True)
    with pytest.raises(InputError, match="give a folder that can be written to"):
        annotate_folder(tmp_path, tmp_path / "out")


def test_a_text_file_that_is_missing_is_said_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.json: No such file"):
        read_document(tmp_path / "gone.json")
