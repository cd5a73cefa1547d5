"""Bring your own: what other packages add to Lansir, by entry points (docs/hooks.md has an example of each kind).

| group                  | an entry point's object                                                                   |
|------------------------|-------------------------------------------------------------------------------------------|
| `lansir.exporters`     | an `Exporter` of `lansir.export.format`, or a class that makes one without arguments      |
| `lansir.sources`       | a `SourcePlugin` of `lansir.ingest.sources`, or a class that makes one                    |
| `lansir.page_adapters` | a `PageAdapter`, or a class that makes one                                                |
| `lansir.actors`        | the path of a file of actors (YAML, CSV, FollowTheMoney), or a function that gives it     |
| `lansir.languages`     | the folder of a language's data files, or a function that gives it; named by ISO 639-1    |

The exporters of the package itself are found in the same way. A plugin that is broken is named and passed over; asking
for it by name is an error that says what is wrong with it. Nothing of a plugin is loaded before its group is asked for.
"""

import os
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Literal, Protocol, TypeGuard, cast, get_args
from urllib.parse import urlsplit

import msgspec

from lansir.errors import InputError

__all__ = [
    "GROUPS", "Broken", "Group", "PageAdapter", "actor_files", "adapted", "found", "language_folders",
    "load", "names", "one",
]  # fmt: skip

Group = Literal["lansir.exporters", "lansir.sources", "lansir.page_adapters", "lansir.actors", "lansir.languages"]
GROUPS: tuple[Group, ...] = get_args(Group)
OWN = "lansir"
"""The distribution whose plugins go first where two have one name."""

KINDS: dict[Group, str] = {
    "lansir.exporters": "exporter",
    "lansir.sources": "source",
    "lansir.page_adapters": "page adapter",
    "lansir.actors": "actor table",
    "lansir.languages": "language",
}
NEEDED: dict[Group, tuple[str, ...]] = {
    "lansir.exporters": ("name", "title", "media_type", "tables", "write"),
    "lansir.sources": ("name", "matches", "items"),
    "lansir.page_adapters": ("hosts", "adapt"),
}
"""What an object of the group must have."""


class PageAdapter(Protocol):
    """What is particular to an outlet's pages: takes HTML and gives HTML that says the same more plainly."""

    hosts: tuple[str, ...]
    """Hosts whose pages it takes, those below them included ("example.com" is also "www.example.com")."""

    def adapt(self, html: str, url: str, captured: str | None) -> str:
        """The page without what is in the reader's way; `captured` is when it was fetched, where that is known."""
        ...


class Broken(msgspec.Struct, frozen=True):
    """A plugin that cannot be used, and why."""

    group: Group
    name: str
    distribution: str
    reason: str

    def __str__(self) -> str:
        """In one line."""
        return f"{KINDS[self.group]} {self.name!r} of {self.distribution} is passed over: {self.reason}"


def names(group: Group) -> list[str]:
    """The names of a group's plugins, sorted; nothing is loaded."""
    return sorted({point.name for point in _points(group, tuple(sys.path))})


def load(group: Group, complain: Callable[[Broken], None] | None = None) -> dict[str, object]:
    """The plugins of a group by name, sorted; `complain` is called for each broken one, else a warning is given."""
    loaded, broken = found(group)
    for fault in broken:
        (complain or _warn)(fault)
    return loaded


def one(group: Group, name: str) -> object:
    """The plugin of that name; InputError where there is none, with the names that there are, or where it is broken."""
    made = _loaded(group, name, tuple(sys.path))
    if made is None:
        raise InputError(f"no {KINDS[group]} is called {name!r}; there are {', '.join(names(group)) or 'none'}")
    if isinstance(made, Broken):
        raise InputError(f"{KINDS[group]} {name!r} of {made.distribution} cannot be used: {made.reason}")
    return made


def found(group: Group) -> tuple[dict[str, object], list[Broken]]:
    """The plugins of a group that can be used, by name, and those that cannot."""
    made = {name: _loaded(group, name, tuple(sys.path)) for name in names(group)}
    broken = [fault for fault in made.values() if isinstance(fault, Broken)]
    return {name: plugin for name, plugin in made.items() if not isinstance(plugin, Broken)}, [*broken, *_hidden(group)]


