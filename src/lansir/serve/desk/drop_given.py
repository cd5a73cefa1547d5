"""What was dropped: an address, text or HTML, or a file; bounded, and told in the reader's words where it cannot be."""

from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

import msgspec
from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from lansir.errors import DataFileError, LansirError
from lansir.serve.desk.pages import given_text

__all__ = ["LARGEST", "LONGEST", "Fault", "Given", "fault_of", "given_form", "given_of"]

LARGEST = 5_000_000
"""Bytes of a page, fetched, pasted or as a file."""
LARGEST_FORM = LARGEST + 200_000
LONGEST = 60_000
"""Characters of an article: reading so many takes a quarter of a minute, and others wait for it."""
DRAINED = 8 * LARGEST
"""What is too large is taken in so far, unread: a browser shows no answer before it has sent everything."""
MOST_FIELDS = 12
LONGEST_ADDRESS = 4_000
LONGEST_NAME = 120
SCHEMES = ("http", "https")


class Fault(msgspec.Struct, frozen=True):
    """Why nothing was read: the key of the words for it, and the error's own message where there is one."""

    label: str
    message: str = ""


class Given(msgspec.Struct, frozen=True):
    """What is to be read: `data` where it is there, else the page at `url` is to be fetched.

    `name` is what the reader knows it by: the file's name or the address; empty for pasted text. Media type and time
    of capture are those of a page that was fetched before.
    """

    url: str | None
    data: bytes | None
    published: str | None
    name: str = ""
    media_type: str | None = None
    captured: str | None = None


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of `drop_faults.yaml`."""

    error: str
    label: str
    says: str = ""


async def given_form(request: Request) -> FormData | Fault:
    """The form that was sent; a fault where it is larger than is read here."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or len(length) > 12:
        return Fault("length")
    if int(length) > LARGEST_FORM:
        if int(length) <= DRAINED:
            async for _ in request.stream():
                pass
        return Fault("large")
    return await request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=LARGEST_FORM)


async def given_of(form: FormData) -> Given | Fault:
    """What a form gives: its file, else its text, else its address, which beside the others is where they are from."""
    address, published = _address(given_text(form, "url")), given_text(form, "published") or None
    if isinstance(address, Fault):
        return address
    file, text = form.get("file"), form.get("text")
    if isinstance(file, UploadFile) and file.filename:
        name = "".join(char if char.isprintable() else "?" for char in file.filename)[:LONGEST_NAME]
        return _within(Given(address, await file.read(LARGEST + 1), published, name))
    if isinstance(text, str) and text.strip():
        return _within(Given(address, text.encode("utf-8", "replace"), published))
    return Given(address, None, published, address) if address else Fault("nothing")


def fault_of(error: LansirError) -> Fault:
    """The fault that an error of Lansir is; one that has no words of its own comes with its message alone."""
    names = {kind.__name__ for kind in type(error).__mro__}
    told = (one.label for one in _faults() if one.error in names and one.says in str(error))
    return Fault(next(told, "other"), str(error))


def _within(given: Given) -> Given | Fault:
    return Fault("large") if given.data is not None and len(given.data) > LARGEST else given


def _address(text: str) -> str | Fault | None:
    """The address, with https:// in front of one that states no scheme."""
    if not text:
        return None
    if len(text) > LONGEST_ADDRESS or any(char.isspace() for char in text):
        return Fault("address")
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        known = parts.scheme.lower() in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a bracket that is not closed
        known = False
    return text if known else Fault("address")


@cache
def _faults() -> tuple[Told, ...]:
    try:
        return msgspec.yaml.decode((files(__package__) / "drop_faults.yaml").read_bytes(), type=tuple[Told, ...])
    except msgspec.DecodeError as error:
        raise DataFileError(f"serve/desk/drop_faults.yaml: {error}") from None
