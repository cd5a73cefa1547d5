"""The words that `lansir doctor` says of its own."""

from functools import cache

import msgspec

from lansir.doctor.check import About, Code, State
from lansir.words.loading import table

__all__ = ["DoctorWords", "doctor_words"]


class DoctorWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`said` has a sentence for each code, `do` what to do about those that are no good news."""

    states: dict[State, str]
    about: dict[About, str]
    said: dict[Code, str]
    do: dict[Code, str]
    all_well: str
    warnings: str
    faults: str


@cache
def doctor_words(language: str) -> DoctorWords:
    """The words in a language; DataFileError where the file is missing or breaks its schema."""
    return table(language, "doctor", DoctorWords)
