"""How it is said of a time how it was resolved: always "rule; note; note", or "rule: open, reason; note"."""

from lansir.resolve.time_holidays import holiday_note
from lansir.resolve.time_leaning import Moment
from lansir.resolve.time_periods import Period
from lansir.resolve.time_phrases import Phrase
from lansir.resolve.time_rules import Reading
from lansir.resolve.time_sets import frequency
from lansir.resolve.time_tokens import Tokens

__all__ = ["explained"]

LEANING_RULES = ("weekday", "month", "day and month", "numeric date", "day of the month", "holiday", "season")
WAYS = {-1: "looking back", 1: "looking ahead"}
PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
REFERENCE_RULES = ("counted on from another time", "the day beside", "unit beside another time", "that time")


def explained(reading: Reading, phrase: Phrase, moment: Moment) -> str:
    """The rule that read the words, why there is no value if there is none, and what else bears on it."""
    open_reason = f": open, {reading.answer}" if isinstance(reading.answer, str) and reading.length is None else ""
    return "; ".join([reading.rule + open_reason, *_notes(reading, phrase, moment)])


def _notes(reading: Reading, phrase: Phrase, moment: Moment) -> list[str]:
    tokens = Tokens(phrase.tokens)
    notes = [
        *reading.notes,
        WAYS.get(moment.lean, "") if reading.rule in LEANING_RULES else "",
        _reference(reading, moment),
        f"{PARTS[tokens.text('P')]} (T{tokens.text('P')})" if tokens.text("P") in PARTS and not phrase.clock else "",
        _zone(phrase),
        _holiday(tokens, reading),
        _contradiction(phrase, reading),
        frequency(tokens) if phrase.type() == "SET" else "",
    ]
    return [note for note in notes if note]


def _reference(reading: Reading, moment: Moment) -> str:
    told = isinstance(reading.answer, Period) and reading.rule in REFERENCE_RULES and moment.reference
    return f"from {moment.reference.iso()}" if told and moment.reference else ""


def _zone(phrase: Phrase) -> str:
    if phrase.zone is None:
        return ""
    return f"zone UTC{phrase.zone}" if phrase.zone else "local time of the place"


def _contradiction(phrase: Phrase, reading: Reading) -> str:
    """That the weekday told is not the date's: which of the two is mistaken nothing says, the date is kept if near."""
    if not (phrase.is_dated() and phrase.weekday() and isinstance(reading.answer, Period)):
        return ""
    day = reading.answer.start
    figures = Tokens(phrase.tokens).token("S")
    if figures and isinstance(figures.value, tuple) and {day.day, day.month} != {*figures.value[:2]}:
        return "the weekday is kept, for the date is no such weekday and weeks away"
    if reading.answer.end != day or phrase.has("P") or day.isoweekday() == phrase.weekday():
        return ""
    return "the date is kept, though it is no such weekday"


def _holiday(tokens: Tokens, reading: Reading) -> str:
    told = tokens.text("H")
    return holiday_note(told, reading.answer.start.year) if told and isinstance(reading.answer, Period) else ""
