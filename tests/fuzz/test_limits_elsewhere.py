"""What reads annotated texts and pairs in this process is bounded as reading a page is: in time, and in size."""

import io
import json
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from lansir import limits, pairs, reader
from lansir.annotate import Document, annotate_folder, read_document
from lansir.cli import main
from lansir.errors import InputError, OversizedInput
from lansir.evaluate.annotation import Annotation
from lansir.evaluate.certainty import Certainty
from lansir.evaluate.evaluation import evaluate
from lansir.evaluate.predicted import Predicted
from lansir.evaluate.samples import Sample, line_samples, read_annotation
from lansir.limits import lines_within, within_time

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

DOCUMENT = Document("id-9000", ["Menteri Ayu Lestari tiba."], "id", "2031-05-06")
PAIR = {"text": "Arunika mengecam Valmora.", "actor": [0, 7], "recipient": [17, 24], "key": 5}
needs_a_timer = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer here")


def endless(*_: object, **__: object) -> None:
    time.sleep(20)


class Counted(io.FileIO):
    """A file that notes how many bytes are taken from it."""

    def __init__(self, path: Path, taken: list[int]) -> None:
        super().__init__(path)
        self.taken = taken

    def readinto(self, buffer: "Buffer") -> int:
        self.taken.append(super().readinto(buffer))
        return self.taken[-1]

    def readall(self) -> bytes:
        data = super().readall()
        self.taken.append(len(data))
        return data


class Endless(io.RawIOBase):
    """Some bytes, and then more than anybody may take."""

    def __init__(self, first: bytes) -> None:
        self.bytes = io.BytesIO(first + b"x" * 1_000_000)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "Buffer") -> int:
        given = self.bytes.readinto(buffer)
        assert given, "more was taken than is refused"
        return given


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page may take no more than this."""
    monkeypatch.setattr(within_time, "__defaults__", (0.05,))


@needs_a_timer
@pytest.mark.usefixtures("short")
def test_annotating_a_document_that_takes_too_long_ends_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "read_article", endless)
    (tmp_path / "a.json").write_bytes(msgspec.json.encode(DOCUMENT))
    with pytest.raises(InputError, match=r"a\.json: not read within 0\.05 s"):
        annotate_folder(tmp_path, tmp_path / "out")


@needs_a_timer
@pytest.mark.usefixtures("short")
def test_a_pair_that_takes_too_long_has_its_error_and_its_own_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "code", endless)
    row = pairs.coded_line(json.dumps(PAIR).encode())
    assert row.pop("error").startswith("not read within 0.05 s")
    assert row == PAIR


@needs_a_timer
@pytest.mark.usefixtures("short")
def test_evaluating_a_document_that_takes_too_long_to_read_or_compare_ends_with_its_name() -> None:
    def predict(sample: Sample) -> Predicted:
        endless(sample)
        return Predicted(Annotation(), Certainty())

    with pytest.raises(InputError, match=r"id-9000: not read within 0\.05 s"):
        evaluate([Sample("id-9000", DOCUMENT, Annotation())], predict)


@pytest.mark.parametrize("read", [read_document, read_annotation, line_samples])
def test_a_file_larger_than_a_page_may_be_is_refused_unread(
    read: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 1_000)
    path = tmp_path / "large.json"
    path.write_bytes(b'{"doc": "' + b"x" * 1_000_000 + b'"}')
    taken: list[int] = []
    monkeypatch.setattr(Path, "open", lambda path, *_: io.BufferedReader(Counted(path, taken)))
    with pytest.raises(OversizedInput, match=r"large\.json.*: more than"):
        read(path)  # type: ignore[operator]
    assert 1_000 < sum(taken) <= 1_000 + io.DEFAULT_BUFFER_SIZE


def test_a_line_without_end_is_refused_and_those_before_it_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 1_000)
    lines = lines_within(io.BufferedReader(Endless(b"one\ntwo\n")), "stream")
    assert [next(lines), next(lines)] == [b"one\n", b"two\n"]
    with pytest.raises(OversizedInput, match="stream, line 3: more than"):
        next(lines)


def test_a_line_of_pairs_larger_than_that_is_refused_behind_those_that_were_coded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 1_000)
    path = tmp_path / "pairs.jsonl"
    path.write_bytes(b'{"text": 1}\n' + b"x" * 2_000)
    monkeypatch.setattr("sys.argv", ["lansir", "code", str(path)])
    assert main() == 2
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 1
    assert "pairs.jsonl, line 2: more than" in told.err.splitlines()[-1]
