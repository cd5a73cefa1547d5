"""The plain baseline: what stands between quotation marks, said by the nearest capitalised name.

Where the sentence has no name outside its quotations, the speaker is that of the quotation before.
"""

import re
from collections.abc import Iterator, Sequence

from bench.peers.exchange import Answerer, Found, Lesson, Quote, Settings, Spot, Text
from bench.peers.quotation import quoted, words_in

__all__ = ["prepare"]

WORD = re.compile(r"[^\W\d_]\w*(?:[.'’-]\w+)*")


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns nothing; `least_words` is the shortest quotation that counts as speech."""
    least: int = settings["least_words"]

    def answer(text: Text) -> Found:
        return Found(quotes=list(_quotes(text, least)))

    return answer


def _quotes(text: Text, least: int) -> Iterator[Quote]:
    regions = quoted(text.sentences)
    known = _seen_inside(text.sentences)
    speaker: Spot | None = None
    for spot in regions:
        sentence = text.sentences[spot[0]]
        if words_in(sentence, spot) < least:
            continue
        outside = [name for name in _names(sentence, spot[0], known) if not any(_within(name, r) for r in regions)]
        speaker = min(outside, key=lambda name: _distance(name, spot), default=speaker)
        yield Quote([spot], speaker)


def _names(sentence: str, i: int, known: set[str]) -> Iterator[Spot]:
    """Runs of capitalised words; one that opens the sentence alone only where it is capitalised elsewhere too."""
    run: list[re.Match[str]] = []
    for word in [*WORD.finditer(sentence), None]:
        if word and word[0][0].isupper() and (not run or sentence[run[-1].end() : word.start()] == " "):
            run.append(word)
            continue
        if run and (len(run) > 1 or run[0].start() > 0 or run[0][0] in known):
            yield i, run[0].start(), run[-1].end()
        run = [word] if word and word[0][0].isupper() else []


def _seen_inside(sentences: Sequence[str]) -> set[str]:
    """Capitalised words that stand elsewhere than at the start of a sentence."""
    return {
        word[0] for sentence in sentences for word in WORD.finditer(sentence) if word.start() and word[0][0].isupper()
    }


def _within(name: Spot, region: Spot) -> bool:
    return name[0] == region[0] and name[1] < region[2] and region[1] < name[2]


def _distance(name: Spot, region: Spot) -> int:
    return max(name[1] - region[2], region[1] - name[2])
