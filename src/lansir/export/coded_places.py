"""Where an event took place, in the codes of GDELT, and as parts of an address for ICEWS and POLECAT."""

from typing import NamedTuple

from lansir.export.coded_losses import CodedLosses
from lansir.export.coded_tables import adm1_code, fips_country
from lansir.export.coded_text import cell
from lansir.knowledge.countries import countries
from lansir.record import Place

__all__ = ["Address", "GdeltPlace", "degrees", "gdelt_place", "place_address"]

USA = "USA"
NO_ADM1 = "00"
NOWHERE_TYPE = "0"
GEO_TYPES = {"country": "1", "region": "1", "admin1": "5", "city": "4", "point": "4"}
GEO_TYPES_USA = {"country": "1", "region": "1", "admin1": "2", "city": "3", "point": "3"}
DIGITS = 4


class GdeltPlace(NamedTuple):
    """The eight columns of a place; type 0 with the rest empty: none."""

    type: str
    full_name: str
    country: str
    adm1: str
    adm2: str
    lat: str
    long: str
    feature: str


class Address(NamedTuple):
    """A place by parts; `country` is ISO 3166-1 alpha-3, the others names; None: unknown, or the place is larger."""

    city: str | None
    province: str | None
    country: str | None


NOWHERE = GdeltPlace(NOWHERE_TYPE, "", "", "", "", "", "", "")


def gdelt_place(place: Place | None, losses: CodedLosses) -> GdeltPlace:
    """The place in FIPS 10-4; FeatureID only where that is such a code too, as GDELT's numbers are not GeoNames'."""
    if place is None or place.precision is None:
        return NOWHERE
    found = place_address(place)
    country = fips_country(found.country)
    if country is None or found.country is None:
        losses.add("no_fips")
        return NOWHERE
    losses.add("region", place.precision == "region")
    adm1 = adm1_code(found.country, found.province)
    type_ = (GEO_TYPES_USA if found.country == USA else GEO_TYPES)[place.precision]
    names = [part for part in (found.city, found.province) if part] if type_ != "1" else []
    code = country if type_ == "1" else adm1 or country + NO_ADM1
    return GdeltPlace(
        type=type_,
        full_name=cell(", ".join(dict.fromkeys([*names, countries()[found.country].english])), losses),
        country=code[:2],
        adm1=code,
        adm2="",
        lat=degrees(place.lat),
        long=degrees(place.lon),
        feature=code if found.city is None else "",
    )


def place_address(place: Place) -> Address:
    """City, province and country, each as far as the place is no larger."""
    country = place.country if place.country in countries() else None
    if place.precision in ("city", "point"):
        return Address(place.name, place.admin1, country)
    return Address(None, place.name if place.precision == "admin1" else place.admin1, country)


def degrees(value: float | None) -> str:
    """A coordinate, to about ten metres."""
    return "" if value is None else f"{round(value, DIGITS) + 0.0:.{DIGITS}f}".rstrip("0").rstrip(".")
