"""How deep a YAML text of a stranger is nested, told before it is loaded."""

import re

__all__ = ["DEEPEST", "require_shallow"]

DEEPEST = 200
"""Levels; a file that people write has a dozen."""
_BRACKET = re.compile(r"[\[\]{}]")
_STEEP = re.compile(rf"^[ ]{{{DEEPEST * 2}}}|(?:[-?:][ \t]{{1,9}}){{{DEEPEST}}}", re.MULTILINE)


def require_shallow(text: str) -> None:
    """RecursionError where a YAML text may be nested deeper than DEEPEST levels.

    PyYAML's loader in C calls itself for each level and has no limit: a text of brackets alone would end the process.
    Levels are counted by brackets, wherever they stand, by indentation, and by signs of lists within lists on a line.
    """
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket.group() in "[{" else max(depth - 1, 0)
        if depth > DEEPEST:
            raise RecursionError(f"nested more than {DEEPEST} levels deep")
    if _STEEP.search(text):
        raise RecursionError(f"nested more than {DEEPEST} levels deep")
