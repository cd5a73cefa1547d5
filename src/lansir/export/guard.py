"""Formula injection: text that a spreadsheet would take for a formula gets an apostrophe in front, and back again.

Spreadsheets calculate a cell of a CSV file that begins with = + - @ (wide forms too), whatever the quotes around it;
one that begins with a tab or a line end can reach the same. A file that is opened with another delimiter than it was
written with is cut inside its cells, so what follows a delimiter or line end there is guarded as well.
https://owasp.org/www-community/attacks/CSV_Injection
"""

import re

__all__ = ["guarded", "unguarded"]

AT_START = re.compile(r"(?:['\s]*[=+\-@＝＋－＠]|'*[\t\r\n])")
INSIDE = re.compile(r"(?<=[,;\t\r\n])( ?'*)(?=[=+\-@＝＋－＠])")
GUARDED_INSIDE = re.compile(r"(?<=[,;\t\r\n])( ?'*)'(?=[=+\-@＝＋－＠])")


def guarded(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet could begin to calculate."""
    inside = INSIDE.sub(r"\1'", text) if INSIDE.search(text) else text
    return f"'{inside}" if AT_START.match(inside) else inside


def unguarded(text: str) -> str:
    """The very text that was given to `guarded`."""
    bare = text[1:] if text.startswith("'") and AT_START.match(text, 1) else text
    return GUARDED_INSIDE.sub(r"\1", bare)
