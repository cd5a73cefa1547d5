"""Documents with the names of their people exchanged, so that the model leans less on whom it has read of.

Words are exchanged one for one, and everywhere in a document alike: what was annotated stays where it was.
"""

import random
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from lansir.encoder.windows import words_of
from training.corpus import GoldDocument

__all__ = ["Renaming"]

SHORTEST = 3
GENDERED = "en"
"""The language whose pronouns tell a gender: given names stay there, or "she" would come to stand for a Thomas."""

Kind = tuple[str, bool]


class Renaming:
    """Exchanges words of people's names for such words of other documents of the language.

    A given name is exchanged for a given name, a later word of a name for a later one. What is written small anywhere
    ("Ketua", "The"), or stands in the name of a place or a body, is no word of a name.
    """

    def __init__(self, documents: Sequence[GoldDocument]) -> None:
        written = {document.text[start:end] for document in documents for start, end in document.words}
        self._common = {word for word in written if word.islower()} | _of_bodies(documents)
        pools: dict[Kind, set[str]] = {}
        for document in documents:
            for word, kind in self._name_words(document):
                pools.setdefault(kind, set()).add(word)
        self._pools = {kind: sorted(words) for kind, words in pools.items()}

    def renamed(self, document: GoldDocument, chance: random.Random) -> GoldDocument:
        """The document with other people in it; the same one where nobody can be renamed."""
        others: dict[str, str] = {}
        for word, kind in sorted(self._name_words(document)):
            others.setdefault(word, chance.choice(self._pools[kind]))
        others |= {word.upper(): other.upper() for word, other in others.items()}
        return _with_words(document, others) if others else document

    def _name_words(self, document: GoldDocument) -> Iterator[tuple[str, Kind]]:
        for name in document.people:
            for place, word in enumerate(name.split() if name.split()[0].istitle() else ()):
                given = place == 0
                if not (given and document.language == GENDERED) and self._is_name(word):
                    yield word, (document.language, given)

    def _is_name(self, word: str) -> bool:
        return len(word) >= SHORTEST and word.isalpha() and word.istitle() and word.lower() not in self._common


def _of_bodies(documents: Sequence[GoldDocument]) -> set[str]:
    """The words, in small letters, of all mentions that are not of persons."""
    return {
        document.text[start:end].lower()
        for document in documents
        for mention in document.mentions
        if mention.type != "PER"
        for start, end in document.words[slice(*mention.span)]
    }


def _with_words(document: GoldDocument, others: dict[str, str]) -> GoldDocument:
    lines, words, sentences, start = [], [], [], 0
    for first, last in document.sentences:
        line, inside = _line(document.text, first, last, _inside(document.words, first, last), others)
        lines.append(line)
        words += [(a + start, b + start) for a, b in inside]
        sentences.append((start, start + len(line)))
        start += len(line) + 1
    text = "\n".join(lines)
    if words != [word for first, last in sentences for word in words_of(text, first, last)]:
        return document
    return msgspec.structs.replace(document, text=text, words=words, sentences=sentences)


def _inside(words: Iterable[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    return [word for word in words if first <= word[0] and word[1] <= last]


def _line(
    text: str, first: int, last: int, words: list[tuple[int, int]], others: dict[str, str]
) -> tuple[str, list[tuple[int, int]]]:
    """A sentence with other words, and where its words are in it."""
    line, found, place = "", [], first
    for start, end in words:
        line += text[place:start]
        word = text[start:end]
        found.append((len(line), len(line) + len(others.get(word, word))))
        line += others.get(word, word)
        place = end
    return line + text[place:last], found
