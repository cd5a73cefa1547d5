"""Write a run's model as the package ships it: `python -m training.export RUN_DIR ENCODER OUT_DIR --version V`.

The transformer goes to ONNX, its weights to 8 bits (dynamic, a scale a channel); the heads go to 16-bit arrays.
`--mean-with` takes the mean of its weights and those of other runs. `--float` keeps the transformer at 32 bits, to see
what the 8 bits cost.
"""

import argparse
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from lansir.encoder.model import FORMAT, ModelCard
from training.attention import fused
from training.card import write_card
from training.labels import labels
from training.network import Heads, Network
from training.tokenizer import tokenizer_of

__all__ = ["export", "mean_weights", "trained_network", "write_heads"]

THRESHOLDS = {
    "none": 0.5, "actor": 0.3, "recipient": 0.3, "elided_actor": 0.3, "elided_recipient": 0.3, "place": 0.5,
    "time": 0.5, "addressee": 0.5, "sector": 0.3, "trigger": 0.0, "content": 0.0, "actual": 0.8,
}  # fmt: skip
"""`actual`: .8 instead of .5 takes a third of what is wrongly said to have happened (`experiments.md`, 2 and 8)."""


class _States(nn.Module):
    """The transformer alone, with named inputs."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        states: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return states


def trained_network(runs: Sequence[Path], encoder: str) -> Network:
    """The network of the runs' last checkpoints, with averaged weights; of several runs their mean."""
    network = Network(encoder, labels())
    states = [torch.load(run / "checkpoint.pt", weights_only=True, map_location="cpu") for run in runs]
    network.load_state_dict(mean_weights([state["network"] | state["average"] for state in states]), strict=False)
    return network.eval()


def mean_weights(runs: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of the weights of several runs that have most of their way in common.

    Their ends err in other places, and the mean errs less than each (Wortsman et al., "Model soups", 2022). The heads
    of runs that parted early cannot be averaged (`experiments.md`, 15). ValueError where two have not the same weights.
    """
    first, *others = runs
    shapes = [{name: value.shape for name, value in run.items()} for run in runs]
    if any(shape != shapes[0] for shape in shapes):
        raise ValueError("the runs have not the same weights: were they trained with the same code and labels?")
    return {
        name: torch.stack([value, *(run[name] for run in others)]).mean(0) if value.is_floating_point() else value
        for name, value in first.items()
    }


def export(network: Network, encoder: str, out: Path, version: str, quantized: bool = True) -> None:
    """Write encoder.onnx, heads.npz, tokenizer.json and model.json to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    _write_transformer(network, out / "encoder.onnx", quantized)
    tokenizer_of(encoder).save(str(out / "tokenizer.json"), pretty=False)
    names = labels()
    card = ModelCard(
        format=FORMAT,
        version=version,
        layers=names.layers,
        entity_types=names.entity_types,
        event_types=names.event_types,
        statuses=names.statuses,
        sectors=names.sectors,
        modes=names.mode_names(),
        contexts=names.contexts,
        thresholds=THRESHOLDS,
    )
    write_heads(network.heads, out, card)


def write_heads(heads: Heads, out: Path, card: ModelCard) -> None:
    """Write heads.npz, and the card that names it."""
    arrays = {name: value.detach().numpy().astype(np.float16) for name, value in heads.state_dict().items()}
    np.savez_compressed(out / "heads.npz", **arrays)
    write_card(card, out)


def _write_transformer(network: Network, path: Path, quantized: bool) -> None:
    sample = (torch.randint(3, 1000, (1, 24)), torch.ones((1, 24), dtype=torch.long))
    axes = {"ids": {0: "window", 1: "piece"}, "mask": {0: "window", 1: "piece"}, "states": {0: "window", 1: "piece"}}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                _States(network.encoder).eval(), sample, str(plain),
                input_names=["ids", "mask"], output_names=["states"], dynamic_axes=axes, opset_version=17, dynamo=False,
            )  # fmt: skip
        if quantized:
            # Seven bits: eight overflow in the 16-bit sums of processors without VNNI, which many laptops have.
            quantize_dynamic(
                plain,
                path,
                per_channel=True,
                reduce_range=True,
                weight_type=QuantType.QInt8,
                op_types_to_quantize=["MatMul", "Gather"],
            )
        else:
            shutil.copyfile(plain, path)
    onnx.save(fused(onnx.load(path), network.encoder.config.num_attention_heads), path)


def main() -> None:
    """Read the options and export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, help="folder of a training run")
    parser.add_argument("encoder", help="the base encoder that it was trained from")
    parser.add_argument("out", type=Path, help="folder to write the model to")
    parser.add_argument("--mean-with", type=Path, nargs="*", default=[], help="folders of other ends of the same run")
    parser.add_argument("--version", required=True, help="version that records will name")
    parser.add_argument("--float", action="store_true", help="keep the transformer at 32 bits")
    options = parser.parse_args()
    network = trained_network([options.run, *options.mean_with], options.encoder)
    export(network, options.encoder, options.out, options.version, not options.float)


if __name__ == "__main__":
    main()
