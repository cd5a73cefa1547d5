"""`lansir doctor`: what does not work here, and what to do about it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lansir.cli.options import LabelsOption
from lansir.cli.store import STORE
from lansir.errors import DataFileError, InputError
from lansir.words.counting import Count

if TYPE_CHECKING:
    from lansir.doctor import Check
    from lansir.doctor.words import DoctorWords

__all__ = ["doctor_command"]

FORMATS = ("text", "json")


def doctor_command(
    store: Annotated[
        Path | None, typer.Option("--store", metavar="FILE", help="The store; lansir.db where it is there.")
    ] = None,
    deep: Annotated[
        bool, typer.Option("--deep", help="Verify every span, id, reference and hash of the store.")
    ] = False,
    actors: Annotated[
        list[Path] | None,
        typer.Option("--actors", metavar="FILE", help="Your own actors: YAML, CSV or FollowTheMoney."),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="text|json", help="For people, or for programs.")
    ] = "text",
    lang: LabelsOption = None,
) -> None:
    """Check the installation, the model, plugins and a store: a line each, exit code 1 where there is a fault."""
    from lansir.doctor import examined  # noqa: PLC0415  # `--help` must not load the rest

    if format_ not in FORMATS:
        raise InputError(f"--format {format_}: no such format; write {', '.join(FORMATS)}")
    words = _words(lang)
    checks = examined(store or (STORE if STORE.exists() else None), deep=deep, actors=actors or [])
    told = [*_no_store()] if store is None and not STORE.exists() else []
    state = _write_json(checks, told, words) if format_ == "json" else _write(checks, told, words)
    if state == "fault":
        raise typer.Exit(1)


def _no_store() -> "Iterator[Check]":
    from lansir.doctor.check import ok  # noqa: PLC0415

    yield ok("store", "no_store", store=STORE)


def _words(lang: str | None) -> "DoctorWords":
    """The words in the language asked for; in any other where those are what is broken."""
    from lansir.doctor.words import doctor_words  # noqa: PLC0415
    from lansir.words.loading import FALLBACK, catalogues, choose_language  # noqa: PLC0415

    try:
        return doctor_words(choose_language(lang))
    except DataFileError:
        others = catalogues()
    for language in others:
        try:
            return doctor_words(language)
        except DataFileError:
            continue
    return doctor_words(FALLBACK)


def _write(checks: "Iterable[Check]", more: "list[Check]", words: "DoctorWords") -> str:
    """A line a check, as soon as it is made, then what it comes to; the worst state."""
    from lansir.words.terminal import clean  # noqa: PLC0415

    counts = {"ok": 0, "warning": 0, "fault": 0}
    for check in _each(checks, more):
        counts[check.state] += 1
        said, do = _told(check, words)
        line = f"{words.states[check.state]}: {words.about[check.about]}: {said}"
        typer.echo(clean(f"{line} -> {do}" if do else line))
    worst = "fault" if counts["fault"] else "warning" if counts["warning"] else "ok"
    ends = {"fault": words.faults, "warning": words.warnings, "ok": words.all_well}
    typer.echo(ends[worst].format(n=Count(counts[worst])))
    return worst


def _write_json(checks: "Iterable[Check]", more: "list[Check]", words: "DoctorWords") -> str:
    """One object: the worst state, and every check with its words."""
    import msgspec  # noqa: PLC0415

    from lansir._version import __version__  # noqa: PLC0415

    found = list(_each(checks, more))
    states = {check.state for check in found}
    worst = next(state for state in ("fault", "warning", "ok") if state in states)
    rows = [msgspec.to_builtins(check) | dict(zip(("said", "do"), _told(check, words), strict=True)) for check in found]
    made = msgspec.json.encode({"state": worst, "lansir": __version__, "checks": rows})
    typer.echo(msgspec.json.format(made, indent=2).decode())
    return worst


def _each(checks: "Iterable[Check]", more: "list[Check]") -> "Iterator[Check]":
    yield from checks
    yield from more


def _told(check: "Check", words: "DoctorWords") -> tuple[str, str | None]:
    do = words.do.get(check.code) if check.state != "ok" else None
    return words.said[check.code].format(**check.facts), do.format(**check.facts) if do else None
