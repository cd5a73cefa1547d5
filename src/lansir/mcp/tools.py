"""The tools: each reads the store and gives an answer as text, one or more pieces of it.

KeyError where what was asked for is not there, InputError where it cannot be understood.
"""

import datetime
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from lansir.codebook.entries import WholeCodebook, entry
from lansir.errors import BadDate, InputError
from lansir.knowledge import knowledge
from lansir.lang import codes
from lansir.mcp import arguments, rows
from lansir.mcp.fence import Fence, plain
from lansir.mcp.shaping import LARGEST, answer, fenced, shortened, written
from lansir.serve.api import actors, asked, evidence, lists
from lansir.serve.api.answers import ArticleRecord
from lansir.store import Store

__all__ = ["TOOLS", "Tool"]

TEXT = 12_000
"""Characters of an article's text in one answer."""
MOST_ACTORS = 12
Answer = list[str]


class Tool(NamedTuple):
    """What is called, and what it takes."""

    call: Callable[[Store, Any], Answer]
    arguments: type[msgspec.Struct]


def find_events(store: Store, given: arguments.Find) -> Answer:
    """Events by a query."""
    return _paged(lambda limit: lists.events_page(store, asked.ListAsked(given.query, limit, given.after)), given.limit)


def find_statements(store: Store, given: arguments.Find) -> Answer:
    """Statements by a query."""
    return _paged(
        lambda limit: lists.statements_page(store, asked.ListAsked(given.query, limit, given.after)), given.limit
    )


def get_record(store: Store, given: arguments.Id) -> Answer:
    """One event or statement with its evidence."""
    if given.id.startswith("st-"):
        told = evidence.statement_record(store, asked.IdentityAsked(given.id))
        return [answer(Fence(), {**rows.statement(told.statement), **_how(told), "time": rows.time(told.time)})]
    found = evidence.event_record(store, asked.IdentityAsked(given.id))
    made = {
        **rows.event(found.event),
        **_how(found),
        "trigger": found.event.trigger.text,
        "time": rows.time(found.time),
        "place": rows.place(found.place),
        "resolved": found.resolved,
        "told_in": rows.statement(found.statement) if found.statement else None,
    }
    return [answer(Fence(), made)]


def get_article(store: Store, given: arguments.Article) -> Answer:
    """An article: what it is, and a piece of its text."""
    fence = Fence()
    found = evidence.article_record(store, asked.IdentityAsked(given.id))
    text = found.record.article.text
    if given.start and given.start >= len(text):
        raise InputError(f"start {given.start}: the text of {given.id} has {len(text)} characters")
    end = min(given.start + TEXT, len(text))
    told = {**_article(found), "text_from": given.start, "text_goes_on_at": end if end < len(text) else None}
    return [answer(fence, told), f"{fence.notice}\n{fence(text[given.start : end], TEXT)}"]


def actor_timeline(store: Store, given: arguments.Timeline) -> Answer:
    """What an actor did and said; where a name means several, who they are."""
    key = _key(store, given.actor)
    if key is None:
        page = actors.actors_page(store, asked.ActorsAsked(plain(given.actor), MOST_ACTORS))
        if not page.items:
            raise KeyError(given.actor)
        hint = "the name means several; ask again with the key of one"
        return [answer(Fence(), {"hint": hint, "actors": page.items, "total": page.total})]
    return _paged(
        lambda limit: actors.actor_card(store, asked.ActorAsked(key, given.query, limit, given.after)), given.limit
    )


def who_is(store: Store, given: arguments.Who) -> Answer:
    """Whom a name means, by the tables and in the store."""
    day = _day(given.on)
    known = {one.id: one for language in codes() for one in knowledge().find_within(given.name, language, day)}
    table = [{"key": one.id, "name": one.name, "role": one.role, **_codes(one)} for one in known.values()]
    page = actors.actors_page(store, asked.ActorsAsked(given.name, MOST_ACTORS))
    return [answer(Fence(), {"known": table, "in_the_store": page.items, "total": page.total})]


def story(store: Store, given: arguments.Stories) -> Answer:
    """A story day by day, or the stories that there are."""
    if not given.id:
        wanted = asked.StoriesAsked(given.order, given.limit, given.after)
        return _paged(
            lambda limit: lists.stories_page(store, msgspec.structs.replace(wanted, limit=limit)), given.limit
        )
    found = evidence.story_record(store, asked.OccurrencesAsked(given.id, max(given.limit, 20)))
    told = {**msgspec.structs.asdict(found.story.line), "occurrences": found.occurrences, "shown": found.shown}
    return [answer(Fence(), {**told, "days": found.story.days, "reports": found.story.reports})]


