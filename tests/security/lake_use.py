"""A day with a lake: `python lake_use.py PAGE`, filled without Ray, which needs machines of its own."""

import sys
from pathlib import Path

from tests.security.watched import begin, lansir

if __name__ in ("__main__", "__mp_main__"):
    begin()


def main(page: str) -> None:
    from tests.scale.filling import filled

    sys.stdout = Path("out.txt").open("w")  # noqa: SIM115  # it is open to the end
    filled("lake", [page])
    lansir("lake", "lake")
    lansir("lake", "lake", "--count", "--statements")
    lansir("lake", "lake", "--facets", "type,outlet")
    lansir("lake", "lake", "--failures")
    lansir("lake", "lake", "--stories")
    lansir("lake", "lake", "--stories", "--store", "placed.db")


if __name__ == "__main__":
    main(sys.argv[1])
