"""How well marked pairs are coded: `python -m bench.pairs ANNOTATION_DIR`.

The pairs of the development part (`bench.gold_pairs`), each with its own sentence only. "type given the pair" is asked
of joined pairs only, with an answer among the sixteen types: the task of published PLOVER coders.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bench.accuracy.corpus import samples
from bench.gold_pairs import GoldPair, gold_pairs
from lansir.codebook import codebook
from lansir.pairs import CodedPair, code

__all__ = ["Answer", "describe", "macro_f1", "measure"]

RESAMPLES, SEED = 1000, 1
NOTHING = "NONE"


class Answer(NamedTuple):
    """What was right and what was said of one pair; `gold` is the answer itself where it is one of the right ones."""

    document: str
    gold: str
    said: str


def measure(pairs: Sequence[GoldPair], coded: Sequence[CodedPair]) -> dict[str, Any]:
    """Measure -> figure with its interval, over resampled documents."""
    joined = [(pair, found) for pair, found in zip(pairs, coded, strict=True) if pair.statuses]
    acts = [Answer(pair.document, _right(pair, found.act), found.act) for pair, found in joined]
    quads = [Answer(one.document, _quad(one.gold), _quad(one.said)) for one in acts]
    seen = [
        Answer(pair.document, str(bool(pair.statuses)), str(found.type != NOTHING))
        for pair, found in zip(pairs, coded, strict=True)
    ]
    statuses = [
        Answer(pair.document, pair.statuses[found.act], max(found.statuses, key=found.statuses.__getitem__))
        for pair, found in joined
        if found.act in pair.statuses
    ]
    rows = {
        "type given the pair": acts,
        "quad given the pair": quads,
        "joined or not": seen,
        "status given the type": statuses,
    }
    return {name: _figures(answers) for name, answers in rows.items()}


def macro_f1(answers: Sequence[Answer]) -> float:
    """Mean of the F1s of all classes that occur in gold."""
    gold, said = Counter(one.gold for one in answers), Counter(one.said for one in answers)
    right = Counter(one.gold for one in answers if one.gold == one.said)
    return float(np.mean([2 * right[name] / (gold[name] + said[name]) for name in gold])) if gold else 0.0


def _right(pair: GoldPair, said: str) -> str:
    return said if said in pair.statuses else next(iter(pair.statuses))


def _quad(type: str) -> str:
    return codebook().quad(type)  # type: ignore[arg-type]


def _figures(answers: Sequence[Answer]) -> dict[str, object]:
    share = float(np.mean([one.gold == one.said for one in answers]))
    by_document: dict[str, list[Answer]] = {}
    for one in answers:
        by_document.setdefault(one.document, []).append(one)
    documents, chance = list(by_document.values()), np.random.default_rng(SEED)
    again = [
        macro_f1([one for k in chance.integers(len(documents), size=len(documents)) for one in documents[k]])
        for _ in range(RESAMPLES)
    ]
    low, high = np.quantile(again, [0.025, 0.975])
    return {"pairs": len(answers), "right": round(share, 3), "macro_f1": round(macro_f1(answers), 3),
            "low": round(float(low), 3), "high": round(float(high), 3)}  # fmt: skip


def describe(found: dict[str, Any]) -> str:
    """The figures as a Markdown table."""
    lines = ["| measure | macro F1 | 95% interval | right | pairs |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, row in found.items():
        interval = f"{row['low']:.3f}-{row['high']:.3f}"
        lines.append(f"| {name} | {row['macro_f1']:.3f} | {interval} | {row['right']:.3f} | {row['pairs']} |")
    return "\n".join(lines)


def main() -> int:
    """Code the pairs and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.pairs", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("annotation_dir", type=Path, help="folder with text/, gold/ and score.py")
    parser.add_argument("--json", action="store_true", help="print JSON rather than Markdown")
    options = parser.parse_args()
    pairs = gold_pairs(samples(options.annotation_dir, "development"))
    found = measure(pairs, [code(pair.text, pair.actor, pair.recipient, lang=pair.language) for pair in pairs])
    print(json.dumps(found, indent=1) if options.json else describe(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
