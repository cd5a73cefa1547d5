"""Loads the codebook's YAML files into typed structs and answers what the reader asks of them."""

from functools import cache, cached_property
from importlib.resources import files
from typing import Literal, TypeVar

import msgspec

from lansir.errors import DataFileError
from lansir.record import EventType

__all__ = ["Code", "Codebook", "Context", "Mode", "Quad", "Sector", "codebook"]

Quad = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
Shape = TypeVar("Shape")


class Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way in which a type of act is done. The same word can be a mode of several types and mean different things."""

    mode: str
    score: float
    definition: str


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event type. `score` is -10 (hostile) to 10 (friendly); `decision` settles a contradiction of the manual."""

    type: EventType
    definition: str
    quad: Quad
    score: float
    recipient: Literal["required", "optional"]
    modes: list[Mode] = []
    decision: str | None = None


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a text is about."""

    context: str
    definition: str


class Sector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of actor; `international` ones can stand in place of a country."""

    sector: str
    definition: str
    international: bool = False


class Codebook(msgspec.Struct, frozen=True, dict=True):
    """The whole of PLOVER 2.0 as this project reads it."""

    types: list[Code]
    contexts: list[Context]
    sectors: list[Sector]

    @cached_property
    def by_type(self) -> dict[str, Code]:
        """The types by their name."""
        return {code.type: code for code in self.types}

    @cached_property
    def mode_scores(self) -> dict[tuple[str, str], float]:
        """The score of each mode, by type and mode."""
        return {(code.type, mode.mode): mode.score for code in self.types for mode in code.modes}

    def quad(self, type: EventType) -> Quad:
        """The class of a type: verbal or material, cooperation or conflict."""
        return self.by_type[type].quad

    def is_mode(self, type: EventType, mode: str | None) -> bool:
        """Whether `mode` is a mode of that very type; no mode at all fits every type."""
        return mode is None or (type, mode) in self.mode_scores

    def intensity(self, type: EventType, mode: str | None = None) -> float:
        """The score of the mode; that of the type where there is no mode, or none that the type knows."""
        own = self.by_type[type].score
        return own if mode is None else self.mode_scores.get((type, mode), own)

    def requires_recipient(self, type: EventType) -> bool:
        """Whether an event of the type is incomplete without somebody to whom it was done."""
        return self.by_type[type].recipient == "required"


def read_table(name: str, shape: type[Shape]) -> list[Shape]:
    """The rows of `codebook/NAME.yaml`; DataFileError where the file is missing or breaks the schema."""
    try:
        return msgspec.yaml.decode((files(__package__) / f"{name}.yaml").read_bytes(), type=list[shape])  # type: ignore[valid-type]
    except FileNotFoundError:
        raise DataFileError(f"codebook/{name}.yaml is missing: install the package again") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"codebook/{name}.yaml: {error}") from None


@cache
def codebook() -> Codebook:
    """The codebook, read once; DataFileError where one of its files is off."""
    return Codebook(read_table("types", Code), read_table("contexts", Context), read_table("sectors", Sector))
