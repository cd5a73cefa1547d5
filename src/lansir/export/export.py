"""`export`: what was selected, in a format, at a place, with a sidecar that says what it is and what it lacks."""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol, cast, runtime_checkable

import msgspec

from lansir import hooks
from lansir._version import __version__
from lansir.errors import InputError
from lansir.export.endings import refuse_other_ending
from lansir.export.format import Exporter, Loss, Options, Sink, Table
from lansir.export.rows import CODEBOOK
from lansir.export.spool import FileFacts
from lansir.export.targets import SIDECAR, One, opened, refuse_overwriting, sidecar_of, where_of
from lansir.query.entries import Entry
from lansir.store.store import now

__all__ = ["Selected", "Sidecar", "Written", "export", "export_into", "exporter_named", "sidecar_bytes", "stream"]

GROUP: hooks.Group = "lansir.exporters"


@runtime_checkable
class Selected(Protocol):
    """What can be exported besides entries themselves: a selection of a store."""

    def entries(self) -> Iterator[Entry]:
        """The articles, each once."""
        ...


class Sidecar(msgspec.Struct, frozen=True):
    """What an export is: `export.lansir.json` in it, or NAME.lansir.json beside it where it is one file.

    `query` is the selection in the words of the filter language, None for everything; `at` when it was made, UTC.
    """

    format: str
    title: str
    media_type: str
    lansir: str
    models: list[str]
    codebook: str
    query: str | None
    at: str
    options: Options
    articles: int
    events: int
    statements: int
    files: list[FileFacts]
    losses: list[Loss]
    tables: tuple[Table, ...]


class Written(msgspec.Struct, frozen=True):
    """An export that was written: where, and what its sidecar says."""

    target: Path
    sidecar: Sidecar


def exporter_named(name: str) -> Exporter:
    """The exporter of a format, of the package or of a plugin; InputError where there is none, or it is broken."""
    return cast(Exporter, hooks.one(GROUP, name))


def export(
    source: Selected | Iterable[Entry],
    format: str,
    target: str | Path,
    options: Options | None = None,
    *,
    query: str | None = None,
    at: str | None = None,
    force: bool = False,
    step: Callable[[int], None] | None = None,
) -> Written:
    """Write a selection in a format to a folder, to NAME.zip, or to a file where the format has but one.

    Nothing of it is there until everything is written. `step` is called with the number of articles written. Raises
    InputError for an unknown format or table, where the name ends as another format's does, and where the target is
    there already and `force` is not given.
    """
    exporter, path, chosen = exporter_named(format), Path(target), options or Options()
    where = where_of(path)
    if where == "file":
        refuse_other_ending(path, format, chosen)
        chosen = _for_one_file(exporter, chosen, str(path))
    if not force:
        refuse_overwriting(path, where)
    with opened(path, where) as sink:
        sidecar = export_into(sink, source, exporter, chosen, query=query, at=at, step=step)
        if where != "file":
            with sink.open(SIDECAR) as file:
                file.write(sidecar_bytes(sidecar))
    return Written(path, _beside(path, sidecar) if where == "file" else sidecar)


def stream(
    source: Selected | Iterable[Entry],
    format: str,
    file: IO[bytes],
    options: Options | None = None,
    *,
    query: str | None = None,
    at: str | None = None,
) -> Sidecar:
    """Write a format of one file into an open file, a pipe say; the sidecar is given back, and written nowhere."""
    exporter = exporter_named(format)
    chosen = _for_one_file(exporter, options or Options(), "standard output")
    return export_into(One(file, "standard output"), source, exporter, chosen, query=query, at=at)


def export_into(
    sink: Sink,
    source: Selected | Iterable[Entry],
    exporter: Exporter,
    options: Options,
    *,
    query: str | None = None,
    at: str | None = None,
    step: Callable[[int], None] | None = None,
) -> Sidecar:
    """Write into a sink of one's own; the sidecar is given back, and written nowhere."""
    _check(exporter, options)
    seen, watched = _Seen(), _Watched(sink)
    entries = source.entries() if isinstance(source, Selected) else source
    losses = exporter.write(seen.through(entries, step), watched, options)
    return _sidecar(exporter, options, seen, watched.facts, losses, query, at or now())


def sidecar_bytes(sidecar: Sidecar) -> bytes:
    """A sidecar as it is written: JSON in UTF-8, for people too."""
    return msgspec.json.format(msgspec.json.encode(sidecar), indent=2) + b"\n"


def _sidecar(
    exporter: Exporter,
    options: Options,
    seen: "_Seen",
    files: list[FileFacts],
    losses: list[Loss],
    query: str | None,
    at: str,
) -> Sidecar:
    return Sidecar(
        format=exporter.name,
        title=exporter.title,
        media_type=exporter.media_type,
        lansir=__version__,
        models=sorted(seen.models),
        codebook=CODEBOOK,
        query=query,
        at=at,
        options=options,
        articles=seen.articles,
        events=seen.events,
        statements=seen.statements,
        files=files,
        losses=losses,
        tables=tuple(table for table in exporter.tables if not options.tables or table.name in options.tables),
    )


def _beside(path: Path, sidecar: Sidecar) -> Sidecar:
    """The sidecar of an export that is one file, which it calls by its name; written beside it."""
    facts = [msgspec.structs.replace(fact, name=path.name) for fact in sidecar.files]
    named = msgspec.structs.replace(sidecar, files=facts)
    sidecar_of(path).write_bytes(sidecar_bytes(named))
    return named


def _check(exporter: Exporter, options: Options) -> None:
    known = [table.name for table in exporter.tables]
    for name in options.tables:
        if name not in known:
            raise InputError(f"{exporter.name} has no table {name!r}; it has {', '.join(known)}")
    if options.decimal == options.delimiter:
        raise InputError("a decimal comma needs another delimiter: give --delimiter ';' with it")


def _for_one_file(exporter: Exporter, options: Options, target: str) -> Options:
    """The options of an export that is one file: no descriptor beside it; InputError where it would be several."""
    single = getattr(exporter, "single_file", True)
    if not single and len(options.tables) != 1:
        raise InputError(
            f"{target}: {exporter.name} has a file for each table; give a folder, a name that ends in .zip, or one "
            f"--table of {', '.join(table.name for table in exporter.tables)}"
        )
    return msgspec.structs.replace(options, described=False)


class _Seen:
    """Counts the entries as they go by."""

    def __init__(self) -> None:
        self.articles = self.events = self.statements = 0
        self.models: set[str] = set()

    def through(self, entries: Iterable[Entry], step: Callable[[int], None] | None) -> Iterator[Entry]:
        for entry in entries:
            self.articles += 1
            self.events += len(entry.events)
            self.statements += len(entry.statements)
            self.models.add(entry.record.model)
            yield entry
            if step:
                step(self.articles)


class _Watched:
    """A sink that remembers which files were written into it."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.facts: list[FileFacts] = []

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        with self._sink.open(name) as file:
            counted = _Counted(file)
            yield cast(IO[bytes], counted)
        self.facts.append(FileFacts(name, counted.size, counted.digest.hexdigest()))


class _Counted(io.RawIOBase):
    """A file to be written from start to end, with the size and hash of what was."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.size, self.digest = file, 0, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]  # 3.11 has no name for a buffer
        view = memoryview(data)
        self._file.write(view)
        self.digest.update(view)
        self.size += view.nbytes
        return view.nbytes
