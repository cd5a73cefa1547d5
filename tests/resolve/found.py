"""Builds what the model would find in a text, by naming words."""

from lansir.encoder.reading import FoundContent, FoundLink, FoundMention, FoundSpan, FoundTrigger, Reading
from lansir.record import Article, Block, Span, StatedTime

__all__ = ["Finder"]


class Finder:
    """A text of one sentence a line, and a `Reading` that grows by naming words of it."""

    def __init__(self, *sentences: str, language: str = "en", published: str = "2024-04-29") -> None:
        self.text = "\n".join(sentences)
        self.language = language
        self.sentences: list[Span] = []
        start = 0
        for sentence in sentences:
            self.sentences.append(Span(start, start + len(sentence), sentence))
            start += len(sentence) + 1
        stated = StatedTime(published, "day", "given")
        blocks = [Block("paragraph", span) for span in self.sentences]
        self.article = Article("ar-test", self.text, blocks, "0" * 64, language, published=stated)
        self.reading = Reading()

    def span(self, words: str, sentence: int = 0, chance: float = 0.9) -> FoundSpan:
        """The first occurrence of words in a sentence."""
        line = self.sentences[sentence]
        place = line.text.index(words) + line.start
        return FoundSpan(place, place + len(words), sentence, chance)

    def mention(self, words: str, kind: str = "PER", sentence: int = 0, *, like: int | None = None,
                anonymous: float = 0.0, place: float = 0.0, sectors: tuple[str, ...] = ()) -> int:  # fmt: skip
        """Add a mention and give its position; `like` is its antecedent's."""
        links = [] if like is None else [FoundLink(like, 0.8)]
        held = [(sector, 0.9) for sector in sectors]
        opens = 1.0 if like is None else 0.2
        span = self.span(words, sentence)
        self.reading.mentions.append(FoundMention(span, kind, 0.9, place, anonymous, held, links, opens))
        return len(self.reading.mentions) - 1

    def cue(self, words: str, sentence: int = 0) -> FoundLink:
        """Add a cue and give a link to it."""
        self.reading.cues.append(self.span(words, sentence))
        return FoundLink(len(self.reading.cues) - 1, 0.9)

    def content(self, words: str, speaker: int | None, cue: FoundLink | None = None, sentence: int = 0,
                inner: bool = False) -> None:  # fmt: skip
        """Add reported words; no speaker means that the model says so."""
        links = [] if speaker is None else [FoundLink(speaker, 0.8)]
        nobody = 0.9 if speaker is None else 0.1
        self.reading.contents.append(FoundContent(self.span(words, sentence), inner, cue, links, nobody))

    def trigger(self, words: str, kind: str, actors: tuple[int, ...] = (), recipients: tuple[int, ...] = (),
                sentence: int = 0, status: str = "actual", mode: str = "") -> FoundTrigger:  # fmt: skip
        """Add an event's trigger with its fillers."""
        found = FoundTrigger(
            self.span(words, sentence), kind, 0.9, status, 0.9, mode, 0.9,
            [FoundLink(k, 0.9) for k in actors], [FoundLink(k, 0.8) for k in recipients],
        )  # fmt: skip
        self.reading.triggers.append(found)
        return found
