"""Where a page comes from: a file, standard input or a URL."""

import os
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lansir.errors import InputError, LansirError, OversizedInput
from lansir.words.terminal import clean

if TYPE_CHECKING:
    from lansir.encoder import Point
    from lansir.knowledge import Knowledge
    from lansir.record import Record

__all__ = ["STDIN_LIMIT", "Given", "checked_actors", "known_actors", "read_source", "read_sources"]

STDIN_LIMIT = 64 * 1024 * 1024
"""Bytes taken from standard input: a stream may have no end, and the reader's own limit is lower."""

HOST = re.compile(r"(?:www\.|[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}/)")
"""What an address without its scheme begins with."""


class Given(NamedTuple):
    """What the user tells beside the sources.

    `published` and `url` say what the page does not; `allow_private` fetches from the user's own network too; `known`
    are the actors with the user's own among them, None for those of the package; `point` is what reading leans to.
    """

    published: str | None = None
    url: str | None = None
    allow_private: bool = False
    known: "Knowledge | None" = None
    point: "Point" = "balanced"


def known_actors(own: Sequence[Path]) -> "Knowledge | None":
    """The actors of the package with those of a user's files; None where there are no files."""
    if not own:
        return None
    from lansir.knowledge import Knowledge  # noqa: PLC0415

    return Knowledge.load(*own)


def checked_actors(files: Sequence[Path]) -> tuple[Path, ...]:
    """The files, checked: an error in one should not be every page's."""
    known_actors(files)
    return tuple(file.absolute() for file in files)


NOTHING = Given()


def read_source(source: str, given: Given = NOTHING) -> "Record":
    """Read one source into a record: a path, `-` for standard input, or an http(s) URL, which is fetched.

    Errors: InputError, FetchError and OSError.
    """
    read_one = partial(_read_within, published=given.published, known=given.known, point=given.point)
    if source == "-":
        return read_one(_standard_input(), url=given.url)
    if source.lower().startswith(("http://", "https://")):
        from lansir.ingest.fetch import fetch  # noqa: PLC0415

        page = fetch(source, allow_private=given.allow_private)
        return read_one(page.data, url=given.url or page.url, media_type=page.media_type)
    _require_file(source)
    return read_one(source, url=given.url)


def _read_within(source: str | bytes, **told: Any) -> "Record":  # noqa: ANN401  # what `read` takes
    """The record of a page; InputError where reading takes longer, or holds more memory, than a page may."""
    from lansir.limits import within_time  # noqa: PLC0415
    from lansir.memory_limit import TOO_MUCH, within_memory  # noqa: PLC0415
    from lansir.reader import read  # noqa: PLC0415  # loads the model's runtime

    try:
        with within_memory():
            return within_time(partial(read, source, **told))
    except MemoryError:
        raise InputError(TOO_MUCH) from None


def _require_file(source: str) -> None:
    """InputError where a path is a folder, or looks like an address."""
    if Path(source).is_dir():
        ingest = clean(f"lansir ingest {shlex.quote(source)}")
        raise InputError(f"{source}: is a folder; read one page of it, or all of them into a store: {ingest}")
    if HOST.match(source) and not Path(source).exists():
        raise InputError(f"{source}: no such file or directory; if it is an address, write it with https:// before it")


def read_sources(sources: list[str], given: Given = NOTHING) -> Iterator["tuple[str, Record | LansirError]"]:
    """Read each source in turn and give its name with its record, or with the error where it has none.

    One bad source never stops the rest. A fault of Lansir itself becomes an error too, unless the environment variable
    LANSIR_DEBUG is set: then it is raised.
    """
    for source in sources:
        try:
            yield source, read_source(source, given)
        except LansirError as error:
            yield source, error
        except OSError as error:
            yield source, InputError(f"cannot be read: {error.strerror or error}")
        except Exception as error:
            if os.environ.get("LANSIR_DEBUG"):
                raise
            fault = f"{type(error).__name__}: {error}"
            yield source, LansirError(f"a fault of Lansir ({fault}); LANSIR_DEBUG=1 shows where, please report it")


def _standard_input() -> bytes:
    data = sys.stdin.buffer.read(STDIN_LIMIT + 1)
    if len(data) > STDIN_LIMIT:
        raise OversizedInput(f"standard input: more than {STDIN_LIMIT >> 20} MiB; give one page at a time")
    return data
