"""ninjs 3.0 (IPTC News in JSON): a news object an article, as JSON lines."""

from collections.abc import Iterable

from lansir.export.columns import tables
from lansir.export.format import Loss, Options, Sink, Table
from lansir.export.linked_losses import Losses
from lansir.export.linked_ninjs import news_object
from lansir.export.linked_text import json_bytes
from lansir.query.entries import Entry

__all__ = ["Ninjs"]


class Ninjs:
    """The exporter "ninjs"."""

    name = "ninjs"
    title = "ninjs 3.0 (IPTC News in JSON)"
    media_type = "application/x-ndjson"
    tables: tuple[Table, ...] = tables("ninjs")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write `ninjs.jsonl`, an article a line."""
        losses = Losses()
        with sink.open("ninjs.jsonl") as file:
            for entry in entries:
                file.write(json_bytes(news_object(entry, losses)) + b"\n")
        return losses.losses()
