"""A process that watches itself, and those that it starts: every connection and every file it writes is noted.

A script that calls `begin` at its top is run by `tests.security.days`; the processes that it spawns begin with the same
script, and are watched with it.
"""

import json
import os
import socket
import sys

NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
NOTES = "WATCHED_NOTES"
"""The variable that names the file of notes."""
_known: set[tuple[str, str]] = set()
_notes: list[int] = []


def begin() -> None:
    """Watch this process from here on."""
    _notes.append(os.open(os.environ[NOTES], os.O_WRONLY | os.O_APPEND | os.O_CREAT))
    note("watched", str(os.getpid()))
    sys.addaudithook(_watch)


def note(kind: str, what: str) -> None:
    """Note something once, at once: a process may be killed."""
    if (kind, what) not in _known:
        _known.add((kind, what))
        os.write(_notes[0], json.dumps([kind, what]).encode() + b"\n")


def lansir(*arguments: str) -> None:
    """One command; what it says does not count here, but that it does what it is to do."""
    from lansir.cli import main

    sys.argv = ["lansir", *arguments]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            note("failed", " ".join(arguments))


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note what the audit event tells of; files that are written in the folder of the day are meant to be."""
    if event in NETWORK:
        whom = [one for one in arguments if not isinstance(one, socket.socket)]
        note("connected", f"{event} {whom}")
    elif event == "sqlite3.connect" or (event == "open" and _is_writing(arguments[2])):
        note("written", str(arguments[0]))


def _is_writing(flags: object) -> bool:
    """Whether a file that is opened so may be written to."""
    return isinstance(flags, int) and bool(flags & WRITING)
