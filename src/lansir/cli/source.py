"""Where a page comes from: a file, standard input or a URL."""

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lansir.errors import InputError, LansirError, OversizedInput

if TYPE_CHECKING:
    from lansir.record import Record

__all__ = ["STDIN_LIMIT", "read_source", "read_sources"]

STDIN_LIMIT = 64 * 1024 * 1024
"""Bytes taken from standard input: a stream may have no end, and the reader's own limit is lower."""


def read_source(
    source: str, *, published: str | None = None, url: str | None = None, allow_private: bool = False
) -> "Record":
    """Read one source into a record: a path, `-` for standard input, or an http(s) URL, which is fetched.

    `published` and `url` tell what the page does not; `allow_private` fetches from the user's own network too.
    Errors: InputError, FetchError and OSError.
    """
    from lansir.reader import read  # noqa: PLC0415  # loads the model's runtime

    if source == "-":
        return read(_standard_input(), published=published, url=url)
    if source.lower().startswith(("http://", "https://")):
        from lansir.ingest.fetch import fetch  # noqa: PLC0415

        page = fetch(source, allow_private=allow_private)
        return read(page.data, published=published, url=url or page.url, media_type=page.media_type)
    return read(source, published=published, url=url)


def read_sources(
    sources: list[str], *, published: str | None = None, url: str | None = None, allow_private: bool = False
) -> Iterator["tuple[str, Record | LansirError]"]:
    """Read each source in turn and give its name with its record, or with the error where it has none.

    One bad source never stops the rest. A fault of Lansir itself becomes an error too, unless the environment variable
    LANSIR_DEBUG is set: then it is raised.
    """
    for source in sources:
        try:
            yield source, read_source(source, published=published, url=url, allow_private=allow_private)
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