def occurrence(store: Store, given: arguments.Id) -> Answer:
    """One occurrence as told by all its reports."""
    return [answer(Fence(), evidence.occurrence_record(store, asked.IdentityAsked(given.id)))]


def codebook(_store: Store, given: arguments.Codebook) -> Answer:
    """An entry of the codebook, or what there is. All words of it are Lansir's own."""
    if given.name:
        found = _english(msgspec.to_builtins(entry(given.name)))
        return [shortened(lambda most: _first(found, most))]
    return [written(_overview(lists.whole()))]


TOOLS: dict[str, Tool] = {
    "find_events": Tool(find_events, arguments.Find),
    "find_statements": Tool(find_statements, arguments.Find),
    "get_record": Tool(get_record, arguments.Id),
    "get_article": Tool(get_article, arguments.Article),
    "actor_timeline": Tool(actor_timeline, arguments.Timeline),
    "who_is": Tool(who_is, arguments.Who),
    "story": Tool(story, arguments.Stories),
    "occurrence": Tool(occurrence, arguments.Id),
    "codebook": Tool(codebook, arguments.Codebook),
}


def _paged(page: Callable[[int], Any], limit: int) -> Answer:
    """A page of rows: of so many as have room, `next` is the cursor behind the last of them."""
    fence, most = Fence(), limit
    while True:
        found = page(most)
        items = [rows.row(one) if hasattr(one, "sentence") else one for one in found.items]
        shown = {name: value for name, value in msgspec.structs.asdict(found).items() if name != "items"}
        made = written({"items": [], **fenced(fence, msgspec.to_builtins({**shown, "items": items}))})
        if len(made) <= LARGEST or most == 1:
            return [f"{fence.notice}\n{made}"]
        most //= 2


def _how(found: Any) -> dict[str, Any]:  # noqa: ANN401  # the record of an event or of a statement
    return {
        "who_was_read": [rows.mention(one, found.entities) for one in found.mentions],
        "reasons": found.reasons,
        "decisions": [rows.decision(one) for one in found.decisions],
    }


def _article(found: ArticleRecord) -> dict[str, Any]:
    article = found.record.article
    names = {one.id: one.name for one in found.record.entities}
    plain_fields = ("id", "title", "outlet", "url", "authors", "dateline", "language")
    return {
        **{name: getattr(article, name) for name in plain_fields},
        "published": article.published.value if article.published else None,
        "relays": [one.name for one in article.origins],
        **{name: getattr(found, name) for name in ("version", "newest", "story", "origin", "how", "source")},
        "text_length": len(article.text),
        "events": [
            {"id": one.id, "type": one.type, "mode": one.mode, "status": one.status, "words": one.trigger.text}
            for one in found.record.events
        ],
        "statements": [
            {"id": one.id, "form": one.form, "speaker": names.get(one.speaker.entity) if one.speaker else None}
            for one in found.record.statements
        ],
    }


def _key(store: Store, stated: str) -> str | None:
    """The key of the one actor that is meant; None where there are several, or none."""
    name = plain(stated).strip()
    with_key = store.connection.execute("SELECT key FROM actor WHERE key = ?", (name,)).fetchone()
    if with_key:
        return name
    found = actors.actors_page(store, asked.ActorsAsked(name, asked.LARGEST)).items
    same = [one for one in found if one.name.casefold() == name.casefold()] or found
    return same[0].key if len(same) == 1 else None


def _codes(one: Any) -> dict[str, Any]:  # noqa: ANN401
    return {name: getattr(one, name) for name in ("type", "country", "sectors", "wikidata")}


def _day(stated: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(stated) if stated else datetime.datetime.now(datetime.UTC).date()
    except ValueError:
        raise BadDate(f"on {stated[:40]}: no day; write YYYY-MM-DD") from None


def _english(value: Any) -> Any:  # noqa: ANN401  # any JSON
    """The value with what is told in several languages in English alone."""
    if isinstance(value, dict):
        return (
            _english(value["en"])
            if {"en", "id"} == value.keys()
            else {key: _english(one) for key, one in value.items()}
        )
    return [_english(one) for one in value] if isinstance(value, list) else value


def _first(value: Any, most: int) -> Any:  # noqa: ANN401  # any JSON
    if isinstance(value, dict):
        return {key: _first(one, most) for key, one in value.items()}
    return [_first(one, most) for one in value[:most]] if isinstance(value, list) else value


def _overview(whole: WholeCodebook) -> dict[str, Any]:
    return {
        "types": [
            {"type": one.type, "quad": one.quad, "definition": one.definition.en, "modes": [m.mode for m in one.modes]}
            for one in whole.types
        ],
        "contexts": [one.context for one in whole.contexts],
        "sectors": {one.sector: one.definition.en for one in whole.sectors},
        "hint": "ask with the name of a type, context, sector or CAMEO code for all about it",
    }
