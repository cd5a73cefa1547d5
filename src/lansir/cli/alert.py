"""`lansir alert`: what is new, corrected or withdrawn in saved searches since the last time."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from lansir.cli.options import LabelsOption
from lansir.cli.store import STORE
from lansir.errors import InputError

if TYPE_CHECKING:
    from lansir.alert import Report, Search, State

__all__ = ["alert_command"]

FORMATS = ("text", "json", "atom")
KEPT = 100


def alert_command(
    searches: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Saved searches: YAML files.", show_default=False)
    ],
    store: Annotated[Path, typer.Option("--store", metavar="FILE", help="The store.")] = STORE,
    format_: Annotated[
        str, typer.Option("--format", metavar="text|json|atom", help="For people, for programs, or a feed.")
    ] = "text",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write there; of several feeds, the folder.")
    ] = None,
    state: Annotated[
        Path | None, typer.Option("--state", metavar="DIR", help="Where states are kept; else beside the searches.")
    ] = None,
    since_start: Annotated[
        bool, typer.Option("--since-start", help="Tell all that matches, whatever was told before.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell it, and tell it again the next time.")] = False,
    keep: Annotated[int, typer.Option("--keep", metavar="N", min=1, help="Entries that a feed keeps.")] = KEPT,
    lang: LabelsOption = None,
) -> None:
    """Tell what is new in saved searches since the last time, what was corrected, and what was withdrawn.

    The first time a search begins: what matches today is known, and told with --since-start alone.
    """
    from lansir.alert import save_state  # noqa: PLC0415  # `--help` must not load SQLite
    from lansir.alert.lock import held_alone  # noqa: PLC0415
    from lansir.words.loading import choose_language  # noqa: PLC0415

    if format_ not in FORMATS:
        raise InputError(f"--format {format_}: no such format; write {', '.join(FORMATS)}")
    asked = _asked(searches, state)
    with nullcontext() if dry_run else held_alone(path for _, path in asked):
        looks = _looks(store, asked, since_start=since_start, keep=keep)
        _write(looks, format_, to, choose_language(lang))
        if not dry_run:
            for one in looks:
                save_state(one.path, one.state)


class _Look(NamedTuple):
    """What a search tells, and the state to be kept once it is told."""

    search: "Search"
    report: "Report"
    state: "State"
    path: Path


def _asked(searches: Sequence[Path], folder: Path | None) -> "list[tuple[Search, Path]]":
    """The searches, each with the path of its state."""
    from lansir.alert import load_search, state_path  # noqa: PLC0415

    loaded = [(path, load_search(path)) for path in searches]
    paths = [state_path(path, search.name, folder) for path, search in loaded]
    if len(set(paths)) < len(paths):
        twice = next(search.name for (_, search), path in zip(loaded, paths, strict=True) if paths.count(path) > 1)
        raise InputError(f"two searches are called {twice!r}; give each a name of its own")
    return [(search, path) for (_, search), path in zip(loaded, paths, strict=True)]


def _looks(store: Path, asked: "Sequence[tuple[Search, Path]]", *, since_start: bool, keep: int) -> list[_Look]:
    from lansir.alert import load_state, look  # noqa: PLC0415
    from lansir.store import Store  # noqa: PLC0415

    found = []
    with Store(store) as opened:
        for search, path in asked:
            report, state = look(opened, search, load_state(path), since_start=since_start, recent=keep)
            found.append(_Look(search, report, state, path))
    return found


def _write(looks: Sequence[_Look], format_: str, to: Path | None, language: str) -> None:
    """Write what is to be told, all of it before any state is kept."""
    from lansir.cli.output import open_output  # noqa: PLC0415

    if format_ == "atom":
        _write_feeds(looks, to, language)
        return
    text = _json(looks) if format_ == "json" else _text(looks, language)
    with open_output(to) as stream:
        stream.write(text)
        stream.flush()


def _write_feeds(looks: Sequence[_Look], to: Path | None, language: str) -> None:
    from lansir.alert.atom import atom  # noqa: PLC0415
    from lansir.cli.output import open_output  # noqa: PLC0415

    several = len(looks) > 1
    if several and (to is None or not to.is_dir()):
        raise InputError("each search is a feed of its own; with several, give a folder that is there: --to DIR")
    for one in looks:
        path = to / f"{one.search.name}.atom" if to and to.is_dir() else to
        with open_output(path) as stream:
            stream.write(atom(one.search, one.state, language))
            stream.flush()


def _json(looks: Sequence[_Look]) -> str:
    from lansir.cli.output import indented  # noqa: PLC0415

    return indented([one.report for one in looks]) + "\n"


def _text(looks: Sequence[_Look], language: str) -> str:
    """Lines for people; nothing where there is nothing to be told."""
    from lansir.alert.text import lines  # noqa: PLC0415
    from lansir.words.terminal import clean  # noqa: PLC0415

    parts = []
    for one in looks:
        known = sum(len(article.items) for article in one.state.known.values())
        told = [f"{_indent(line)}{clean(line.lstrip())}" for line in lines(one.report, known, language)]
        if told:
            parts.append("\n".join(told) + "\n")
    return "\n".join(parts)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
