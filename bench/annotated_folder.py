"""Annotated documents as a folder to measure on: `python -m bench.annotated_folder ANNOTATION_DIR FOLDER FILE...`.

Each line of a FILE is a document, `{"text": ..., "gold": ...}`, as in `training/annotated/`. FOLDER gets `text/`,
`gold/` and the measures of ANNOTATION_DIR (`score.py`, `check.py`): `python -m bench.accuracy FOLDER --part all`.
"""

import argparse
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from lansir.errors import InputError, LansirError

__all__ = ["write_folder"]

MEASURES = ("score.py", "check.py")
Row = dict[str, Any]


def write_folder(measures: Path, folder: Path, files: Iterable[Path]) -> int:
    """Write the folder, and say how many documents it holds; InputError where a file cannot be read."""
    for part in ("text", "gold"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for name in MEASURES:
        if not (measures / name).exists():
            raise InputError(f"{measures}: no {name} there; give the folder that holds the measures")
        shutil.copyfile(measures / name, folder / name)
    rows = [row for file in files for row in _rows(file)]
    for row in rows:
        for part in ("text", "gold"):
            (folder / part / f"{row['text']['doc']}.json").write_bytes(msgspec.json.encode(row[part]))
    return len(rows)


def _rows(file: Path) -> list[Row]:
    try:
        return [msgspec.json.decode(line, type=Row) for line in file.read_bytes().splitlines() if line.strip()]
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}; give a file of annotated documents") from None
    except msgspec.DecodeError as error:
        raise InputError(f"{file}: {error}; give a file of annotated documents, one a line") from None


def main(arguments: list[str] | None = None) -> int:
    """Write the folder; 2 and one line where something cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.annotated_folder", description=__doc__.split("\n", 1)[0] if __doc__ else None
    )
    parser.add_argument("annotation_dir", type=Path, help="folder with score.py and check.py")
    parser.add_argument("folder", type=Path, help="folder to write")
    parser.add_argument("files", type=Path, nargs="+", help="annotated documents, one a line")
    options = parser.parse_args(arguments)
    try:
        count = write_folder(options.annotation_dir, options.folder, options.files)
    except LansirError as error:
        print(f"bench.annotated_folder: {error}", file=sys.stderr)
        return 2
    print(f"{count} documents in {options.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
