"""Where a string of the annotation stands in its sentence."""

import re

__all__ = ["locate"]


def locate(string: str, sentence: str) -> tuple[int, int] | None:
    """Offsets of `string`, or of its k-th occurrence for `string#k`, overlaps counted; None where it is not there.

    The rule is that of the annotation's own checker.
    """
    match = re.fullmatch(r"(.*)#(\d+)", string, re.DOTALL)
    words, count = (match[1], int(match[2])) if match and match[1] in sentence else (string, 1)
    start = -1
    for _ in range(count):
        start = sentence.find(words, start + 1)
        if start < 0:
            return None
    return start, start + len(words)
