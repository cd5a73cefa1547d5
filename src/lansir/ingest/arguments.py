"""What was given on the command line, as items: files, folders, addresses, and `-` for addresses on standard input."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from lansir.errors import BinaryInput, EmptyInput, InputError, LansirError
from lansir.ingest.address import canonical, is_address
from lansir.ingest.items import Again, Finished, Item
from lansir.ingest.sources.document import Document
from lansir.ingest.sources.kinds import WEB_LISTS, Kind, items_of, kind_of
from lansir.ingest.sources.links import broken, link_item, listed_addresses
from lansir.ingest.sources.pages import folder_files
from lansir.ingest.sources.plan import Plan
from lansir.page.decoding import refuse

__all__ = ["Arguments", "file_document", "items_again"]

STDIN = "-"


class Arguments(msgspec.Struct, frozen=True):
    """Sources as they were given, and what goes for all of them.

    `is_known` says of the address of a page whether it was dealt with; `passed_over` is told of a file in a folder that
    is neither a page nor an archive of pages.
    """

    given: Sequence[str]
    plan: Plan
    stdin: BinaryIO | None = None
    kind: Kind | None = None
    is_known: Callable[[str], bool] = lambda url: False
    passed_over: Callable[[Path], None] = lambda path: None

    def items(self) -> Iterator[Item | Finished]:
        """The items of all sources in the order given; a source that cannot be read is a broken item."""
        opened = {one for one in self.given if self._is_to_be_opened(one)}
        fetched = self.plan.documents(one for one in self.given if one in opened)
        for number, argument in enumerate(self.given):
            with self.plan.share.within(number, len(self.given)):
                if argument in opened:
                    yield from self._document(*next(fetched, (argument, None)))
                else:
                    yield from self._argument(argument)

    def _is_to_be_opened(self, argument: str) -> bool:
        """Whether an address has to be fetched to see what it is."""
        return is_address(argument) and self.kind != "page" and not self._is_known_page(argument)

    def _is_known_page(self, argument: str) -> bool:
        try:
            return self.is_known(canonical(argument))
        except InputError:
            return False

    def _argument(self, argument: str) -> Iterator[Item | Finished]:
        if argument == STDIN:
            lines = self.stdin or ()
            return listed_addresses(lines, STDIN, self.plan.published)
        if is_address(argument):
            return iter([link_item(argument, argument, self.plan.published)])
        return self._path(Path(argument))

    def _document(self, name: str, found: Document | LansirError | None) -> Iterator[Item | Finished]:
        if isinstance(found, LansirError):
            return iter([broken(name, found, Again(name, self.kind, self.plan.columns, whole=True))])
        return iter(()) if found is None else self.of_document(found)

    def _path(self, path: Path) -> Iterator[Item | Finished]:
        return self._folder(path) if path.is_dir() else self.of_document(file_document(path))

    def of_document(self, document: Document, *, in_folder: bool = False) -> Iterator[Item | Finished]:
        """The items of one document; `in_folder`, where lists of addresses and what is no page are left out."""
        items = self._in_folder(document) if in_folder else items_of(document, self.plan, self.kind)
        return _guarded(lambda: items, self._again(document))

    def _folder(self, folder: Path) -> Iterator[Item | Finished]:
        total = sum(1 for _ in folder_files(folder))
        for number, path in enumerate(folder_files(folder)):
            with self.plan.share.within(number, total):
                yield from self.of_document(file_document(path), in_folder=True)

    def _in_folder(self, document: Document) -> Iterator[Item | Finished]:
        """A list of addresses in a folder is not followed: a folder alone leads to no fetching."""
        kind = self.kind or kind_of(document, self.plan.columns)
        if self.kind is None and (kind in WEB_LISTS or (kind == "page" and _is_no_page(document))):
            if document.path:
                self.passed_over(document.path)
            return
        yield from items_of(document, self.plan, kind)

    def _again(self, document: Document) -> Again:
        return Again(document.name, self.kind, self.plan.columns, self.plan.published, whole=True)


def file_document(path: Path) -> Document:
    """The document of a file; its name is its absolute path, links followed."""
    absolute = Path(os.path.realpath(path))
    return Document(str(absolute).encode("utf-8", "backslashreplace").decode(), path=absolute)


def _is_no_page(document: Document) -> bool:
    try:
        refuse(document.head())
    except EmptyInput:
        return False
    except BinaryInput:
        return True
    return False


def _guarded(source: Callable[[], Iterable[Item | Finished]], again: Again) -> Iterator[Item | Finished]:
    """The items of a source; whatever is wrong with the whole of it is a failure of its own."""
    try:
        yield from source()
    except LansirError as error:
        yield broken(again.source, error, again)
    except OSError as error:
        yield broken(again.source, error, again)
    except Exception as error:  # a fault of one kind of source must not stop the others
        told = f"{again.source}: cannot be read ({type(error).__name__}: {error}); give another --kind, or report it"
        yield broken(again.source, InputError(told[:1000]), again)


def items_again(
    failures: Iterable[tuple[str, Again]], plan: Plan, is_known: Callable[[str], bool]
) -> Iterator[Item | Finished]:
    """The items that failed before, and all items of sources that could not be read.

    A source is gone through once for all of its items, and no further than the last of them.
    """
    sources: dict[bytes, tuple[Again, set[str]]] = {}
    for key, again in failures:
        sources.setdefault(msgspec.json.encode(again), (again, set()))[1].add(key)
    for number, (again, keys) in enumerate(sources.values()):
        with plan.share.within(number, len(sources)):
            yield from _source_again(again, keys, plan, is_known)


def _source_again(
    again: Again, keys: set[str], plan: Plan, is_known: Callable[[str], bool]
) -> Iterator[Item | Finished]:
    if again.kind == "page" and not again.whole and is_address(again.source):
        fed, given = (again.published, None) if again.dated_by == "feed" else (None, again.published)
        yield msgspec.structs.replace(link_item(again.source, again.source, given, fed=fed), retry=True)
        return
    told = msgspec.structs.replace(plan, columns=again.columns, published=again.published or plan.published)
    kind: Kind | None = msgspec.convert(again.kind, Kind | None)
    missing = set(keys)
    for item in Arguments([again.source], told, kind=kind, is_known=is_known).items():
        wanted = again.whole or item.key in keys
        missing.discard(item.key)
        if wanted:
            yield msgspec.structs.replace(item, retry=item.key in keys) if isinstance(item, Item) else item
        if not missing and not again.whole:
            return
    for key in () if again.whole else sorted(missing):
        error = InputError(f"{key}: no longer there; its source was changed since it failed")
        yield msgspec.structs.replace(broken(key, error, again), retry=True)
