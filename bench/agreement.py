"""How far two annotators agree on our own text: `python -m bench.agreement ANNOTATION_DIR`.

Compares the second annotations (`training/annotated/agreement/second.jsonl`) with the first ones of the same documents
by the scorer that comes with ANNOTATION_DIR.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import msgspec

from bench.accuracy.corpus import Sample, Scorer
from bench.accuracy.rates import Rate, is_share, measure_names, rate, tally_of
from lansir.annotate import Document

__all__ = ["agreement", "describe", "twice_annotated"]

OWN = Path(__file__).parents[1] / "training" / "annotated"
Row = dict[str, Any]


def twice_annotated(folder: Path = OWN) -> list[Sample]:
    """The documents with a second annotation; the first one is their gold, the second their prediction."""
    second = {row["doc"]: row for row in _rows(folder / "agreement" / "second.jsonl")}
    first = (row for file in sorted(folder.glob("*.jsonl")) for row in _rows(file))
    return [
        Sample(msgspec.convert(row["text"], type=Document), row["gold"], second[row["gold"]["doc"]])
        for row in first
        if row["gold"]["doc"] in second
    ]


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
    samples = twice_annotated()
    found = agreement(samples, Scorer(parser.parse_args().annotation_dir))
    print(f"{len(samples)} documents\n\n{describe(found)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
