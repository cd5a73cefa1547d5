"""Writing `model.json`, the card of a model folder."""

import hashlib
import json
from pathlib import Path

import msgspec

from lansir.encoder.model import FILES, ModelCard

__all__ = ["write_card"]


def write_card(card: ModelCard, out: Path) -> None:
    """Write model.json with the digests of the other files."""
    digests = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES}
    card = msgspec.structs.replace(card, sha256=digests)
    (out / "model.json").write_text(json.dumps(msgspec.to_builtins(card), indent=1) + "\n")
