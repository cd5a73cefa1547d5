"""Which settings find copies best, on texts of another draw: `python -m bench.race.choose`.

Every combination of an entrant's candidates is tried. Nothing is written: the best goes into `races.yaml` by hand.
"""

import sys
from collections.abc import Iterator
from itertools import product

import msgspec

from bench.markdown import table
from bench.peers.exchange import Settings
from bench.race.catalogue import Entrant, races
from bench.race.copies import Planted, judged, planted
from bench.race.exchange import Same, Start
from bench.race.processes import Launch, Process
from lansir.errors import LansirError

__all__ = ["main", "trials"]

DRAW = 2


def trials(entrant: Entrant, right: Planted, launch: Launch = Process) -> Iterator[tuple[Settings, float]]:
    """Each combination of the candidates with its F1: precision over pairs of a family, recall of planted ones."""
    for values in product(*entrant.candidates.values()):
        settings = dict(zip(entrant.candidates, values, strict=True))
        tried = msgspec.structs.replace(entrant, settings=settings)
        runner = launch(tried, Start(tried.all_settings(), [], [], [right.corpus]))
        try:
            pairs = [pair for answer in runner.answers() if isinstance(answer, Same) for pair in answer.pairs]
        finally:
            runner.close()
        found = judged(pairs, right)
        yield settings, 2 * found.precision * found.recall / max(found.precision + found.recall, 1e-9)


def main() -> int:
    """Print the trials of each entrant, best first; 2 and one line where one cannot be run."""
    race = next(race for race in races() if race.race == "copies")
    right = planted(race.most, DRAW)
    try:
        for entrant in race.entrants:
            if entrant.candidates:
                best = sorted(trials(entrant, right), key=lambda trial: -trial[1])
                print(f"{entrant.name}\n{table(['settings', 'F1'], best)}\n", flush=True)
    except LansirError as error:
        print(f"bench.race.choose: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
