"""What saved searches remember: forgotten with the rest, so that no alert tells it once more."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from lansir.alert import State, load_state, save_state
from lansir.alert.lock import LOCK, held_alone
from lansir.alert.notices import Item, Notice
from lansir.alert.state import Known, KnownArticle
from lansir.errors import InputError
from lansir.forget.blanking import blanked, stand_in
from lansir.forget.files import raw_hits
from lansir.forget.names import Names
from lansir.forget.proof import pattern_of
from lansir.keys import key_of

__all__ = ["HeldStates", "files_beside", "held_states"]

KINDS = ("*.state.json", f"*.state.json{LOCK}")
OTHERS = ("*.yaml", "*.yml", "*.atom")
TABLES = {"ev": "event", "st": "statement"}


class HeldStates(NamedTuple):
    """The states of saved searches in folders, with which no alert works now."""

    folders: Sequence[Path]
    files: Sequence[Path]

    def forget(self, connection: sqlite3.Connection, articles: Collection[str], names: Names) -> int:
        """Forget in the states what the store has forgotten; gives how many were changed.

        `articles` are the ids of those that were changed or removed. The state of a search that asks for a name goes as
        a whole. A search whose first run began since the states are held is waited for. InputError where that takes too
        long, and where a file cannot be written.
        """
        begun = [path for path in _state_files(self.folders) if path not in self.files]
        with ExitStack() as held:
            changed = sum(_forget_state(connection, path, articles, names) for path in self.files)
            try:
                held.enter_context(held_alone(begun))
            except InputError:
                raise InputError(
                    f"{', '.join(map(str, begun))}: a run that began meanwhile may write there what was forgotten; "
                    "remove it when that has ended, and run this again, with names if it was with a key"
                ) from None
            return changed + sum(_forget_state(connection, path, articles, names) for path in begun)


@contextmanager
def held_states(folders: Iterable[Path]) -> Iterator[HeldStates]:
    """Hold the states of saved searches in folders, from before the store is changed until nobody reads the old one.

    An alert that is at work has what it will write from before, and is waited for, in its first run too. InputError,
    with nothing changed, where that takes too long, and where a file cannot be locked or is no state.
    """
    wanted = list(folders)
    files = _state_files(wanted)
    with ExitStack() as held:
        try:
            held.enter_context(held_alone(files))
            for path in files:
                load_state(path)
        except InputError as error:
            raise InputError(f"nothing was forgotten: {error}") from None
        yield HeldStates(wanted, files)


def _state_files(folders: Iterable[Path]) -> list[Path]:
    """The states in folders, and those that are about to be: a first run has its lock before it has a state.

    Folders may be named in several ways; none may be locked twice.
    """
    every = [path for folder in folders for kind in KINDS for path in folder.resolve().glob(kind) if path.is_file()]
    return sorted({path.with_name(path.name.removesuffix(LOCK)) for path in every})


def _forget_state(connection: sqlite3.Connection, path: Path, articles: Collection[str], names: Names) -> bool:
    """Whether the state was changed, or removed."""
    state = load_state(path)
    if state is None:
        return False
    if stand_in(state.asks, names):
        path.unlink()
        return True
    made = _without(connection, state, articles, names)
    if made != state:
        save_state(path, made)
    return made != state


def files_beside(folders: Iterable[Path], names: Names) -> list[str]:
    """Saved searches and feeds with a name in them: people write them, or `lansir alert` writes them anew."""
    pattern = pattern_of(names)
    every = sorted({path for folder in folders for kind in OTHERS for path in folder.glob(kind) if path.is_file()})
    return [path.name for path in every if next(raw_hits(path, pattern), None)] if names else []


def _without(connection: sqlite3.Connection, state: State, articles: Collection[str], names: Names) -> State:
    known = {
        key: _known(connection, one, names) if key in articles or _remembers(one, names) else one
        for key, one in state.known.items()
    }
    left = {key: one for key, one in known.items() if one.items}
    recent = [one for one in state.recent if one.item.article not in articles and not _tells(one, names)]
    return msgspec.structs.replace(state, known=left, recent=recent)


def _known(connection: sqlite3.Connection, article: KnownArticle, names: Names) -> KnownArticle:
    """What is remembered of an article that was changed: what is gone from the store is not told as withdrawn."""
    items = {
        key: Known(blanked(one.told, names), one.key)
        for key, one in article.items.items()
        if _is_there(connection, key)
    }
    title, url, address = (text and blanked(text, names) for text in (article.title, article.url, article.address))
    return KnownArticle(title, article.outlet, url, article.published, address, items)


def _remembers(article: KnownArticle, names: Names) -> bool:
    told = (article.title, article.url, article.address, *(item.told for item in article.items.values()))
    return any(stand_in(text, names) for text in told if text)


def _is_there(connection: sqlite3.Connection, target: str) -> bool:
    table = TABLES.get(target[:2])
    query = f"SELECT 1 FROM {table} WHERE id = ?"
    return bool(table) and connection.execute(query, (key_of(target),)).fetchone() is not None


def _tells(notice: Notice, names: Names) -> bool:
    item: Item = notice.item
    told = (item.told, item.words, item.sentence, item.title, item.url, notice.was, notice.note, notice.by)
    return any(stand_in(text, names) for text in told if text)
