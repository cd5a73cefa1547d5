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
from lansir.encoder.heads import ROLES
from training.between import most_between
from training.crf import LayeredCRF
from training.labels import Labels

__all__ = ["LINKS", "SPAN_KINDS", "Heads", "Interplay", "Link", "Network", "SpanEncoder"]

Spot = tuple[int, int]
SPAN_WIDTH, LINK_WIDTH, BETWEEN_WIDTH = 256, 128, 64
VIEWS = 4
"""Of the attention between acts and mentions: how many, each of a share of the link's width."""
SPAN_KINDS = ("mention", "time", "cue", "content", "trigger")
LINKS = (*ROLES, "time", "cue", "speaker", "addressee", "antecedent")


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


class Interplay(nn.Module):
    """Acts and mentions of a window, each seeing all others: a layer of attention that knows how far they stand apart.

    It begins as the identity, so that a trained network can go on with it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.kinds = nn.Parameter(0.02 * torch.randn(2, SPAN_WIDTH))
        self.query, self.key = nn.Linear(SPAN_WIDTH, LINK_WIDTH), nn.Linear(SPAN_WIDTH, LINK_WIDTH)
        self.value, self.out = nn.Linear(SPAN_WIDTH, LINK_WIDTH), nn.Linear(LINK_WIDTH, SPAN_WIDTH)
        self.distance = nn.Parameter(torch.zeros(VIEWS, BUCKETS))
        self.wide, self.narrow = nn.Linear(SPAN_WIDTH, SPAN_WIDTH), nn.Linear(SPAN_WIDTH, SPAN_WIDTH)
        for last in (self.out, self.narrow):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, acts: Tensor, mentions: Tensor, buckets: Tensor) -> tuple[Tensor, Tensor]:
        """Both again; `buckets` are the distance classes of all of them, acts first, by all of them."""
        nodes = torch.cat([acts, mentions])
        given = torch.cat([acts + self.kinds[0], mentions + self.kinds[1]])
        query, key, value = (
            one(given).unflatten(1, (VIEWS, -1)).transpose(0, 1) for one in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(1, 2) / (LINK_WIDTH / VIEWS) ** 0.5 + self.distance[:, buckets]
        seen = (scores.softmax(-1) @ value).transpose(0, 1).flatten(1)
        nodes = nodes + self.out(seen)
        nodes = nodes + self.narrow(torch.relu(self.wide(nodes)))
        return nodes[: len(acts)], nodes[len(acts) :]


class Link(nn.Module):
    """Scores of (query, key) pairs: bilinear, plus a small perceptron, plus a weight for their distance.

    The perceptron may be given what stands `between` the two.
    """

    def __init__(self, dropout: float, between: bool) -> None:
        super().__init__()
        self.between = nn.Linear(BETWEEN_WIDTH, LINK_WIDTH, bias=False) if between else None
        if self.between:
            nn.init.zeros_(self.between.weight)
        self.query, self.key = nn.Linear(SPAN_WIDTH, LINK_WIDTH), nn.Linear(SPAN_WIDTH, LINK_WIDTH)
        self.left, self.right = nn.Linear(SPAN_WIDTH, LINK_WIDTH), nn.Linear(SPAN_WIDTH, LINK_WIDTH)
        self.join = nn.Linear(LINK_WIDTH, 1)
        self.none = nn.Linear(SPAN_WIDTH, 1)
        self.distance = nn.Parameter(torch.zeros(BUCKETS))
        self.dropout = nn.Dropout(dropout)
        nn.init.constant_(self.join.bias, -3.0)

    def forward(self, queries: Tensor, keys: Tensor, buckets: Tensor, between: Tensor | None = None) -> Tensor:
        """[query, key] scores; the spans' distance classes come from `distance_buckets`."""
        queries, keys = self.dropout(queries), self.dropout(keys)
        bilinear = self.query(queries) @ self.key(keys).T / LINK_WIDTH**0.5
        pairs = self.left(queries).unsqueeze(1) + self.right(keys).unsqueeze(0)
        if self.between is not None and between is not None:
            pairs = pairs + self.between(between)
        result: Tensor = bilinear + self.join(torch.relu(pairs)).squeeze(-1) + self.distance[buckets]
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
        self.links = nn.ModuleDict({name: Link(dropout, name in ROLES) for name in LINKS})
        self.between = nn.Linear(width, BETWEEN_WIDTH)
        self.interplay = Interplay()
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

    def roles(
        self,
        words: Tensor,
        acts: tuple[Tensor, Sequence[Spot]],
        mentions: tuple[Tensor, Sequence[Spot]],
        sentence: Sequence[int],
    ) -> dict[str, Tensor]:
        """[act, mention] scores of each of `ROLES`, from the vectors and spans of both."""
        spots = [*acts[1], *mentions[1]]
        buckets = torch.as_tensor(distance_buckets(spots, spots, sentence))
        queries, keys = self.interplay(acts[0], mentions[0], buckets)
        apart = buckets[: len(queries), len(queries) :]
        told = most_between(torch.relu(self.between(self.dropout(words))), acts[1], mentions[1], sentence)
        return {name: self.links[name](queries, keys, apart, told) for name in ROLES}


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
