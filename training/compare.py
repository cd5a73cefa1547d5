"""Figures of several models side by side: `python -m training.compare ANNOTATION_DIR MODEL_DIR... [--part all]`.

The mean of two roundings to 8 bits of each (`training.roundings`), on the articles that are held back, as a table for
`experiments.md`. All models are read with the present code.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from bench.accuracy.corpus import Counts
from bench.accuracy.rates import is_share, measure_names, rate, tally_of
from bench.markdown import table
from bench.parts import Part
from training.roundings import Roundings

__all__ = ["compared", "figures"]


def figures(roundings: Sequence[Sequence[Counts]]) -> dict[str, float]:
    """The mean over the roundings of each measure, in the order in which the scorer gives them."""
    names = measure_names(counts for documents in roundings for counts in documents)
    return {name.strip(): sum(_figure(documents, name) for documents in roundings) / len(roundings) for name in names}


def _figure(documents: Sequence[Counts], name: str) -> float:
    return rate([tally_of(counts, name) for counts in documents], share=is_share(name)).value


def compared(models: dict[str, dict[str, float]]) -> str:
    """A table of the figures: a row for each measure, a column for each model."""
    names = list(dict.fromkeys(name for of_model in models.values() for name in of_model))
    return table(["measure", *models], ([name, *(found.get(name) for found in models.values())] for name in names))


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotation", type=Path, help="folder with text/, gold/ and score.py")
    parser.add_argument("models", type=Path, nargs="+", help="folders of models")
    parser.add_argument("--part", choices=get_args(Part), default="development")
    options = parser.parse_args()
    found = {}
    for folder in options.models:
        roundings = Roundings(options.annotation, folder, options.part)
        found[str(folder)] = figures(roundings.counts(roundings.model.card))
    print(compared(found))


if __name__ == "__main__":
    main()
