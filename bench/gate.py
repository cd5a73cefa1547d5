"""What the reader must not fall below: `python -m bench.gate ANNOTATION_DIR [--raise]`.

`floors.yaml` beside this file holds what was reached, for each measure and language, and the digest of the gold that it
was reached on. A figure more than the noise below (for an error rate: above) what was reached fails. `--raise` writes
better figures down; nothing ever lowers one.
"""

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import msgspec

from bench.accuracy.corpus import samples
from bench.accuracy.results import Results, evaluate
from lansir.errors import InputError, LansirError

__all__ = ["Floors", "fallen", "floors", "gold_digest", "raised", "reached"]

FILE = "floors.yaml"
WHOLE = "all"
RATES_OF_ERROR = frozenset({"said actual, is not"})
Reached = dict[str, dict[str, float]]


class Floors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`reached` is measure -> language (or `all`) -> value; `gold` the SHA-256 of what it was measured on."""

    gold: str
    noise: float
    reached: Reached


def floors() -> Floors:
    """What the file says."""
    return msgspec.yaml.decode(files("bench").joinpath(FILE).read_bytes(), type=Floors)


def gold_digest(annotation_dir: Path) -> str:
    """SHA-256 over the development documents' texts and annotations and the scorer, in order of name."""
    names = [sample.document.doc for sample in samples(annotation_dir, "development")]
    parts = [annotation_dir / side / f"{name}.json" for name in names for side in ("text", "gold")]
    whole = hashlib.sha256()
    for path in [*parts, annotation_dir / "score.py"]:
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def reached(results: Results, measures: Reached) -> Reached:
    """The values of these measures, for the same languages."""
    groups = {WHOLE: results.measures, **results.by_language}
    return {name: {group: groups[group][name].value for group in of} for name, of in measures.items()}


def fallen(now: Reached, held: Floors) -> Iterator[str]:
    """A line for each figure that is worse than what was reached, by more than the noise."""
    for name, of in held.reached.items():
        for group, before in of.items():
            value = now[name][group]
            worse = value - before if name in RATES_OF_ERROR else before - value
            if worse > held.noise:
                yield f"{name} ({group}): {value:.3f}, was {before:.3f}"


def raised(now: Reached, held: Floors) -> Reached:
    """The better of both for every figure."""
    return {
        name: {
            group: round((min if name in RATES_OF_ERROR else max)(before, now[name][group]), 3)
            for group, before in of.items()
        }
        for name, of in held.reached.items()
    }


def main(arguments: list[str] | None = None) -> int:
    """Compare, print, and with `--raise` write; 1 where a figure fell, 2 where something cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m bench.gate", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("annotation_dir", type=Path, help="folder with text/, gold/ and score.py")
    parser.add_argument("--raise", action="store_true", dest="lift", help="write down what is better now")
    options = parser.parse_args(arguments)
    try:
        held = _checked(floors(), options.annotation_dir)
        now = reached(evaluate(options.annotation_dir), held.reached)
    except LansirError as error:
        print(f"bench.gate: {error}", file=sys.stderr)
        return 2
    for name, of in now.items():
        print(
            f"{name}: "
            + ", ".join(f"{group} {value:.3f} ({held.reached[name][group]:.3f})" for group, value in of.items())
        )
    found = list(fallen(now, held))
    print(*(f"FELL: {line}" for line in found), sep="\n")
    if options.lift:
        _write(raised(now, held))
    return 1 if found else 0


def _checked(held: Floors, annotation_dir: Path) -> Floors:
    if gold_digest(annotation_dir) != held.gold:
        raise InputError(f"{annotation_dir}: not the gold that the floors were measured on ({FILE} names its digest)")
    return held


def _write(best: Reached) -> None:
    """Write the values into the file; its comments stay."""
    path = Path(str(files("bench").joinpath(FILE)))
    text = path.read_text(encoding="utf-8")
    for name, of in best.items():
        told = ", ".join(f"{group}: {value:.3f}" for group, value in of.items())
        text = re.sub(rf"(?m)^(  {re.escape(name)}:) .*$", rf"\1 {{{told}}}", text)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
