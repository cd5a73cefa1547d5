"""How an act was done: PLOVER's modes, from the words of the act, else from the model and the words around it."""

from functools import cache
from typing import NamedTuple

import msgspec

from lansir.codebook import codebook
from lansir.errors import DataFileError
from lansir.lang import table
from lansir.resolve.cue_words import CueWords

__all__ = ["CodedMode", "ModeWords", "code_mode"]

SURE = 0.9
"""Chance of the model above which the words of the act do not change its answer."""
UNSURE = 0.8
"""Chance below which words of the sentence speak where the model sees no mode."""


class ModeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of a mode in `modes.yaml`: words of the act itself, and words beside it."""

    act: list[str]
    near: list[str]


class CodedMode(NamedTuple):
    """A mode, None where the act has none, and how it was found."""

    mode: str | None
    how: str | None


class _Words(NamedTuple):
    act: CueWords
    near: CueWords


def code_mode(type: str, act: str, sentence: str, language: str, model: tuple[str, float]) -> CodedMode:
    """The mode of an act of a type; `act` are its own words, `model` the model's mode ("" for none) and its chance."""
    mode, chance = model
    words = _words(language).get(type)
    told = _told(words.act, act) if words else {}
    if mode in told:
        return CodedMode(mode, f'words of the act: "{told[mode]}"; by the model {chance:.0%}')
    if told and chance < SURE:
        own, word = next(iter(told.items()))
        return CodedMode(own, f'words of the act: "{word}"')
    if mode:
        return CodedMode(mode, f"by the model {chance:.0%}")
    near = _told(words.near, sentence) if words and chance < UNSURE else {}
    if len(near) == 1:
        own, word = next(iter(near.items()))
        return CodedMode(own, f'word of the sentence: "{word}"')
    return CodedMode(None, None)


def _told(words: CueWords, text: str) -> dict[str, str]:
    """The modes whose words stand in a text, that of the longest words first, with those words."""
    cues = sorted(words.find(text), key=lambda cue: (cue.start - cue.end, cue.start))
    told: dict[str, str] = {}
    for cue in cues:
        told.setdefault(cue.key, text[cue.start : cue.end])
    return told


@cache
def _words(language: str) -> dict[str, _Words]:
    """The words of each type's modes; DataFileError where the file names no mode of the codebook."""
    types = table(language, "modes", dict[str, dict[str, ModeWords]])
    for type_, modes in types.items():
        for mode in modes:
            if (type_, mode) not in codebook().mode_scores:
                raise DataFileError(f"lang/{language}/modes.yaml: {type_} has no mode {mode!r} in codebook/types.yaml")
    return {
        type_: _Words(
            CueWords({mode: words.act for mode, words in modes.items()}),
            CueWords({mode: words.near for mode, words in modes.items()}),
        )
        for type_, modes in types.items()
    }
