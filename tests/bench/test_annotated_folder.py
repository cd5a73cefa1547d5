"""Annotated documents become a folder that the bench reads, and texts are counted by the language they are found in."""

from pathlib import Path

import pytest

from bench.annotated_folder import main, write_folder
from bench.languages import confusion, documents
from lansir.annotate import Document
from lansir.errors import InputError

OWN = Path(__file__).parents[2] / "training" / "measured" / "ms-articles.jsonl"


@pytest.fixture
def measures(tmp_path: Path) -> Path:
    folder = tmp_path / "measures"
    folder.mkdir()
    for name in ("score.py", "check.py"):
        (folder / name).write_text("", encoding="utf-8")
    return folder


def test_each_document_gets_its_text_and_its_gold(measures: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    count = write_folder(measures, made, [OWN])
    assert count == len(list((made / "text").iterdir())) == len(list((made / "gold").iterdir())) == 10
    assert (made / "score.py").exists()
    assert b'"lang":"ms"' in (made / "text" / "ms-0002.json").read_bytes()


def test_what_cannot_be_read_is_named(measures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match=r"no score\.py there"):
        write_folder(tmp_path, tmp_path / "made", [OWN])
    assert main([str(measures), str(tmp_path / "made"), str(tmp_path / "absent.jsonl")]) == 2
    assert "absent.jsonl" in capsys.readouterr().err


@pytest.mark.slow
def test_malay_documents_are_found_to_be_malay() -> None:
    texts = [one for one in documents(None) if one.lang == "ms"]
    found = confusion(iter(texts))
    assert {lang for kind, _, _, lang in found if kind == "document"} == {"ms"}
    assert found["document", "ms", False, "ms"] == len(texts)


def test_a_document_is_looked_at_whole_and_in_parts() -> None:
    text = Document("a", ["The port was closed on Monday by the mayor.", "It rained."], "en")
    kinds = [(kind, declared) for kind, _, declared, _ in confusion(iter([text])).elements()]
    assert sorted(set(kinds)) == sorted(
        {(k, d) for k in ("document", "first two sentences", "sentence") for d in (True, False)}
    )
