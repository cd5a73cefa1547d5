"""newspaper4k's text of a page, as it comes.

For Korean it needs data that no package brings along; such a page is read again as English.
"""

import warnings
from collections.abc import Sequence
from importlib import import_module

from bench.peers.exchange import Answerer, Lesson, Page, Settings, Word

__all__ = ["prepare"]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns nothing; pictures are not fetched."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        newspaper = import_module("newspaper")

    def text(page: Page, **options: object) -> Word:
        article = newspaper.Article(url=page.url, fetch_images=False, **options)
        article.download(input_html=page.html)
        article.parse()
        return Word(article.text or "")

    def answer(page: Page) -> Word:
        try:
            return text(page)
        except (ImportError, LookupError):
            return text(page, language="en")

    return answer
