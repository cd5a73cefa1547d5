"""The proof that something was forgotten: all that the store keeps is searched, and the bytes of its files."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from lansir._version import __version__
from lansir.forget.blanking import stand_in
from lansir.forget.erasing import Erased
from lansir.forget.files import digest, raw_hits, store_files
from lansir.forget.names import Names, words_of
from lansir.forget.plan import PersonPlan
from lansir.forget.scanning import pages, texts_where
from lansir.store import Store
from lansir.store.connection import store_errors
from lansir.store.store import now

__all__ = ["FileSearched", "Report", "passages_of", "pattern_of", "proven_articles", "proven_person"]

GAP = rb"(?:%20|\xc2\xa0|\xe2\x80[\x90-\x95\x99]|\xc2\xb7|\xca\xbc|[\s\-_.+'])"
FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
PASSAGES, SHORTEST, LONGEST = 12, 40, 80
"""Passages of an article that are looked for, and the characters that each has."""


class FileSearched(msgspec.Struct, frozen=True):
    """A file whose bytes were searched, and how often something was found that should not be there."""

    name: str
    bytes: int
    found: int


class Report(msgspec.Struct, frozen=True):
    """What was forgotten, and the proof.

    `sought` are SHA-256 digests: of each name in small letters, its words parted by single spaces, or of an article's
    id; the report itself holds none of them. `found` counts texts and pages of the store in which a name still stands;
    `other_words` are longer or ordinary words with the letters of a name in them, which stay. `shared` counts names
    that others in the store have too: they were blanked in the person's articles, and are searched for there alone.
    """

    what: str
    at: str
    lansir: str
    store: str
    sought: list[str]
    shared: int
    erased: Erased
    alert_states: int
    searched_texts: int
    searched_pages: int
    found: int
    other_words: int
    files: list[FileSearched]
    log_emptied: bool
    digest_before: str
    digest_after: str
    proven: bool


def proven_person(store: Store, plan: PersonPlan, *, erased: Erased, states: int, before: str, emptied: bool) -> Report:
    """Search a store for a person's names and report; nothing is changed."""
    names, shared, own = plan.person.names, plan.person.shared, frozenset(plan.articles)
    rest: set[str] = set()
    texts = packed = found = 0
    with store_errors(store.path):
        for _, article, text in texts_where(store.connection, lambda text: True, names.shortest):
            texts += 1
            found += stand_in(text, names) or (article in own and stand_in(text, shared))
            rest |= set(names.rest(text))
        for _, told in pages(store.connection):
            packed += 1
            found += any(map(names.stand_in, told))
    pattern, allowed = pattern_of(names), {way.encode() for word in rest for way in (word, word.lower())}
    files = [_searched(path, pattern, allowed) for path in store_files(store.path)]
    proven = emptied and not found and not any(file.found for file in files)
    return Report(
        "person", now(), __version__, store.path.name, sorted(map(_sha256, names.keys)), len(shared.given), erased,
        states, texts, packed, found, len(rest), files, emptied, before, digest(store.path), proven,
    )  # fmt: skip


def proven_articles(
    store: Store,
    ids: Iterable[str],
    passages: Iterable[str],
    *,
    erased: Erased,
    states: int,
    before: str,
    emptied: bool,
) -> Report:
    """Search a store for passages of articles that are gone; what other articles say in the same words may stay."""
    wanted = dict.fromkeys(passages)
    texts = found = 0
    with store_errors(store.path):
        for column, _, text in texts_where(store.connection, lambda text: True):
            texts += 1
            held = [passage for passage in wanted if passage in text]
            found += bool(held) and column.article is None
            for passage in held if column.article else ():
                del wanted[passage]
        found += sum(identity in store for identity in ids)
    ways = [re.escape(passage.encode()) for passage in wanted]
    pattern = re.compile(b"|".join(ways) if ways else rb"(?!)")
    files = [_searched(path, pattern, set()) for path in store_files(store.path)]
    proven = emptied and not found and not any(file.found for file in files)
    return Report(
        "articles", now(), __version__, store.path.name, sorted(map(_sha256, ids)), 0, erased, states, texts, 0,
        found, 0, files, emptied, before, digest(store.path), proven,
    )  # fmt: skip


def passages_of(store: Store, articles: Iterable[int]) -> list[str]:
    """Words of articles by which they would be known: addresses, titles, and the beginnings of long lines."""
    found: list[str] = []
    for article in articles:
        row = store.connection.execute(
            "SELECT text, title, url, canonical_url FROM article WHERE id = ?", (article,)
        ).fetchone()
        lines = [line[:LONGEST] for line in row["text"].splitlines() if len(line) >= SHORTEST]
        found += [*lines[:PASSAGES], *(row[name] for name in ("title", "url", "canonical_url") if row[name])]
    return found


def _searched(path: Path, pattern: re.Pattern[bytes], allowed: set[bytes]) -> FileSearched:
    found = sum(not _is_within(allowed, *hit) for hit in raw_hits(path, pattern))
    return FileSearched(path.name, path.stat().st_size, found)


def _is_within(words: set[bytes], around: bytes, start: int, end: int) -> bool:
    """Whether what was found is part of one of these words."""
    return any(word in around[max(0, end - len(word)) : start + len(word)] for word in words)


def pattern_of(names: Names) -> re.Pattern[bytes]:
    """The names as they may stand in UTF-8, in any case and with any sign between their words."""
    ways = sorted({_way(name) for name in names.given}, key=lambda way: (-len(way), way))
    return re.compile(b"|".join(ways) if ways else rb"(?!)", re.IGNORECASE)


def _way(name: str) -> bytes:
    folded = words_of(name)
    raw = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name))
    given = raw if len(raw) == len(folded) else list(folded)
    words = [
        b"(?:" + b"|".join(sorted(set(_spelled(one, plain)))) + b")" for one, plain in zip(given, folded, strict=True)
    ]
    return (GAP + rb"{1,3}").join(words)


def _spelled(word: str, plain: str) -> Iterator[bytes]:
    """A word in every case, with its diacritics in one character or two, and without."""
    for case in (word, word.lower(), word.upper(), word.title(), plain):
        yield from (re.escape(unicodedata.normalize(form, case).encode()) for form in FORMS)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
