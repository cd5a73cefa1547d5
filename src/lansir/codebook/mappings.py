"""PLOVER in the codes of others: CAMEO, GDELT, ICEWS and POLECAT. The tables are TSV files in `mappings/`."""

from functools import cache
from importlib.resources import files
from typing import get_args

import msgspec

from lansir.codebook.tables import Quad, codebook
from lansir.errors import DataFileError, InputError
from lansir.record import EventType

__all__ = [
    "CameoCode",
    "CameoWay",
    "IcewsCode",
    "QuadClass",
    "cameo_codes",
    "cameo_of_plover",
    "cameo_ways",
    "icews",
    "plover_of_cameo",
    "quad_class",
    "quad_classes",
    "types_under",
]

NONE = "-"
ROOT_DIGITS = 2


class CameoCode(msgspec.Struct, frozen=True):
    """A code of CAMEO and the PLOVER type and mode that it stands for; `type` None: PLOVER codes no such thing."""

    code: str
    type: EventType | None
    mode: str | None
    label: str
    note: str | None

    @property
    def root(self) -> str:
        """The two digits that the code begins with."""
        return self.code[:ROOT_DIGITS]


class CameoWay(msgspec.Struct, frozen=True):
    """A type and mode of PLOVER and the CAMEO code nearest to them; `loses` says what that code does not tell."""

    type: EventType
    mode: str | None
    code: str
    loses: str | None

    @property
    def root(self) -> str:
        """The two digits that the code begins with."""
        return self.code[:ROOT_DIGITS]


class QuadClass(msgspec.Struct, frozen=True):
    """A class of events: `number` is PLOVER's quad_code and GDELT's QuadClass, `polecat` POLECAT's words."""

    quad: Quad
    number: int
    polecat: str


class IcewsCode(msgspec.Struct, frozen=True):
    """What ICEWS's columns CAMEO Code (three digits or four), Intensity and Event Text (own words) hold."""

    code: str
    intensity: float
    text: str


def read_rows(name: str, columns: int) -> list[tuple[str | None, ...]]:
    """The rows of `codebook/mappings/NAME.tsv`, `-` as None; DataFileError where a row has not that many columns."""
    path = files(__package__).joinpath("mappings", f"{name}.tsv")
    table = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        row = tuple(None if cell == NONE else cell for cell in line.split("\t"))
        if len(row) != columns:
            told = f"{len(row)} columns, {columns} expected"
            raise DataFileError(f"codebook/mappings/{name}.tsv line {number}: {told}")
        table.append(row)
    return table


def typed_rows(name: str, shape: type[CameoCode] | type[CameoWay]) -> list[CameoCode] | list[CameoWay]:
    """The rows of a table as structs; DataFileError where a cell does not fit."""
    names = shape.__struct_fields__
    table = [dict(zip(names, row, strict=True)) for row in read_rows(name, len(names))]
    try:
        return msgspec.convert(table, list[shape])  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        raise DataFileError(f"codebook/mappings/{name}.tsv: {error}") from None


@cache
def cameo_codes() -> dict[str, CameoCode]:
    """Every code of CAMEO, roots among them, by its digits, in the order of CAMEO's manual."""
    return {row.code: row for row in typed_rows("cameo", CameoCode) if isinstance(row, CameoCode)}


@cache
def cameo_ways() -> dict[tuple[EventType, str | None], CameoWay]:
    """The CAMEO code nearest to each type and mode."""
    return {(row.type, row.mode): row for row in typed_rows("plover", CameoWay) if isinstance(row, CameoWay)}


@cache
def quad_classes() -> dict[Quad, QuadClass]:
    """The four classes of events."""
    rows = [(quad, int(number or 0), words or "") for quad, number, words in read_rows("quads", 3)]
    return {quad: QuadClass(quad, number, words) for quad, number, words in rows if quad in get_args(Quad)}  # type: ignore[misc,arg-type]


def plover_of_cameo(code: str) -> CameoCode:
    """What PLOVER makes of a CAMEO code of two to four digits ("19", "190", "0841"); zeros in front count.

    InputError where no list of CAMEO knows the code.
    """
    known = cameo_codes()
    if code not in known:
        nearest = next((code[:end] for end in range(min(len(code), 4), 1, -1) if code[:end] in known), None)
        told = f"the nearest is {nearest}" if nearest else "give two to four digits, from 01 to 2042"
        raise InputError(f"{code[:12]!r} is no CAMEO code: {told}")
    return known[code]


def types_under(code: str) -> set[EventType]:
    """The PLOVER types that stand under a CAMEO code: its own and those of its finer codes."""
    return {row.type for row in cameo_codes().values() if row.code.startswith(code) and row.type}


def cameo_of_plover(type: EventType, mode: str | None = None) -> CameoWay:
    """The CAMEO code nearest to a type and mode; that of the type where it does not know the mode."""
    ways = cameo_ways()
    return ways.get((type, mode)) or ways[(type, None)]


def quad_class(type: EventType) -> int:
    """GDELT's QuadClass and PLOVER's quad_code of a type: 1 to 4."""
    return quad_classes()[codebook().quad(type)].number


def icews(type: EventType, mode: str | None = None) -> IcewsCode:
    """The ICEWS columns for a type and mode: a root has a zero behind it there, and Intensity is PLOVER's score."""
    way = cameo_of_plover(type, mode)
    return IcewsCode(way.code.ljust(3, "0"), codebook().intensity(type, mode), cameo_codes()[way.code].label)
