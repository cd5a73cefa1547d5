"""The shape of the actor table: actors, their dated roles, and what a lookup answers."""

import datetime

import msgspec

from lansir.knowledge.names import EVERY_LANGUAGE
from lansir.record import EntityType

__all__ = ["NON_STATES", "Actor", "ActorMatch", "Role", "bounds", "match_actor"]

NON_STATES = ("IGO", "NGO", "MNC")
"""What stands in place of a country for actors that belong to none."""

FORMER = {"en": "former", "id": "mantan"}


def bounds(stated: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of an ISO date, month or year ("2014-10-20", "2014-10", "2014"); ValueError for others."""
    parts = [int(part) for part in stated.split("-")]
    if max(parts) > datetime.MAXYEAR:
        raise ValueError(f"{stated[:20]} is no date")
    if len(parts) == 3:
        day = datetime.date(*parts)
        return day, day
    if len(parts) == 2:
        following = datetime.date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return datetime.date(parts[0], parts[1], 1), following - datetime.timedelta(days=1)
    (year,) = parts
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


class Role(msgspec.Struct, frozen=True, rename={"from_": "from"}, omit_defaults=True):
    """What an actor was, and when.

    `role` is in English, `role_id` in Indonesian; both None where only sector or country changed. `from_` and `to` are
    ISO dates, months or years, closed on both sides, None where open. `scope` is set for an office that one person
    holds at a time: what it is the office of.
    """

    role: str | None = None
    role_id: str | None = None
    sectors: list[str] = []
    from_: str | None = None
    to: str | None = None
    country: str | None = None
    scope: str | None = None

    def holds(self, on: datetime.date) -> bool:
        """Whether the role is held on that day; a date known by its year covers the whole year."""
        return (self.from_ is None or bounds(self.from_)[0] <= on) and not self.over(on)

    def over(self, on: datetime.date) -> bool:
        """Whether the role had ended before that day."""
        return self.to is not None and bounds(self.to)[1] < on

    def wording(self, language: str) -> str | None:
        """The role in the words of that language, in English where there are none."""
        return (self.role_id if language == "id" else None) or self.role


class Actor(msgspec.Struct, frozen=True, omit_defaults=True):
    """One actor: its names by language (`mul` for those of no one language), country, sectors and dated roles.

    `roles` stand with the weightiest first. `short` names are those by which the press alone calls it ("Biden").
    `source` is the user's file that it comes from, None for the table of the package.
    """

    key: str
    type: EntityType
    names: dict[str, list[str]]
    country: str | None = None
    sectors: list[str] = []
    short: list[str] = []
    roles: list[Role] = []
    wikidata: str | None = None
    source: str | None = None

    def name_in(self, language: str) -> str:
        """The main name in a language: the one for every language where there is one, else its own, else any."""
        for known in (EVERY_LANGUAGE, language, "en"):
            if known in self.names:
                return self.names[known][0]
        return next(iter(self.names.values()))[0]

    @property
    def name(self) -> str:
        """The main name, in English where names differ."""
        return self.name_in("en")

    def role_on(self, on: datetime.date | None) -> Role | None:
        """The weightiest role held that day; without a day, the weightiest of those still held, else of all."""
        if on is None:
            return next((role for role in self.roles if role.to is None), self.roles[0] if self.roles else None)
        return next((role for role in self.roles if role.holds(on)), None)

    def former_role(self, on: datetime.date) -> Role | None:
        """The weightiest role that had ended by that day."""
        return next((role for role in self.roles if role.over(on) and role.role), None)


class ActorMatch(msgspec.Struct, frozen=True):
    """What a name stands for.

    `id` is the table's key; `role` is the role on the date asked for, in English, and `role_original` the same in the
    language asked for. Of a person whose role has ended it is "former ...", and the sector is ELI. `how` says by which
    name it was found.
    """

    id: str
    name: str
    type: EntityType
    country: str | None
    sectors: list[str]
    how: str
    role: str | None = None
    role_original: str | None = None
    wikidata: str | None = None


def match_actor(actor: Actor, how: str, language: str, on: datetime.date | None) -> ActorMatch:
    """The actor as it was on that day."""
    role = actor.role_on(on)
    country, sectors = actor.country, actor.sectors
    words, original = None, None
    if role is not None:
        country, sectors = role.country or country, role.sectors or sectors
        words, original = role.role, role.wording(language)
    elif on is not None and (past := actor.former_role(on)):
        sectors = ["ELI"] if actor.type == "PER" else sectors
        words = f"{FORMER['en']} {past.role}"
        original = f"{FORMER.get(language, FORMER['en'])} {past.wording(language)}"
    return ActorMatch(
        id=actor.key,
        name=actor.name,
        type=actor.type,
        country=country,
        sectors=sectors or ["UNK"],
        how=f"{actor.source or 'actor table'}: {actor.key}, {how}",
        role=words,
        role_original=original,
        wikidata=actor.wikidata,
    )
