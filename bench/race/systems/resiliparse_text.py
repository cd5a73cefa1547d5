"""resiliparse's main text of a page."""

from collections.abc import Sequence
from importlib import import_module

from bench.peers.exchange import Answerer, Lesson, Page, Settings, Word

__all__ = ["prepare"]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns nothing; only what it takes for the main content, without comments."""
    extract = import_module("resiliparse.extract.html2text").extract_plain_text

    def answer(page: Page) -> Word:
        return Word(str(extract(page.html, main_content=True, alt_texts=False)))

    return answer
