"""What a saved search has told already: one JSON file a search, written whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import msgspec

from lansir.alert.notices import Item, Notice
from lansir.errors import InputError

__all__ = ["Known", "KnownArticle", "Mark", "State", "load_state", "new_feed", "save_state", "state_path"]

FORMAT = 1


class Known(msgspec.Struct, frozen=True, array_like=True):
    """An item as it was told last: its line, and its key."""

    told: str
    key: str


class KnownArticle(msgspec.Struct, frozen=True, array_like=True):
    """An article of which something was told, with its items by id."""

    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    address: str | None
    items: dict[str, Known]

    def item(self, article: str, identity: str) -> Item:
        """An item as far as it is remembered."""
        told = self.items[identity].told
        return Item(identity, article, told, "", "", self.title, self.outlet, self.url, self.published, self.address)


class Mark(msgspec.Struct, frozen=True):
    """By what a store is known again: the first change that it notes."""

    article: str
    at: str


class State(msgspec.Struct, frozen=True):
    """Where a search stands.

    `number` is that of the latest change that was looked at; `known` are the articles with items that match, and
    `recent` the last notices, the newest first. `feed` is the UUID of the Atom feed.
    """

    name: str
    asks: str
    feed: str
    started: str
    store: Mark | None
    number: int
    known: dict[str, KnownArticle]
    recent: list[Notice] = []
    format: int = FORMAT


def new_feed() -> str:
    """The UUID of a new feed."""
    return str(uuid4())


def state_path(search_file: Path, name: str, folder: Path | None = None) -> Path:
    """Where the state of a search is kept: `NAME.state.json` beside its file, or in a folder of its own."""
    return (folder or search_file.parent) / f"{name}.state.json"


def load_state(path: Path) -> State | None:
    """The state of a search, None where there is none yet; InputError where the file cannot be read."""
    try:
        state = msgspec.json.decode(path.read_bytes(), type=State)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; check the path") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{path}: no state of a saved search: {error}; remove it to begin anew") from None
    if state.format > FORMAT:
        raise InputError(f"{path}: written by a newer Lansir; update Lansir, or remove it to begin anew")
    return state


def save_state(path: Path, state: State) -> None:
    """Write a state: at any time the old one or the new one is there. InputError where it cannot be written."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(msgspec.json.encode(state))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}; choose another --state") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
