"""What was found in a document: read now by the model, or given as annotations of earlier."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from lansir.annotate import annotation_of, article_of
from lansir.errors import InputError
from lansir.evaluate.annotation import Annotation
from lansir.evaluate.certainty import Certainty, certainty_of
from lansir.evaluate.samples import Sample, read_annotation
from lansir.evaluate.side import Side

__all__ = ["Predict", "Predicted", "given", "reading"]


class Predicted(NamedTuple):
    """The annotation of a document, and how sure each of its rows is."""

    annotation: Annotation
    certainty: Certainty


Predict = Callable[[Sample], Predicted]


def reading() -> Predict:
    """Reads documents with the model of the package; ModelError where it cannot be loaded."""
    from lansir.reader import read_article  # noqa: PLC0415 - loading the model's runtime costs as much as a page

    def read(sample: Sample) -> Predicted:
        article, sentences = article_of(sample.document)
        record = read_article(article, sentences)
        found = msgspec.convert(annotation_of(record, sample.document, sentences), Annotation)
        return Predicted(found, certainty_of(record, sentences, Side(found, sample.document.sentences)))

    return read


def given(folder: Path) -> Predict:
    """Takes the annotations of a folder, `DOC.json` each; a missing one says that nothing was found."""
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; give the folder that holds the predicted DOC.json files")

    def read(sample: Sample) -> Predicted:
        if Path(sample.name).name != sample.name:
            raise InputError(f"{sample.name!r}: no name of a file; a document is named by letters, digits and hyphens")
        file = folder / f"{sample.name}.json"
        return Predicted(read_annotation(file) if file.exists() else Annotation(), Certainty())

    return read
