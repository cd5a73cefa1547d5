"""The last notices of a search as an Atom feed (RFC 4287).

Feed and entries have lasting ids (UUIDs); the same notice is the same entry whenever the feed is written.
"""

import re
from uuid import UUID, uuid5
from xml.etree import ElementTree

from lansir._version import __version__
from lansir.alert.notices import Notice
from lansir.alert.search import Search
from lansir.alert.state import State
from lansir.alert.text import Words, told_why, words

__all__ = ["atom"]

SPACE = "http://www.w3.org/2005/Atom"
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, escaped or not."""
ADDRESS = re.compile(r"https?://[^\s\"<>\\^`{|}\x00-\x20]+", re.IGNORECASE)


def atom(search: Search, state: State, language: str) -> str:
    """The feed of a search: the notices that its state keeps, the newest first, in the words of a language."""
    told, feed = words(language), ElementTree.Element("feed", xmlns=SPACE)
    _add(feed, "id", f"urn:uuid:{state.feed}")
    _add(feed, "title", search.title or search.name)
    _add(feed, "subtitle", f"{search.kind}: {search.parsed}")
    _add(feed, "updated", max([state.started, *(notice.at for notice in state.recent)]))
    _add(_add(feed, "author"), "name", "Lansir")
    _add(feed, "generator", "Lansir", version=__version__)
    for notice in state.recent:
        feed.append(_entry(notice, state, told))
    ElementTree.indent(feed)
    document = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{document}\n'


def _entry(notice: Notice, state: State, told: Words) -> ElementTree.Element:
    entry, item = ElementTree.Element("entry"), notice.item
    _add(entry, "id", f"urn:uuid:{uuid5(UUID(state.feed), f'{notice.what} {item.id} {notice.number}')}")
    _add(entry, "title", f"{told.what[notice.what]}: {item.told}")
    _add(entry, "updated", notice.at)
    if item.url and ADDRESS.fullmatch(item.url):
        _add(entry, "link", rel="alternate", href=item.url)
    _add(entry, "category", term=notice.what, label=told.what[notice.what])
    sentence = f"“{item.sentence}”" if item.sentence else None
    parts = [*told_why(notice, told), sentence, item.title, item.outlet, item.id]
    _add(entry, "content", "\n".join(part for part in parts if part), type="text")
    return entry


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    cleaned = {key: NO_XML.sub("\ufffd", value) for key, value in attributes.items()}
    child = ElementTree.SubElement(parent, name, cleaned)
    child.text = None if text is None else NO_XML.sub("\ufffd", text)
    return child
