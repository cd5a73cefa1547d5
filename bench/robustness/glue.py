"""Lost spaces: behind a full stop, behind a comma, and between two words.

The text is then read as a page is: what page reading puts back is put back, and the sentences of a line are found anew.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from random import Random

from bench.robustness.rewriting import Edit, Rewriting, edited
from bench.robustness.subject import Change, Changed, Subject, with_text
from lansir.page.cleaning import squeeze

__all__ = ["glue_changes", "squeezed"]

AT_SIGNS, AT_WORDS = 0.3, 0.02
"""Share of the spaces that are lost."""
STOPS = re.compile(r"(?<=\w[.!?])\n(?=\w)|(?<=\w[.!?][\"”])\n(?=\w)")
COMMAS = re.compile(r"(?<=\w,) (?=\w)")
WORDS = re.compile(r"(?<=[a-z]) (?=[a-z])")


def glue_changes() -> Iterator[Change]:
    """The three places."""
    places = (("full stops", STOPS, AT_SIGNS), ("commas", COMMAS, AT_SIGNS), ("words", WORDS, AT_WORDS))
    for name, pattern, share in places:
        shown = f"space lost behind {share:.0%} of {name}"
        yield Change(shown, partial(_glued, pattern=pattern, share=share))


def _glued(subject: Subject, chance: Random, *, pattern: re.Pattern[str], share: float) -> Changed | None:
    found = list(pattern.finditer(subject.text))
    lost = chance.sample(found, max(1, round(share * len(found)))) if found else []
    if not lost:
        return None
    glued = edited(subject.text, [Edit(*match.span(), "") for match in lost])
    cleaned = squeezed(glued.text)
    return Changed(with_text(subject.document, cleaned.text), [glued, cleaned], anew=True)


def squeezed(text: str) -> Rewriting:
    """The text with each line as page reading leaves it, which only puts in or takes out white space."""
    edits: list[Edit] = []
    at = 0
    for line in text.split("\n"):
        edits += _differences(at, line, squeeze(line))
        at += len(line) + 1
    return edited(text, edits)


def _differences(start: int, line: str, cleaned: str) -> Sequence[Edit]:
    edits = []
    at = k = 0
    while at < len(line) or k < len(cleaned):
        if at < len(line) and k < len(cleaned) and line[at] == cleaned[k]:
            at, k = at + 1, k + 1
        elif at < len(line) and line[at].isspace():
            edits.append(Edit(start + at, start + at + 1, ""))
            at += 1
        else:
            edits.append(Edit(start + at, start + at, cleaned[k]))
            k += 1
    return edits
