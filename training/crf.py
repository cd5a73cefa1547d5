"""A linear-chain CRF over B, I and O for several layers at once."""

import torch
from torch import Tensor, nn

__all__ = ["LayeredCRF"]

BEGIN, INSIDE, OUTSIDE = 0, 1, 2
FORBIDDEN = -1e4


class LayeredCRF(nn.Module):
    """One transition table a layer; sequences are sentences. I never follows O or the sentence's start."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(layers, 3, 3))
        self.starts = nn.Parameter(torch.zeros(layers, 3))

    def tables(self) -> tuple[Tensor, Tensor]:
        """Transition scores [layer, from, to] and start scores [layer, tag], with what is forbidden ruled out."""
        transitions, starts = self.transitions.clone(), self.starts.clone()
        transitions[:, OUTSIDE, INSIDE] = FORBIDDEN
        starts[:, INSIDE] = FORBIDDEN
        return transitions, starts

    def loss(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Negative log likelihood, summed over layers, mean over sentences.

        emissions [sentence, word, layer, 3], tags [sentence, word, layer], mask [sentence, word].
        """
        transitions, starts = self.tables()
        total = self._partition(emissions, mask, transitions, starts) - self._path(
            emissions, tags, mask, transitions, starts
        )
        return total.sum(1).mean()

    def _partition(self, emissions: Tensor, mask: Tensor, transitions: Tensor, starts: Tensor) -> Tensor:
        alpha = starts + emissions[:, 0]
        for step in range(1, emissions.shape[1]):
            nearer = torch.logsumexp(alpha.unsqueeze(-1) + transitions, dim=2) + emissions[:, step]
            alpha = torch.where(mask[:, step, None, None], nearer, alpha)
        return torch.logsumexp(alpha, dim=2)

    def _path(self, emissions: Tensor, tags: Tensor, mask: Tensor, transitions: Tensor, starts: Tensor) -> Tensor:
        layer = torch.arange(tags.shape[2])
        own = emissions.gather(3, tags.unsqueeze(-1)).squeeze(-1)
        moves = transitions[layer, tags[:, :-1], tags[:, 1:]]
        score = (own * mask.unsqueeze(-1)).sum(1) + (moves * mask[:, 1:, None]).sum(1)
        return score + starts[layer, tags[:, 0]]
