"""The races and who runs in them, the prices, and what others state of coding by language models: the data files."""

from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

import msgspec

from bench.peers.catalogue import choices
from bench.peers.exchange import Settings

__all__ = ["Assumed", "Entrant", "Published", "Race", "RaceName", "Setup", "published", "races", "setup"]

RaceName = Literal["pages", "copies", "times", "statements", "types", "whole"]
Kind = TypeVar("Kind")


class Entrant(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who runs: `module` prepares it, `does` says what comes of it; `lessons`: it learns from the training part."""

    name: str
    module: str
    does: str
    packages: list[str] = []
    outside: bool = True
    lessons: bool = False
    settings: Settings = {}
    candidates: dict[str, list[Any]] = {}

    def all_settings(self) -> Settings:
        """What it is run with: its own settings beside those that `bench.peers` has chosen for its module."""
        known = choices().get(self.module.rpartition(".")[2])
        return {**(known.chosen if known else {}), **self.settings}


class Race(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is raced: the first entrant is the one that the others are measured by.

    `things` is what one is called; `most` how many of them are taken, `rounds` how often each entrant does all.
    """

    race: RaceName
    title: str
    things: str
    note: str
    most: int
    rounds: int
    entrants: list[Entrant]


class Assumed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number that was not measured, and where it comes from."""

    value: float
    source: str


class Setup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The core hour's price in dollars; by how much a ratio may be worse than the last one that was kept."""

    core_hour: Assumed
    worse: float


class Published(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What others state of a coder: dollars for so many stories, or seconds of one story for one type."""

    system: str
    stated: str
    dollars: float | None = None
    stories: int = 1
    seconds: float | None = None


@cache
def races() -> tuple[Race, ...]:
    """The races in their order."""
    return _read("races.yaml", tuple[Race, ...])


@cache
def setup() -> Setup:
    """What is assumed."""
    return _read("settings.yaml", Setup)


@cache
def published() -> tuple[Published, ...]:
    """What others state."""
    return _read("published.yaml", tuple[Published, ...])


def _read(name: str, kind: type[Kind]) -> Kind:
    return msgspec.yaml.decode(files("bench.race").joinpath(name).read_bytes(), type=kind)
