"""An ordinary day with Lansir in a process that watches itself: prints every connection and every file it writes.

`python ordinary_use.py PAGE` works in the folder where it is; nothing that it does needs a network.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

SEEN: dict[str, set[str]] = {"connected": set(), "written": set()}
NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note what the audit event tells of; files that are written in this folder are meant to be."""
    if event in NETWORK:
        SEEN["connected"].add(f"{event} {arguments[1:]}")
    elif event == "sqlite3.connect" or (event == "open" and is_writing(arguments[2])):
        SEEN["written"].add(str(arguments[0]))


def is_writing(flags: object) -> bool:
    """Whether a file that is opened so may be written to."""
    return isinstance(flags, int) and bool(flags & WRITING)


def lansir(*arguments: str) -> None:
    """One command; what it says does not count here."""
    from lansir.cli import main

    sys.argv = ["lansir", *arguments]
    with suppress(SystemExit):
        main()


def main(page: str) -> None:
    from lansir.ingest.intake import Options, ingest

    shown, sys.stdout = sys.stdout, Path("out.txt").open("w")  # noqa: SIM115  # it is open to the end
    ingest([page], "lansir.db", Options(workers=0))
    lansir("read", page, "--format", "json")
    lansir("find")
    lansir("export", "--format", "csv", "--output", "table.csv")
    lansir("stories")
    lansir("store", "check")
    lansir("doctor")
    lansir("forget", "person", "Nobody Atall")
    sys.stdout = shown
    print(json.dumps({name: sorted(found) for name, found in SEEN.items()}))


if __name__ == "__main__":
    sys.addaudithook(watch)
    main(sys.argv[1])
