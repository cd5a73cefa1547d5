"""Fit the heads to the 8-bit transformer: `python -m training.settle RUN_DIR ENCODER ANNOTATION_DIR MODEL_DIR`.

Rounding the transformer's weights moves its states by a tenth. The heads learn for a few rounds more on the states that
they will really get; the transformer stays as exported, so its states are computed once.
"""

import argparse
import random
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from bench.parts import part_of
from lansir.encoder.model import load_model
from lansir.encoder.windows import CONTEXT_PIECES, WINDOW_PIECES
from training.corpus import read_corpus
from training.examples import Example, Source, examples_of
from training.export import trained_network, write_heads
from training.labels import labels
from training.network import Heads
from training.objective import Objective

__all__ = ["settle"]

CUTS = ((WINDOW_PIECES, CONTEXT_PIECES), (240, 70))
"""Sizes and contexts of the windows: those of run time, and shorter ones."""
ROUNDS, WINDOWS, RATE = 4, 5, 2e-4


def settle(heads: Heads, held: list[tuple[Example, Tensor]], chance: random.Random) -> None:
    """Train the heads on windows with their states."""
    heads.train()
    optimizer = torch.optim.AdamW(heads.parameters(), lr=RATE, weight_decay=0.01)
    steps = ROUNDS * (len(held) // WINDOWS + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / steps))
    for round_ in range(ROUNDS):
        chance.shuffle(held)
        losses = [
            _step(heads, held[k : k + WINDOWS], optimizer, schedule, chance) for k in range(0, len(held), WINDOWS)
        ]
        print(f"round {round_ + 1}: loss {sum(losses) / len(losses):.3f}", flush=True)
    heads.eval()


def _step(
    heads: Heads,
    batch: list[tuple[Example, Tensor]],
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    chance: random.Random,
) -> float:
    states = torch.nn.utils.rnn.pad_sequence([state.float() for _, state in batch], batch_first=True)
    loss, _ = Objective(heads, chance, found=True).loss(states, [example for example, _ in batch])
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(heads.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    return float(loss.detach())


def main() -> None:
    """Read the options, compute the states, train the heads and write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, help="folder of a training run")
    parser.add_argument("encoder", help="the base encoder that it was trained from")
    parser.add_argument("annotation", type=Path, help="folder with text/ and gold/")
    parser.add_argument("model", type=Path, help="folder of the exported model")
    options = parser.parse_args()
    torch.manual_seed(1)
    heads, model = trained_network(options.run, options.encoder).heads, load_model(options.model)
    tokenizer = Tokenizer.from_file(str(options.model / "tokenizer.json"))
    names = part_of([path.name for path in (options.annotation / "gold").glob("*.json")], "train")
    held = [
        (example, torch.from_numpy(model.states(example.window.ids)).half())
        for document in read_corpus(options.annotation, names)
        for size, context in CUTS
        for example in examples_of(Source.of(document, tokenizer), labels(), size, context)
    ]
    settle(heads, held, random.Random(1))
    write_heads(heads, options.model, model.card)


if __name__ == "__main__":
    main()
