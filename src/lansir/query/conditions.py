"""What each term of a query asks, as a condition on an event `e`, a statement `s` or an article `a`."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from lansir.keys import key_of
from lansir.query.fields import field_named
from lansir.query.language import Query, Term
from lansir.query.names import LOOKS, Names, matching
from lansir.query.ranges import Bounds, day_bounds, number_bounds, period_start
from lansir.query.sql import ALIASES, ANY, Kind, Sql, all_of, any_of, between, listed

__all__ = ["Condition", "conditions", "days_of_query", "fits"]

Level = Literal["event", "statement", "article"]
LEVELS: dict[Kind, Level] = {"events": "event", "statements": "statement"}
ABOUT: dict[str, Level] = {"event": "event", "statement": "statement", "article": "article"}
NUMBERS = ("killed", "injured", "arrested", "displaced", "released")
TAKEN = ("copy", "abridged", "translation")
"""How an article comes from another of the store: see `placed.how`."""
FILLER = "EXISTS (SELECT 1 FROM event_actor f WHERE f.event = e.id{slot} AND +f.{column} " + ANY + ")"
SPEAKER = "EXISTS (SELECT 1 FROM entity n WHERE n.id = s.speaker AND n.{column} " + ANY + ")"
ADDRESSEE = "EXISTS (SELECT 1 FROM entity n WHERE n.id = s.addressee AND n.actor " + ANY + ")"
PLACE = "EXISTS (SELECT 1 FROM place p WHERE p.id = e.place AND +p.{column} " + ANY + ")"
PLACED = "EXISTS (SELECT 1 FROM placed q WHERE q.article = a.id AND +q.{column} " + ANY + ")"
TEXT = "EXISTS (SELECT 1 FROM article_text t WHERE t.article_text MATCH ? AND t.rowid = a.id)"
HAS_EVENT = {
    "time": "e.time IS NOT NULL",
    "place": "e.place IS NOT NULL",
    "coordinates": "EXISTS (SELECT 1 FROM place p WHERE p.id = e.place AND p.lat IS NOT NULL)",
    "actor": "EXISTS (SELECT 1 FROM event_actor f WHERE f.event = e.id AND f.slot = 'actor')",
    "recipient": "EXISTS (SELECT 1 FROM event_actor f WHERE f.event = e.id AND f.slot = 'recipient')",
    "speaker": "EXISTS (SELECT 1 FROM statement r WHERE r.id = e.reported_by AND r.speaker IS NOT NULL)",
    "addressee": "EXISTS (SELECT 1 FROM statement r WHERE r.id = e.reported_by AND r.addressee IS NOT NULL)",
    "size": "e.sized = 1",
    "mode": "e.mode IS NOT NULL",
    "statement": "e.reported_by IS NOT NULL",
    "story": "EXISTS (SELECT 1 FROM placed q WHERE q.article = e.article)",
}
HAS_STATEMENT = {
    "time": "s.time IS NOT NULL",
    "speaker": "s.speaker IS NOT NULL",
    "addressee": "s.addressee IS NOT NULL",
    "statement": "s.inside IS NOT NULL",
    "story": "EXISTS (SELECT 1 FROM placed q WHERE q.article = s.article)",
}
TOLD = "EXISTS (SELECT 1 FROM event e WHERE e.reported_by = s.id AND e.review <> 'rejected' AND {has})"
INSIDE = "EXISTS (SELECT 1 FROM statement r WHERE r.id = {reported} AND r.actor " + ANY + ")"


class Condition(NamedTuple):
    """What a term asks, and of what."""

    term: Term
    level: Level
    sql: Sql


def conditions(query: Query, kind: Kind, names: Names, today: date) -> list[Condition]:
    """What a query asks, term by term; what it asks without saying so (not rejected, newest version) included."""
    stated = [term for term in query.terms if term.field not in ("sort",)]
    found = [Condition(term, _level(term, kind), _sql(term, kind, names, today)) for term in stated]
    alias = ALIASES[kind]
    if not any(not term.excluded for term in query.of("review")):
        unsaid = Term("review", ("rejected",), excluded=True)
        found.append(Condition(unsaid, LEVELS[kind], Sql(f"{alias}.review = 'rejected'")))
    if not query.of("version"):
        found.append(Condition(Term("version", ("newest",)), "article", Sql("a.newest = 1")))
    return found


def fits(found: Iterable[Condition], kind: Kind) -> Sql:
    """All conditions as one, over an event `e` or a statement `s`; the other and the article are looked up."""
    chosen = list(found)
    own = [_signed(one) for one in chosen if one.level == LEVELS[kind]]
    article = [_signed(one) for one in chosen if one.level == "article"]
    parts = [*own, *_linked(chosen, kind)]
    if article:
        inner = all_of(article)
        parts.append(
            Sql(f"EXISTS (SELECT 1 FROM article a WHERE a.id = {ALIASES[kind]}.article AND {inner.text})", inner.values)
        )
    return all_of(parts)


def days_of_query(query: Query, kind: Kind, today: date) -> Bounds[str]:
    """The first and last day that the query leaves, as far as terms that do not exclude say it."""
    found = [Bounds[str]()]
    dated = ("day", "from", "to", "last") if kind == "events" else ("day", "from", "to", "last", "published")
    for term in query.terms:
        if term.field in dated and not term.excluded and len(term.values) == 1:
            found.append(_days(term.field, term.values[0], today))
    lows = [(one.low, one.above) for one in found if one.low is not None]
    highs = [(one.high, not one.below) for one in found if one.high is not None]
    low, above = max(lows, default=(None, False))
    high, upto = min(highs, default=(None, True))
    return Bounds(low, high, above, not upto)


def _linked(found: Sequence[Condition], kind: Kind) -> list[Sql]:
    """What is asked of the statement that tells an event, or of the events that a statement tells."""
    other: Level = "statement" if kind == "events" else "event"
    link = "statement s WHERE s.id = e.reported_by" if kind == "events" else "event e WHERE e.reported_by = s.id"
    about = [one for one in found if one.level == other]
    asked, barred = [one.sql for one in about if not one.term.excluded], [one for one in about if one.term.excluded]
    groups = [("", all_of(asked))] if asked else []
    groups += [("NOT ", one.sql) for one in barred]
    sound = f"{other[0]}.review <> 'rejected'"
    return [Sql(f"{no}EXISTS (SELECT 1 FROM {link} AND {sound} AND {sql.text})", sql.values) for no, sql in groups]


def _signed(one: Condition) -> Sql:
    text, values = one.sql
    return Sql(f"({text}) IS NOT TRUE" if one.term.excluded else f"({text})", values)


def _level(term: Term, kind: Kind) -> Level:
    if term.field in ("who", "who.country", "reported_by", "context"):
        return "article" if (term.field, kind) == ("context", "statements") else LEVELS[kind]
    field = field_named(term.field)
    assert field is not None
    return ABOUT.get(field.about, LEVELS[kind])


def _sql(term: Term, kind: Kind, names: Names, today: date) -> Sql:
    field, values, alias = term.field, term.values, ALIASES[kind]
    if field in ("day", "from", "to", "last"):
        return any_of([between(f"{alias}.day", _days(field, value, today)) for value in values])
    if field == "published":
        return any_of([between("a.published_day", day_bounds(value, today)) for value in values])
    if field == "confidence" or field in NUMBERS:
        column = f"{alias}.{field}" if field == "confidence" else f"e.{field}"
        return any_of([between(column, number_bounds(value)) for value in values])
    if field in ("who", "who.country", "reported_by", "context"):
        return _of_kind(term, kind, names)
    if field in ("copies", "version", "anonymous", "review", "id", "has"):
        return _marked(field, values, kind)
    return _simple(term, names)


def _simple(term: Term, names: Names) -> Sql:
    """A field that asks for any of its values in one place."""
    field, values = term.field, term.values
    if field == "text":
        found = names.articles([term])
        return Sql(TEXT, (matching([term]),)) if found is None else Sql(WHERE["article"], (listed(found),))
    if field in LOOKS:
        return Sql(WHERE[field], (listed(names.found(term)),))
    if field in ("occurrence", "article"):
        return Sql(WHERE[field], (listed(map(key_of, values)),))
    return Sql(WHERE[field], (listed(values),))


def _of_kind(term: Term, kind: Kind, names: Names) -> Sql:
    """A field that means one thing of events and another of statements."""
    field, values = term.field, term.values
    if field == "context":
        table, link = ("event_context", "event = e.id") if kind == "events" else ("article_context", "article = a.id")
        return Sql(f"EXISTS (SELECT 1 FROM {table} c WHERE c.{link} AND +c.context {ANY})", (listed(values),))
    if field == "who.country":
        text = FILLER.format(slot="", column="country") if kind == "events" else f"s.country {ANY}"
        return Sql(text, (listed(values),))
    if field == "who":
        found = listed(names.found(term))
        if kind == "events":
            return Sql(FILLER.format(slot="", column="actor"), (found,))
        return Sql(f"(s.actor {ANY} OR {ADDRESSEE})", (found, found))
    reported = "e.reported_by" if kind == "events" else "s.inside"
    told = Term(field, tuple(value for value in values if value != "outlet"))
    parts = [Sql(INSIDE.format(reported=reported), (listed(names.found(told)),))] if told.values else []
    return any_of([*parts, *([Sql(f"{reported} IS NULL")] if "outlet" in values else [])])


def _marked(field: str, values: tuple[str, ...], kind: Kind) -> Sql:
    """A field about the state of a row."""
    alias = ALIASES[kind]
    if field == "copies":
        taken = f"EXISTS (SELECT 1 FROM placed q WHERE q.article = a.id AND +q.how {ANY})"
        return Sql(f"NOT {taken}", (listed(TAKEN),)) if "no" in values else Sql("1")
    if field == "version":
        return {"newest": Sql("a.newest = 1"), "older": Sql("a.newest = 0")}.get(values[0], Sql("1"))
    if field == "anonymous":
        return Sql(SPEAKER.format(column="anonymous"), (listed(int(value == "yes") for value in values),))
    if field == "review":
        return Sql("1") if "any" in values else Sql(f"{alias}.review {ANY}", (listed(values),))
    if field == "has":
        return any_of([Sql(_has(value, kind)) for value in values])
    prefix = "ev-" if kind == "events" else "st-"
    return Sql(f"{alias}.id {ANY}", (listed(key_of(value) for value in values if value.startswith(prefix)),))


def _has(value: str, kind: Kind) -> str:
    if kind == "events":
        return HAS_EVENT[value]
    return HAS_STATEMENT.get(value) or TOLD.format(has=HAS_EVENT[value])


def _days(field: str, value: str, today: date) -> Bounds[str]:
    if field == "last":
        return Bounds(period_start(value, today), today.isoformat())
    found = day_bounds(value, today)
    if field == "from":
        return Bounds(found.low)
    return Bounds(high=found.high) if field == "to" else found


WHERE = {
    "actor": FILLER.format(slot=" AND f.slot = 'actor'", column="actor"),
    "recipient": FILLER.format(slot=" AND f.slot = 'recipient'", column="actor"),
    "actor.country": FILLER.format(slot=" AND f.slot = 'actor'", column="country"),
    "recipient.country": FILLER.format(slot=" AND f.slot = 'recipient'", column="country"),
    "actor.sector": FILLER.format(slot=" AND f.slot = 'actor'", column="sector"),
    "recipient.sector": FILLER.format(slot=" AND f.slot = 'recipient'", column="sector"),
    "type": f"e.type {ANY}",
    "mode": f"e.mode {ANY}",
    "status": f"e.status {ANY}",
    "quad": f"e.quad {ANY}",
    "place": PLACE.format(column="name"),
    "place.country": PLACE.format(column="country"),
    "occurrence": f"EXISTS (SELECT 1 FROM occurrence_event o WHERE o.event = e.id AND +o.occurrence {ANY})",
    "speaker": f"s.actor {ANY}",
    "speaker.country": f"s.country {ANY}",
    "speaker.sector": f"s.sector {ANY}",
    "addressee": ADDRESSEE,
    "form": f"s.form {ANY}",
    "source": SPEAKER.format(column="source_kind"),
    "outlet": f"a.outlet {ANY}",
    "language": f"a.language {ANY}",
    "article": f"a.id {ANY}",
    "origin": PLACED.format(column="origin"),
    "story": PLACED.format(column="story"),
}
"""What a field asks, with one list of values."""
