"""A model folder that is not whole is refused with a line that says what to do."""

import json
from pathlib import Path

import pytest

from lansir.encoder.model import FORMAT, THRESHOLDS, load_card, load_model
from lansir.errors import ModelError

CARD = {
    "format": FORMAT, "version": "t", "layers": [], "entity_types": [], "event_types": [], "statuses": [],
    "sectors": [], "modes": [], "contexts": [], "thresholds": dict.fromkeys(THRESHOLDS, 0.5),
}  # fmt: skip


def write(folder: Path, **changes: object) -> Path:
    (folder / "model.json").write_text(json.dumps(CARD | changes))
    return folder


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.json is missing; reinstall"):
        load_model(tmp_path)


def test_a_card_that_is_no_json(tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text("{")
    with pytest.raises(ModelError, match="damaged"):
        load_model(tmp_path)


def test_a_model_of_another_format(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="model format 99"):
        load_model(write(tmp_path, format=99))


def test_a_card_without_a_threshold(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no threshold for actor"):
        load_model(write(tmp_path, thresholds=dict.fromkeys(THRESHOLDS - {"actor"}, 0.5)))


def test_a_future_format_says_update_whatever_else_it_holds(tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text('{"format": 7, "layers": "?"}')
    with pytest.raises(ModelError, match="update lansir"):
        load_model(tmp_path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"encoder\.onnx is missing"):
        load_model(write(tmp_path))


def test_a_file_that_the_card_does_not_name(tmp_path: Path) -> None:
    for name in ("encoder.onnx", "heads.npz", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"other")
    with pytest.raises(ModelError, match="SHA-256 differs"):
        load_model(write(tmp_path, sha256={"encoder.onnx": "0" * 64}))


@pytest.mark.model
def test_the_card_alone_is_that_of_the_shipped_model() -> None:
    assert load_card() == load_model().card
