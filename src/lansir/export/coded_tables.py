"""Tables of the coded formats: countries, provinces, sectors and scores in the codes of GDELT, ICEWS and POLECAT."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from lansir.errors import DataFileError
from lansir.record import EventType

__all__ = [
    "CountryCodes",
    "Kinds",
    "SectorCodes",
    "adm1_code",
    "country_codes",
    "fips_country",
    "goldstein",
    "is_scored",
    "kinds",
    "sector_codes",
]

NONE = "-"


class CountryCodes(NamedTuple):
    """A country in the codes of others, by ISO 3166-1 alpha-3; None: it has no code there."""

    alpha3: str
    fips: str | None
    cameo: str
    cow: str | None
    icews: str


class SectorCodes(NamedTuple):
    """A PLOVER sector in the words of others: CAMEO's type and known group, and ICEWS's sectors."""

    sector: str
    type: str | None
    group: str | None
    icews: tuple[str, ...]


class Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `coded_kinds.yaml` says."""

    mutual: frozenset[EventType]
    historical_after_days: int


def rows(name: str, columns: int) -> list[tuple[str, ...]]:
    """The rows of `export/NAME.tsv`; DataFileError where a row has not that many columns, or an empty one."""
    table = []
    for number, line in enumerate((files("lansir.export") / f"{name}.tsv").read_text("utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        row = tuple(line.split("\t"))
        if len(row) != columns or not all(row):
            raise DataFileError(f"export/{name}.tsv line {number}: {columns} columns are needed, `-` for none")
        table.append(row)
    return table


@cache
def country_codes() -> dict[str, CountryCodes]:
    """All countries by alpha-3 code."""
    return {
        alpha3: CountryCodes(alpha3, _or_none(fips), cameo, _or_none(cow), icews)
        for alpha3, fips, cameo, cow, icews in rows("coded_countries", 5)
    }


@cache
def sector_codes() -> dict[str, SectorCodes]:
    """All of PLOVER's sectors."""
    return {
        sector: SectorCodes(sector, _or_none(type_), _or_none(group), () if icews == NONE else tuple(icews.split(",")))
        for sector, type_, group, icews in rows("coded_sectors", 4)
    }


@cache
def kinds() -> Kinds:
    """How events become rows; DataFileError where the file breaks its schema."""
    try:
        return msgspec.yaml.decode((files("lansir.export") / "coded_kinds.yaml").read_bytes(), type=Kinds)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"export/coded_kinds.yaml: {error}") from None


@cache
def _scores() -> dict[str, float]:
    return {code: float(score) for code, score in rows("coded_goldstein", 2)}


@cache
def _provinces() -> dict[tuple[str, str], str]:
    return {(alpha3, name.casefold()): code for alpha3, name, code in rows("coded_adm1", 3)}


def fips_country(alpha3: str | None) -> str | None:
    """FIPS 10-4's two letters for a country; None where it has none."""
    codes = country_codes().get(alpha3 or "")
    return codes.fips if codes else None


def adm1_code(alpha3: str | None, admin1: str | None) -> str | None:
    """FIPS 10-4's four characters for a province by its usual English name; None where it is not in the table."""
    return _provinces().get((alpha3 or "", (admin1 or "").casefold()))


def goldstein(code: str) -> float:
    """The Goldstein score of a CAMEO code: that of the longest listed code it begins with."""
    scores = _scores()
    known = next((code[:end] for end in range(len(code), 1, -1) if code[:end] in scores), None)
    if known is None:
        raise DataFileError(f"export/coded_goldstein.tsv: no score for CAMEO code {code!r}")
    return scores[known]


def is_scored(code: str) -> bool:
    """Whether the list of CAMEO codes that GDELT and ICEWS share has the code."""
    return code in _scores()


def _or_none(cell: str) -> str | None:
    return None if cell == NONE else cell
