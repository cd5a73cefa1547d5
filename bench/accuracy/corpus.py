"""An annotation folder: its documents with gold and predicted annotations, and its own measures.

ANNOTATION_DIR holds `text/DOC.json`, `gold/DOC.json` and `score.py`, whose measures are taken as given.
"""

import importlib.util
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from bench.parts import Part, part_of
from lansir.annotate import Document, read_document
from lansir.errors import InputError

__all__ = ["Annotation", "Counts", "Sample", "Scorer", "predicted_from", "samples"]

Annotation = dict[str, Any]
Counts = dict[str, tuple[float, float, float]]


@dataclass(frozen=True)
class Sample:
    """A document with what is right and what was found; `predicted` is empty where nothing was predicted."""

    document: Document
    gold: Annotation
    predicted: Annotation

    @property
    def language(self) -> str:
        """ISO 639-1 code, `und` where the document has none."""
        return self.document.lang or "und"


def samples(annotation_dir: Path, part: Part) -> list[Sample]:
    """The documents of a part with their gold, in order of name; InputError where the folder holds none."""
    names = part_of([path.stem for path in (annotation_dir / "gold").glob("*.json")], part)
    if not names:
        raise InputError(
            f"{annotation_dir}: no gold/DOC.json of part {part}; give a folder with text/, gold/, score.py"
        )
    return [
        Sample(
            read_document(annotation_dir / "text" / f"{name}.json"), _json(annotation_dir / "gold" / f"{name}.json"), {}
        )
        for name in names
    ]


def predicted_from(folder: Path, known: list[Sample]) -> list[Sample]:
    """The samples with the predictions of a folder; a missing one counts as empty."""
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; give the folder that holds the predicted DOC.json files")
    found = ((sample, folder / f"{sample.document.doc}.json") for sample in known)
    return [replace(sample, predicted=_json(path) if path.exists() else {}) for sample, path in found]


class Scorer:
    """The measures of a folder's `score.py`."""

    def __init__(self, annotation_dir: Path) -> None:
        """Load the measures; InputError where there is no `score.py` that runs."""
        self._module = _load(annotation_dir / "score.py")

    def counts(self, sample: Sample) -> Counts:
        """Measure -> (right, predicted, gold) of one document; InputError where an annotation breaks the format."""
        text = {"sentences": sample.document.sentences}
        try:
            gold, predicted = (self._module.Side(side, text) for side in (sample.gold, sample.predicted))
            return {name: (row[0], row[1], row[2]) for name, row in self._module.score(gold, predicted).items()}
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            broken = f"{type(error).__name__}: {error}"
            raise InputError(f"{sample.document.doc}: its annotation is not in the format ({broken})") from None

    def mentions(self, annotation: Annotation, document: Document) -> set[tuple[int, int, int]]:
        """(sentence, start, end) of every mention of an annotation."""
        return set(self._module.Side(annotation, {"sentences": document.sentences}).mentions)


def _load(path: Path) -> ModuleType:
    """Run `score.py`, and leave neither its search path nor its neighbour `check` behind."""
    spec = importlib.util.spec_from_file_location("annotation_score", path)
    if spec is None or spec.loader is None or not path.exists():
        raise InputError(f"{path}: no such file; the measures come with the annotation folder")
    module, before = importlib.util.module_from_spec(spec), list(sys.path)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise InputError(f"{path}: does not run ({type(error).__name__}: {error})") from None
    finally:
        sys.path[:] = before
        sys.modules.pop("check", None)
    return module


def _json(path: Path) -> Annotation:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Annotation)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}; it should be an annotation in JSON") from None
