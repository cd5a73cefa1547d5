"""Stories as a list, and a story day by day."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from lansir.cli.view_text import DIM
from lansir.story.conflicts import Conflict, Figure
from lansir.story.told import CameOf, Day, Happened, Story, StoryLine
from lansir.words.catalogue import Messages
from lansir.words.counting import Count
from lansir.words.terminal import clean

__all__ = ["story_list", "story_view"]

CONFLICT, OUTCOME = "yellow", "green"
STAGES = {"happened": "●", "ahead": "◷", "denied": "✗"}
INDENT = 2
MOST_SOURCES = 3
LONGEST = 200
"""Characters of a sentence that are shown."""


def story_list(stories: Sequence[StoryLine], labels: Messages) -> RenderableType:
    """Each story in two lines: its title, and how much of what is about it."""
    if not stories:
        return Text(labels.stories.none)
    return Group(*(part for line in stories for part in (_title(line, labels), _measures(line, labels))))


def story_view(story: Story, labels: Messages) -> RenderableType:
    """A story: its title and measures, then its days with what happened on each."""
    days = [part for day in story.days for part in _day(day, labels)]
    return Group(_title(story.line, labels), _measures(story.line, labels), *days)


def _title(line: StoryLine, labels: Messages) -> Text:
    return Text.assemble((clean(line.title or labels.untitled), "bold"), "  ", (line.id, DIM))


def _measures(line: StoryLine | Happened, labels: Messages) -> Padding:
    words = labels.stories
    told = words.measures.format(
        articles=Count(line.articles),
        outlets=Count(line.outlets),
        origins=Count(line.origins),
        languages=", ".join(labels.languages.get(code, code) for code in line.languages) or labels.unknown,
    )
    if isinstance(line, StoryLine) and line.first_day and line.last_day:
        day = line.first_day if line.first_day == line.last_day else f"{line.first_day} – {line.last_day}"
        told = f"{told}; {day}"
    return Padding(Text(told, style=DIM), (0, 0, 0, INDENT))


def _day(day: Day, labels: Messages) -> Iterator[RenderableType]:
    yield Padding(Text(day.day or labels.stories.undated, style="bold"), (1, 0, 0, 0))
    for told in day.occurrences:
        yield Padding(Group(*_occurrence(told, labels)), (0, 0, 0, INDENT))


def _occurrence(told: Happened, labels: Messages) -> Iterator[RenderableType]:
    yield Text.assemble(f"{STAGES[told.stage]} {told.type}  ", _short(told.sentence), "  ", (told.id, DIM))
    yield _measures(told, labels)
    for conflict in told.conflicts:
        yield Padding(_conflict(conflict, labels), (0, 0, 0, INDENT))
    for came in told.came_of_it:
        yield Padding(_came(came, labels), (0, 0, 0, INDENT))


def _conflict(conflict: Conflict, labels: Messages) -> Text:
    """The numbers side by side, each with who gives it."""
    by_value: dict[int, list[Figure]] = {}
    for figure in conflict.figures:
        by_value.setdefault(figure.value, []).append(figure)
    words: str = getattr(labels, conflict.kind)
    told = (f"{words.format(n=f'{value:,}')} ({_sources(given, labels)})" for value, given in by_value.items())
    return Text(f"≠ {' | '.join(told)}", style=CONFLICT)


def _sources(figures: Sequence[Figure], labels: Messages) -> str:
    most = sorted(figures, key=lambda figure: (-figure.origins, -len(figure.articles), figure.first))
    named = [f"{clean(figure.source)} {figure.first[:10]}" for figure in most[:MOST_SOURCES]]
    more = len(most) - len(named)
    return "; ".join([*named, *([labels.more.format(n=more)] if more else [])])


def _came(came: CameOf, labels: Messages) -> Text:
    words = labels.stories.happened if came.kind == "happened" else labels.stories.refused
    return Text.assemble(
        (f"→ {words} {came.day or ''}: ", OUTCOME), _short(came.sentence), (f"  {came.occurrence}", DIM)
    )


def _short(sentence: str) -> str:
    shown = clean(sentence)
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
