"""The command `python -m bench.race`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

import lansir
from bench.machine import machine
from bench.race.catalogue import Race, RaceName, races
from bench.race.courses import Courses
from bench.race.page import describe
from bench.race.processes import Launch, Process
from bench.race.turns import Ended, Results, load, run_race
from lansir.encoder import load_model
from lansir.errors import LansirError

__all__ = ["chosen", "main", "run_all"]


def run_all(courses: Courses, wanted: Sequence[Race], launch: Launch = Process) -> Results:
    """Run these races one after the other; InputError where an entrant fails."""
    before, ended, left_out = load(), list[Ended](), list[str]()
    lessons = courses.lessons() if any(one.lessons for race in wanted for one in race.entrants) else []
    for race in wanted:
        found, missing = run_race(race, courses.of(race), lessons, launch, _progress)
        ended.append(found)
        left_out += missing
    return Results(
        machine=machine(),
        model=load_model().card.version,
        lansir=lansir.__version__,
        load=(before, load()),
        races=ended,
        left_out=left_out,
    )


def chosen(names: Sequence[RaceName], rounds: int | None = None) -> list[Race]:
    """The races of these names, all where there are none, each in so many rounds."""
    found = [race for race in races() if not names or race.race in names]
    return [msgspec.structs.replace(race, rounds=rounds or race.rounds) for race in found]


def main(arguments: list[str] | None = None) -> int:
    """Print the races as Markdown or JSON; 2 and one line where something cannot be read or run."""
    names = [race.race for race in races()]
    parser = argparse.ArgumentParser(prog="python -m bench.race", description=__doc__)
    parser.add_argument("annotation_dir", type=Path, help="folder with text/, gold/ and score.py")
    parser.add_argument("pages_dir", type=Path, help="folder with ground-truth.json and html/*.html.gz")
    parser.add_argument("--race", action="append", choices=names, default=[], help="run this one only; may come again")
    parser.add_argument("--rounds", type=int, help="rounds of each race, instead of those of races.yaml")
    parser.add_argument("--json", action="store_true", help="print JSON rather than Markdown")
    options = parser.parse_args(arguments)
    try:
        courses = Courses(options.annotation_dir, options.pages_dir)
        results = run_all(courses, chosen(options.race, options.rounds))
    except LansirError as error:
        print(f"bench.race: {error}", file=sys.stderr)
        return 2
    print(msgspec.json.format(msgspec.json.encode(results), indent=1).decode() if options.json else describe(results))
    return 0


def _progress(what: str) -> None:
    if sys.stderr.isatty():
        print(what, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
