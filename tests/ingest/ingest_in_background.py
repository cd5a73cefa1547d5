"""Ingest a folder with the reader that is fast: a program of its own, to be killed."""

import sys
from pathlib import Path

import msgspec

from lansir.ingest.intake import Intake
from tests.ingest.fake_reading import QUICK, make_reader


def main(store: str, *sources: str) -> None:
    options = msgspec.structs.replace(QUICK, workers=2)
    with Intake(Path(store), options, make=make_reader) as intake:
        intake.begin(sources)
        print("begun", flush=True)
        intake.end(intake.take(lambda plan, known: intake.arguments(sources, None, plan, known), lambda *_: None))


if __name__ == "__main__":
    main(*sys.argv[1:])
