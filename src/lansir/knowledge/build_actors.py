"""Makes `actors.jsonl` from `actors/` and `offices.yaml`: `python -m lansir.knowledge.build_actors`.

The file is made ahead because reading YAML would take longer than reading a page.
"""

import sys
from pathlib import Path

import msgspec

from lansir.errors import DataFileError
from lansir.knowledge.sources import compiled

__all__ = ["actor_lines", "main"]


def actor_lines() -> bytes:
    """The content of the file: an actor a line, sorted by key."""
    return msgspec.json.Encoder().encode_lines(compiled())


def main() -> int:
    """Write the file beside this module."""
    try:
        Path(__file__).with_name("actors.jsonl").write_bytes(actor_lines())
    except DataFileError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
