"""`lansir.code`: the type that is likeliest for a pair, given that something joins it."""

from collections.abc import Sequence

from bench.peers.exchange import Answerer, Lesson, Pair, Settings, Word
from lansir.encoder import load_model
from lansir.pairs import code

__all__ = ["prepare"]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Takes the shipped model, whatever the lessons are."""

    model = load_model(threads=1)

    def answer(pair: Pair) -> Word:
        return Word(code(pair.text, pair.actor, pair.recipient, lang=pair.lang, model=model).act)

    return answer
