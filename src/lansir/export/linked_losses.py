"""Counts what a linked format cannot hold, while it is written."""

from lansir.export.linked_text import web_address
from lansir.export.losses import LossCount, left_out
from lansir.query.entries import Entry

__all__ = ["Losses"]

NO_LINK = "left out: only addresses of http and https become links"
ELSEWHERE = 'left out; it is in "jsonl"'


class Losses(LossCount):
    """Losses as they happen, also of addresses that are no links."""

    def add_rest(self, entry: Entry) -> None:
        """Count the parts of the record that no linked format has a place for."""
        for part, count in left_out(entry):
            self.add(part, ELSEWHERE, count)

    def add_reviews(self, entry: Entry) -> None:
        """Count the decisions of people of which the format keeps the outcome alone."""
        reviews = [event.review for event in entry.events] + [told.review for told in entry.statements]
        decided = sum(review.state != "machine" for review in reviews)
        self.add("who reviewed, when and why", ELSEWHERE, decided)

    def address(self, entry: Entry) -> str | None:
        """The article's address as a link: its own for itself, else where it was fetched; another is counted."""
        article = entry.record.article
        for given in (article.canonical_url, article.url):
            if (link := web_address(given)) is not None:
                return link
            if given:
                self.add("address of the article", NO_LINK)
        return None
