"""A saved search: a YAML file with a name and a query."""

import re
from pathlib import Path
from typing import Literal

import msgspec

from lansir.errors import InputError, LansirError
from lansir.nesting import require_sound
from lansir.query.language import Query, parse

__all__ = ["Kind", "Search", "load_search"]

Kind = Literal["events", "statements"]
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
LARGEST = 64 * 1024


class Search(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A saved search.

    `name` names its state and its feed: letters, digits, `.`, `-` and `_`. `title` is what people call it, `notes` are
    for whoever keeps the file.
    """

    name: str
    query: str
    kind: Kind = "events"
    title: str | None = None
    notes: str | None = None

    @property
    def parsed(self) -> Query:
        """The query; it was understood when the search was loaded."""
        return parse(self.query)

    @property
    def asks(self) -> str:
        """Kind and query in their one spelling: searches that ask the same are the same."""
        return f"{self.kind} {self.parsed}"


def load_search(path: Path) -> Search:
    """The search of a YAML file; InputError where it cannot be read or understood."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise InputError(f"{path}: more than {LARGEST >> 10} KiB; a saved search is a few lines of YAML")
        text = data.decode("utf-8-sig")  # in UTF-16, which YAML allows too, the depth of another text would be told
        require_sound(text)
        search = msgspec.yaml.decode(text, type=Search)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; check the path") from None
    except (ValueError, OverflowError, RecursionError) as error:  # of YAML's dates and numbers too
        told = " ".join(str(error).split())
        raise InputError(f"{path}: no saved search: {told}; write name, query and kind in YAML") from None
    if not NAME.fullmatch(search.name):
        raise InputError(f"{path}: name {search.name!r} has other signs than letters, digits, '.', '-' and '_'")
    try:
        search.parsed  # noqa: B018  # a query that is wrong is told before anything is looked for
    except LansirError as error:
        raise InputError(f"{path}: query: {error}") from None
    return search
