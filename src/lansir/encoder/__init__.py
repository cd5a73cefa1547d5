"""One pass of the model: sentences of an article in, spans and links with their chances out."""

from collections.abc import Sequence

from lansir.encoder.decode import WindowDecoder
from lansir.encoder.merge import merge_windows
from lansir.encoder.model import BALANCED, Model, Point, load_card, load_model, point_of
from lansir.encoder.overlap import read_windows
from lansir.encoder.reading import Reading
from lansir.encoder.threads import one_thread
from lansir.encoder.windows import cut_windows, encode_sentence

__all__ = ["BALANCED", "Model", "Point", "Reading", "find", "load_card", "load_model", "point_of"]


def find(text: str, sentences: Sequence[tuple[int, int]], model: Model) -> Reading:
    """What the model finds in the sentences (offsets into `text`), window by window."""
    parts = [
        part
        for number, (start, end) in enumerate(sentences)
        for part in encode_sentence(model.tokenizer, text, number, start, end)
    ]
    windows = cut_windows(parts)
    # The heads' matrices are small: on a busy machine, threads that wait for each other make them many times slower.
    with one_thread():
        return merge_windows(
            (window.own, WindowDecoder(model.heads, model.card, window, words).reading())
            for window, words in read_windows(windows, model.states)
        )
