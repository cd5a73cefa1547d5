"""Forgetting from end to end: erased, overwritten, proven."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from lansir.forget.erasing import erase_articles, erase_person, lift_within
from lansir.forget.files import overwritten, ready
from lansir.forget.names import Names
from lansir.forget.plan import ArticlesPlan, PersonPlan
from lansir.forget.proof import Report, passages_of, proven_articles, proven_person
from lansir.forget.states import HeldStates, held_states
from lansir.keys import id_of
from lansir.store import Store
from lansir.store.forgotten import articles_of

__all__ = ["forget_articles", "forget_person", "lift_articles"]


def forget_person(store: Store, plan: PersonPlan, *, articles: bool = False, folders: Iterable[Path] = ()) -> Report:
    """Forget a person in a store that is open for writing, and prove it.

    With `articles` the articles that name them go as a whole. `folders` hold the states of saved searches, beside the
    store's own. Nothing is lost where it is cut off, and running it again completes it: with names, for a key is
    forgotten too. Nothing was changed where there is no room for overwriting (StoreFull), and where a search is at work
    or its file is no state (InputError). InputError later where a search began meanwhile and does not end, or a state
    cannot be written; other errors are the store's.
    """
    before = ready(store)
    names = Names(plan.person.names.given | plan.person.shared.given)
    changed = {id_of("ar", article) for article in plan.articles}
    with _held(store, folders) as held:
        erased = erase_person(store, plan, articles=articles)
        states = held.forget(store.connection, changed, names)
        emptied = overwritten(store)
    return proven_person(store, plan, erased=erased, states=states, before=before, emptied=emptied)


def forget_articles(store: Store, plan: ArticlesPlan, *, folders: Iterable[Path] = ()) -> Report:
    """Forget articles in a store that is open for writing, and prove it; errors as for `forget_person`."""
    before = ready(store)
    gone = {
        identity for key in articles_of(store.connection, plan.asked) if (identity := id_of("ar", key)) not in store
    }
    named = {one for one in plan.asked if one[:3] == "ar-"}
    ids = sorted({id_of("ar", key) for key in plan.articles} | named | gone)
    passages = [*passages_of(store, plan.articles), *(one for one in plan.asked if one not in ids)]
    with _held(store, folders) as held:
        erased = erase_articles(store, plan)
        states = held.forget(store.connection, ids, Names(frozenset()))
        emptied = overwritten(store)
    return proven_articles(store, ids, passages, erased=erased, states=states, before=before, emptied=emptied)


def lift_articles(store: Store, names: Iterable[str]) -> int:
    """Let forgotten articles be ingested again, by id or address; gives how many of these were forgotten."""
    return lift_within(store, names)


def _held(store: Store, folders: Iterable[Path]) -> AbstractContextManager[HeldStates]:
    return held_states([store.path.absolute().parent, *folders])
