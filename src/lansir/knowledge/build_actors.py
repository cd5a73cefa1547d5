"""Makes `actors.jsonl` and `names.tsv` from `actors/` and `offices.yaml`: `python -m lansir.knowledge.build_actors`.

The files are made ahead because reading YAML, and indexing every name, would take longer than reading a page.
"""

import sys
from functools import cache
from pathlib import Path

import msgspec

from lansir.errors import DataFileError
from lansir.knowledge.actor_table import name_lines
from lansir.knowledge.entries import Actor
from lansir.knowledge.sources import compiled

__all__ = ["derived", "main"]

FOLDER = Path(__file__).parent


@cache
def derived() -> dict[str, bytes]:
    """The content of the files by name: actors a line in order of their line, and names in order of their key."""
    lines = sorted(map(msgspec.json.encode, compiled()))
    actors = [msgspec.json.decode(line, type=Actor) for line in lines]
    names = "".join(f"{line}\n" for line in name_lines(actors))
    return {"actors.jsonl": b"".join(line + b"\n" for line in lines), "names.tsv": names.encode()}


def main() -> int:
    """Write the files beside this module."""
    try:
        for name, content in derived().items():
            (FOLDER / name).write_bytes(content)
    except DataFileError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
