"""Countries, their names and adjectives in each language, their regions, capitals and seats of government."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lansir.errors import DataFileError
from lansir.knowledge.entries import ActorMatch
from lansir.knowledge.names import NameIndex, Token, rows, tokens
from lansir.record import EntityType

__all__ = [
    "Country",
    "CountryForm",
    "Seat",
    "bodies",
    "countries",
    "country_forms",
    "is_state",
    "markers",
    "match_country",
    "seats",
]

UNNAMED = "-"


class Country(NamedTuple):
    """A country of ISO 3166-1 (and Kosovo), with its names in use."""

    alpha3: str
    alpha2: str
    english: str
    indonesian: str
    others: list[str]


class Seat(NamedTuple):
    """A capital or seat of government, read as those who sit there where it acts."""

    key: str
    country: str
    kind: str
    type: str
    sector: str
    names: dict[str, list[str]]
    stands_for: str


class CountryForm(NamedTuple):
    """Words that point at a country. `kind`: name, adjective, people, region, group, capital, seat; "other" is none."""

    code: str | None
    kind: str
    text: str
    seat: Seat | None = None


class Body(NamedTuple):
    """A kind of body that every state has: `before` or `behind` the country's name stand the words for it."""

    key: str
    type: str
    sector: str
    english: str


@cache
def countries() -> dict[str, Country]:
    """All countries by alpha-3 code; DataFileError where the table is broken."""
    made = (
        Country(row[0], row[1], row[2], row[3], row[4].split("|") if row[4] else []) for row in rows("countries", 5)
    )
    return {country.alpha3: country for country in made}


@cache
def seats() -> tuple[Seat, ...]:
    """Capitals and seats of government."""
    return tuple(
        Seat(key, country, kind, type_, sector, {"en": english.split("|"), "id": indonesian.split("|")}, stands_for)
        for key, country, kind, type_, sector, english, indonesian, stands_for in rows("seats", 8)
    )


@cache
def markers(kind: str, language: str) -> frozenset[str]:
    """The words of a kind in `markers.tsv`, as compared; none for a language that the file does not hold."""
    lists = [words.split("|") for of, tongue, words in rows("markers", 3) if (of, tongue) == (kind, language)]
    return frozenset(token.key for words in lists for word in words for token in tokens(word))


def country_forms() -> Iterator[tuple[str, str, CountryForm]]:
    """Every form with its language, ready for an index."""
    for code, _, english, indonesian, others in countries().values():
        yield "en", english, CountryForm(code, "name", english)
        yield "id", indonesian, CountryForm(code, "name", indonesian)
        yield from (("en", other, CountryForm(code, "name", other)) for other in others)
    for code, language, kind, forms in rows("forms", 4):
        if code != UNNAMED and code not in countries():
            raise DataFileError(f"knowledge/forms.tsv: unknown country {code!r}: use an ISO 3166-1 alpha-3 code")
        named = None if kind == "other" else code
        shown = "name" if kind == "display" else kind
        yield from ((language, form, CountryForm(named, shown, form)) for form in forms.split("|"))
    for seat in seats():
        for language, names in seat.names.items():
            yield from ((language, name, CountryForm(seat.country, seat.kind, name, seat)) for name in names)


def match_country(form: CountryForm) -> ActorMatch | None:
    """The form as an actor: a country, its people, a part of it, or those who sit at a seat; None for other words."""
    if form.code is None:
        return None
    english = countries()[form.code].english
    if form.seat is not None:
        seat = form.seat
        how = f"seat table: {seat.kind}, stands for {seat.stands_for}"
        return ActorMatch(f"seat/{seat.key}", seat.names["en"][0], seat.type, form.code, [seat.sector], how)  # type: ignore[arg-type]
    how = f"country table: {form.code}, {form.kind} {form.text!r}"
    if form.kind in ("region", "group"):
        slug = "-".join(token.key for token in tokens(form.text))
        part: tuple[EntityType, str] = ("GPE", "GOV") if form.kind == "region" else ("NORP", "CVL")
        return ActorMatch(f"{form.kind}/{slug}", form.text, part[0], form.code, [part[1]], how)
    if form.kind in ("adjective", "people"):
        return ActorMatch(f"people/{form.code}", f"people of {english}", "NORP", form.code, ["CVL"], how)
    return ActorMatch(f"country/{form.code}", english, "GPE", form.code, ["GOV"], how)


class BodyIndex:
    """Bodies of states by what is written around the country's name ("kepolisian X", "X police")."""

    def __init__(self, language: str) -> None:
        """Read the rows of one language."""
        self.phrases: dict[tuple[str, ...], Body] = {}
        for key, type_, sector, english, tongue, phrases in rows("bodies", 6):
            for phrase in phrases.split("|") if tongue == language else ():
                self.phrases[tuple(token.key for token in tokens(phrase))] = Body(key, type_, sector, english)
        self.longest = max(map(len, self.phrases), default=0)

    def match(self, found: list[Token], language: str, index: NameIndex[CountryForm]) -> list[ActorMatch]:
        """The body of a state that these tokens as a whole name: the country at one end, its body at the other."""
        for cut in range(1, len(found)):
            for words, place in ((found[:cut], found[cut:]), (found[cut:], found[:cut])):
                if len(words) > self.longest or len(place) > index.longest:
                    continue
                body = self.phrases.get(tuple(token.key for token in words))
                named = (
                    {form.code: form for form in index.exact(place, language, True) if is_state(form)} if body else {}
                )
                if body and named:
                    return [match_body(body, form) for form in named.values()]
        return []


def is_state(form: CountryForm) -> bool:
    """Whether the form names a whole state."""
    return form.kind in ("name", "adjective", "people")


def match_body(body: Body, form: CountryForm) -> ActorMatch:
    """A state's body as an actor."""
    name = f"{body.english} of {countries()[form.code or ''].english}"
    how = f"body table: {body.key} of {form.code} ({form.text!r})"
    return ActorMatch(f"{body.key}/{form.code}", name, body.type, form.code, [body.sector], how)  # type: ignore[arg-type]


@cache
def bodies(language: str) -> BodyIndex:
    """The bodies of states as named in a language."""
    return BodyIndex(language)
