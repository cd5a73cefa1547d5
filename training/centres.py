"""Find where texts of each language lie: `python -m training.centres ANNOTATION_DIR MODEL_DIR`.

Writes `centres.json` beside the model: for each language the mean of its articles' vectors and of its events', over the
articles that the model was trained on. With it taken away, an article lies near its translation, not near its language.
"""

import argparse
from pathlib import Path

import msgspec
import numpy as np

from bench.accuracy.corpus import samples
from lansir.annotate import article_of
from lansir.encoder import find, load_model

__all__ = ["centres"]

DIGITS = 4


def centres(annotation: Path, folder: Path) -> dict[str, dict[str, list[float]]]:
    """ "articles" and "events" -> language -> mean vector."""
    model = load_model(folder)
    vectors: dict[str, dict[str, list[list[float]]]] = {"articles": {}, "events": {}}
    for sample in samples(annotation, "train"):
        article, sentences = article_of(sample.document)
        reading = find(article.text, [(sentence.start, sentence.end) for sentence in sentences], model)
        vectors["articles"].setdefault(sample.language, []).append(reading.vector)
        vectors["events"].setdefault(sample.language, []).extend(trigger.vector for trigger in reading.triggers)
    return {kind: {name: _mean(found) for name, found in sorted(held.items())} for kind, held in vectors.items()}


def _mean(vectors: list[list[float]]) -> list[float]:
    return [round(float(value), DIGITS) for value in np.mean(vectors, axis=0)]


def main() -> None:
    """Read the options and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotation", type=Path, help="folder with text/, gold/ and score.py")
    parser.add_argument("model", type=Path, help="folder of the model")
    options = parser.parse_args()
    found = centres(options.annotation, options.model)
    (options.model / "centres.json").write_bytes(msgspec.json.encode(found) + b"\n")


if __name__ == "__main__":
    main()
