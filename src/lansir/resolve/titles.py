"""Reads what the words of a mention tell about an actor: role, sectors, the bare name, and whether they name at all."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from lansir.resolve.gazetteer import fold
from lansir.resolve.name_forms import is_abbreviation_of
from lansir.resolve.name_forms import same_name as same_bare_name
from lansir.resolve.title_words import Lexicon, Mark, SourceKind, Title, Token, lexicon, marks

__all__ = ["TitleReading", "is_abbreviation_of", "read_title", "same_name"]

LONGEST_WORDS = 2000
"""Code points of a mention that are read."""
OFFICE_SECTORS = frozenset({"GOV", "LEG", "MIL", "COP", "JUD", "SPY", "IGO"})
KIND_OF_SECTOR: dict[str, SourceKind] = {"COP": "police", "MIL": "military"}
OFFICIAL_SECTORS = frozenset({"GOV", "LEG", "JUD", "SPY", "IGO"})
INSIDE_SECTORS = frozenset({"PTY", "OPP", "BUS", "REB", "UAF", "PRM", "NGO", "LAB", "REL", "EDU", "MED", "SOC"})
MARGIN = " \t\n,.;:!?()[]\"“”'‘’*"

_POSSESSIVE = re.compile(r"['’]s?$")


class TitleReading(msgspec.Struct, frozen=True):
    """What words tell by themselves.

    `sectors` are PLOVER's, the main one first; `role` is English; `name` is a piece of the words, None for a common
    noun phrase, which `generic` says. `pronoun` "he" stands for both genders in Indonesian.
    """

    sectors: tuple[str, ...] = ()
    role: str | None = None
    source_kind: SourceKind | None = None
    name: str | None = None
    generic: bool = False
    plural: bool = False
    pronoun: Literal["he", "she", "it", "they", "i", "we"] | None = None


class Head(NamedTuple):
    """The word that says what the whole is, with the marks up to the first connector behind it."""

    mark: Mark | None
    near: list[Mark]


def read_title(words: str, language: str) -> TitleReading:
    """What `words` tell about the actor that they mention.

    Never raises; takes time in proportion to the words and reads the first 60 of them.
    """
    return _read(words[:LONGEST_WORDS], language)


@lru_cache(maxsize=8192)
def _read(words: str, language: str) -> TitleReading:
    words_known = lexicon(language)
    if pronoun := words_known.pronouns.get(fold(words)):
        return TitleReading(generic=True, plural=pronoun in ("they", "we"), pronoun=pronoun)
    found = marks(words, language)
    head = _head(found, words_known)
    plural = _is_plural(head)
    if head.mark is not None and head.mark.kind == "title":
        return _read_person(words, found, head, words_known, plural)
    if head.mark is not None:
        return _read_organisation(words, found, head, plural)
    return _read_name(words, found, words_known, plural)


def _head(found: list[Mark], words_known: Lexicon) -> Head:
    heads = [place for place, mark in enumerate(found) if mark.kind in ("title", "body")]
    if not heads:
        return Head(None, found)
    later = (place for place, mark in enumerate(found) if mark.kind == "connector" and place > heads[0])
    cut = next(later, len(found))
    near = found[:cut]
    inside = [place for place in heads if place < cut]
    offices = [place for place in inside if not _is_rank(found[place])] or inside
    chosen = offices[0] if words_known.head_first else offices[-1]
    named = _last_run(found)
    if not words_known.head_first and found[chosen].kind == "body" and named and found[named[0] - 1].kind == "title":
        return Head(found[named[0] - 1], found)
    return Head(found[chosen], near)


def _last_run(found: list[Mark]) -> tuple[int, int] | None:
    """The run of name words that ends the mention and is not the whole of it, nor where somebody is."""
    run = next((run for run in _name_runs(found) if run[1] == len(found) and run[0] > 0), None)
    return run if run and found[run[0] - 1].kind != "connector" else None


def _is_plural(head: Head) -> bool:
    """Whether the head is a plural, or a word for many goes before it."""
    before = head.near[: head.near.index(head.mark)] if head.mark in head.near else head.near
    many = any(mark.sense.detail == "many" for mark in before)
    return many or (head.mark is not None and head.mark.sense.plural)


def _is_rank(mark: Mark) -> bool:
    return isinstance(mark.sense.entry, Title) and mark.sense.entry.rank


def _read_person(words: str, found: list[Mark], head: Head, words_known: Lexicon, plural: bool) -> TitleReading:
    mark = head.mark
    assert mark is not None and isinstance(mark.sense.entry, Title)
    title, sorts = mark.sense.entry, {m.sense.detail for m in head.near if m.kind == "modifier"}
    sectors = _person_sectors(found, head, title)
    kind = _source_kind(title, sectors)
    role = mark.sense.detail
    if "former" in sorts:
        role = f"former {role}"
        sectors = ("ELI",) if sectors and sectors[0] in OFFICE_SECTORS else sectors
    elif "candidate" in sorts:
        role, sectors = f"candidate for {role}", ("PTY",)
    elif "acting" in sorts:
        role = f"acting {role}"
    name = _person_name(words, found, words_known)
    return TitleReading(sectors, role, kind, name, generic=name is None, plural=plural and name is None)


def _source_kind(title: Title, sectors: tuple[str, ...]) -> SourceKind | None:
    """The kind of a source without a name; the body beside a bare "source" says whose: "a police source"."""
    if not title.weak or not sectors:
        return title.kind
    if title.role == "source" and sectors[0] in OFFICIAL_SECTORS | INSIDE_SECTORS:
        return "official" if sectors[0] in OFFICIAL_SECTORS else "insider"
    return KIND_OF_SECTOR.get(sectors[0], title.kind)


def _person_sectors(found: list[Mark], head: Head, title: Title) -> tuple[str, ...]:
    """Those of the office; of the body where the office says little; else of the rank."""
    if not title.weak and not title.rank:
        return tuple(title.sectors)
    near_first = [*head.near, *found[len(head.near) :]]
    bodies = [tuple(m.sense.entry.sectors) for m in near_first if m.kind == "body" and m.sense.entry is not None]
    offices = [tuple(m.sense.entry.sectors) for m in head.near if _is_office(m) and m.sense.entry is not None]
    ranks = [tuple(m.sense.entry.sectors) for m in head.near if _is_rank(m) and m.sense.entry is not None]
    return next(iter([*filter(None, bodies), *offices, *ranks]), tuple(title.sectors))


def _is_office(mark: Mark) -> bool:
    return isinstance(mark.sense.entry, Title) and not mark.sense.entry.weak and not mark.sense.entry.rank


def _read_organisation(words: str, found: list[Mark], head: Head, plural: bool) -> TitleReading:
    mark = head.mark
    assert mark is not None
    bodies = [m for m in found if m.kind == "body" and not m.sense.common] if mark.sense.common else []
    sectors = tuple(entry.sectors) if (entry := (bodies or [mark])[0].sense.entry) else ()
    telling = [m for m in found if m.kind in ("name", "country") or (m.kind == "body" and not m.sense.common)]
    name = _without_determiners(words, found) if telling else None
    return TitleReading(sectors, None, None, name, generic=name is None, plural=plural)


def _read_name(words: str, found: list[Mark], words_known: Lexicon, plural: bool) -> TitleReading:
    """No title and no body: a name, a country, or an unknown common noun."""
    if not any(mark.kind in ("name", "country") for mark in found):
        return TitleReading(generic=True, plural=plural)
    first = next((mark for mark in found if mark.kind not in ("determiner", "modifier")), found[0])
    if first.kind == "country" and first.tokens[-1].possessive and (name := _person_name(words, found, words_known)):
        return TitleReading(name=name, plural=plural)
    if found[0].kind == "honorific" and (name := _person_name(words, found, words_known)):
        return TitleReading(name=name, plural=plural)
    return TitleReading(name=_without_determiners(words, found), plural=plural)


def _person_name(words: str, found: list[Mark], words_known: Lexicon) -> str | None:
    """The run of name words that ends the mention; else the one right behind a title ("President X of Panama")."""
    runs = _name_runs(found)
    if not runs:
        return None
    last = [run for run in [_last_run(found)] if run]
    last = [run for run in last if not _is_name_of_body(found, run[0])]
    behind = [run for run in runs if run[0] > 0 and found[run[0] - 1].kind in ("title", "honorific")]
    chosen = (last or behind)[:1]
    return _cut(words, [t for m in found[slice(*chosen[0])] for t in m.tokens], words_known) if chosen else None


def _is_name_of_body(found: list[Mark], start: int) -> bool:
    """Whether name words end what a body is called, behind where somebody is ("sumber di Kementerian Luar Negeri")."""
    return found[start - 1].sense.common and any(mark.kind == "connector" for mark in found[:start])


def _name_runs(found: list[Mark]) -> list[tuple[int, int]]:
    """Places of consecutive name marks; a comma ends a run, unless letters of degrees follow."""
    runs: list[tuple[int, int]] = []
    for place, mark in enumerate(found):
        if mark.kind != "name":
            continue
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _cut(words: str, tokens: list[Token], words_known: Lexicon) -> str | None:
    """The words from the first token to the last, without degrees, possessive and punctuation around them."""
    while tokens and fold(tokens[-1].text).replace(" ", "") in words_known.postnominals and len(tokens) > 1:
        tokens = tokens[:-1]
    while tokens and not any(letter.isalnum() for letter in tokens[0].text):
        tokens = tokens[1:]
    if not tokens:
        return None
    return _POSSESSIVE.sub("", words[tokens[0].start : tokens[-1].end].strip(MARGIN)) or None


def _without_determiners(words: str, found: list[Mark]) -> str | None:
    """The words without determiners in front and demonstratives behind."""
    start, end = 0, len(found)
    while start < end - 1 and found[start].kind in ("determiner", "honorific"):
        start += 1
    while end > start + 1 and found[end - 1].kind == "modifier" and found[end - 1].tokens[0].text.islower():
        end -= 1
    tokens = [token for mark in found[start:end] for token in mark.tokens]
    return _POSSESSIVE.sub("", words[tokens[0].start : tokens[-1].end].strip(MARGIN)) or None if tokens else None


def same_name(a: str, b: str) -> bool:
    """Whether one name is a plausible short form of the other, titles and honorifics of both languages aside.

    "Biden" of "Joe Biden", "J. Biden" of "Joe Biden"; not "Hunter Biden" of "Joe Biden".
    """
    bare = [read_title(name, "").name or name for name in (a, b)]
    return same_bare_name(*bare)
