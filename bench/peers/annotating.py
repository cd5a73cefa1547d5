"""What an outside system found, in the annotation format, so that one scorer judges all."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bench.accuracy.corpus import Annotation
from bench.peers.exchange import Found, Spot, Text

__all__ = ["annotation", "words_of"]

ENDS_LIKE_A_COUNT = re.compile(r"#\d+\Z")
WORD = re.compile(r"\w+")
Row = dict[str, Any]


def annotation(text: Text, found: Found, given: Annotation | None = None) -> Annotation:
    """The annotation of a document; `given` holds the names that the system was given, and keeps them.

    Without given names every speaker is a mention, and the same words are the same person throughout; but not a single
    word that the document also has in lower case, as a pronoun.
    """
    writer = _Writer(text, given)
    for kind, i, row in writer.found(found):
        writer.rows[i].setdefault(kind, []).append(row)
    rows = [{"i": i, **row} for i, row in enumerate(writer.rows) if row]
    return {"doc": text.doc, "origin": [], "entities": writer.entities, "contexts": [], "sentences": rows}


def words_of(sentence: str, start: int, end: int) -> str:
    """The string of the format for a span of a sentence: `words#k` for the k-th place where the words stand."""
    words, k = sentence[start:end], 1
    at = sentence.find(words)
    while 0 <= at < start:
        k, at = k + 1, sentence.find(words, at + 1)
    return f"{words}#{k}" if k > 1 or ENDS_LIKE_A_COUNT.search(words) else words


class _Writer:
    def __init__(self, text: Text, given: Annotation | None) -> None:
        self.text = text
        self.keys: dict[object, str] = {}
        self.common = {word for sentence in text.sentences for word in WORD.findall(sentence) if word.islower()}
        self.entities: dict[str, Row] = dict((given or {}).get("entities", {}))
        self.rows: list[dict[str, list[Any]]] = [{} for _ in text.sentences]
        for sentence in (given or {}).get("sentences", []):
            if sentence.get("mentions"):
                self.rows[sentence["i"]]["mentions"] = list(sentence["mentions"])

    def found(self, found: Found) -> Iterator[tuple[str, int, Any]]:
        for quote in found.quotes:
            i = quote.pieces[0][0]
            content = self._strings(quote.pieces, i)
            speaker = self._speaker(quote.speaker, i) if quote.speaker else None
            yield "statements", i, {"speaker": speaker, "content": content}
        for date in found.dates:
            yield "times", date.spot[0], [self._string(date.spot), date.value]
        for act in found.acts:
            i = act.trigger[0]
            slots = {"actors": self._strings(act.actors, i), "recipients": self._strings(act.recipients, i)}
            yield "events", i, {"type": act.type, "trigger": self._string(act.trigger), "status": act.status, **slots}

    def _strings(self, spots: Sequence[Spot], i: int) -> list[str]:
        return [self._string(spot) for spot in spots if spot[0] == i]

    def _string(self, spot: Spot) -> str:
        return words_of(self.text.sentences[spot[0]], spot[1], spot[2])

    def _speaker(self, spot: Spot, i: int) -> str:
        """The speaker's words where they stand in this sentence, else the sign of the entity."""
        key, string = self._entity(spot), self._string(spot)
        mentions = self.rows[spot[0]].setdefault("mentions", [])
        if [string, key] not in mentions:
            mentions.append([string, key])
        return string if spot[0] == i else f"@{key}"

    def _entity(self, spot: Spot) -> str:
        name = self.text.sentences[spot[0]][spot[1] : spot[2]]
        same: object = spot if name.lower() in self.common else name.casefold()
        key = self.keys.setdefault(same, f"p{len(self.keys) + 1}")
        self.entities.setdefault(key, {"name": name, "type": "PER", "country": None, "sectors": []})
        return key
