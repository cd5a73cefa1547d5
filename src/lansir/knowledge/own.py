"""A user's own actors: read from YAML, CSV or FollowTheMoney JSON, checked like those of the table.

`read_own` goes by the file's ending. An actor with the key of one in the table replaces it; a name that an own actor
has means that actor, whatever the table says (`Knowledge`).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path

import msgspec

from lansir.errors import DataFileError
from lansir.knowledge.entries import Actor
from lansir.knowledge.names import key_of, tokens
from lansir.knowledge.own_csv import csv_actors
from lansir.knowledge.own_ftm import ftm_actors
from lansir.knowledge.own_yaml import yaml_actors
from lansir.knowledge.validity import actor_faults, overlaps

__all__ = ["LARGEST_FILE", "read_own"]

LARGEST_FILE = 64 * 1024 * 1024
READERS: dict[str, Callable[[str], list[Actor]]] = {
    ".yaml": yaml_actors,
    ".yml": yaml_actors,
    ".csv": csv_actors,
    ".tsv": csv_actors,
    ".json": ftm_actors,
    ".jsonl": ftm_actors,
    ".ijson": ftm_actors,
    ".ftm": ftm_actors,
}


def read_own(path: Path) -> list[Actor]:
    """The actors of a user's file, each with the file's name as its `source`.

    Raises DataFileError, with the first fault, where the file cannot be read or breaks the rules of the table.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise DataFileError(f"{path}: actors are read from YAML, CSV and FollowTheMoney JSON: name it {_endings()}")
    try:
        actors = reader(_text(path))
    except DataFileError as error:
        raise DataFileError(f"{path}: {error}") from None
    named = [_complete(actor, path.name) for actor in actors]
    _refuse(list(faults(named, str(path))))
    return named


def faults(actors: Sequence[Actor], where: str) -> Iterable[str]:
    """What is wrong with a user's actors, one line each."""
    if not actors:
        yield f"{where}: no actors in it"
    for key, times in Counter(actor.key for actor in actors).items():
        if times > 1:
            yield f"{where}: {key!r} is there {times} times: write an actor once; give two of one name a key each"
    yield from chain.from_iterable(actor_faults(actor, where) for actor in actors)
    yield from overlaps(actors, where)


def _refuse(found: list[str]) -> None:
    if found:
        more = f" (and {len(found) - 1} more faults)" if len(found) > 1 else ""
        raise DataFileError(f"{found[0]}{more}")


def _complete(actor: Actor, source: str) -> Actor:
    """The actor with its file and a key: the one given, else made from its name."""
    group, _, name = (actor.key or f"own/{actor.name}").partition("/")
    return msgspec.structs.replace(actor, key=f"{group}/{_slug(name)}", source=source)


def _slug(name: str) -> str:
    """The name in small Latin letters, digits and hyphens; a digest of it where it has none of these."""
    slug = "-".join(re.findall(r"[a-z0-9]+", key_of(tokens(name))))
    return slug or hashlib.blake2b(name.encode(), digest_size=8).hexdigest()


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise DataFileError(f"more than {LARGEST_FILE >> 20} MiB; split it into several files")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataFileError((error.strerror or str(error)).lower()) from None
    except UnicodeDecodeError:
        raise DataFileError("not in UTF-8; save it as UTF-8 (in a spreadsheet: CSV UTF-8)") from None


def _endings() -> str:
    return ", ".join(READERS)
