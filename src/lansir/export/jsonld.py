"""schema.org JSON-LD: articles, who said what in them, and the acts that they tell.

One file with a `@graph`, a node a line. `<` and `>` are escaped, so that a node may be put into a page's `<script>`.
"""

from collections.abc import Iterable

from lansir.export.columns import tables
from lansir.export.format import Loss, Options, Sink, Table
from lansir.export.linked_losses import Losses
from lansir.export.linked_schema import EntryNodes
from lansir.export.linked_text import json_bytes
from lansir.query.entries import Entry

__all__ = ["JsonLd"]

CONTEXT = "https://schema.org"


class JsonLd:
    """The exporter "json-ld"."""

    name = "json-ld"
    title = "schema.org JSON-LD: NewsArticle, Quotation, Claim, Action"
    media_type = "application/ld+json"
    tables: tuple[Table, ...] = tables("json-ld")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write `articles.jsonld`."""
        losses = Losses()
        with sink.open("articles.jsonld") as file:
            file.write(b'{"@context":' + json_bytes(CONTEXT) + b',"@graph":[')
            between = b"\n"
            for entry in entries:
                for node in EntryNodes(entry, losses):
                    file.write(between + json_bytes(node))
                    between = b",\n"
            file.write(b"\n]}\n")
        return losses.losses()
