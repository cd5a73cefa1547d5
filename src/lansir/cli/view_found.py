"""What a query finds, in lines for people."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from lansir.cli.view_text import DIM, evidence, joined, shown, unsure
from lansir.cli.view_wording import role
from lansir.query.facets import Facet
from lansir.query.found import EventFound, Party, StatementFound
from lansir.query.selection import Found, Page, Total
from lansir.words.catalogue import Messages
from lansir.words.commands import FindWords
from lansir.words.counting import Count
from lansir.words.terminal import clean

__all__ = ["facet_view", "found_view", "total_words"]

INDENT = 2
LONGEST = 400
"""Characters of a statement's content that are shown."""
REVIEW_SIGNS = {"confirmed": ("✓", "green"), "corrected": ("✓", "yellow"), "rejected": ("✗", "red")}


def total_words(total: Total, kind: str, words: FindWords) -> str:
    """How many there are, in words."""
    number = Count(total.number)
    named: str = getattr(words, kind)
    return named.format(n=number if total.exact else Count(number, words.at_least.format(n=number)))


def found_view(page: Page, labels: Messages, *, stars: bool) -> RenderableType:
    """The rows one below the other; `stars` mark the act where there are no colours."""
    return Group(*(part for row in page.rows for part in _row(row, labels, stars)))


def facet_view(facets: Iterable[Facet], words: FindWords) -> RenderableType:
    """Each facet with its values and counts."""
    return Group(*(part for facet in facets for part in _facet(facet, words)))


def _row(row: Found, labels: Messages, stars: bool) -> Iterator[RenderableType]:
    yield _event_head(row, labels) if isinstance(row, EventFound) else _statement_head(row, labels)
    said = _told(row, stars) if isinstance(row, EventFound) else _said(row)
    yield Padding(said, (0, 0, 0, INDENT))
    yield Padding(_source(row, labels), (0, 0, 1, INDENT))


def _event_head(row: EventFound, labels: Messages) -> Text:
    what = f"{row.type} {row.mode}" if row.mode else row.type
    who = joined([_parties(row.actors), _parties(row.recipients)], " → ")
    place = shown(row.place.name or row.place.span.text) if row.place else Text()
    parts = [
        Text(row.day or labels.unsettled, style=DIM), _reviewed(row), Text(what, style="bold"),
        Text(labels.statuses[row.status]) if row.status != "actual" else Text(), who, place,
        unsure(Text(f"{row.confidence:.0%}", style=DIM), row.confidence),
    ]  # fmt: skip
    return joined(parts, "  ")


def _statement_head(row: StatementFound, labels: Messages) -> Text:
    speaker = shown(row.speaker.shown, "bold") if row.speaker else Text(labels.no_speaker, style=DIM)
    parts = [
        Text(row.day or labels.unsettled, style=DIM), _reviewed(row), speaker,
        _role(row.speaker, labels), Text(labels.forms[row.form]),
        unsure(Text(f"{row.confidence:.0%}", style=DIM), row.confidence),
    ]  # fmt: skip
    return joined(parts, "  ")


def _role(speaker: Party | None, labels: Messages) -> Text:
    return shown(role(speaker.role, labels, speaker.actor), DIM) if speaker else Text()


def _parties(parties: list[Party]) -> Text:
    named = [shown(f"{party.shown} ({party.country})" if party.country else party.shown) for party in parties]
    return joined(named)


def _reviewed(row: Found) -> Text:
    return Text(*REVIEW_SIGNS[row.review]) if row.review in REVIEW_SIGNS else Text()


def _told(row: EventFound, stars: bool) -> Text:
    actors, recipients = [party.span for party in row.actors], [party.span for party in row.recipients]
    return evidence(row.sentence, row.trigger, actors, recipients, stars)


def _said(row: StatementFound) -> Text:
    return shown(" … ".join(span.text for span in row.content) or row.sentence.text, limit=LONGEST)


def _source(row: Found, labels: Messages) -> Text:
    report = row.report
    teller = row.told_by if isinstance(row, EventFound) else None
    parts = [
        labels.according_to.format(name=clean(teller.shown)) if teller else "",
        clean(report.outlet or ""), clean(report.title or labels.untitled), row.id, report.article,
    ]  # fmt: skip
    return Text(" · ".join(filter(None, parts)), style=DIM)


def _facet(facet: Facet, words: FindWords) -> Iterator[RenderableType]:
    yield Text(facet.name, style="bold")
    width = max((len(f"{one.count:,}") for one in facet.values), default=1)
    for one in facet.values:
        told = one.label if one.label == one.value else f"{one.label}  ({one.value})"
        yield Text(f"{one.count:>{width + INDENT},}  {clean(told)}")
    if facet.missing:
        yield Text(f"{facet.missing:>{width + INDENT},}  {words.missing}", style=DIM)
    if facet.more:
        yield Text(f"{' ' * INDENT}{words.further.format(n=Count(facet.more))}", style=DIM)
    if not facet.complete:
        yield Text(f"{' ' * INDENT}{words.counted.format(n=f'{facet.counted:,}')}", style=DIM)
