"""Mistyped words, lost commas and stops, headlines in capitals: changes of letters and signs, not of what is told."""

import re
from collections.abc import Iterator
from random import Random

from bench.robustness.rewriting import Edit
from bench.robustness.subject import WORD, Change, Changed, Subject, changed

__all__ = ["letter_changes"]

LEAST, SHARE = 5, 0.02
"""Letters of a word that may be mistyped, and the share of those words that is."""
SIGN_OFF = "\n(*)"
COMMA = re.compile(r"(?<!\d),(?!\d)")
STOP = re.compile(r"(?<![.\s])\.(?=[\"”’»)\]]*\Z)")


def letter_changes() -> Iterator[Change]:
    """All of them; the first shows how far a reading moves though nothing in it changes."""
    yield Change("a sign-off added", _signed_off)
    yield Change("typos in 2% of words", _mistyped)
    yield Change("commas dropped", _without_commas)
    yield Change("final stops dropped", _without_stops)
    yield Change("first sentence in capitals", _in_capitals)


def _signed_off(subject: Subject, chance: Random) -> Changed | None:
    return changed(subject, [Edit(len(subject.text), len(subject.text), SIGN_OFF)])


def _mistyped(subject: Subject, chance: Random) -> Changed | None:
    words = [match for match in WORD.finditer(subject.text) if _may_be_mistyped(match[0])]
    chosen = chance.sample(words, max(1, round(SHARE * len(words)))) if words else []
    return changed(subject, [_mistake(match, chance) for match in chosen])


def _may_be_mistyped(word: str) -> bool:
    """Long enough, and no name: names begin with a capital."""
    return len(word) >= LEAST and word.isalpha() and word[0].islower()


def _mistake(word: re.Match[str], chance: Random) -> Edit:
    """Two letters exchanged, one dropped or one doubled, behind the first."""
    places = [k for k in range(1, len(word[0]) - 1) if word[0][k] != word[0][k + 1]] or [1]
    at = chance.choice(places)
    one, two = word[0][at], word[0][at + 1]
    anew = chance.choice((two + one, two, one + one + two))
    return Edit(word.start() + at, word.start() + at + 2, anew)


def _without_commas(subject: Subject, chance: Random) -> Changed | None:
    return changed(subject, [Edit(*match.span(), "") for match in COMMA.finditer(subject.text)])


def _without_stops(subject: Subject, chance: Random) -> Changed | None:
    found = [(sentence, STOP.search(sentence.text)) for sentence in subject.sentences]
    return changed(subject, [Edit(s.start + m.start(), s.start + m.end(), "") for s, m in found if m])


def _in_capitals(subject: Subject, chance: Random) -> Changed | None:
    first = subject.sentences[0]
    capitals = "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in first.text)
    return changed(subject, [Edit(first.start, first.end, capitals)] if capitals != first.text else [])
