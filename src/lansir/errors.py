"""Every error that Lansir raises on purpose.

LansirError
├── InputError            what was given cannot be read (CLI exit code 2)
│   ├── EmptyInput        nothing there: no bytes, or no text in them
│   ├── BinaryInput       not a page: an image, a PDF, an archive
│   ├── NoArticle         a page without an article in it
│   ├── OversizedInput    larger than the reader takes
│   ├── BadDate           a date that cannot be understood
│   └── QueryError        a query with an unknown field, or a value that the field cannot have
├── FetchError            a URL that could not be fetched (CLI exit code 2)
├── DataFileError         a data file of the package or the user that breaks its schema
├── ModelError            the model file is missing, damaged or of another version
└── StoreError            the store cannot be opened, read or written (CLI exit code 2)
    ├── NotAStore         the file is something else, or damaged
    ├── NewerStore        written by a newer version of Lansir
    ├── StoreBusy         another process is writing
    ├── StoreFull         no room left on the disk
    └── DiskFault         the disk did not read or write what it should

A message says what is wrong, where, and what to do about it, in one line.
"""

__all__ = [
    "BadDate",
    "BinaryInput",
    "DataFileError",
    "DiskFault",
    "EmptyInput",
    "FetchError",
    "InputError",
    "LansirError",
    "ModelError",
    "NewerStore",
    "NoArticle",
    "NotAStore",
    "OversizedInput",
    "QueryError",
    "StoreBusy",
    "StoreError",
    "StoreFull",
]


class LansirError(Exception):
    """Base of all errors that Lansir raises on purpose."""


class InputError(LansirError):
    """What was given cannot be read."""


class EmptyInput(InputError):
    """There is nothing in the input."""


class BinaryInput(InputError):
    """The input is no text and no page."""


class NoArticle(InputError):
    """The page holds no article."""


class OversizedInput(InputError):
    """The input is larger than the reader takes."""


class BadDate(InputError):
    """A date that cannot be understood."""


class QueryError(InputError):
    """A query that cannot be understood.

    For programs that tell it in their own words: `code` is the kind of fault (one of `lansir.query.faults.CODES`, or
    empty), `place` where it begins in the query, counting characters from 1 (None where it has no place), `word` what
    is at fault as it was written, and `suggestion` what to write instead, be it a word, an example, all the values
    that there are, or a limit.
    """

    def __init__(
        self, message: str, *, code: str = "", place: int | None = None, word: str = "", suggestion: str = ""
    ) -> None:
        """The message says all of it in one line."""
        super().__init__(message)
        self.code, self.place, self.word, self.suggestion = code, place, word, suggestion


class FetchError(LansirError):
    """A URL could not be fetched."""


class DataFileError(LansirError):
    """A data file breaks its schema."""


class ModelError(LansirError):
    """The model file is missing, damaged or of another version."""


class StoreError(LansirError):
    """The store cannot be opened, read or written."""


class NotAStore(StoreError):
    """The file is no store, or a damaged one."""


class NewerStore(StoreError):
    """The store was written by a newer version of Lansir."""


class StoreBusy(StoreError):
    """Another process is writing to the store."""


class StoreFull(StoreError):
    """There is no room left on the disk."""


class DiskFault(StoreError):
    """The disk did not read or write what it should."""
