"""readability-lxml's summary of a page, with its tags taken out."""

from collections.abc import Sequence
from importlib import import_module

from bench.peers.exchange import Answerer, Lesson, Page, Settings, Word

__all__ = ["prepare"]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns nothing; a page that it refuses has no text."""
    document, unparsed = import_module("readability").Document, import_module("readability.readability").Unparseable
    tree = import_module("lxml.html")

    def answer(page: Page) -> Word:
        try:
            summary = document(page.html, url=page.url).summary(html_partial=True)
        except unparsed:
            return Word("")
        return Word(str(tree.fromstring(summary).text_content()) if summary.strip() else "")

    return answer
