"""Ingest onto a disk that is too small, then onto the same disk made larger: for a mount namespace of its own.

usage: on_small_disk.py FOLDER SOURCE; a JSON object is printed. FOLDER becomes a disk of its own for this process.
"""

import json
import subprocess
import sys
from pathlib import Path

from lansir.errors import LansirError
from lansir.ingest.intake import Intake
from lansir.store import Store
from lansir.store.check import check_store
from tests.ingest.fake_reading import QUICK, make_reader

SMALL, LARGE = "1m", "64m"


def take(store: Path, source: str) -> str:
    """What an ingest ends with: nothing, or the error."""
    try:
        with Intake(store, QUICK, make=make_reader) as intake:
            intake.begin([source])
            intake.end(intake.take(lambda plan, known: intake.arguments([source], None, plan, known), lambda *_: None))
    except LansirError as error:
        return f"{type(error).__name__}: {error}"
    return ""


def state(store: Path) -> dict[str, object]:
    """How many articles there are, and what is wrong with them."""
    with Store(store) as opened:
        return {"articles": len(opened), "faults": [str(one) for one in check_store(opened)]}


def main(folder: str, source: str) -> None:
    store = Path(folder) / "lansir.db"
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", folder], check=True)
    first = take(store, source)
    again = take(store, source)
    full = state(store)
    subprocess.run(["mount", "-o", f"remount,size={LARGE}", folder], check=True)
    after = take(store, source)
    print(json.dumps({"first": first, "again": again, "full": full, "after": after, "large": state(store)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
