"""A rule extractor over spaCy's parse: quotations, reported clauses and "according to", each with its speaker.

English only. Which verbs report is learned from the lessons: a verb counts by how often it is a cue there among the
times that it governs a clause.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.peers.exchange import Answerer, Found, Lesson, Quote, Settings, Spot, Text
from bench.peers.quotation import quoted, words_in
from bench.peers.systems.english import Pipeline, Token, pipeline

__all__ = ["prepare"]

CLAUSES = ("ccomp", "xcomp")
SUBJECTS = ("nsubj", "nsubjpass")
NOBODY: Sequence[Spot | None] = (None,)
Verbs = set[tuple[str, str]]
"""Lemma and the kind of clause that it governs, "" where it governs none."""


class Told(NamedTuple):
    """Reported words of one sentence and their speakers."""

    pieces: list[Spot]
    speakers: list[Spot]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns the reporting verbs: those that are a cue `least_times` times and in `least_share` of their uses."""
    nlp = pipeline()
    verbs = _verbs(nlp, lessons, settings["least_times"], settings["least_share"])

    def answer(text: Text) -> Found:
        parsed = list(nlp.pipe(text.sentences))
        return Found(quotes=list(_quotes(text, parsed, verbs, settings["least_words"])))

    return answer


def _verbs(nlp: Pipeline, lessons: Sequence[Lesson], least_times: int, least_share: float) -> Verbs:
    cues: Counter[tuple[str, str]] = Counter()
    uses: Counter[tuple[str, str]] = Counter()
    for lesson in lessons:
        for i, parsed in enumerate(nlp.pipe(lesson.text.sentences)):
            spots = [spot for spot in lesson.cues if spot[0] == i]
            for token in parsed:
                if token.pos_ == "VERB":
                    uses[_use(token)] += 1
                    cues[_use(token)] += any(start <= token.idx < end for _, start, end in spots)
    return {use for use, n in cues.items() if n >= least_times and n >= least_share * uses[use]}


def _use(verb: Token) -> tuple[str, str]:
    return verb.lemma_, next((child.dep_ for child in verb.children if child.dep_ in CLAUSES), "")


def _quotes(text: Text, parsed: Sequence[Sequence[Token]], verbs: Verbs, least_words: int) -> Iterator[Quote]:
    """The statements of a document; a quotation without a cue is said by the speakers before it."""
    regions = quoted(text.sentences)
    before: list[Spot] = []
    for i, sentence in enumerate(parsed):
        inside = [spot for spot in regions if spot[0] == i]
        told = [*_clauses(sentence, i, inside, verbs), *_according(sentence, i, inside)]
        mixed = [one for one in told if not any(_covers(spot, one.pieces) for spot in inside)]
        alone = [spot for spot in inside if not any(_shared(spot, one.pieces) for one in mixed)]
        spoken = [spot for spot in alone if words_in(text.sentences[i], spot) >= least_words]
        cue = _cue(sentence, i, inside, spoken, {lemma for lemma, _ in verbs})
        if spoken and (cue or _is_most(text.sentences[i], i, spoken)):
            before = cue or before
            yield from (Quote(spoken, speaker) for speaker in before or NOBODY)
        for one in mixed:
            before = one.speakers or before
            yield from (Quote(one.pieces, speaker) for speaker in one.speakers or NOBODY)


def _is_most(sentence: str, i: int, spoken: Sequence[Spot]) -> bool:
    """Whether quotations are half of a sentence: less, without a cue, is a word in quotation marks."""
    return 2 * sum(words_in(sentence, spot) for spot in spoken) >= words_in(sentence, (i, 0, len(sentence)))


def _clauses(sentence: Sequence[Token], i: int, inside: Sequence[Spot], verbs: Verbs) -> Iterator[Told]:
    for verb in sentence:
        if verb.pos_ == "VERB" and _use(verb) in verbs and not _in(verb, inside):
            clause = next((child for child in verb.children if child.dep_ in CLAUSES), None)
            if clause is not None and (pieces := _runs(list(clause.subtree), i)):
                yield Told(pieces, _speakers(verb, i))


def _according(sentence: Sequence[Token], i: int, inside: Sequence[Spot]) -> Iterator[Told]:
    """ "According to X": all the rest of the sentence is X's."""
    for word in sentence[:-1]:
        if word.lower_ == "according" and word.nbor().lower_ == "to" and not _in(word, inside):
            named = next((token for token in word.subtree if token.dep_ == "pobj"), None)
            left_out = {token.i for token in word.subtree}
            pieces = _runs([token for token in sentence if token.i not in left_out], i)
            if named is not None and pieces:
                yield Told(pieces, _nouns(named, i))


def _cue(
    sentence: Sequence[Token], i: int, inside: Sequence[Spot], spoken: Sequence[Spot], lemmas: set[str]
) -> list[Spot]:
    """The speakers by the reporting verb that is nearest to the sentence's quotations."""
    near = [t for t in sentence if t.pos_ == "VERB" and t.lemma_ in lemmas and not _in(t, inside)]
    for verb in sorted(near, key=lambda t: min((max(s[1] - t.idx, t.idx - s[2]) for s in spoken), default=0)):
        if speakers := _speakers(verb, i):
            return speakers
    return next((one.speakers for one in _according(sentence, i, inside)), [])


def _speakers(verb: Token, i: int) -> list[Spot]:
    """The verb's subjects, or those of the verb that it hangs on; of "who" the noun before it."""
    for token in (verb, *verb.ancestors):
        subject = next((child for child in token.children if child.dep_ in SUBJECTS), None)
        if subject is not None:
            relative = subject.tag_ in ("WP", "WDT") and token.dep_ == "relcl"
            return _nouns(token.head if relative else subject, i)
    return []


def _nouns(head: Token, i: int) -> list[Spot]:
    """Each of the nouns named together, with the words before it that belong to it."""
    return [(i, one.doc[one.left_edge.i].idx, one.idx + len(one)) for one in (head, *head.conjuncts)]


def _runs(tokens: Sequence[Token], i: int) -> list[Spot]:
    """The tokens in unbroken runs, bare of punctuation and of "that" at their edges."""
    runs: list[list[Token]] = []
    for token in tokens:
        if runs and all(between.is_punct for between in token.doc[runs[-1][-1].i + 1 : token.i]):
            runs[-1].append(token)
        else:
            runs.append([token])
    bare = [_bare(run) for run in runs]
    return [(i, run[0].idx, run[-1].idx + len(run[-1])) for run in bare if run]


def _bare(run: list[Token]) -> list[Token]:
    while run and (run[0].is_punct or run[0].is_quote or (run[0].dep_ == "mark" and run[0].lower_ == "that")):
        run = run[1:]
    while run and (run[-1].is_punct or run[-1].is_quote):
        run = run[:-1]
    return run


def _in(token: Token, spots: Sequence[Spot]) -> bool:
    return any(start <= token.idx < end for _, start, end in spots)


def _covers(spot: Spot, pieces: Sequence[Spot]) -> bool:
    return all(spot[1] <= start and end <= spot[2] for _, start, end in pieces)


def _shared(spot: Spot, pieces: Sequence[Spot]) -> bool:
    return any(spot[1] < end and start < spot[2] for _, start, end in pieces)
