"""trafilatura's main text of a page, without the comments below it."""

from collections.abc import Sequence
from importlib import import_module

from bench.peers.exchange import Answerer, Lesson, Page, Settings, Word

__all__ = ["prepare"]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns nothing; `fast` leaves out its second readers."""
    extract = import_module("trafilatura").extract

    def answer(page: Page) -> Word:
        return Word(extract(page.html, include_comments=False, fast=settings["fast"]) or "")

    return answer
