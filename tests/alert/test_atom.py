"""Feeds: what RFC 4287 asks of them, with lasting ids, and nothing of a page that breaks out of its text."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID
from xml.etree import ElementTree

import msgspec

from lansir.alert import State, look
from lansir.alert.atom import SPACE, atom
from lansir.review import decide
from lansir.store import Store
from tests.alert.conftest import SEARCH, Watcher, add, article, attack

NAMES = {"a": SPACE}
Watch = Callable[..., Watcher]


def feed_of(alert: Watcher) -> ElementTree.Element:
    assert alert.state is not None
    return ElementTree.fromstring(atom(alert.search, alert.state, "en"))


def texts(feed: ElementTree.Element, path: str) -> list[str]:
    return [found.text or "" for found in feed.findall(path, NAMES)]


def ask(feed: ElementTree.Element) -> None:
    """What the standard asks of a feed and its entries."""
    assert feed.tag == f"{{{SPACE}}}feed"
    for one in (feed, *feed.findall("a:entry", NAMES)):
        for name in ("id", "title", "updated"):
            (value,) = texts(one, f"a:{name}")
            assert value
        assert UUID(texts(one, "a:id")[0].removeprefix("urn:uuid:"))
        assert datetime.fromisoformat(texts(one, "a:updated")[0]).tzinfo is not None
    assert texts(feed, "a:author/a:name") == ["Lansir"]  # entries without an author of their own have the feed's
    ids = texts(feed, "a:entry/a:id")
    assert len(set(ids)) == len(ids)
    for entry in feed.findall("a:entry", NAMES):
        assert entry.find("a:content[@type='text']", NAMES) is not None
        assert len(entry.findall("a:link[@rel='alternate']", NAMES)) <= 1


def test_a_feed_tells_the_last_notices_the_newest_first(store: Store, watch: Watch) -> None:
    (first,) = add(store, article("one", attack("Lontar"), url="https://pos.example/1?a=1&b=2"))
    alert = watch()
    alert(since_start=True)
    decide(store, first.events[0].id, "corrected", "Ani", "see <the> note", {"size": {"killed": 2}})
    alert()
    feed = feed_of(alert)
    ask(feed)
    assert texts(feed, "a:title") == ["Attacks"]
    assert texts(feed, "a:entry/a:title") == [
        "Corrected: ASSAULT, actual: ?; killed 2", "New: ASSAULT, actual: ?",
    ]  # fmt: skip
    (corrected, new) = texts(feed, "a:entry/a:content")
    assert corrected.splitlines()[:3] == ["was: ASSAULT, actual: ?", "decided by Ani", "note: see <the> note"]
    assert "Soldiers of Tomas Ardell shelled Lontar." in new
    links = [link.get("href") for link in feed.findall("a:entry/a:link", NAMES)]
    assert links == ["https://pos.example/1?a=1&b=2"] * 2


def test_an_empty_feed_is_a_feed(store: Store, watch: Watch) -> None:
    alert = watch()
    alert()
    ask(feed_of(alert))


def test_the_same_notice_is_the_same_entry(store: Store, watch: Watch) -> None:
    add(store, article("one", attack("Lontar")))
    alert = watch()
    alert(since_start=True)
    before = feed_of(alert)
    alert()
    assert ElementTree.tostring(feed_of(alert)) == ElementTree.tostring(before)
    add(store, article("two", attack("Karang")))
    alert()
    after = feed_of(alert)
    assert texts(after, "a:id") == texts(before, "a:id")
    assert texts(after, "a:entry/a:id")[1:] == texts(before, "a:entry/a:id")
    assert texts(after, "a:updated") >= texts(before, "a:updated")


def test_a_feed_keeps_as_many_entries_as_asked(store: Store) -> None:
    state: State | None = None
    for number in range(5):
        add(store, article(f"a{number}", attack("Lontar")))
        _, state = look(store, SEARCH, state, since_start=state is None, recent=3)
    assert state is not None
    feed = ElementTree.fromstring(atom(SEARCH, state, "id"))
    ask(feed)
    assert texts(feed, "a:entry/a:title") == ["Baru: ASSAULT, actual: ?"] * 3
    assert [notice.number for notice in state.recent] == [5, 4, 3]


def test_hostile_words_stay_words(store: Store, watch: Watch) -> None:
    add(store, article("one", attack("Lontar"), url="javascript:alert(1)"))
    alert = watch()
    alert(since_start=True)
    assert alert.state is not None
    (notice,) = alert.state.recent
    evil = "]]></content><script>\x00\x1b\ud800\uffff&amp;"
    item = msgspec.structs.replace(notice.item, told=evil, sentence=evil, title=evil, outlet=evil)
    alert.state = msgspec.structs.replace(alert.state, recent=[msgspec.structs.replace(notice, item=item)])
    feed = feed_of(alert)
    ask(feed)
    assert feed.find(".//script") is None
    assert feed.findall("a:entry/a:link", NAMES) == []
    assert texts(feed, "a:entry/a:title") == ["New: ]]></content><script>\ufffd\ufffd\ufffd\ufffd&amp;"]
