"""Tells from the words around a mention whether it says where something is, or names who acts, speaks or is spoken of.

The model gives every mention a chance that it says where. On the annotated articles four signs are surer than it:
a word for "in" or "at" before a place (id 99%, en 96% are places), a house or ground behind one, the subject of an act
or of reported speech (1% are places), and a possessive or a title of office around the name (3%).
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lansir.encoder.reading import FoundLink, Reading
from lansir.lang import language as language_of
from lansir.resolve.gazetteer import fold
from lansir.resolve.mentions import MentionWords
from lansir.resolve.passage import Passage
from lansir.resolve.place_words import place_words
from lansir.resolve.title_words import Title, lexicon, marks

__all__ = ["PLACE", "Verdict", "acting_mentions", "verdicts"]

PLACE = 0.5
"""Chance from which a mention is taken to say where."""
TERRITORIES = ("GPE", "LOC")
OFFICE_SECTORS = frozenset({"GOV", "LEG", "MIL", "COP", "JUD", "SPY"})
REACH = 80
"""Code points before a mention that are read."""
LONGEST_TITLE = 5

_WORD = re.compile(r"[^\s,;:()\"“”]+")
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?=\s)")
_APPOSED = re.compile(r"\)?\s?[,(]\s?")


class Verdict(NamedTuple):
    """Whether a mention says where, and by what sign; `sign` is None where the model alone decides."""

    says_where: bool
    chance: float
    sign: str | None = None


def acting_mentions(reading: Reading) -> dict[int, str]:
    """Mentions (by position) that act or speak in their own sentence, with what they do there."""
    acting: dict[int, str] = {}
    for trigger in reading.triggers:
        acting |= {link.to: "acts" for link in _own(trigger.actors, trigger.span.sentence, reading)}
    for content in reading.contents:
        acting |= {link.to: "speaks" for link in _own(content.speakers[:1], content.span.sentence, reading)}
    return acting


def _own(links: Sequence[FoundLink], sentence: int, reading: Reading) -> list[FoundLink]:
    return [link for link in links if reading.mentions[link.to].span.sentence == sentence]


def verdicts(
    passage: Passage, reading: Reading, mentions: Sequence[MentionWords], linked: Mapping[int, float]
) -> dict[int, Verdict]:
    """The verdict on every mention that may name a place; `linked` gives those that fill an event's place slot."""
    acting, opens = acting_mentions(reading), _opening(reading)
    found = {}
    for place, mention in enumerate(mentions):
        slot = linked.get(place, 0.0)
        if mention.found.type in TERRITORIES or mention.found.type == "ORG":
            found[place] = _verdict(passage, mention, slot, acting.get(place), opens)
    return found


def _opening(reading: Reading) -> frozenset[int]:
    """Where times and likely places begin."""
    places = (m.span.start for m in reading.mentions if m.type in TERRITORIES and m.place >= PLACE)
    return frozenset([*places, *(time.start for time in reading.times)])


def _verdict(
    passage: Passage, mention: MentionWords, linked: float, acting: str | None, opens: frozenset[int]
) -> Verdict:
    chance, territory = max(mention.found.place, linked), mention.found.type in TERRITORIES
    before = _before(passage, mention)
    locative = _behind_locative(before, passage.language)
    against = _against(passage, mention, acting if not locative else None)
    if territory and chance >= PLACE and not locative:
        against = against or _of_title(before, passage.language)
    if against:
        return Verdict(False, chance, against)
    if locative and territory:
        return Verdict(True, chance, f"behind {locative!r}")
    if locative and (_is_facility(mention, passage.language) or _is_apposed(passage, mention, opens)):
        return Verdict(True, chance, f"a house or ground behind {locative!r}")
    return Verdict(chance >= PLACE and (territory or linked > 0), chance)


def _before(passage: Passage, mention: MentionWords) -> str:
    start = max(passage.sentence(mention.found.span.sentence).start, mention.found.span.start - REACH)
    return passage.text[start : mention.found.span.start]


def _behind_locative(before: str, language: str) -> str | None:
    """The word for "in", "at" or "to" that stands right before."""
    words = before.rsplit(None, 1)
    last = words[-1].casefold() if words and before[-1:].isspace() else ""
    return last if last in place_words(language).locatives else None


def _against(passage: Passage, mention: MentionWords, acting: str | None) -> str | None:
    """The sign that a name stands for those who act, not for where they do."""
    end = mention.found.span.end
    if language_of(passage.language).possessive and _POSSESSIVE.match(passage.text, end):
        return "a possessive: it stands for the state or its people"
    return f"it {acting} here: the name stands for its government or people" if acting else None


def _of_title(before: str, language: str) -> str | None:
    """The sign that a title of office ends right before: "Gubernur Jawa Tengah", "governor of Iowa"."""
    if not before[-1:].isspace():
        return None
    words = _WORD.findall(before[max(before.rfind(mark) for mark in ',;:()"“”') + 1 :])[-LONGEST_TITLE - 1 :]
    if behind := place_words(language).behind_titles:
        if not words or words[-1].casefold() not in behind:
            return None
        words = words[:-1]
    return "part of a title of office" if _ends_in_office(words, language) else None


def _ends_in_office(words: Sequence[str], language: str) -> bool:
    found = marks(" ".join(words), language) if words else []
    if not found or not isinstance(found[-1].sense.entry, Title):
        return False
    sense, title = found[-1].sense, found[-1].sense.entry
    candidate = any(mark.sense.detail == "candidate" for mark in found)
    return not (sense.plural or candidate or title.weak) and not OFFICE_SECTORS.isdisjoint(title.sectors)


def _is_facility(mention: MentionWords, language: str) -> bool:
    """Whether the words name a house or ground: "RS Kramat Jati", "Central Prison"; a common noun alone does not."""
    words = [fold(word) for word in mention.words.split()]
    known = place_words(language).facilities
    heads = (words[:n] for n in (1, 2)) if lexicon(language).head_first else (words[-n:] for n in (1, 2))
    return len(words) > 1 and any(" ".join(head) in known for head in heads)


def _is_apposed(passage: Passage, mention: MentionWords, opens: frozenset[int]) -> bool:
    """Whether a place or a time stands right behind: "di Kemlu, Jakarta", "di Kejaksaan Agung, Jumat (24/11)"."""
    gap = _APPOSED.match(passage.text, mention.found.span.end)
    return gap is not None and gap.end() in opens
