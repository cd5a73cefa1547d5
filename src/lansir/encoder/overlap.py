"""States of the words of an article's windows, where neighbouring windows hold the same sentences.

The last sentences of a window stand in the next one too, as its context. In the first they lack what follows, in the
second what stands further before; the mean of both is nearer to what either would be with all in sight, and an eighth
bit rounded the other way counts half.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from lansir.encoder.model import States
from lansir.encoder.windows import Window

__all__ = ["read_windows"]

Floats = NDArray[np.float32]


def read_windows(windows: Sequence[Window], states: States) -> Iterator[tuple[Window, Floats]]:
    """Each window with the states [word, width] of its words; what its neighbour holds too is the mean of both."""
    held: tuple[Window, Floats, Floats] | None = None
    for window in windows:
        read = states(window.ids)[np.asarray(window.first)]
        told = read.copy()
        if held:
            before, read_before, told_before = held
            there, here = _shared(before, window)
            told_before[there] = told[here] = (read_before[there] + read[here]) / 2
            yield before, told_before
        held = window, read, told
    if held:
        yield held[0], held[2]


def _shared(before: Window, window: Window) -> tuple[list[int], list[int]]:
    """The places in two windows, one after the other, of the words that both hold."""
    places = {word: place for place, word in enumerate(before.words)}
    both = [(places[word], place) for place, word in enumerate(window.words) if word in places]
    return [there for there, _ in both], [here for _, here in both]
