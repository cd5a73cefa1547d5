"""A cell of a table as text: lists joined so that they can be parted again, what no file can hold replaced."""

import re
from datetime import UTC, date, datetime

__all__ = ["LIST_SEPARATOR", "REPLACEMENT", "Cell", "Row", "as_text", "joined", "parted", "sound"]

Cell = str | int | float | bool | date | datetime | list[str] | None
Row = dict[str, Cell]

LIST_SEPARATOR = "; "
REPLACEMENT = "\ufffd"
UNSOUND = re.compile("[\x00\ud800-\udfff]")
PIECE = re.compile(r"(?:[^\\;]|\\.|;(?! ))*", re.DOTALL)


def sound(text: str) -> str:
    """The text without NUL and without halves of surrogate pairs, which UTF-8 cannot hold: U+FFFD stands for them."""
    return UNSOUND.sub(REPLACEMENT, text) if UNSOUND.search(text) else text


def joined(items: list[str]) -> str:
    r"""A list as text, joined by "; "; a semicolon or backslash inside an item has a backslash in front of it."""
    return LIST_SEPARATOR.join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def parted(text: str) -> list[str]:
    """The list again; the empty text is the empty list."""
    if not text:
        return []
    items, at = [], 0
    while True:
        found = PIECE.match(text, at)
        piece = found.group() if found else ""
        items.append(re.sub(r"\\(.)", r"\1", piece, flags=re.DOTALL))
        at += len(piece)
        if at >= len(text):
            return items
        at += len(LIST_SEPARATOR)
        if at >= len(text):
            return [*items, ""]


def as_text(cell: Cell, decimal: str = ".") -> str:
    """Any cell as text: ISO 8601 for days and moments (UTC, with Z), true and false, numbers with that decimal sign."""
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell).lower()
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return repr(cell).replace(".", decimal)
    if isinstance(cell, list):
        return joined(cell)
    return str(cell)
