"""What the model is asked: the layers of spans, the classes of spans and the links between them (`labels.yaml`)."""

from functools import cache
from pathlib import Path

import msgspec

__all__ = ["IGNORED", "Labels", "labels"]

IGNORED = -100
"""Class number of an answer that the annotation does not give; torch's cross-entropy passes over it."""


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Label sets in the order of the model's outputs; the exported model carries a copy."""

    layers: list[str]
    entity_types: list[str]
    event_types: list[str]
    statuses: list[str]
    sectors: list[str]
    modes: dict[str, list[str]]
    contexts: list[str]

    def mode_names(self) -> list[str]:
        """`TYPE/mode` for every pair, and `TYPE/` for an event of that type without a mode."""
        return [f"{kind}/{mode}" for kind in self.event_types for mode in ("", *self.modes.get(kind, []))]


@cache
def labels() -> Labels:
    """The label sets of `labels.yaml`."""
    return msgspec.yaml.decode((Path(__file__).parent / "labels.yaml").read_bytes(), type=Labels)
