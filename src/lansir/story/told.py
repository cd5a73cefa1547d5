"""What is told together, as it is shown: stories, their timelines, occurrences and the reports of them."""

from typing import Literal

import msgspec

from lansir.record import EventType, Status
from lansir.story.acts import Stage
from lansir.story.conflicts import Changed, Conflict, Figure

__all__ = ["CameOf", "Day", "Happened", "Occurrence", "Report", "Story", "StoryLine", "Telling"]


class StoryLine(msgspec.Struct, frozen=True):
    """A story in one line; `title` and `language` are those of its earliest article."""

    id: str
    title: str | None
    language: str | None
    articles: int
    outlets: int
    origins: int
    languages: list[str]
    first_day: str | None
    last_day: str | None


class Report(msgspec.Struct, frozen=True):
    """An article that tells something: when (universal time), where, in which language, and whose news it is."""

    article: str
    moment: str
    outlet: str | None
    title: str | None
    language: str | None
    origin: str
    how: str


class Telling(msgspec.Struct, frozen=True):
    """An event that tells an occurrence, with the sentence that says so and the words of the act in it."""

    event: str
    type: EventType
    mode: str | None
    status: Status
    sentence: str
    start: int
    end: int
    words: str
    language: str | None
    report: Report


class CameOf(msgspec.Struct, frozen=True):
    """What came of an occurrence, or what one came of: `strength` is the chance that it is so.

    `language` is that of the sentence.
    """

    occurrence: str
    type: EventType
    kind: Literal["happened", "refused"]
    strength: float
    day: str | None
    sentence: str
    language: str | None


class Happened(msgspec.Struct, frozen=True):
    """An occurrence in a timeline. `day` is the one that most tellings give, else that of the first report.

    `language` is that of the sentence, `languages` are those of all tellings.
    """

    id: str
    type: EventType
    stage: Stage
    day: str | None
    sentence: str
    language: str | None
    events: int
    articles: int
    outlets: int
    origins: int
    languages: list[str]
    conflicts: list[Conflict]
    came_of_it: list[CameOf]


class Occurrence(msgspec.Struct, frozen=True):
    """An occurrence with its first and last report, all that tells it, its numbers, and what it led to."""

    told: Happened
    story: str
    first_report: Report
    last_report: Report
    tellings: list[Telling]
    figures: list[Figure]
    changed: list[Changed]
    came_from: list[CameOf]


class Day(msgspec.Struct, frozen=True):
    """A day of a story, None for what no day is known of."""

    day: str | None
    occurrences: list[Happened]


class Story(msgspec.Struct, frozen=True):
    """A story: its line, its articles in order of time, and its timeline."""

    line: StoryLine
    reports: list[Report]
    days: list[Day]
