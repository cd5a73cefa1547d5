"""`bench.growth` with briefs instead of whole articles: a third of the bytes, so that a million fit on a disk.

`python -m bench.growth_briefs [--folder FOLDER] [--articles N] [--at N,N] [--minutes M] [--json]`. A brief is the
headline and the first paragraph of a page of the example world, read as a page of its own.
"""

import sys

from bench.growth import main

__all__ = ["NAME"]

NAME = "bench.growth_briefs"

if __name__ == "__main__":
    sys.exit(main(briefs=True, name=NAME))
