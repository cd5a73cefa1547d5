"""A first look at Lansir: the example pages, pages to practise on, and some of the example world."""

import sys
from itertools import islice
from pathlib import Path

from tests.security.watched import begin, lansir

FEW = 3

if __name__ in ("__main__", "__mp_main__"):
    begin()


def main() -> None:
    from lansir.examples import world

    pages = world.pages
    world.pages = lambda: islice(pages(), FEW)
    sys.stdout = Path("out.txt").open("w")  # noqa: SIM115  # it is open to the end
    lansir("demo")
    lansir("demo", "--pages", "practice")
    lansir("demo", "--world", "world.db")


if __name__ == "__main__":
    main()
