"""The log of a lake: which parts it consists of. What no log names is what a run left that was cut off.

A part is written first and named afterwards, by the one process that a run was started with, so a part is in the lake
with all its files or not at all, and a task that Ray runs twice adds nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from lansir.errors import NewerStore, NotAStore
from lansir.scale.extras import needed
from lansir.scale.storage import Storage

__all__ = ["FORMAT", "Known", "Log", "Part", "folders_for", "noted_keys"]

FORMAT = 1
MARK = "lake.json"
FOLDER = "log"
Known = Mapping[str, Sequence[str]]
"""The parts that hold something of a source, by its name."""


SEVERAL, UNKNOWN = "several", "unknown"
MONTH = len("2031-03")


def folders_for(day: str | None) -> tuple[str, str, str]:
    """The folders that a day's articles may lie in, the narrowest first: the day, days of its month, any days."""
    month = day[:MONTH] if day else UNKNOWN
    named = ((month, day or UNKNOWN), (month, SEVERAL), (SEVERAL, SEVERAL))
    one, few, any_ = (f"published_month={month}/published_date={date}" for month, date in named)
    return one, few, any_


class _Mark(msgspec.Struct, frozen=True):
    """What a lake says of itself."""

    lansir_lake: int


class Part(msgspec.Struct, frozen=True):
    """A part: its tables by folder ("" is the folder of the table itself), and what it holds of which sources.

    `items` were read and gave `articles`: some may be one article.
    """

    name: str
    run: str
    tables: dict[str, list[str]]
    sources: list[str]
    items: int
    articles: int
    failed: int

    def files(self, table: str) -> Iterator[str]:
        """The names of its files of a table."""
        for folder, tables in self.tables.items():
            if table in tables:
                yield f"{table}/{folder}/{self.name}.parquet" if folder else f"{table}/{self.name}.parquet"

    def folder(self, day: str | None) -> str:
        """The folder that holds its articles of a day of publication."""
        return next(folder for folder in folders_for(day) if folder in self.tables)


class Log:
    """The log of the lake at a place."""

    def __init__(self, lake: str, *, make: bool = False) -> None:
        """NotAStore where there is no lake, unless it is to be made; NewerStore where a newer Lansir wrote it."""
        self.storage = Storage(lake)
        if self.storage.exists(MARK):
            self._check()
        elif make:
            self._require_empty()
            self.storage.write(MARK, msgspec.json.encode(_Mark(FORMAT)))
        else:
            raise NotAStore(f"{lake}: no such lake; `lansir ingest --engine ray --lake {lake} SOURCE` makes one")

    def parts(self) -> list[Part]:
        """All parts, each once, by name."""
        decoder = msgspec.json.Decoder(Part)
        found = {}
        for name in self.storage.names(FOLDER):
            if name.endswith(".jsonl"):
                for part in decoder.decode_lines(self.storage.read(f"{FOLDER}/{name}")):
                    found[part.name] = part
        return [found[name] for name in sorted(found)]

    def add(self, run: str, number: int, parts: Iterable[Part]) -> None:
        """Name parts of a run, in a file of their own."""
        self.storage.write(f"{FOLDER}/{run}.{number:06}.jsonl", msgspec.json.Encoder().encode_lines(list(parts)))

    def gather(self, run: str) -> None:
        """Make one file of what a run has named: it comes before those that it stands for go."""
        names = [name for name in self.storage.names(FOLDER) if name.startswith(f"{run}.")]
        if len(names) > 1:
            found = b"".join(self.storage.read(f"{FOLDER}/{name}") for name in names)
            self.storage.write(f"{FOLDER}/{run}.all.jsonl", found)
            for name in names:
                self.storage.remove(f"{FOLDER}/{name}")

    def known(self) -> Known:
        """The parts of each source."""
        found: dict[str, list[str]] = {}
        for part in self.parts():
            for source in part.sources:
                found.setdefault(source, []).append(part.name)
        return found

    def _check(self) -> None:
        try:
            mark = msgspec.json.decode(self.storage.read(MARK), type=_Mark)
        except msgspec.DecodeError:
            raise NotAStore(f"{self.storage.root}: {MARK} there is no mark of a lake; give another place") from None
        if mark.lansir_lake > FORMAT:
            told = f"written by a newer Lansir (format {mark.lansir_lake}, this one knows {FORMAT}); update Lansir"
            raise NewerStore(f"{self.storage.root}: {told}")

    def _require_empty(self) -> None:
        files = self.storage.files
        path = self.storage.path()
        if files.isfile(path) or (files.isdir(path) and files.ls(path, detail=False)):
            raise NotAStore(f"{self.storage.root}: something else lies there; name an empty folder, or a new one")


def noted_keys(lake: str, parts: Sequence[str]) -> tuple[set[str], set[str]]:
    """The keys of the items in some parts of a lake: those that were dealt with, and those that failed."""
    storage = Storage(lake)
    done: set[str] = set()
    failed: set[str] = set()
    for part in parts:
        done |= _keys(storage, f"item/{part}.parquet")
        failed |= _keys(storage, f"failure/{part}.parquet")
    return done, failed - done


def _keys(storage: Storage, name: str) -> set[str]:
    if not storage.exists(name):
        return set()
    parquet = needed("pyarrow.parquet", "a lake")
    with storage.files.open(storage.path(name), "rb") as stream:
        return set(parquet.read_table(stream, columns=["key"])["key"].to_pylist())
