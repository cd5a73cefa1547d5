"""The words of `lang/<iso>/titles.yaml` as a lexicon, and the marking of a mention's words with it."""

import itertools
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import msgspec

from lansir.knowledge import knowledge
from lansir.knowledge.countries import country_forms
from lansir.lang import codes, table
from lansir.lang import language as language_of
from lansir.resolve.gazetteer import fold
from lansir.resolve.kept_places import gazetteer

__all__ = ["Body", "Lexicon", "Mark", "Title", "TitleWords", "lexicon", "marks"]

SourceKind = Literal["official", "military", "diplomat", "police", "witness", "insider", "analyst", "unspecified"]
Kind = Literal["title", "body", "country", "determiner", "modifier", "honorific", "connector", "name", "other"]

LONGEST_TOKENS = 60
LONGEST_PHRASE = 8
LONGEST_ACRONYM = 5
SENTENCE_SHARE_UPPER = 0.8
"""Share of capitals from which words are taken for a headline in capitals, where capitals mean nothing."""

_TOKEN = re.compile(r"\S+")
_POSSESSIVE = re.compile(r"['’]s?$")
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]?")


class Title(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for a person or a kind of people; see the comment in the file."""

    words: list[str]
    sectors: list[str]
    role: str | None = None
    kind: SourceKind | None = None
    weak: bool = False
    rank: bool = False
    plural: bool = False
    first: bool = False


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in the names of organisations."""

    words: list[str]
    sectors: list[str]


class TitleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`lang/<iso>/titles.yaml`."""

    titles: list[Title]
    modifiers: dict[Literal["former", "acting", "candidate", "other"], list[str]]
    determiners: dict[Literal["one", "many"], list[str]]
    honorifics: list[str]
    postnominals: list[str]
    particles: list[str]
    connectors: list[str]
    small: list[str]
    pronouns: dict[Literal["he", "she", "it", "they", "i", "we"], list[str]]
    bodies: list[Body]
    common: list[str]


class Sense(NamedTuple):
    """What a phrase is. `detail` is the role of a title, the sort of a modifier, "many" or "one" of a determiner."""

    kind: Kind
    detail: str | None = None
    entry: Title | Body | None = None
    plural: bool = False
    common: bool = False


class Token(NamedTuple):
    """A word with its place in the mention; `key` is folded, without possessive."""

    start: int
    end: int
    text: str
    key: str
    possessive: bool


class Mark(NamedTuple):
    """Consecutive words with one sense."""

    tokens: tuple[Token, ...]
    sense: Sense

    @property
    def kind(self) -> Kind:
        """The kind of the sense."""
        return self.sense.kind


class Lexicon:
    """The phrases of a language; one of an unknown language holds those of all."""

    def __init__(self, language: str) -> None:
        """Read the files."""
        known = [language] if language in codes() else list(codes())
        self.files = [table(code, "titles", TitleWords) for code in known]
        self.head_first = any(language_of(code).head_first for code in known)
        self._any: dict[str, Sense] = {}
        self._cased: dict[str, Sense] = {}
        for words, sense in (pair for file in self.files for pair in _senses(file)):
            self._know(words, sense)
        self.pronouns = {fold(w): which for file in self.files for which, words in file.pronouns.items() for w in words}
        self.particles = frozenset(fold(word) for file in self.files for word in file.particles)
        self.small = frozenset(fold(word) for file in self.files for word in file.small)
        self.postnominals = frozenset(fold(word).replace(" ", "") for file in self.files for word in file.postnominals)

    def sense(self, tokens: tuple[Token, ...]) -> Sense | None:
        """What the tokens as one phrase are; plurals and possessives count as their noun."""
        key = " ".join(token.key for token in tokens)
        if len(tokens) == 1 and (cased := self._cased.get(_letters(tokens[0].text))):
            return cased
        if found := self._any.get(key):
            return found
        return next((s._replace(plural=True) for stem in _singulars(key) if (s := self._title(stem))), None)

    def _title(self, key: str) -> Sense | None:
        found = self._any.get(key)
        return found if found and found.kind in ("title", "body") else None

    def _know(self, words: str, sense: Sense) -> None:
        if words.isupper() and len(words) <= LONGEST_ACRONYM:
            self._cased.setdefault(words, sense)
        elif key := " ".join(fold(_POSSESSIVE.sub("", word)) for word in words.split()):
            self._any.setdefault(" ".join(key.split()), sense)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, loaded once."""
    return Lexicon(language)


def _senses(file: TitleWords) -> Iterator[tuple[str, Sense]]:
    common = {fold(word) for word in file.common}
    for title in file.titles:
        for words in title.words:
            yield words, Sense("title", title.role or words, title, title.plural)
    for body in file.bodies:
        yield from ((words, Sense("body", None, body, common=fold(words) in common)) for words in body.words)
    yield from ((words, Sense("determiner", many)) for many, listed in file.determiners.items() for words in listed)
    yield from ((words, Sense("modifier", sort)) for sort, listed in file.modifiers.items() for words in listed)
    yield from ((words, Sense("connector")) for words in file.connectors)
    yield from ((words, Sense("honorific")) for words in file.honorifics)


def _singulars(key: str) -> Iterator[str]:
    """English singulars of a folded phrase's last word; both words of an Indonesian reduplication as one."""
    if key.endswith("ies"):
        yield key[:-3] + "y"
    if key.endswith("men"):
        yield key[:-3] + "man"
    if key.endswith("es"):
        yield key[:-2]
    if key.endswith("s"):
        yield key[:-1]
    half, _, other = key.partition(" ")
    if half == other:
        yield half


def marks(words: str, language: str) -> list[Mark]:
    """The mention's words in order, each with its sense: the longest phrase from the left; 60 words are read."""
    tokens = _tokens(words)
    shouted = _is_shouted(words)
    found: list[Mark] = []
    place = 0
    while place < len(tokens):
        mark = _next(tokens, place, found, language, shouted)
        found.append(mark)
        place += len(mark.tokens)
    return found


def _next(tokens: list[Token], place: int, before: list[Mark], language: str, shouted: bool) -> Mark:
    """The longest known phrase at a place; an organisation or country where no name goes before; else a word."""
    last = before[-1] if before else None
    fresh = last is None or last.kind != "name" or last.tokens[-1].text.endswith(",") or last.tokens[-1].possessive
    for length in range(min(LONGEST_PHRASE, len(tokens) - place), 0, -1):
        phrase = tuple(tokens[place : place + length])
        if _runs_over_comma(phrase):
            continue
        sense = lexicon(language).sense(phrase)
        if sense and not _is_part_of_name(phrase, sense, fresh, last):
            return Mark(phrase, sense)
        if fresh and (sense := _named(phrase, last, language)):
            return Mark(phrase, sense)
    token = tokens[place]
    return Mark((token,), Sense(_plain_kind(tokens, place, last, language, shouted)))


def _is_part_of_name(phrase: tuple[Token, ...], sense: Sense, fresh: bool, last: Mark | None) -> bool:
    """Whether a known word is a given name ("Ade Putra", "John Major"), or stands first only ("Ratu Atut Chosiyah")."""
    if len(phrase) > 1 or not phrase[0].text[:1].isupper() or phrase[0].text.isupper():
        return False
    if isinstance(sense.entry, Title) and sense.entry.first and last is not None:
        return True
    return not fresh and sense.kind in ("honorific", "connector", "determiner", "modifier", "title")


def _named(phrase: tuple[Token, ...], last: Mark | None, language: str) -> Sense | None:
    """Whether a phrase names a country, behind a title also a place or an organisation of the actor table."""
    text = " ".join(token.text.strip(',.;:()"“”') for token in phrase)
    if not any(letter.isupper() for letter in text):
        return None
    text = _POSSESSIVE.sub("", text)
    if (_letters(text) if len(text) <= 4 and text.isupper() else fold(text)) in _countries():
        return Sense("country")
    if last is None or last.kind not in ("title", "body", "country", "modifier"):
        return None
    if any(entry.known and entry.kind != "site" for entry in gazetteer().named(text)):
        return Sense("country")
    sectors = _organisation(text, language)
    return Sense("body", None, Body([text], list(sectors))) if sectors is not None else None


@lru_cache(maxsize=4096)
def _organisation(name: str, language: str) -> tuple[str, ...] | None:
    """The sectors of an organisation of the actor table; None where none has that name."""
    found = [match for match in knowledge().find(name, language) if match.type == "ORG"]
    return tuple(found[0].sectors) if found else None


@cache
def _countries() -> frozenset[str]:
    """Folded names, adjectives, peoples, regions and capitals; forms of up to three capitals as they are."""
    forms = [(text, form) for _, text, form in country_forms() if form.code and form.kind != "seat"]
    single = [text for text, form in forms if form.kind != "people" or len(text.split()) == 1]
    return frozenset(
        _letters(text) if _letters(text).isupper() and len(_letters(text)) <= 3 else fold(text) for text in single
    )


def _plain_kind(tokens: list[Token], place: int, last: Mark | None, language: str, shouted: bool) -> Kind:
    token = tokens[place]
    if token.text[:1] in "-–" and last is not None and last.kind == "name":
        return "name"
    if last is not None and last.kind == "name" and last.tokens[-1].text in ("-", "–"):
        return "name"
    following = tokens[place + 1].text[:1].isupper() if place + 1 < len(tokens) else False
    if token.key in lexicon(language).particles and following:
        return "name"
    bare = token.text.lstrip("(\"'“‘")
    if not (bare[:1].isupper() or _capital_inside(bare)):
        return "other"
    is_acronym = _letters(bare).isupper() and 2 <= len(_letters(bare)) <= 12 and not _INITIALS.fullmatch(bare)
    behind_title = last is not None and (last.kind == "body" or (last.kind == "title" and following))
    return "body" if is_acronym and behind_title and not shouted and len(_letters(bare)) > 2 else "name"


def _capital_inside(word: str) -> bool:
    """ "al-Assad", "e-KTP"."""
    return any(piece[:1].isupper() for piece in word.split("-")[1:])


def _is_shouted(words: str) -> bool:
    letters = [letter for letter in words if letter.isalpha()]
    return len(letters) > 8 and sum(letter.isupper() for letter in letters) > SENTENCE_SHARE_UPPER * len(letters)


def _runs_over_comma(phrase: tuple[Token, ...]) -> bool:
    """Whether a comma stands inside, but between small words ("menteri politik, hukum, dan keamanan")."""
    return any(
        token.text.endswith(",") and following.text[:1] in '("' for token, following in itertools.pairwise(phrase)
    )


def _letters(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum())


def _tokens(words: str) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(words[:4000]):
        text = match.group()
        bare = text.rstrip(',.;:)"”')
        noun = _POSSESSIVE.sub("", bare)
        found.append(Token(match.start(), match.end(), text, fold(noun), noun != bare))
        if len(found) == LONGEST_TOKENS:
            break
    return found
