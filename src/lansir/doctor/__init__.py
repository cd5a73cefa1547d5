"""The doctor: what of an installation, a model, a store, plugins and own files does not work, and what to do about it.

`examined` looks at all of it. Each check is one line: ok, a warning or a fault. Nothing is changed by looking.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from lansir.doctor.check import Check, State, guarded
from lansir.doctor.installation import actor_files, data_files, languages, libraries, plugins, python, reading
from lansir.doctor.model import model
from lansir.doctor.store import store as store_checks

__all__ = ["Check", "State", "examined"]


def examined(
    store: Path | None = None, *, deep: bool = False, actors: Sequence[Path] = (), folder: Path | None = None
) -> Iterator[Check]:
    """Every check in its order, the store's where one is given; whatever is broken, the others are told too.

    `deep` verifies the store's every span, id and hash; `actors` are a user's own files; `folder` is that of the
    package, by default where it is installed. Never raises.
    """
    yield from guarded("installation", python)
    yield from guarded("installation", libraries)
    yield from guarded("installation", partial(data_files, folder))
    yield from guarded("installation", partial(languages, folder))
    yield from guarded("model", partial(model, folder / "model" if folder else None))
    yield from guarded("model", reading)
    yield from guarded("plugins", plugins)
    yield from guarded("actors", partial(actor_files, actors))
    if store is not None:
        yield from guarded("store", partial(store_checks, store, deep=deep))
