"""One operator for a layer's attention computes what its many operators did."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch; the package does not")
transformers = pytest.importorskip("transformers")
onnx = pytest.importorskip("onnx")

HEADS = 4


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small transformer with weights by chance, written as a shipped one is."""
    from typing import cast

    from training.export import _write_transformer
    from training.network import Network

    torch.manual_seed(5)
    config = transformers.XLMRobertaConfig(
        vocab_size=1200, hidden_size=32, num_hidden_layers=2, num_attention_heads=HEADS, intermediate_size=64,
        max_position_embeddings=66,
    )  # fmt: skip
    config._attn_implementation = "eager"
    encoder = transformers.XLMRobertaModel(config, add_pooling_layer=False).eval()
    path = tmp_path_factory.mktemp("transformer") / "encoder.onnx"
    np.save(path.with_suffix(".npy"), encoder(torch.arange(3, 43)[None]).last_hidden_state.detach().numpy())
    _write_transformer(cast("Network", SimpleNamespace(encoder=encoder)), path, quantized=False)
    return path


def test_it_gives_the_states_of_the_network_it_was_written_from(exported: Path) -> None:
    from lansir.encoder.runtime import onnxruntime

    session = onnxruntime.InferenceSession(str(exported), providers=["CPUExecutionProvider"])
    states = session.run(None, {"ids": np.arange(3, 43)[None]})[0]
    assert np.allclose(states, np.load(exported.with_suffix(".npy")), atol=1e-4)


def test_each_layer_attends_in_one_operator_and_no_mask_is_asked_for(exported: Path) -> None:
    graph = onnx.load(exported).graph
    operators = [node.op_type for node in graph.node]
    assert operators.count("MultiHeadAttention") == 2
    assert "Softmax" not in operators
    assert [one.name for one in graph.input] == ["ids"]
