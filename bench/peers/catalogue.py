"""The systems, their settings, and what others state of theirs: the data files of this folder."""

from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

import msgspec

from bench.peers.exchange import Settings

__all__ = ["Choice", "Published", "System", "TaskName", "choices", "published", "systems"]

TaskName = Literal["statements", "times", "pages", "types", "events"]
Kind = TypeVar("Kind")


class System(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of the tables.

    `lessons`: it learns from the training documents; `mentions`: it is given the names that Lansir finds; `settings`
    add to those chosen for its module.
    """

    task: TaskName
    name: str
    module: str
    packages: list[str]
    outside: bool
    languages: list[str]
    taught: str
    lessons: bool = False
    mentions: bool = False
    settings: Settings = {}

    def all_settings(self) -> Settings:
        """What it is run with."""
        known = choices().get(self.module)
        return {**(known.chosen if known else {}), **self.settings}


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of a module; `measure` is what the choice among the candidates goes by."""

    chosen: Settings
    candidates: dict[str, list[Any]] = {}
    measure: str | None = None


class Published(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure that others state of a system on their own data."""

    task: str
    system: str
    measure: str
    value: float
    data: str


@cache
def systems() -> tuple[System, ...]:
    """The systems in the order of the tables."""
    return _read("systems.yaml", tuple[System, ...])


@cache
def choices() -> dict[str, Choice]:
    """Module -> its settings."""
    return _read("settings.yaml", dict[str, Choice])


def published() -> list[Published]:
    """What others state."""
    return _read("published.yaml", list[Published])


def _read(name: str, kind: type[Kind]) -> Kind:
    return msgspec.yaml.decode(files("bench.peers").joinpath(name).read_bytes(), type=kind)
