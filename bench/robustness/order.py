"""Another order of the same words: a time moved from the end of its sentence to the front, an attribution turned round.

Only where what was read from the original shows all parts, and nothing but signs stands between them.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from bench.robustness.rewriting import Piece, Spot, rewriting, within
from bench.robustness.subject import Change, Changed, Subject, table, with_text
from lansir.record import Mention, Record, Span, Statement
from lansir.resolve.quotations import MARKS

__all__ = ["order_changes"]

AT_THE_END = re.compile(r"\s*[.]\s*\Z")
BEFORE = re.compile(r"\s+\Z")
SAID_BEHIND = re.compile(r"[,.!?]?[\"”»]?[,.]?\s*\Z")
SAID_BEFORE = re.compile(r"\s*[,:]?\s*[\"“«„]?\Z")
Part = tuple[Spot, list[Piece]]


def order_changes() -> Iterator[Change]:
    """Both."""
    yield Change("time moved to the front", lambda subject, _: _written(subject, _times(subject)))
    yield Change("attribution turned round", lambda subject, _: _written(subject, _attributions(subject)))


def _written(subject: Subject, found: Iterator[Part]) -> Changed | None:
    parts: dict[Spot, list[Piece]] = {}
    for sentence, pieces in found:
        parts.setdefault(sentence, pieces)
    if not parts:
        return None
    anew = rewriting(subject.text, sorted(parts.items()))
    return Changed(with_text(subject.document, anew.text), [anew])


def _times(subject: Subject) -> Iterator[Part]:
    """Sentences without reported words whose last words are a time."""
    record = _record(subject)
    told = [(piece.start, piece.end) for statement in record.statements for piece in statement.content]
    for time in record.times:
        sentence = _sentence(subject, time.span)
        if sentence is None or time.type == "DURATION" or within((sentence.start, sentence.end), told):
            continue
        stop = AT_THE_END.match(subject.text, time.span.end, sentence.end)
        blank = BEFORE.search(subject.text, sentence.start, time.span.start)
        if stop and blank and blank.start() > sentence.start and not MARKS & set(sentence.text):
            yield (sentence.start, sentence.end), _moved_to_front(subject, sentence, time.span, blank.start())


def _moved_to_front(subject: Subject, sentence: Span, time: Span, blank: int) -> list[Piece]:
    text, first = subject.text, subject.text[sentence.start]
    return [
        _letter(text, time.start, text[time.start].upper()),
        Piece(time.start + 1, time.end),
        Piece(time.end, time.end, ", "),
        _letter(text, sentence.start, first.lower() if _loses_capital(subject, sentence) else first),
        Piece(sentence.start + 1, blank),
        Piece(time.end, sentence.end),
    ]


def _loses_capital(subject: Subject, sentence: Span) -> bool:
    """Whether the first word has its capital only for standing first: it is no name, and small elsewhere."""
    word = re.match(r"\w+", sentence.text)
    names = {mention.span.start for mention in _record(subject).mentions if mention.kind == "name"}
    if word is None or sentence.start in names or not word[0][1:].islower():
        return False
    return re.search(rf"(?<!\w){word[0].lower()}(?!\w)", subject.text) is not None


def _attributions(subject: Subject) -> Iterator[Part]:
    """Sentences that are one quotation, a verb and a speaker, in either order."""
    record = _record(subject)
    mentions = {mention.id: mention for mention in record.mentions}
    for statement in record.statements:
        sentence = statement.sentence
        speaker = mentions.get(statement.speaker.mention) if statement.speaker else None
        if speaker is None or statement.cue is None or statement.form != "direct" or len(statement.content) != 1:
            continue
        if speaker.span.start < sentence.start or speaker.span.end > sentence.end:
            continue
        pieces = _behind_to_before(subject, statement, statement.cue, speaker) or _before_to_behind(
            subject, statement, statement.cue, speaker
        )
        if pieces:
            yield (sentence.start, sentence.end), pieces


def _behind_to_before(subject: Subject, statement: Statement, cue: Span, speaker: Mention) -> list[Piece] | None:
    """ "...", said X. -> X said, "..." """
    text, sentence, content = subject.text, statement.sentence, statement.content[0]
    first, last = sorted((cue, speaker.span), key=lambda span: span.start)
    fits = (
        _only_marks(text[sentence.start : content.start])
        and SAID_BEHIND.fullmatch(text[content.end : first.start])
        and text[first.end : last.start].isspace()
        and AT_THE_END.match(text, last.end, sentence.end)
    )
    verb = _verb(subject, text[cue.start : cue.end], behind=True)
    if not fits or verb is None:
        return None
    return [
        *_with_capital(text, speaker.span),
        Piece(cue.start, cue.start, " "),
        _words(text, cue, verb),
        Piece(cue.end, cue.end, ', "'),
        Piece(content.start, content.end),
        Piece(content.end, content.end, '."'),
    ]


def _before_to_behind(subject: Subject, statement: Statement, cue: Span, speaker: Mention) -> list[Piece] | None:
    """X said: "..." -> "...", X said. In Indonesian the verb comes first there."""
    text, sentence, content = subject.text, statement.sentence, statement.content[0]
    fits = (
        speaker.span.start == sentence.start
        and text[speaker.span.end : cue.start].isspace()
        and SAID_BEFORE.fullmatch(text[cue.end : content.start])
        and re.fullmatch(r"[.!?]?[\"”»]?[.]?\s*", text[content.end : sentence.end])
        and MARKS & set(text[cue.end : content.start])
    )
    verb = _verb(subject, text[cue.start : cue.end], behind=False)
    if not fits or verb is None:
        return None
    said, who = _words(text, cue, verb), Piece(speaker.span.start, speaker.span.end)
    first, last = (said, who) if subject.language == "id" else (who, said)
    order = [first, Piece(cue.end, cue.end, " "), last]
    opening = [Piece(content.start, content.start, '"'), Piece(content.start, content.end)]
    return [*opening, Piece(content.end, content.end, '," '), *order, Piece(sentence.end, sentence.end, ".")]


def _with_capital(text: str, span: Span) -> list[Piece]:
    return [_letter(text, span.start, text[span.start].upper()), Piece(span.start + 1, span.end)]


def _letter(text: str, at: int, anew: str) -> Piece:
    return Piece(at, at + 1, None if text[at] == anew else anew)


def _words(text: str, span: Span, anew: str) -> Piece:
    return Piece(span.start, span.end, None if text[span.start : span.end] == anew else anew)


@cache
def _verbs() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = table("order", dict[str, dict[str, str]])
    return found


def _verb(subject: Subject, cue: str, *, behind: bool) -> str | None:
    """The cue as it is said on the other side of the words; None for one that is not known to have such a form."""
    if subject.language == "en":
        return cue if cue.isalpha() else None
    forms = _verbs().get(subject.language, {})
    return forms.get(cue) if behind else {before: after for after, before in forms.items()}.get(cue)


def _only_marks(words: str) -> bool:
    return bool(words) and all(sign in MARKS or sign.isspace() for sign in words)


def _sentence(subject: Subject, span: Span) -> Span | None:
    return next((s for s in subject.sentences if s.start <= span.start and span.end <= s.end), None)


def _record(subject: Subject) -> Record:
    if subject.record is None:
        raise ValueError("another order of words needs the record that was read from the original")
    return subject.record
