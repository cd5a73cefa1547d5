"""One thing looked at: how it stands, and what to do about it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import msgspec

from lansir.errors import LansirError

__all__ = ["About", "Check", "Code", "State", "fault", "guarded", "ok", "warning"]

State = Literal["ok", "warning", "fault"]
About = Literal["installation", "model", "store", "plugins", "actors"]
Code = Literal[
    "python", "python_old", "installed", "not_installed", "libraries", "library_missing", "library_other", "files",
    "file_missing", "file_damaged", "language", "language_missing", "language_incomplete", "reading", "reading_none",
    "model", "model_damaged", "plugins", "plugin_broken", "actors", "actors_fault", "no_store", "store", "store_fault",
    "other_version", "failures", "integrity", "damaged", "sound", "unsound", "log", "log_long", "disk", "disk_low",
    "disk_full", "may_write", "file_read_only", "folder_read_only", "failed",
]  # fmt: skip
"""What can be said; `lansir.doctor.words` has the words."""


class Check(msgspec.Struct, frozen=True):
    """What was found; `facts` are filled into the words of its code."""

    about: About
    state: State
    code: Code
    facts: dict[str, str] = {}


def ok(about: About, code: Code, **facts: object) -> Check:
    """A check that found nothing wrong."""
    return Check(about, "ok", code, _told(facts))


def warning(about: About, code: Code, **facts: object) -> Check:
    """A check that found what works and may not work for long."""
    return Check(about, "warning", code, _told(facts))


def fault(about: About, code: Code, **facts: object) -> Check:
    """A check that found what does not work."""
    return Check(about, "fault", code, _told(facts))


def guarded(about: About, look: Callable[[], Iterable[Check]]) -> Iterator[Check]:
    """The checks of `look`; whatever it raises is a fault among them, so that the others are told too."""
    try:
        yield from look()
    except LansirError as error:
        yield fault(about, "failed", told=error)
    except Exception as error:  # a broken library may raise anything, and is what is looked for
        yield fault(about, "failed", told=f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")


def _told(facts: dict[str, object]) -> dict[str, str]:
    return {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in facts.items()}
