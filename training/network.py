"""The network: one transformer, a linear layer of emissions, span classifiers and links.

Everything behind the transformer is simple enough to run in numpy (`lansir.encoder.heads`), which is how it ships; the
two must compute the same, and a test compares them.
"""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from lansir.encoder.distance import BUCKETS, distance_buckets
from training.crf import LayeredCRF
from training.labels import Labels

__all__ = ["LINKS", "SPAN_KINDS", "Heads", "Link", "Network", "SpanEncoder"]

Spot = tuple[int, int]
SPAN_WIDTH, LINK_WIDTH = 256, 128
SPAN_KINDS = ("mention", "time", "cue", "content", "trigger")
LINKS = ("actor", "recipient", "place", "time", "cue", "speaker", "addressee", "antecedent")


class SpanEncoder(nn.Module):
    """A span as one vector: its first word, its last word and the mean of all."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.dense = nn.Linear(3 * width, SPAN_WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, words: Tensor, spans: Sequence[Spot]) -> Tensor:
        """[span, SPAN_WIDTH] of spans over `words` [word, width]."""
        if not spans:
            return words.new_zeros((0, SPAN_WIDTH))
        starts, ends = torch.tensor([s for s, _ in spans]), torch.tensor([e for _, e in spans])
        sums = torch.cat([words.new_zeros((1, words.shape[1])), words.cumsum(0)])
        mean = (sums[ends] - sums[starts]) / (ends - starts).unsqueeze(1)
        features = torch.cat([words[starts], words[ends - 1], mean], dim=1)
        result: Tensor = torch.relu(self.dense(self.dropout(features)))
        return result


class Link(nn.Module):
    """Scores of (query, key) pairs: bilinear, plus a small perceptron, plus a weight for their distance."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(SPAN_WIDTH, LINK_WIDTH), nn.Linear(SPAN_WIDTH, LINK_WIDTH)
        self.left, self.right = nn.Linear(SPAN_WIDTH, LINK_WIDTH), nn.Linear(SPAN_WIDTH, LINK_WIDTH)
        self.join = nn.Linear(LINK_WIDTH, 1)
        self.none = nn.Linear(SPAN_WIDTH, 1)
        self.distance = nn.Parameter(torch.zeros(BUCKETS))
        self.dropout = nn.Dropout(dropout)
        nn.init.constant_(self.join.bias, -3.0)

    def forward(self, queries: Tensor, keys: Tensor, buckets: Tensor) -> Tensor:
        """[query, key] scores; the spans' distance classes come from `distance_buckets`."""
        queries, keys = self.dropout(queries), self.dropout(keys)
        bilinear = self.query(queries) @ self.key(keys).T / LINK_WIDTH**0.5
        pairs = torch.relu(self.left(queries).unsqueeze(1) + self.right(keys).unsqueeze(0))
        result: Tensor = bilinear + self.join(pairs).squeeze(-1) + self.distance[buckets]
        return result

    def with_none(self, queries: Tensor, keys: Tensor, buckets: Tensor) -> Tensor:
        """[query, 1 + key] scores; column 0 is the answer "none of them"."""
        return torch.cat([self.none(queries), self(queries, keys, buckets)], dim=1)


class Heads(nn.Module):
    """All that stands behind the transformer."""

    def __init__(self, labels: Labels, width: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.labels = labels
        self.dropout = nn.Dropout(dropout)
        self.emissions = nn.Linear(width, 3 * len(labels.layers))
        self.crf = LayeredCRF(len(labels.layers))
        self.spans = nn.ModuleDict({kind: SpanEncoder(width, dropout) for kind in SPAN_KINDS})
        self.mention = nn.Linear(SPAN_WIDTH, len(labels.entity_types) + 2 + len(labels.sectors))
        self.trigger = nn.Linear(SPAN_WIDTH, len(labels.event_types) + len(labels.statuses) + len(labels.mode_names()))
        self.contexts = nn.Linear(width, len(labels.contexts))
        self.links = nn.ModuleDict({name: Link(dropout) for name in LINKS})
        self.no_cue = nn.Parameter(torch.zeros(SPAN_WIDTH))

    def emit(self, words: Tensor) -> Tensor:
        """[..., layer, 3] emissions of `words` [..., width]."""
        scores: Tensor = self.emissions(self.dropout(words))
        return scores.unflatten(-1, (len(self.labels.layers), 3))

    def link(
        self,
        name: str,
        queries: Tensor,
        keys: Tensor,
        spots: tuple[Sequence[Spot], Sequence[Spot], Sequence[int]],
        none: bool = False,
    ) -> Tensor:
        """Scores of one kind of link; `spots` are the spans of queries and keys and the words' sentences."""
        buckets = torch.as_tensor(distance_buckets(*spots))
        head = self.links[name]
        assert isinstance(head, Link)
        return head.with_none(queries, keys, buckets) if none else head(queries, keys, buckets)


class Network(nn.Module):
    """The transformer with its heads; the piece embeddings stay as they are."""

    def __init__(self, base: Path | str, labels: Labels) -> None:
        super().__init__()
        # Dropping attention weights costs a CPU a third of the step; the other dropouts suffice.
        self.encoder = AutoModel.from_pretrained(
            base,
            add_pooling_layer=False,
            dtype=torch.float32,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",
        )
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.heads = Heads(labels, self.encoder.config.hidden_size)

    def hidden(self, ids: Tensor, mask: Tensor, moved: Tensor | None = None) -> Tensor:
        """[window, piece, width] states of padded windows; `moved` is how many places each window stands further on."""
        places = torch.arange(ids.shape[1])[None] + (0 if moved is None else moved[:, None])
        given = {"input_ids": ids, "attention_mask": mask, "position_ids": places.expand(ids.shape)}
        states: Tensor = self.encoder(**given).last_hidden_state
        return states.float()
