"""A pair's passage with the two names taken out."""

from bench.peers.exchange import Pair

__all__ = ["marked"]


def marked(pair: Pair) -> str:
    """The passage with ACTOR and RECIPIENT in place of the pair; where the spans overlap, the first one stands."""
    first, second = sorted([(*pair.actor, "ACTOR"), (*pair.recipient, "RECIPIENT")])
    start = max(second[0], first[1])
    return "".join(
        (pair.text[: first[0]], first[2], pair.text[first[1] : start], second[2], pair.text[max(second[1], start) :])
    )
