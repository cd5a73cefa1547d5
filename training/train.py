"""Train the model: `python -m training.train ANNOTATION_DIR ENCODER RUN_DIR`.

Seeded, and resumable: the run folder keeps the last checkpoint, and the same command goes on from it. The development
part (`bench.parts`) is never trained on; its loss is logged.
"""

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from bench.parts import part_of
from training.corpus import read_corpus, read_lines
from training.examples import Example, Source, batches, pad
from training.labels import labels
from training.network import Network
from training.objective import Objective
from training.shipped import load_shipped
from training.standoff import read_standoff
from training.tokenizer import tokenizer_of

__all__ = ["Training"]

HIDDEN_SHARE = 0.07
MOST_MOVED = 160
"""Places that a window is moved on by chance, so that no place means anything: 320 pieces and these are 480."""
GUIDED = 2
"""Times an epoch that the articles which came with the guidelines are read; they are most like what is measured."""
LAST_SPECIAL = 3
"""Highest id of the pieces that are no words: start, padding, end, unknown."""


class Training:
    """One run: network, optimizer, average of weights, and where it stands."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        torch.manual_seed(options.seed)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        if self.device != "cpu":
            torch.set_default_device(self.device)
        self.labels = labels()
        folder: Path = options.annotation
        names = sorted(path.name for path in (folder / "gold").glob("*.json"))
        tokenizer = tokenizer_of(options.encoder)
        self.mask_id = tokenizer.token_to_id("<mask>")
        documents = GUIDED * read_corpus(folder, part_of(names, "train"))
        documents += [document for file in options.also for document in read_lines(file)]
        documents += [document for file in options.beside for document in read_standoff(file, options.data)]
        self.train = [Source.of(document, tokenizer) for document in documents]
        self.development = [Source.of(d, tokenizer) for d in read_corpus(folder, part_of(names, "development"))]
        self.network = Network(options.encoder, self.labels)
        if options.start:
            load_shipped(self.network, options.start)
        self.network.to(self.device)
        groups = _groups(self.network, options)
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        self.rates = [options.rate, options.head_rate]
        self.epoch, self.step = 0, 0
        self.average: dict[str, Tensor] = {}
        self.steps = options.epochs * sum(1 for _ in batches(self.train, self.labels, options.pieces, random.Random(0)))
        self._resume()

    def run(self) -> None:
        """Go on to the last epoch, with a checkpoint after each."""
        while self.epoch < self.options.epochs:
            begun = time.time()
            means = self._epoch()
            self.epoch += 1
            self._save()
            entry = {"epoch": self.epoch, "step": self.step, "seconds": round(time.time() - begun), "train": means}
            entry["development"] = self._development()
            line = json.dumps(entry)
            print(line, flush=True)
            with (self.options.run / "log.jsonl").open("a") as log:
                log.write(line + "\n")

    def _epoch(self) -> dict[str, float]:
        chance = random.Random(self.options.seed * 1000 + self.epoch)
        self.network.train()
        sums: dict[str, list[float]] = {}
        for batch in batches(self.train, self.labels, self.options.pieces, chance):
            self._schedule()
            loss, terms = self._loss(batch, chance, found=self.epoch >= 2 or self.options.start is not None)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            self.optimizer.zero_grad(set_to_none=True)
            self.step += 1
            if self.step % 10 == 0:
                self._average()
            for name, value in terms.items():
                sums.setdefault(name, []).append(value)
        return {name: round(sum(values) / len(values), 3) for name, values in sums.items()}

    def _loss(self, batch: list[Example], chance: random.Random, found: bool) -> tuple[Tensor, dict[str, float]]:
        ids, mask = pad(batch)
        moved = None
        if self.network.training:
            ids, moved = self._masked(ids), torch.randint(0, MOST_MOVED + 1, (len(ids),))
        with torch.autocast(self.device, dtype=torch.bfloat16):
            hidden = self.network.hidden(ids, mask, moved)
        return Objective(self.network.heads, chance, found).loss(hidden.float(), batch)

    def _masked(self, ids: Tensor) -> Tensor:
        """Pieces with a few hidden, so that the network does not lean on single words of a small corpus."""
        hidden = (torch.rand(ids.shape) < HIDDEN_SHARE) & (ids > LAST_SPECIAL)
        return ids.masked_fill(hidden, self.mask_id)

    @torch.no_grad()
    def _development(self) -> dict[str, float]:
        chance = random.Random(0)
        self.network.eval()
        sums: dict[str, list[float]] = {}
        for batch in batches(self.development, self.labels, self.options.pieces, chance):
            for name, value in self._loss(batch, chance, found=False)[1].items():
                sums.setdefault(name, []).append(value)
        return {name: round(sum(values) / len(values), 3) for name, values in sums.items()}

    def _schedule(self) -> None:
        """Linear warm-up over a tenth of the steps, then linear decay."""
        done = self.step / self.steps
        factor = min(done / 0.1, max(0.02, (1 - done) / 0.9)) if done < 1 else 0.02
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * max(factor, 1e-3)

    def _average(self, keep: float = 0.97) -> None:
        """Exponential average of the weights, which generalises better than the last ones."""
        for name, value in self.network.named_parameters():
            if value.requires_grad:
                held = self.average.get(name)
                self.average[name] = value.detach().clone() if held is None else held.lerp_(value.detach(), 1 - keep)

    def _save(self) -> None:
        self.options.run.mkdir(parents=True, exist_ok=True)
        state = {
            "network": {k: v for k, v in self.network.state_dict().items() if "word_embeddings" not in k},
            "optimizer": self.optimizer.state_dict(),
            "average": self.average,
            "epoch": self.epoch,
            "step": self.step,
        }
        fresh = self.options.run / "checkpoint.new"
        torch.save(state, fresh)
        fresh.replace(self.options.run / "checkpoint.pt")

    def _resume(self) -> None:
        path = self.options.run / "checkpoint.pt"
        if not path.exists():
            return
        state = torch.load(path, weights_only=True, map_location=self.device)
        self.network.load_state_dict(state["network"], strict=False)
        self.optimizer.load_state_dict(state["optimizer"])
        self.average, self.epoch, self.step = state["average"], state["epoch"], state["step"]
        print(f"resumed after epoch {self.epoch}", flush=True)


def _groups(network: Network, options: argparse.Namespace) -> list[dict[str, Any]]:
    """The parameters in the two groups that learn at rates of their own: the encoder's, and those of the heads."""
    return [
        {"params": [p for p in network.encoder.parameters() if p.requires_grad], "lr": options.rate},
        {"params": list(network.heads.parameters()), "lr": options.head_rate},
    ]


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotation", type=Path, help="folder with text/ and gold/")
    parser.add_argument("encoder", help="base encoder: a folder or a name that transformers can load")
    parser.add_argument("run", type=Path, help="folder for checkpoints and the log")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="files of annotated documents, one a line")
    parser.add_argument("--beside", type=Path, nargs="*", default=[], help="files of annotations beside open text")
    parser.add_argument("--data", type=Path, help="folder of the open data that --beside stands beside")
    parser.add_argument("--start", type=Path, help="folder of a shipped model to go on from, rather than the encoder")
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--pieces", type=int, default=1400, help="pieces a batch")
    parser.add_argument("--rate", type=float, default=2e-4, help="highest learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3, help="highest learning rate of the heads")
    parser.add_argument("--seed", type=int, default=1)
    Training(parser.parse_args()).run()


if __name__ == "__main__":
    main()
