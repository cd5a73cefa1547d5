"""The words of the desk: one YAML file a section and language, `front.en.yaml`; templates ask for "front.title"."""

from functools import cache
from importlib.resources import files

import msgspec

from lansir.errors import DataFileError

__all__ = ["Labels", "labels", "languages"]


class Labels:
    """The words of one language by "section.key"; a missing one is a DataFileError."""

    def __init__(self, iso: str, words: dict[str, str]) -> None:
        """Words of the language of that ISO 639-1 code."""
        self.iso = iso
        self.words = words

    def __call__(self, key: str, /, **given: object) -> str:
        """The words, with names in braces filled in; where `n` is 1 and there is "key.one", those."""
        one = f"{key}.one"
        try:
            words = self.words[one if given.get("n") == 1 and one in self.words else key]
        except KeyError:
            raise DataFileError(f"serve/labels: no words for {key!r} in {self.iso}") from None
        return words.format(**given) if given else words


@cache
def languages() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that the desk speaks."""
    return tuple(sorted({name.split(".")[1] for name in _names()}))


@cache
def labels(iso: str) -> Labels:
    """The words of a language; DataFileError where a file breaks its schema or the language is unknown."""
    found: dict[str, str] = {}
    for name in _names():
        section, language, _ = name.split(".")
        if language == iso:
            found |= {f"{section}.{key}": words for key, words in _read(name).items()}
    if not found:
        raise DataFileError(f"serve/labels: no words in {iso}; there are {', '.join(languages())}")
    return Labels(iso, found)


def _names() -> list[str]:
    return sorted(file.name for file in files(__package__).iterdir() if file.name.endswith(".yaml"))


def _read(name: str) -> dict[str, str]:
    try:
        return msgspec.yaml.decode((files(__package__) / name).read_bytes(), type=dict[str, str])
    except msgspec.DecodeError as error:
        raise DataFileError(f"serve/labels/{name}: {error}") from None
