"""The model: all its files there, and the very ones that its card names."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from lansir.doctor.check import Check, fault, ok
from lansir.doctor.installation import home

__all__ = ["model"]

CARD = "model.json"


class _Card(msgspec.Struct):
    """What of the card is looked at: nothing that takes the libraries of the reader."""

    version: str
    sha256: dict[str, str]


def model(folder: Path | None = None) -> Iterator[Check]:
    """Whether each file of a model is there and has the SHA-256 that the card states; the shipped one by default."""
    folder = folder or home() / "model"
    try:
        card = msgspec.json.decode((folder / CARD).read_bytes(), type=_Card)
    except FileNotFoundError:
        yield fault("model", "file_missing", file=folder / CARD)
        return
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        yield fault("model", "file_damaged", file=folder / CARD, told=getattr(error, "strerror", None) or error)
        return
    found = [check for name, digest in card.sha256.items() for check in _file(folder / name, digest)]
    yield from found or [ok("model", "model", version=card.version, n=len(card.sha256))]


def _file(path: Path, digest: str) -> Iterator[Check]:
    try:
        with path.open("rb") as file:
            made = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        yield fault("model", "file_missing", file=path)
    except OSError as error:
        yield fault("model", "file_damaged", file=path, told=error.strerror or error)
    else:
        if made != digest:
            yield fault("model", "model_damaged", file=path)
