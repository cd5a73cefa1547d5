"""Where articles come from: one small module a kind of source, each a generator of items over an opened document."""

from lansir.ingest.sources.document import Document
from lansir.ingest.sources.kinds import KINDS, Kind, items_of, kind_of
from lansir.ingest.sources.plan import Plan, Share
from lansir.ingest.sources.plugin import SourcePlugin

__all__ = ["KINDS", "Document", "Kind", "Plan", "Share", "SourcePlugin", "items_of", "kind_of"]
