"""What a number is of: its unit (money, a share, a measure, an age), and the words that it counts."""

from typing import NamedTuple

from lansir.resolve.quantity_words import Line

__all__ = ["Unit", "bracketed_age", "counted", "unit_at"]

OF_WORDS = 3  # words counted, where nothing tells their end
HEAD_REACH = 5  # words up to the plural that ends them
BEHIND = ("points", "percent", "money_after", "measures")


class Unit(NamedTuple):
    """A unit, and the place behind its words."""

    name: str
    last: int


def unit_at(line: Line, place: int) -> Unit | None:
    """The unit whose words begin at a place; a hyphen may join them to the number ("10-day")."""
    first = place + line.hyphen(place)
    weight = line.phrase(first, "measures_of")
    if weight and line.low(first + weight[1]) in line.table.of:
        return Unit(weight[0], first + weight[1])
    for name in BEHIND:
        found = line.phrase(first, name)
        if found:
            return Unit(found[0], first + found[1])
    return None


def bracketed_age(line: Line, first: int, last: int) -> bool:
    """ "Budi Santoso (38)", "Jane Roe, 42, of Leeds": a number of two digits that marks behind a name enclose."""
    before, behind = line.low(first - 1), line.low(last)
    name = line.words[first - 2].text if first > 1 else ""
    closed = (before, behind) == ("(", ")") or (before == behind == "," and line.glued(first - 1))
    initials = name.isupper() and len(name) > 2
    return (
        closed
        and line.words[first].text.isdecimal()
        and len(line.words[first].text) == 2
        and (name[:1].isupper() and not initials)
    )


def counted(line: Line, place: int, unit: str | None, *, share: bool = False) -> str | None:
    """The words counted, without what goes before their noun; of a measure only where it says of what."""
    table, first = line.table, place + line.hyphen(place)
    if first > place and line.low(first) not in table.head.skip:
        return None if unit else line.said(first, first + 1)
    if unit and not share:
        of = line.phrase(first, "of")
        if of is None and not (unit in table.matter or (unit == "percent" and line.low(first) in table.people)):
            return None
        first += of[1] if of else 0
    else:
        of = line.phrase(first, "of")
        first += of[1] if of else 0
    while line.low(first) in table.head.skip or (of and _numeral(line, first)):
        first += 1
    last = _head_end(line, first)
    first += first < last - 1 and line.low(first) in table.classifiers
    return line.said(first, last) if last > first else None


def _numeral(line: Line, place: int) -> bool:
    """Whether the number of the whole stands here: "five of nine judges"."""
    return line.kind(place) == "number" or line.low(place) in line.table.add


def _head_end(line: Line, first: int) -> int:
    """Where the noun phrase ends: at its plural, before a verb, or after three words."""
    last, head = first, line.table.head
    while last < first + HEAD_REACH and _goes_on(line, last, last > first):
        last += 1
    plurals = [place for place in range(first, last) if _is_plural(line, place)] if head.plural else []
    if plurals:
        end = plurals[0]
        while end + 1 in plurals:
            end += 1
        return end + 1
    return min(last, first + OF_WORDS)


def _goes_on(line: Line, place: int, inside: bool) -> bool:
    low, head = line.low(place), line.table.head
    if line.kind(place) != "word" or low in line.table.stop or line.words[place].start in line.times:
        return False
    if not inside or not head.verbs or line.words[place].text[0].isupper():
        return True
    return not (low.startswith(tuple(head.verbs)) and not low.startswith(tuple(head.nouns)))


def _is_plural(line: Line, place: int) -> bool:
    word, head = line.words[place], line.table.head
    if word.low in head.plurals:
        return True
    return word.low.endswith(head.plural) and not word.low.endswith("s" + head.plural) and not word.text.isupper()
