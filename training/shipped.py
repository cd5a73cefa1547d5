"""Going on from a model as it ships: its rounded weights back in a network.

The heads ship as 16-bit arrays, the transformer's matrices as whole numbers with a scale a column; both come back as 32
bits. What the rounding lost, a few steps of training regain.
"""

import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.network import Network

__all__ = ["load_shipped"]

MATRIX = "/MatMul_quant"
EMBEDDING = "_embeddings.weight"
LATER = re.compile(r"^interplay\.|(?:^|\.)between\.")
"""Heads that models up to 2026.13 do not have."""
KEPT = "encoder.embeddings.word_embeddings.weight"
"""The piece embeddings are never trained: those of the base encoder are the finer ones."""


def load_shipped(network: Network, folder: Path) -> None:
    """Put the weights of `encoder.onnx` and `heads.npz` into a network; ValueError where its shape differs.

    What models up to 2026.13 lack stays as it begins, which is as if it were not there.
    """
    arrays = np.load(folder / "heads.npz")
    heads = {name: torch.from_numpy(arrays[name].astype(np.float32)) for name in arrays.files}
    begun = {name: value for name, value in network.heads.state_dict().items() if LATER.search(name)}
    try:
        network.heads.load_state_dict(begun | heads)
    except RuntimeError as error:
        raise ValueError(f"{folder}: not the shape of this network: {str(error).splitlines()[-1].strip()}") from None
    found = _transformer(onnx.load(str(folder / "encoder.onnx")).graph)
    missing, unexpected = network.load_state_dict(found, strict=False)
    lost = [name for name in missing if name.startswith("encoder.") and name != KEPT and "position_ids" not in name]
    if lost or unexpected:
        raise ValueError(f"{folder}: not the shape of this network: {[*lost, *unexpected][:3]}")


def _transformer(graph: onnx.GraphProto) -> dict[str, Tensor]:
    values = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = {name: torch.from_numpy(value.copy()) for name, value in values.items() if name.startswith("encoder.")}
    found = {name: value for name, value in found.items() if name.endswith((".bias", "LayerNorm.weight"))}
    for name in values:
        if name.endswith(f"{EMBEDDING}_quantized") and not name.startswith(KEPT):
            found[name.removesuffix("_quantized")] = _rounded(values, name.removesuffix("_quantized"))
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.name.endswith(MATRIX):
            name = node.name.removeprefix("/").removesuffix(MATRIX).replace("/", ".")
            found[f"{name}.weight"] = _rounded(values, node.input[1].removesuffix("_quantized")).T.contiguous()
    return found


def _rounded(values: dict[str, np.ndarray], name: str) -> Tensor:  # type: ignore[type-arg]
    whole = values[f"{name}_quantized"].astype(np.float32) - values[f"{name}_zero_point"].astype(np.float32)
    return torch.from_numpy(whole * values[f"{name}_scale"].astype(np.float32))
