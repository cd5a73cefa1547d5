"""The endings of file names by which formats are known, so that no workbook is called `.csv`."""

from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from lansir.errors import DataFileError, InputError
from lansir.export.format import Options

__all__ = ["Endings", "endings", "refuse_other_ending"]


class Endings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `endings.yaml` says: all in small letters, with the point."""

    formats: dict[str, tuple[str, ...]]
    tabs: dict[str, tuple[str, ...]]
    foreign: frozenset[str]

    def known(self) -> frozenset[str]:
        """All endings that say what a file is."""
        return self.foreign.union(*self.formats.values(), *self.tabs.values())

    def of(self, format: str, options: Options) -> tuple[str, ...]:
        """Those of a format, the customary one first; none for a format that another package brings."""
        more = self.tabs.get(format, ()) if options.delimiter == "\t" else ()
        return self.formats.get(format, ()) + more


@cache
def endings() -> Endings:
    """The endings; DataFileError where their file is missing or breaks its schema."""
    try:
        return msgspec.yaml.decode((files("lansir.export") / "endings.yaml").read_bytes(), type=Endings)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"export/endings.yaml: {error}") from None


def refuse_other_ending(target: Path, format: str, options: Options) -> None:
    """InputError where a file's name says that it is something else than the format; unknown endings pass."""
    own, ending = endings().of(format, options), target.suffix.lower()
    if own and ending not in own and ending in endings().known():
        raise InputError(f"{target}: {format} is written as {own[0]}; name the file so")
