"""Deadlines: which way "by Friday" and "before Christmas" look, and the day that "by the end of the year" means."""

import re

from lansir.resolve.time_article import Expression, phrase_in
from lansir.resolve.time_leaning import Moment
from lansir.resolve.time_periods import Period, day_period
from lansir.resolve.time_phrases import Phrase
from lansir.resolve.time_words import BEFORE, NEARING, lex, time_words

__all__ = ["bounded", "due_lean", "last_day"]

POSSESSIVES = ("'s", "’s")
SHORT = ("week", "month", "quarter")
LOOK_BACK = 24  # code points that hold "until at least"
CLAUSE = 80  # code points around it in which one looks for the beginning of its clause, and for its verb
PERFECT_WORDS = 5  # "had" further off is of another verb
_END = re.compile("E[tdf]*U|UE|E.*M|EY")
_MARK = re.compile(r"[^\w\s]\s*$")
_WORD = re.compile(r"[^\W\d_]+")


def bounded(one: Expression, language: str) -> bool:
    """Whether it says up to when: it begins with "by", "until", "before", or one of these stands right before it."""
    if one.sentence.startswith(POSSESSIVES, one.offset + len(one.words)):
        return False  # "shaken by Friday's quake"
    first = phrase_in(one, language).tokens[:1]
    before = lex(one.sentence[max(0, one.offset - LOOK_BACK) : one.offset], language)
    near = [token for token in before if token.code not in "~di"][-1:]
    return any((token.code in "ub" and token.value != NEARING) or token.value == BEFORE for token in (*first, *near))


def due_lean(one: Expression, lean: int, language: str) -> int:
    """Which way a bounded time looks whose sentence leans so.

    A deadline is to come even of what has been told ("they were ordered to leave by Friday"); only where the words
    open a clause may they tell how far things have got ("By Friday the crowd had left").
    """
    if _opens_clause(one, language):
        return lean
    phrase = phrase_in(one, language)
    if phrase.weekday():
        return lean if _was_over(one, language) else 1
    return 0 if lean < 0 else 1 if phrase.has("u") else lean


def _was_over(one: Expression, language: str) -> bool:
    """Whether the verb before it is in the past perfect: "had left by Friday", not "had to leave by Friday"."""
    words = time_words(language)
    before = [word.lower() for word in _WORD.findall(_before(one))][-PERFECT_WORDS:]
    marks = [place for place, word in enumerate(before) if word in words.perfect_marks]
    rest = before[marks[-1] + 1 :] if marks else []
    return bool(rest) and not any(word in words.passive_marks or word in words.future_cues for word in rest)


def _before(one: Expression) -> str:
    return one.sentence[max(0, one.offset - CLAUSE) : one.offset]


def _opens_clause(one: Expression, language: str) -> bool:
    """Whether nothing of the clause stands before it and something behind: its beginning, a mark or "but" does."""
    end = one.offset + len(one.words)
    before, after = _before(one), one.sentence[end : end + CLAUSE]
    told = [word.lower() for word in _WORD.findall(before)]
    begins = not told or told[-1] in time_words(language).clause_openers
    return bool(_WORD.search(after)) and (begins or bool(_MARK.search(before)))


def last_day(period: Period, phrase: Phrase, moment: Moment) -> Period:
    """The last day of the week, month or year whose end is a deadline to come; else the period as it is."""
    weekend = phrase.has("u") and any(token.code == "U" and token.value == "weekend" for token in phrase.tokens)
    if not moment.due or moment.today is None or not (weekend or period.granularity in SHORT):
        return period
    ends = _END.search(phrase.codes) and any(token.code == "E" and token.value == "end" for token in phrase.tokens)
    told = (ends or weekend) and not phrase.has("psr&|") and period.end >= moment.today
    return day_period(period.end) if told else period
