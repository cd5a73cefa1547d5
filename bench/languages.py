"""In which language annotated texts are found to be written: `python -m bench.languages ANNOTATION_DIR`.

Looks at the training part of ANNOTATION_DIR and at `training/annotated/`: each document as a whole, its first two
sentences, and each sentence of at least eight words, with no language declared and with the true one declared.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from bench.markdown import table
from bench.parts import part_of
from lansir.annotate import Document, read_document
from lansir.page.language import text_language

__all__ = ["confusion", "documents"]

TRAINING = Path(__file__).parents[1] / "training"
OWN = (TRAINING / "annotated", TRAINING / "measured")
SHORTEST = 8
Found = Counter[tuple[str, str, bool, str]]


class Row(msgspec.Struct):
    """A line of `training/annotated/` or `measured/`; the annotation is not looked at."""

    text: Document


def documents(annotation_dir: Path | None, own: Iterable[Path] = OWN) -> Iterator[Document]:
    """The documents of both, each with its language."""
    if annotation_dir is not None:
        for name in part_of((path.stem for path in (annotation_dir / "gold").glob("*.json")), "train"):
            yield read_document(annotation_dir / "text" / f"{name}.json")
    for file in (file for folder in own for file in sorted(folder.glob("*.jsonl"))):
        yield from (msgspec.json.decode(line, type=Row).text for line in file.read_bytes().splitlines() if line.strip())


def confusion(texts: Iterator[Document]) -> Found:
    """How many pieces of a kind, in a true language, declared or not, are found to be in which language."""
    return Counter(
        (kind, document.lang or "und", declared, text_language(piece, document.lang if declared else None) or "none")
        for document in texts
        for kind, piece in _pieces(document)
        for declared in (False, True)
    )


def _pieces(document: Document) -> Iterator[tuple[str, str]]:
    yield "document", "\n".join(document.sentences)
    yield "first two sentences", "\n".join(document.sentences[:2])
    yield from (("sentence", words) for words in document.sentences if len(words.split()) >= SHORTEST)


def describe(found: Found) -> str:
    """The counts as a Markdown table, a line for each kind of piece and true language."""
    answers = sorted({answer for *_, answer in found})
    lines = sorted({(kind, lang, declared) for kind, lang, declared, _ in found})
    cells = [
        [kind, lang, "yes" if declared else "no", *(str(found[kind, lang, declared, answer]) for answer in answers)]
        for kind, lang, declared in lines
    ]
    return table(["text", "written in", "declared", *(f"found {answer}" for answer in answers)], cells)


def main() -> int:
    """Count and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.languages", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("annotation_dir", type=Path, nargs="?", help="folder with text/ and gold/; else our own alone")
    print(describe(confusion(documents(parser.parse_args().annotation_dir))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
