"""Lansir's page reader: the blocks that count as the body of a page."""

from collections.abc import Sequence

from bench.pages import body
from bench.peers.exchange import Answerer, Lesson, Page, Settings, Word
from lansir.errors import InputError
from lansir.page import read_page

__all__ = ["prepare"]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns nothing; a page that is refused has no text."""

    def answer(page: Page) -> Word:
        try:
            return Word(body(read_page(page.html.encode(), media_type="text/html", url=page.url)))
        except InputError:
            return Word("")

    return answer
