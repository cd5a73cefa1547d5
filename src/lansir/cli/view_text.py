"""Pieces of styled text that every part of the view is made of. Nothing of a page is ever read as markup."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from lansir.record import Review, Span, StatedTime
from lansir.words.catalogue import Messages
from lansir.words.terminal import clean

__all__ = [
    "ACTOR",
    "DIM",
    "EVIDENCE_LIMIT",
    "LOW_CONFIDENCE",
    "RECIPIENT",
    "TRIGGER",
    "Quoted",
    "confidence",
    "evidence",
    "heading",
    "joined",
    "review_badge",
    "shown",
    "stated_time",
    "unsure",
]

ACTOR = "cyan underline"
RECIPIENT = "magenta underline"
TRIGGER = "bold yellow underline"
DIM = "dim"
LOW_CONFIDENCE = 0.66
"""Below this a value carries a question mark: one in three like it is wrong."""
EVIDENCE_LIMIT = 600
"""Characters of a sentence that are shown: a page without full stops is one sentence."""
REVIEW_STYLES = {"confirmed": "green", "corrected": "yellow", "rejected": "red"}


@dataclass(frozen=True)
class Quoted:
    """Text with a bar at the left of every line: the words of the page."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Wrap the text and put the bar before each line."""
        bar = Segment("│ ", Style(dim=True))
        for line in console.render_lines(self.text, options.update_width(max(1, options.max_width - 2)), pad=False):
            yield bar
            yield from line
            yield Segment.line()


def shown(text: str | None, style: str = "", limit: int | None = None) -> Text:
    """Words of the page, cleaned; those longer than `limit` are cut off with an ellipsis."""
    words = text or ""
    cut = limit is not None and len(words) > limit
    return Text(clean(words[:limit]) + ("…" if cut else ""), style=style)


def joined(pieces: Iterable[Text], separator: str = ", ") -> Text:
    """The pieces that are not empty, with a separator between them."""
    return Text(separator).join([piece for piece in pieces if piece])


def unsure(text: Text, certainty: float) -> Text:
    """The text with a question mark behind it where it is less sure than LOW_CONFIDENCE."""
    return text if certainty >= LOW_CONFIDENCE else Text.assemble(text, ("?", "yellow"))


def confidence(certainty: float) -> Text:
    """The confidence as a percentage, marked where it is low."""
    return unsure(Text(f"{certainty:.0%}", style=DIM), certainty)


def heading(title: str, number: int) -> Padding:
    """A section's title with the number of things in it."""
    return Padding(Rule(Text.assemble((title, "bold"), (f" ({number})", DIM)), align="left", style=DIM), (1, 0, 0, 0))


def review_badge(review: Review, messages: Messages) -> Text:
    """What a human decided, nothing where nobody has."""
    if review.state == "machine":
        return Text()
    words = messages.reviews[review.state].format(by=clean(review.by or "?"))
    return Text(f"✓ {words}" if review.state != "rejected" else f"✗ {words}", style=REVIEW_STYLES[review.state])


def evidence(
    sentence: Span,
    trigger: Span | None = None,
    actors: Iterable[Span] = (),
    recipients: Iterable[Span] = (),
    stars: bool = False,
) -> Text:
    """The sentence with trigger, actors and recipients styled; `stars` are put around the trigger where colours fail.

    Spans outside the sentence are passed over. Where spans overlap the trigger shows, then actors, then recipients.
    """
    marks = [(trigger, TRIGGER)] if trigger else []
    marks += [(span, ACTOR) for span in actors] + [(span, RECIPIENT) for span in recipients]
    start, end = _window(sentence, trigger)
    inside = [(span, style) for span, style in marks if span.start >= start and span.end <= end]
    cuts = {start, end, *(span.start for span, _ in inside), *(span.end for span, _ in inside)}
    edges = sorted(cut for cut in cuts if trigger is None or not trigger.start < cut < trigger.end)
    text = Text("…" if start > sentence.start else "")
    for left, right in pairwise(edges):
        style = next((style for span, style in inside if span.start <= left and right <= span.end), "")
        words = clean(sentence.text[left - sentence.start : right - sentence.start])
        starred = stars and style == TRIGGER
        text.append(f"*{words}*" if starred else words, style=style)
    return text.append("…" if end < sentence.end else "")


def _window(sentence: Span, trigger: Span | None) -> tuple[int, int]:
    """The part of a sentence that is shown: all of it, or EVIDENCE_LIMIT characters around the trigger."""
    if sentence.end - sentence.start <= EVIDENCE_LIMIT:
        return sentence.start, sentence.end
    middle = trigger.start if trigger else sentence.start
    start = max(sentence.start, min(middle - EVIDENCE_LIMIT // 2, sentence.end - EVIDENCE_LIMIT))
    return start, start + EVIDENCE_LIMIT


def stated_time(time: StatedTime, messages: Messages) -> str:
    """A date of the page in words, at its own precision, with its zone or the remark that none is stated."""
    try:
        moment = datetime.fromisoformat(f"{time.value}-01-01"[:10] if len(time.value) < 10 else time.value)
    except ValueError:
        return clean(time.value)
    names = {
        "weekday": messages.weekdays[moment.weekday()],
        "day": moment.day,
        "month": messages.months[moment.month - 1],
        "year": moment.year,
    }
    if time.precision in ("year", "month", "day"):
        pattern = {"year": "{year}", "month": messages.month, "day": messages.date}[time.precision]
        return pattern.format(**names)
    clock = messages.clock.format(hour=f"{moment.hour:02}", minute=f"{moment.minute:02}")
    return f"{messages.date.format(**names)}, {clock} {_zone(time, moment, messages)}"


def _zone(time: StatedTime, moment: datetime, messages: Messages) -> str:
    offset = moment.isoformat()[-6:] if moment.tzinfo else ""
    named = clean(time.zone or "")
    if named and offset and named != offset:
        return f"{named} (UTC{offset})"
    return named or (f"UTC{offset}" if offset else f"({messages.no_zone})")
