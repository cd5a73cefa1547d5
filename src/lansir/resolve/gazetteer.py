"""The gazetteer: places of the world by every name they are known under, without loading them all as objects.

`data/gazetteer.tsv.gz` (made by `lansir.resolve.build_gazetteer`) stays in memory as two blocks of bytes: the places,
one a line, and the names, sorted, each with the numbers of its places. A look-up is a binary search over the sorted
lines, so loading costs a decompression and a few MB. The hand-kept tables (`lansir.resolve.kept_places`) win over it.
"""

import gzip
import re
import unicodedata
import zlib
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import msgspec
import numpy as np

from lansir.errors import DataFileError

__all__ = ["Entry", "Gazetteer", "Kind", "SortedLines", "fold", "generated"]

Kind = Literal["country", "admin1", "regency", "city", "district", "region", "site"]

ASKED = 8192
"""Names whose places are kept at hand."""
LONGEST_NAME = 200
"""Code points of a name that are looked at; the longest in the tables has 60."""

_APOSTROPHES = re.compile("['’‘`´ʿʾʻʼ]")
_SEPARATORS = re.compile(r"[^\w]+|_+")


class Entry(msgspec.Struct, frozen=True):
    """A place of the gazetteer.

    `name` is the usual English one, `country` ISO 3166-1 alpha-3 or None (seas, regions of several states), `admin1` a
    name; `exact` is false where the words found it by one of its lesser names; `known` marks the hand-kept ones.
    """

    kind: Kind
    name: str
    country: str | None
    admin1: str | None = None
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    exact: bool = True
    known: bool = False


@lru_cache(maxsize=4096)
def fold(words: str) -> str:
    """The form that names are compared in: no accents, case, apostrophes or punctuation; words parted by one space."""
    plain = words[:LONGEST_NAME]
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _SEPARATORS.sub(" ", _APOSTROPHES.sub("", plain).casefold()).strip()


class SortedLines:
    """Lines of bytes in byte order, searched without being split: `block` ends with a newline or is empty."""

    def __init__(self, block: bytes) -> None:
        """Keep `block` and note where its lines end."""
        self._block = block
        self._ends = np.flatnonzero(np.frombuffer(block, dtype=np.uint8) == ord("\n")).astype(np.uint32)

    def __len__(self) -> int:
        """The number of lines."""
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        """Line `number`, from 0, without its newline; IndexError past the last."""
        end = int(self._ends[number])
        return self._block[int(self._ends[number - 1]) + 1 if number else 0 : end]

    def find(self, key: bytes) -> bytes | None:
        """What follows the tab in the line that starts with `key` and a tab; None where there is none."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle].split(b"\t", 1)[0] < key:
                low = middle + 1
            else:
                high = middle
        found, _, rest = self[low].partition(b"\t") if low < len(self) else (None, b"", b"")
        return rest if found == key else None


class Gazetteer:
    """The generated places by name; hand-kept ones are added with `keep` and `rename`."""

    def __init__(self, places: SortedLines, names: SortedLines) -> None:
        """Take the two blocks of the file."""
        self._places, self._names = places, names
        self._kept: dict[str, list[Entry]] = {}
        self._usual: dict[object, str] = {}
        self._look_up = lru_cache(maxsize=ASKED)(self._by_key)

    def named(self, words: str) -> list[Entry]:
        """Every place of that name, hand-kept ones first; empty where none is known. Case and accents do not matter."""
        return [*self._look_up(fold(words))]

    def keep(self, entry: Entry, *names: str) -> None:
        """Know a hand-kept place under these names and its own."""
        for key in {fold(name) for name in (entry.name, *names)} - {""}:
            self._kept.setdefault(key, []).append(entry)
        self._look_up.cache_clear()

    def rename(self, entry: Entry, usual: str) -> None:
        """From now on call a generated place by its usual English name."""
        self._usual[entry.geonames or (entry.kind, entry.name, entry.country)] = usual
        self._look_up.cache_clear()

    def _by_key(self, key: str) -> list[Entry]:
        return _distinct([*self._kept.get(key, ()), *self._generated(key)])

    def _generated(self, key: str) -> list[Entry]:
        found = self._names.find(key.encode("utf-8", "surrogatepass")) if key else None
        return [self._entry(number) for number in found.split(b",")] if found else []

    def _entry(self, number: bytes) -> Entry:
        line = self._places[int(number.removeprefix(b"~"))].decode()
        kind, name, country, admin1, geonames, lat, lon, people = line.split("\t")
        return Entry(
            kind=msgspec.convert(kind, Kind),
            name=self._usual.get(int(geonames) if geonames else (kind, name, country), name),
            country=country or None,
            admin1=self._usual.get(("admin1", admin1, country), admin1) or None,
            geonames=int(geonames) if geonames else None,
            lat=float(lat) if lat else None,
            lon=float(lon) if lon else None,
            population=int(people),
            exact=not number.startswith(b"~"),
        )


def _distinct(entries: list[Entry]) -> list[Entry]:
    """Each place once: the first of those with one name, kind, country and (cities) province stands for all."""
    seen: dict[tuple[str, str, str | None, str | None], Entry] = {}
    for entry in entries:
        inside = entry.admin1 if entry.kind in ("city", "regency", "district") else None
        seen.setdefault((entry.kind, fold(entry.name), entry.country, inside), entry)
    return list(seen.values())


def generated() -> Gazetteer:
    """The gazetteer as generated, without the hand-kept places; DataFileError where the file is missing or damaged."""
    file = files("lansir.resolve") / "data" / "gazetteer.tsv.gz"
    try:
        places, _, names = gzip.decompress(file.read_bytes()).partition(b"\n\n")
    except (OSError, EOFError, zlib.error) as error:
        raise DataFileError(f"resolve/data/gazetteer.tsv.gz: {error}: install lansir again") from None
    return Gazetteer(SortedLines(places + b"\n"), SortedLines(names))
