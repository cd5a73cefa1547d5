"""A day of following a feed: `python feed_use.py FEED`, of a site on this machine."""

import sys
from pathlib import Path

from tests.security.watched import begin, lansir

if __name__ in ("__main__", "__mp_main__"):
    begin()


def main(feed: str) -> None:
    sys.stdout = Path("out.txt").open("w")  # noqa: SIM115  # it is open to the end
    lansir("watch", feed, "--once", "--allow-private", "--delay", "0", "--workers", "1")
    lansir("find", "--count")


if __name__ == "__main__":
    main(sys.argv[1])
