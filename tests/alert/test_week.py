"""A week with an alert: each day it tells exactly what is new, corrected and withdrawn, once."""

from collections.abc import Callable

from lansir.record import Record
from lansir.review import decide
from lansir.store import Store
from lansir.store.check import check_store
from tests.alert.conftest import Watcher, add, article, attack, meeting
from tests.story.handmade import Act, Made, made

SHELLED = "ASSAULT, actual: ?"
PLANNED = Act("Tomas Ardell plans to bomb Karang.", "bomb", status="planned")


def read_all_again(store: Store, given: list[Made]) -> None:
    """What a rebuild does: every article in place of itself."""
    for one in given:
        record, vectors = made(one)
        if record.article.id in store:
            store.replace(record, vectors=vectors)


def told(watcher: Watcher) -> list[tuple[str, str, str]]:
    return sorted((notice.what, notice.item.id, notice.item.told) for notice in watcher().notices)


def test_a_week(store: Store, watch: Callable[..., Watcher]) -> None:
    sunday = [article("old", attack("Lontar"), day=1), article("older", meeting("Lontar"), day=1)]
    add(store, *sunday)
    alert = watch()
    assert alert().notices == []

    monday = [article("mon", attack("Karang"), meeting("Karang"), day=2), article("mon2", meeting("Tanjung"), day=2)]
    (first, other) = add(store, *monday)
    assert told(alert) == [("new", first.events[0].id, SHELLED)]
    assert told(alert) == []

    tuesday = [article("tue", attack("Lontar"), attack("Tanjung"), PLANNED, day=3)]
    (second,) = add(store, *tuesday)
    decide(store, first.events[0].id, "corrected", "Ani", "twelve died", {"size": {"killed": 12}})
    decide(store, second.events[1].id, "confirmed", "Ani")
    notices = alert.notices()
    assert sorted((notice.what, notice.item.id) for notice in notices) == sorted([
        ("new", second.events[0].id), ("new", second.events[1].id), ("corrected", first.events[0].id),
    ])  # fmt: skip
    (corrected,) = [notice for notice in notices if notice.what == "corrected"]
    assert (corrected.item.told, corrected.was) == (f"{SHELLED}; killed 12", SHELLED)
    assert (corrected.why, corrected.by, corrected.note) == ("decided", "Ani", "twelve died")

    # On Wednesday a plan turns out to have been carried out, an attack to be none, and a meeting to be an arrest.
    decide(store, second.events[2].id, "corrected", "Ani", correction={"status": "actual"})
    decide(store, second.events[0].id, "rejected", "Budi", "an exercise")
    decide(store, other.events[0].id, "corrected", "Ani", correction={"type": "COERCE", "mode": "arrest"})
    notices = alert.notices()
    assert sorted((notice.what, notice.item.id) for notice in notices) == sorted([
        ("new", second.events[2].id), ("withdrawn", second.events[0].id), ("new", other.events[0].id),
    ])  # fmt: skip
    (withdrawn,) = [notice for notice in notices if notice.what == "withdrawn"]
    assert (withdrawn.why, withdrawn.by, withdrawn.note) == ("rejected", "Budi", "an exercise")

    # On Thursday everything is read again, which changes nothing, and a page comes with another text.
    read_all_again(store, [*sunday, *monday, *tuesday])
    url = "https://pos.example/live"
    (live,) = add(store, article("live", attack("Karang"), day=5, url=url))
    assert told(alert) == [("new", live.events[0].id, SHELLED)]
    updated = article("live", attack("Karang"), attack("Muara"), day=5, url=url, updated="2031-03-05T18:00:00+00:00")
    (later,) = add(store, updated)
    assert told(alert) == [("new", later.events[1].id, SHELLED)]

    # On Friday decisions are taken back, and an article is removed.
    decide(store, second.events[0].id, "machine", "Budi")
    decide(store, other.events[0].id, "machine", "Budi")
    store.remove(first.article.id)
    assert told(alert) == sorted([
        ("new", second.events[0].id, SHELLED),
        ("withdrawn", other.events[0].id, "COERCE arrest, actual: ?"),
        ("withdrawn", first.events[0].id, f"{SHELLED}; killed 12"),
    ])  # fmt: skip

    # On Saturday the page's later text goes again, and what it alone told.
    store.remove(later.article.id)
    assert [(notice.what, notice.item.id, notice.why) for notice in alert.notices()] == [
        ("withdrawn", later.events[1].id, "removed")
    ]
    assert told(alert) == []
    assert list(check_store(store)) == []
    assert known(alert) == matching(store)


def known(alert: Watcher) -> set[str]:
    assert alert.state is not None
    return {identity for article in alert.state.known.values() for identity in article.items}


def matching(store: Store) -> set[str]:
    """What matches by reading every record."""
    records: list[Record] = list(store.records())
    return {
        event.id
        for record in records
        for event in record.events
        if event.type in ("ASSAULT", "COERCE") and event.status == "actual" and event.review.state != "rejected"
    }