def actor_files() -> list[Path]:
    """The files of actors that plugins bring, by name."""
    return [_path(found) for found in load("lansir.actors").values()]


def language_folders() -> dict[str, Path]:
    """The folders of languages that plugins bring, by ISO 639-1 code."""
    return {code: _path(found) for code, found in load("lansir.languages").items()}


def adapted(html: str, url: str | None, captured: str | None) -> tuple[str, str | None]:
    """The page as the adapter of its host gives it, and why it was not adapted where one failed."""
    host = _host(url)
    for name, found in load("lansir.page_adapters").items() if host else ():
        adapter = cast(PageAdapter, found)
        if any(host == one or host.endswith(f".{one}") for one in adapter.hosts):
            try:
                made = adapter.adapt(html, url or "", captured)
            except Exception as error:  # the page is read as it is rather than not at all
                return html, f"page adapter {name!r} failed ({type(error).__name__}: {str(error)[:200]})"
            return (made, None) if isinstance(made, str) else (html, f"page adapter {name!r} gave no text")
    return html, None


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _path(found: object) -> Path:
    return Path(os.fspath(cast("str | os.PathLike[str]", found)))


@cache
def _points(group: Group, path: tuple[str, ...]) -> tuple[metadata.EntryPoint, ...]:
    """The entry points of a group, each once, Lansir's own first; found anew where `sys.path` has changed."""
    points = {(point.name, point.value, _distribution(point)): point for point in metadata.entry_points(group=group)}
    return tuple(sorted(points.values(), key=lambda point: (point.name, _distribution(point).split()[0] != OWN)))


def _hidden(group: Group) -> Iterator[Broken]:
    """Plugins whose name another one has already."""
    taken: dict[str, metadata.EntryPoint] = {}
    for point in _points(group, tuple(sys.path)):
        first = taken.setdefault(point.name, point)
        if first is not point:
            yield Broken(group, point.name, _distribution(point), f"{_distribution(first)} has one of that name")


@cache
def _loaded(group: Group, name: str, path: tuple[str, ...]) -> object:
    """The plugin, what is wrong with it, or None where there is none."""
    point = next((point for point in _points(group, path) if point.name == name), None)
    if point is None:
        return None
    try:
        made = _made(group, point.load())
        reason = _fault(group, name, made)
    except (Exception, SystemExit) as error:  # whatever a stranger's module raises, the others go on
        reason = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
    return Broken(group, name, _distribution(point), reason) if reason else made


def _made(group: Group, plugin: object) -> object:
    """The plugin itself, where the entry point names what makes it."""
    if group in NEEDED:
        return plugin() if isinstance(plugin, type) else plugin
    return plugin() if callable(plugin) else plugin


def _fault(group: Group, name: str, made: object) -> str | None:
    """What is wrong with a plugin, before it is used."""
    missing = [needed for needed in NEEDED.get(group, ()) if not hasattr(made, needed)]
    if missing:
        return f"it has no {' and no '.join(missing)}"
    if group in ("lansir.exporters", "lansir.sources") and getattr(made, "name", name) != name:
        return f"it calls itself {getattr(made, 'name', None)!r}"
    if group in NEEDED:
        return None
    if not _is_path(made):
        return f"{made!r} is no path"
    return _fault_of_actors(Path(made)) if group == "lansir.actors" else _fault_of_language(Path(made))


def _fault_of_actors(path: Path) -> str | None:
    """A file with a fault would keep every page from being read: it is looked at before."""
    from lansir.knowledge.own import read_own  # noqa: PLC0415  # it looks up the tables, which ask for plugins

    read_own(path)
    return None


def _fault_of_language(folder: Path) -> str | None:
    if not folder.is_dir():
        return f"{folder} is no folder"
    needed = {path.name for path in (files("lansir.lang") / "en").iterdir()}
    missing = sorted(needed - {path.name for path in folder.iterdir()})
    return f"{folder} has no {', '.join(missing)}" if missing else None


def _is_path(made: object) -> TypeGuard[str | os.PathLike[str]]:
    return isinstance(made, str | os.PathLike)


def _distribution(point: metadata.EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else "an unnamed package"


def _warn(broken: Broken) -> None:
    warnings.warn(str(broken), stacklevel=3)
