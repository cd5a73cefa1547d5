"""Pages to practise on, of our own wording: a folder of them and a feed, dated to the days before they are written."""

import re
from datetime import date, timedelta
from pathlib import Path

from lansir.errors import InputError

__all__ = ["write_practice"]

FOLDER = Path(__file__).parent
AGO = re.compile(r"@(\d+)@")
"""Stands for the day that is so many days before today."""


def write_practice(folder: Path, today: date | None = None) -> tuple[Path, Path]:
    """Write the pages into `folder`/pages, a feed and its pages into `folder`/site, and return the two.

    They came out in the week before `today`, one page forty days before it. The folder is made; InputError where there
    is something in it already.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise InputError(f"{folder}: is there already; name a folder that is new or empty")
    day = today or date.today()  # the reader's own day
    for source in sorted(path for path in FOLDER.rglob("*") if path.suffix in {".html", ".xml"}):
        target = folder / source.relative_to(FOLDER)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_dated(source.read_text(encoding="utf-8"), day), encoding="utf-8")
    return folder / "pages", folder / "site"


def _dated(text: str, today: date) -> str:
    return AGO.sub(lambda found: (today - timedelta(days=int(found[1]))).isoformat(), text)
