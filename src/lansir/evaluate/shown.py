"""Disagreements in words, the same on the terminal and the desk."""

from lansir.evaluate.disagreement import Disagreement, Reading
from lansir.words.catalogue import Messages

__all__ = ["about_words", "value_words"]


def about_words(one: Disagreement, labels: Messages) -> str:
    """What a disagreement is about: a type as it is, a form in the words of the labels."""
    return _named(one.about or "", labels)


def value_words(one: Disagreement, reading: Reading | None, labels: Messages) -> str:
    """What a side says, on one line; status and form in the words of the labels. Empty where it says nothing."""
    values = list(reading.values) if reading else []
    if one.kind in ("event-status", "statement-invented", "statement-missed"):
        values[:1] = [_named(value, labels) for value in values[:1]]
    elif one.kind in ("event-invented", "event-missed", "event-type"):
        values[1:2] = [_named(value, labels) for value in values[1:2]]
    return ("  " if one.kind.startswith(("event-", "statement-i", "statement-m")) else ", ").join(values)


def _named(value: str, labels: Messages) -> str:
    named = {str(code): words for code, words in (*labels.statuses.items(), *labels.forms.items())}
    return named.get(value, value)
