"""The installation: Python, libraries, files of the package, folders of languages, plugins, and whether it reads."""

import base64
import hashlib
import platform
import time
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from lansir._version import __version__
from lansir.doctor.check import Check, fault, ok, warning
from lansir.doctor.requirements import installed, is_met, requirement

__all__ = [
    "actor_files",
    "data_files",
    "home",
    "languages",
    "libraries",
    "listed_files",
    "plugins",
    "python",
    "reading",
]

PACKAGE = "lansir"
OF_THE_OTHERS = {"words/en": frozenset({"reasons.yaml", "roles.yaml"})}
"""What a folder lacks by right: records are in English, and only other languages have words for what they say."""
TEXT = frozenset({".yaml", ".tsv", ".json", ".jsonl", ".sql", ".html", ".css", ".js", ".txt", ".md"})
Listed = tuple[Path, str | None]


def home() -> Path:
    """The folder of the package."""
    return Path(str(files(PACKAGE)))


def python(version: str | None = None, needed: str | None = None) -> Iterator[Check]:
    """Whether Python is of a version that will do; by default this one, and what the package's metadata ask for."""
    version = version or platform.python_version()
    needed = _stated("Requires-Python") if needed is None else needed
    if is_met(version, needed):
        yield ok("installation", "python", version=version)
    else:
        yield fault("installation", "python_old", version=version, needed=needed)


def libraries(required: Sequence[str] | None = None) -> Iterator[Check]:
    """Whether the libraries that are required are there, in versions that will do."""
    if required is None:
        try:
            required = metadata.requires(PACKAGE) or []
        except metadata.PackageNotFoundError:
            yield warning("installation", "not_installed", version=__version__)
            return
        yield ok("installation", "installed", version=__version__)
    found = [check for stated in required for check in _library(stated)]
    yield from found or [ok("installation", "libraries", n=len(required))]


def _library(stated: str) -> Iterator[Check]:
    asked = requirement(stated)
    if asked is None:
        return
    version, facts = installed(asked.name), {"name": asked.name, "needed": asked.versions}
    if version is None and asked.always:
        yield fault("installation", "library_missing", **facts)
    elif version is not None and not is_met(version, asked.versions):
        tell = fault if asked.always else warning
        yield tell("installation", "library_other", version=version, **facts)


def listed_files() -> list[Listed]:
    """The files that the installation lists, with their SHA-256; none where it is one for development."""
    try:
        listed = metadata.files(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return []
    own = [file for file in listed if file.parts[:1] == (PACKAGE,) and file.suffix != ".pyc"]
    return [(Path(str(file.locate())), file.hash.value if file.hash else None) for file in own]


def data_files(folder: Path | None = None, listed: Iterable[Listed] | None = None) -> Iterator[Check]:
    """Whether the files that the installation lists are there as they were, and every text file can be read."""
    folder = folder or home()
    wanted = listed_files() if listed is None else list(listed)
    there = sorted(path for path in folder.rglob("*") if path.suffix in TEXT and path.is_file())
    found = [check for path, digest in wanted for check in _listed(path, digest)]
    found += [check for path in there for check in _text(path, folder)]
    yield from found or [ok("installation", "files", n=len({path for path, _ in wanted} | set(there)))]


def _listed(path: Path, digest: str | None) -> Iterator[Check]:
    if not path.is_file():
        yield fault("installation", "file_missing", file=path)
        return
    with path.open("rb") as file:
        made = base64.urlsafe_b64encode(hashlib.file_digest(file, "sha256").digest()).rstrip(b"=").decode()
    if digest is not None and made != digest:
        yield fault("installation", "file_damaged", file=path, told="SHA-256")


def _text(path: Path, folder: Path) -> Iterator[Check]:
    try:
        if not path.read_text(encoding="utf-8").strip():
            yield fault("installation", "file_damaged", file=path.relative_to(folder), told="0")
    except (OSError, UnicodeDecodeError) as error:
        told = getattr(error, "strerror", None) or str(error)
        yield fault("installation", "file_damaged", file=path.relative_to(folder), told=told)


def languages(folder: Path | None = None) -> Iterator[Check]:
    """Whether each language that is read or spoken has its folder, and in it the files that its sisters have."""
    from lansir.lang import SHIPPED as READ  # noqa: PLC0415  # nothing is loaded before it is looked at
    from lansir.words.loading import SHIPPED as SPOKEN  # noqa: PLC0415

    folder = folder or home()
    for kind, needed in (("lang", READ), ("words", SPOKEN)):
        held = {code: _names(folder / kind / code) for code in sorted(needed)}
        every = set[str]().union(*held.values())
        for code, names in held.items():
            if not names:
                yield fault("installation", "language_missing", folder=f"{kind}/{code}")
            elif missing := sorted(every - names - OF_THE_OTHERS.get(f"{kind}/{code}", frozenset())):
                told = ", ".join(missing)
                yield fault("installation", "language_incomplete", folder=f"{kind}/{code}", files=told)
            else:
                yield ok("installation", "language", folder=f"{kind}/{code}", n=len(names))


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.yaml")}


def plugins() -> Iterator[Check]:
    """Whether the plugins that are installed can be used; those that cannot are passed over by all else."""
    from lansir.hooks import GROUPS, Broken, found  # noqa: PLC0415  # nothing is loaded before it is looked at

    usable = 0
    broken: list[Broken] = []
    for group in GROUPS:
        good, bad = found(group)
        usable, broken = usable + len(good), [*broken, *bad]
    yield from (warning("plugins", "plugin_broken", told=one, distribution=one.distribution) for one in broken)
    yield ok("plugins", "plugins", n=usable)


def actor_files(paths: Iterable[Path]) -> Iterator[Check]:
    """Whether a user's own files of actors can be read."""
    from lansir.errors import DataFileError  # noqa: PLC0415
    from lansir.knowledge.own import read_own  # noqa: PLC0415

    for path in paths:
        try:
            yield ok("actors", "actors", file=path, n=len(read_own(path)))
        except DataFileError as error:
            yield fault("actors", "actors_fault", told=error)


def reading() -> Iterator[Check]:
    """Whether a page of each language can be read with something found in it: it takes all tables and the model."""
    from lansir.examples import example_pages  # noqa: PLC0415
    from lansir.reader import read  # noqa: PLC0415

    began = time.monotonic()
    records = [read(path) for path in example_pages()]
    empty = [record for record in records if not record.events and not record.statements]
    if empty or not records:
        yield fault("model", "reading_none", n=len(empty))
    else:
        seconds = f"{time.monotonic() - began:.1f}"
        yield ok("model", "reading", n=len(records), seconds=seconds, model=records[0].model)


def _stated(field: str) -> str:
    try:
        return str(metadata.metadata(PACKAGE)[field] or "")
    except (metadata.PackageNotFoundError, KeyError):
        return ""
