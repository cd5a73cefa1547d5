"""W3C Web Annotations: an annotation for each selected event and statement, and for each mention of their articles.

One file holds an AnnotationCollection with its first and only AnnotationPage inside, an annotation a line: it is
written as the entries come, read line by line, or read as one JSON-LD document. Each target has two selectors: the
quote, with the words around it, survives edits of the page; the position, in code points of the text as Lansir read it,
tells words apart that come twice. Fields are terms of `lansir:` in a body of the type Dataset.
"""

import hashlib
from collections.abc import Iterable, Iterator

from lansir.export.columns import tables
from lansir.export.format import Loss, Options, Sink, Table
from lansir.export.linked_annotations import EntryAnnotations
from lansir.export.linked_losses import Losses
from lansir.export.linked_text import json_bytes
from lansir.query.entries import Entry

__all__ = ["WebAnnotation"]

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"lansir": "lansir://terms/"}]


class WebAnnotation:
    """The exporter "web-annotation"."""

    name = "web-annotation"
    title = "W3C Web Annotation (JSON-LD)"
    media_type = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    tables: tuple[Table, ...] = tables("web-annotation")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write `annotations.jsonld`."""
        losses, count, seen = Losses(), 0, hashlib.blake2b(digest_size=8)
        with sink.open("annotations.jsonld") as file:
            file.write(b'{"@context":' + json_bytes(CONTEXT) + b',"type":"AnnotationCollection","label":"Lansir",')
            file.write(b'"first":{"type":"AnnotationPage","startIndex":0,"items":[')
            for annotation in _annotations(entries, losses):
                file.write((b",\n" if count else b"\n") + json_bytes(annotation))
                seen.update(str(annotation["id"]).encode())
                count += 1
            identity = seen.hexdigest()
            file.write(b'\n],"id":' + json_bytes(f"lansir://annotations/{identity}/1"))
            file.write(b'},"id":' + json_bytes(f"lansir://annotations/{identity}") + b',"total":%d}\n' % count)
        return losses.losses()


def _annotations(entries: Iterable[Entry], losses: Losses) -> Iterator[dict[str, object]]:
    for entry in entries:
        yield from EntryAnnotations(entry, losses)
