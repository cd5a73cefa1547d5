"""Who an actor is: its names, its dated roles by the actor table, and what articles told of it."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import msgspec

from lansir.keys import id_of
from lansir.knowledge import Actor, Role
from lansir.knowledge.entries import bounds
from lansir.serve.desk.actor_names import COUNTRY, entry_of, other_names, seat_of, shown_name

__all__ = ["Drawn", "Held", "Told", "Who", "who"]

LOOKED_AT = 1500
"""Articles whose words for the actor are looked at."""
WRITTEN = 250
"""Articles whose very names for it are."""
SHOWN = 12
WIDTH, NARROWEST = 1000, 4
"""Of the drawing of roles: its width, and that of the shortest role."""

TOLD = """
SELECT n.role, n.country, n.sector, n.type, n.article, a.published_day AS day
FROM (SELECT * FROM entity WHERE actor = ? LIMIT ?) n CROSS JOIN article a ON a.id = n.article
"""
NAMED = """
SELECT substr(a.text, m.start + 1, m."end" - m.start) AS name, count(*) AS n
FROM (SELECT id, article FROM entity WHERE actor = ? LIMIT ?) e CROSS JOIN mention m ON m.entity = e.id
CROSS JOIN article a ON a.id = e.article WHERE m.kind = 'name' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?
"""


class Held(NamedTuple):
    """A dated role: its words, sector codes, country, dates as stated, and where it lies between the first and the last
    day shown, in thousandths; `now` where it is held on the store's last day.
    """

    words: str
    sectors: list[str]
    country: str | None
    first: str | None
    last: str | None
    start: int
    width: int
    now: bool


class Told(NamedTuple):
    """A role as articles told it: in how many, the first and the last day, and the last of them."""

    words: str
    articles: int
    first: str | None
    last: str | None
    article: str


class Drawn(NamedTuple):
    """The first and last day between which roles are drawn, and where the store's last day lies, in thousandths."""

    first: str | None
    last: str | None
    today: int | None


class Who(msgspec.Struct, frozen=True):
    """An actor. `country` and `sectors` are those of the table on the store's last day, else those most told."""

    key: str
    name: str
    type: str
    known: bool
    country: str | None
    sectors: list[str]
    others: list[tuple[str | None, list[str]]]
    stands_for: str | None
    wikidata: str | None
    roles: list[Held]
    drawn: Drawn
    told: list[Told]
    written: list[tuple[str, int]]
    articles: int
    looked_at_all: bool


def who(connection: sqlite3.Connection, row: sqlite3.Row | None, key: str, iso: str, today: str | None) -> Who | None:
    """The actor of a key: its row in the store, what the tables know of it, or both; None where there is neither."""
    entry, seat = entry_of(key), seat_of(key)
    shown = shown_name(key, row["name"] if row else "", iso)
    if row is None and not shown:
        return None
    told = [] if row is None else connection.execute(TOLD, (row["id"], LOOKED_AT)).fetchall()
    country, sectors = _whose(key, entry, told, today)
    drawn, roles = _held(entry.roles if entry else [], iso, today)
    return Who(
        key=key,
        name=shown,
        type=entry.type if entry else (row["type"] if row else seat.type if seat else "GPE"),
        known=entry is not None or seat is not None or key.startswith(COUNTRY),
        country=seat.country if seat else country,
        sectors=[seat.sector] if seat else sectors,
        others=other_names(key, iso),
        stands_for=seat.stands_for if seat else None,
        wikidata=entry.wikidata if entry else None,
        roles=roles,
        drawn=drawn,
        told=_told(told),
        written=[] if row is None else [tuple(one) for one in connection.execute(NAMED, (row["id"], WRITTEN, SHOWN))],
        articles=len({one["article"] for one in told}),
        looked_at_all=len(told) < LOOKED_AT,
    )


def _whose(key: str, entry: Actor | None, told: Iterable[Any], today: str | None) -> tuple[str | None, list[str]]:
    """Country and sectors."""
    if key.startswith(COUNTRY):
        return key.removeprefix(COUNTRY), ["GOV"]
    role = entry.role_on(date.fromisoformat(today) if today else None) if entry else None
    countries, sectors = (Counter(one[name] for one in told if one[name]) for name in ("country", "sector"))
    most = [sector for sector, _ in sectors.most_common(1)]
    country = (
        (role and role.country) or (entry and entry.country) or next((c for c, _ in countries.most_common(1)), None)
    )
    return country, (role.sectors if role else []) or (entry.sectors if entry else []) or most


def _held(roles: list[Role], iso: str, today: str | None) -> tuple[Drawn, list[Held]]:
    """The roles, the latest first, with the days between which they are drawn."""
    now = date.fromisoformat(today) if today else date.today()
    dated = {place: span for place, role in enumerate(roles) if (span := _span(role, now))}
    if not dated:
        return Drawn(None, None, None), [_role(role, iso, 0, 0, now=False) for role in roles]
    first, last = min(start for start, _ in dated.values()), max(now, *(end for _, end in dated.values()))
    length = max((last - first).days, 1)

    def at(day: date) -> int:
        return round((day - first).days * WIDTH / length)

    found = []
    for place, role in enumerate(roles):
        start, end = dated.get(place, (first, first))
        wide = max(at(end) - at(start), NARROWEST) if place in dated else 0
        held = _role(role, iso, min(at(start), WIDTH - NARROWEST), wide, now=place in dated and role.holds(now))
        found.append((end, held))
    found.sort(key=lambda pair: pair[0], reverse=True)
    drawn = Drawn(first.isoformat(), last.isoformat(), min(at(now), WIDTH - NARROWEST) if today else None)
    return drawn, [role for _, role in found]


def _span(role: Role, now: date) -> tuple[date, date] | None:
    """The first and last day of a role; an open side is drawn as long as is known: up to today, or the year before."""
    if role.from_ is None and role.to is None:
        return None
    end = bounds(role.to)[1] if role.to else now
    start = bounds(role.from_)[0] if role.from_ else end.replace(year=end.year - 1, day=min(end.day, 28))
    return (start, max(start, end))


def _role(role: Role, iso: str, start: int, width: int, *, now: bool) -> Held:
    return Held(role.wording(iso) or "", role.sectors, role.country, role.from_, role.to, start, width, now)


def _told(rows: Iterable[Any]) -> list[Told]:
    """Roles as told, those of most articles first."""
    by_words: defaultdict[str, dict[int, str | None]] = defaultdict(dict)
    for row in rows:
        if row["role"]:
            by_words[row["role"]][row["article"]] = row["day"]
    found = []
    for words, days in by_words.items():
        known = sorted(day for day in days.values() if day)
        latest = max(days, key=lambda article: (days[article] or "", article))
        first, last = (known[0], known[-1]) if known else (None, None)
        found.append(Told(words, len(days), first, last, id_of("ar", latest)))
    return sorted(found, key=lambda told: (-told.articles, told.words))[:SHOWN]
