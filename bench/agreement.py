"""How far two annotators agree: `python -m bench.agreement ANNOTATION_DIR [DATA_DIR]`.

Compares the second annotations (`agreement/second*.jsonl` of `training/annotated` and `training/beside`) with the first
ones of the same documents by the scorer that comes with ANNOTATION_DIR. The texts of the latter lie in DATA_DIR.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import msgspec

from bench.accuracy.corpus import Sample, Scorer
from bench.accuracy.rates import Rate, is_share, measure_names, rate, tally_of
from lansir.annotate import Document
from training.open_text import sentences_of
from training.standoff import Beside, spelled

__all__ = ["agreement", "describe", "twice_annotated", "twice_beside"]

TRAINING = Path(__file__).parents[1] / "training"
OWN, BESIDE = TRAINING / "annotated", TRAINING / "beside"
FIRST, LATER, LAST = "second.jsonl", "second-3.jsonl", "second-5.jsonl"
"""Second annotations of our own text: of its first documents, of later articles, and of the last ones."""
Row = dict[str, Any]


def twice_annotated(folder: Path = OWN, second_ones: str = FIRST) -> list[Sample]:
    """The documents with a second annotation; the first one is their gold, the second their prediction."""
    second = {row["doc"]: row for row in _rows(folder / "agreement" / second_ones)}
    first = (row for file in sorted(folder.glob("*.jsonl")) for row in _rows(file))
    return [
        Sample(msgspec.convert(row["text"], type=Document), row["gold"], second[row["gold"]["doc"]])
        for row in first
        if row["gold"]["doc"] in second
    ]


def twice_beside(data: Path, folder: Path = BESIDE) -> list[Sample]:
    """The same of the documents whose text lies in the folder of open data."""
    second = {row["doc"]: row for row in _rows(folder / "agreement" / FIRST)}
    lines = (line for file in sorted(folder.glob("*.jsonl")) for line in file.read_bytes().splitlines())
    first = (row for row in (msgspec.json.decode(line, type=Beside) for line in lines) if row.doc in second)
    return [_beside(row, second[row.doc], sentences_of(data, row.place)) for row in first]


def _beside(row: Beside, second: Row, sentences: list[str]) -> Sample:
    document = Document(
        doc=row.doc, sentences=sentences, lang=row.place.lang, published=row.published, outlet=row.outlet
    )
    return Sample(document, spelled(row.gold, sentences), spelled(second, sentences))


def agreement(samples: list[Sample], scorer: Scorer) -> dict[str, Rate]:
    """Measure -> agreement with its interval."""
    counts = [scorer.counts(sample) for sample in samples]
    return {
        name.strip(): rate([tally_of(of_document, name) for of_document in counts], share=is_share(name))
        for name in measure_names(counts)
    }


def describe(found: dict[str, Rate]) -> str:
    """The figures as a Markdown table."""
    lines = ["| measure | agreement, F1 | 95% interval |", "| --- | ---: | ---: |"]
    lines += [f"| {name} | {row.value:.3f} | {row.low:.3f}-{row.high:.3f} |" for name, row in found.items()]
    return "\n".join(lines)


def _rows(file: Path) -> list[Row]:
    return [msgspec.json.decode(line, type=Row) for line in file.read_bytes().splitlines() if line.strip()]


def main() -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.agreement", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("annotation_dir", type=Path, help="folder with score.py")
    parser.add_argument("data_dir", type=Path, nargs="?", help="folder of open data")
    given = parser.parse_args()
    scorer = Scorer(given.annotation_dir)
    parts = {
        "our own text, first documents": twice_annotated(),
        "our own text, articles of later hands": twice_annotated(OWN, LATER),
        "our own text, the last articles": twice_annotated(OWN, LAST),
    }
    if given.data_dir:
        parts["annotations beside open text"] = twice_beside(given.data_dir)
    for name, samples in parts.items():
        print(f"### {name[0].upper()}{name[1:]}: {len(samples)} documents\n\n{describe(agreement(samples, scorer))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
