"""The codebook's tables: quads, scores, modes, contexts and sectors; each file is read when first asked for."""

from functools import cache, cached_property
from importlib.resources import files
from typing import Literal, TypeVar

import msgspec

from lansir.errors import DataFileError
from lansir.record import EventType

__all__ = ["Code", "Codebook", "Context", "Language", "Quad", "Rank", "Sector", "Wording", "codebook", "read_table"]

Quad = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
Rank = Literal["primary", "secondary", "international"]
Language = Literal["en", "id"]
Shape = TypeVar("Shape")


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same said in both languages."""

    en: str
    id: str

    def in_language(self, language: str) -> str:
        """The words in Indonesian for `id`, else in English."""
        return self.id if language == "id" else self.en


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event type in numbers: `score` and those of its modes are -10 (hostile) to 10 (friendly).

    The same word can be a mode of several types and mean different things.
    """

    type: EventType
    quad: Quad
    score: float
    recipient: Literal["required", "optional"]
    modes: dict[str, float] = {}


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a text is about."""

    context: str
    definition: Wording


class Sector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of actor; those of rank "international" can stand in place of a country."""

    sector: str
    rank: Rank
    definition: Wording


def read_table(name: str, shape: type[Shape]) -> Shape:
    """`codebook/NAME.yaml` as `shape`; DataFileError where the file is missing or breaks the schema."""
    try:
        return msgspec.yaml.decode(files(__package__).joinpath(f"{name}.yaml").read_bytes(), type=shape)
    except FileNotFoundError:
        raise DataFileError(f"codebook/{name}.yaml is missing: install the package again") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"codebook/{name}.yaml: {error}") from None


class Codebook:
    """The whole of PLOVER 2.0 in tables; DataFileError where one of its files is off."""

    @cached_property
    def types(self) -> list[Code]:
        """The sixteen types, in the manual's order."""
        return read_table("types", list[Code])

    @cached_property
    def contexts(self) -> list[Context]:
        """The contexts, in the manual's order."""
        return read_table("contexts", list[Context])

    @cached_property
    def sectors(self) -> list[Sector]:
        """The sectors, the primary ones first."""
        return read_table("sectors", list[Sector])

    @cached_property
    def by_type(self) -> dict[str, Code]:
        """The types by their name."""
        return {code.type: code for code in self.types}

    @cached_property
    def mode_scores(self) -> dict[tuple[EventType, str], float]:
        """The score of each mode, by type and mode."""
        return {(code.type, mode): score for code in self.types for mode, score in code.modes.items()}

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


@cache
def codebook() -> Codebook:
    """The codebook; nothing of it is read before it is needed."""
    return Codebook()
