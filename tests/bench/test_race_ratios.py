"""No ground lost to others since the race was last kept: run with -m slow, where the peers' environment is."""

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from bench.peers.processes import PEERS_PYTHON
from bench.race.__main__ import chosen, run_all
from bench.race.catalogue import RaceName, races
from bench.race.courses import Courses
from bench.race.ratios import worse
from bench.race.turns import Results

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "bench" / "kept" / "bench.race.txt"
DATA = ROOT.parent / "shared"
ANNOTATION, PAGES = DATA / "annotation", DATA / "data" / "pages" / "scrapinghub"
ROUNDS = 3


def kept() -> Results:
    """The race as it was kept last."""
    if not KEPT.exists():
        pytest.skip("no race has been kept; python -m bench.report --only bench.race --slow keeps one")
    return msgspec.json.decode(KEPT.read_bytes().partition(b"\n")[2], type=Results)


def test_what_was_kept_has_every_race_and_every_entrant() -> None:
    held = {ended.race: [one.name for one in ended.ran] for ended in kept().races}
    assert held == {race.race: [entrant.name for entrant in race.entrants] for race in races()}


@pytest.mark.slow
@pytest.mark.skipif(PEERS_PYTHON not in os.environ, reason=f"{PEERS_PYTHON} names no environment with the peers")
@pytest.mark.skipif(not (ANNOTATION.is_dir() and PAGES.is_dir()), reason="the data lies beside a working copy only")
def test_no_ratio_to_a_peer_is_more_than_15_percent_worse_than_the_last_one_kept() -> None:
    """A race with a ratio that is worse is run once more, so that what else the machine did does not decide alone."""
    before = kept()
    first = _run(before, [])
    doubtful = [ended.race for ended in first.races if worse(before, _alone(first, ended.race))]
    if doubtful:
        assert worse(before, _run(before, doubtful)) == []


def _run(before: Results, names: Sequence[RaceName]) -> Results:
    held = {ended.race for ended in before.races}
    found = run_all(Courses(ANNOTATION, PAGES), [one for one in chosen(names, ROUNDS) if one.race in held])
    assert found.left_out == []
    return found


def _alone(found: Results, race: RaceName) -> Results:
    return msgspec.structs.replace(found, races=[ended for ended in found.races if ended.race == race])
