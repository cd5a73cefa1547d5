"""Reads pages of the example world in a process of its own, and prints a digest of all that was read.

`python reading_again.py THREADS ORDER PAGES`: threads of the transformer (0 is one a core), `f` or `r` for the pages
forwards or backwards, and how many of them.
"""

import hashlib
import sys
from itertools import islice

import msgspec

from lansir.encoder.model import load_model
from lansir.examples.world import pages
from lansir.page import read_page
from lansir.reader import read_with_vector


def main(threads: int, order: str, count: int) -> None:
    model, told = load_model(threads=threads), {}
    chosen = list(islice(pages(), count))
    for page in chosen if order == "f" else reversed(chosen):
        record, vectors = read_with_vector(read_page(page.data, url=page.url), model=model)
        told[record.article.id] = msgspec.json.encode((record, vectors))
    digest = hashlib.sha256()
    for identity in sorted(told):
        digest.update(told[identity])
    print(digest.hexdigest())


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
