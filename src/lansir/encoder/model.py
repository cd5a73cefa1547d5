"""The model file: tokenizer, transformer (ONNX), heads, and a card that says what they are.

A model is a folder of four files. `model.json` names the labels, the thresholds and the SHA-256 of the other three, so
that a damaged or mixed folder is refused rather than run.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, Protocol, get_args

import msgspec
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from lansir.encoder.heads import Heads
from lansir.encoder.runtime import memory_errors, onnxruntime
from lansir.errors import ModelError

__all__ = [
    "BALANCED",
    "SLOWER",
    "Model",
    "ModelCard",
    "Point",
    "States",
    "load_card",
    "load_model",
    "point_of",
    "transformer",
]

FILES = ("encoder.onnx", "heads.npz", "tokenizer.json")
FORMAT = 2
Point = Literal["precision", "balanced", "recall"]
"""What decoding leans to: little that is wrong, the best of both, or little that is missed."""
BALANCED: Point = "balanced"
SLOWER = ("SkipLayerNormFusion",)
"""What onnxruntime makes of a sum and its norm takes six times as long as the two: an eighth of a window's time."""
THRESHOLDS = frozenset(
    {
        "none",
        "actor",
        "recipient",
        "elided_actor",
        "elided_recipient",
        "place",
        "time",
        "addressee",
        "sector",
        "trigger",
        "content",
        "actual",
    }
)


class ModelCard(msgspec.Struct, frozen=True):
    """What `model.json` says.

    `modes` are `TYPE/mode`; `thresholds` and `bias` steer decoding; `calibration` maps a kind of finding to the (slope,
    intercept) that turn the logit of its raw chance into that of a measured one.
    `pairs` weighs what joins a given actor and recipient (`lansir.encoder.pairs`). `points` are other operating points:
    what each changes of `thresholds` and `bias`, under the keys `threshold/NAME` and `bias/NAME`.
    """

    format: int
    version: str
    layers: list[str]
    entity_types: list[str]
    event_types: list[str]
    statuses: list[str]
    sectors: list[str]
    modes: list[str]
    contexts: list[str]
    thresholds: dict[str, float]
    bias: dict[str, float] = {}
    calibration: dict[str, tuple[float, float]] = {}
    pairs: dict[str, float] = {}
    points: dict[str, dict[str, float]] = {}
    sha256: dict[str, str] = {}

    def at(self, point: Point) -> "ModelCard":
        """The card that decodes at an operating point; its version says which, so that every record does."""
        changed = self
        for name, value in self.points.get(point, {}).items():
            changed = changed.with_value(name, value)
        return changed if point == BALANCED else msgspec.structs.replace(changed, version=f"{self.version}+{point}")

    def with_value(self, name: str, value: float) -> "ModelCard":
        """The card with one number changed, named `threshold/NAME` or `bias/NAME`."""
        kind, key = name.split("/")
        if kind == "bias":
            return msgspec.structs.replace(self, bias=self.bias | {key: value})
        return msgspec.structs.replace(self, thresholds=self.thresholds | {key: value})


class _Format(msgspec.Struct, frozen=True):
    """What every card says, whatever its format."""

    format: int


class States(Protocol):
    """Gives the transformer's states [piece, width] of one window's piece ids."""

    def __call__(self, ids: list[int]) -> NDArray[np.float32]:
        """States of the window."""


class Model(msgspec.Struct, frozen=True):
    """A loaded model."""

    card: ModelCard
    tokenizer: Tokenizer
    heads: Heads
    states: States

    def at(self, point: Point) -> "Model":
        """The model decoding at an operating point."""
        return self if point == BALANCED else msgspec.structs.replace(self, card=self.card.at(point))


def point_of(version: str) -> Point:
    """The operating point that a record's `model` names."""
    named = version.partition("+")[2]
    return named if named in get_args(Point) else BALANCED  # type: ignore[return-value]


@cache
def load_card() -> ModelCard:
    """The card alone of the model that the package ships; ModelError where it is missing or damaged."""
    return _card(_shipped())


@cache
def load_model(folder: Path | None = None, threads: int = 0) -> Model:
    """The model of a folder, or the one that the package ships; ModelError where it is missing or damaged.

    `threads` are those that one window may take, 0 for one a core.
    """
    home = folder or _shipped()
    card = _card(home)
    _verify(home, card)
    with np.load(home / "heads.npz") as weights:
        heads = Heads(dict(weights), len(card.layers))
    return Model(
        card, Tokenizer.from_file(str(home / "tokenizer.json")), heads, transformer(home / "encoder.onnx", threads)
    )


def _shipped() -> Path:
    return Path(str(files("lansir") / "model"))


def _card(home: Path) -> ModelCard:
    """The card, refused where it is missing, damaged, of another format or without a threshold."""
    path = home / "model.json"
    try:
        stated = msgspec.json.decode(path.read_bytes(), type=_Format).format
        card = msgspec.json.decode(path.read_bytes(), type=ModelCard) if stated == FORMAT else None
    except FileNotFoundError:
        raise ModelError(f"no model in {home}: model.json is missing; reinstall lansir") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"{path} is damaged ({error}); reinstall lansir") from None
    if card is None:
        does = "update lansir" if stated > FORMAT else "take the model that comes with it"
        raise ModelError(f"{home}: model format {stated}, this lansir reads {FORMAT}; {does}")
    if missing := THRESHOLDS - card.thresholds.keys():
        raise ModelError(f"{path} is damaged (no threshold for {', '.join(sorted(missing))}); reinstall lansir")
    return card


def _verify(home: Path, card: ModelCard) -> None:
    for name in FILES:
        path = home / name
        if not path.exists():
            raise ModelError(f"no model in {home}: {name} is missing; reinstall lansir")
        with path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        if digest != card.sha256.get(name):
            raise ModelError(f"{path} is not the file that model.json names (SHA-256 differs); reinstall lansir")


def transformer(path: Path, threads: int = 0, kept_apart: Sequence[str] = SLOWER) -> States:
    """The states of windows by an encoder.onnx; `kept_apart` are onnxruntime's fusions that are not made of it."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # what it would log, in several lines, it raises as well
    options.intra_op_num_threads = threads
    where = ["CPUExecutionProvider"]
    return _states_of(onnxruntime.InferenceSession(str(path), options, where, disabled_optimizers=list(kept_apart)))


def _states_of(session: onnxruntime.InferenceSession) -> States:
    """What gives the states of a window; MemoryError where the session is given no memory for them."""
    masked = any(one.name == "mask" for one in session.get_inputs())

    def states(ids: list[int]) -> NDArray[np.float32]:
        block = np.asarray([ids], dtype=np.int64)
        given = {"ids": block} | ({"mask": np.ones_like(block)} if masked else {})
        with memory_errors():
            result: NDArray[np.float32] = session.run(None, given)[0][0]
        return result

    return states
