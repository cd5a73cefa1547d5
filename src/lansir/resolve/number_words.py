"""Numbers written as words or digits, by the rules of a language's `numbers.yaml`."""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from lansir.lang import table

__all__ = ["NumberWords", "digits_value", "number_words", "spelled_number"]

LONGEST_DIGITS = 24


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `numbers.yaml`; every word in lower case.

    `add` is added ("satu", "twenty"), `whole` stands alone ("seratus"), `times` multiplies the digit before it
    ("puluh", "hundred"), `teen` adds to it ("belas"), `scales` multiply all since the last scale ("ribu", "million").
    `vague` and `some` are closed ranges. `bounds` are phrases before a number, `after` phrases behind it; `not_after`
    are words whose number counts nothing ("Pasal 5", "aged 30"), `stop` words that end the noun phrase counted.
    """

    decimal: str
    group: str
    add: dict[str, int]
    whole: dict[str, int]
    times: dict[str, int]
    teen: dict[str, int]
    scales: dict[str, int]
    half: list[str]
    joiners: list[str]
    articles: list[str]
    one_of: dict[str, str]
    each_of: dict[str, int]
    ordinals: dict[str, int]
    vague: dict[str, tuple[int, int]]
    some: dict[str, tuple[int, int]]
    bounds: dict[str, list[str]]
    after: dict[str, str]
    to: list[str]
    money_before: dict[str, str]
    money_after: dict[str, str]
    percent: list[str]
    measures: dict[str, str]
    people: list[str]
    classifiers: list[str]
    not_after: list[str]
    stop: list[str]


def number_words(language: str) -> NumberWords:
    """The number words of a language; DataFileError where its file is missing or off."""
    words: NumberWords = table(language, "numbers", NumberWords)
    return words


def digits_value(digits: str, language: str) -> float | None:
    """The value of digits with the language's separators: "1.500" is 1500 in Indonesian, 1.5 in English.

    The other language's decimal sign before one or two digits is read as such ("2.3 juta"). None where the separators
    stand where neither language puts them, or the number is absurdly long.
    """
    words = number_words(language)
    if len(digits) > LONGEST_DIGITS:
        return None
    if _grouped(words.group).fullmatch(digits):
        whole, _, fraction = digits.partition(words.decimal)
        return float(whole.replace(words.group, "") + "." + (fraction or "0"))
    if _grouped(words.decimal).fullmatch(digits) and digits.count(words.decimal) > 1:
        return float(digits.replace(words.decimal, "").replace(words.group, "."))
    slip = re.fullmatch(r"([0-9]+)[.,]([0-9]{1,2})", digits)
    return float(f"{slip[1]}.{slip[2]}") if slip else None


@cache
def _grouped(group: str) -> re.Pattern[str]:
    decimal = "," if group == "." else "."
    group, decimal = re.escape(group), re.escape(decimal)
    return re.compile(rf"[0-9]{{1,3}}(?:{group}[0-9]{{3}})+(?:{decimal}[0-9]+)?|[0-9]+(?:{decimal}[0-9]+)?")


class _Sum:
    """A number as its words come in."""

    def __init__(self) -> None:
        self.total = self.group = self.digit = 0.0
        self.seen = False
        self.scale = self.factor = float("inf")

    def value(self) -> float:
        return self.total + self.group + self.digit

    def take(self, word: str, words: NumberWords) -> bool:
        """Whether the word carries the number on; then it is counted in."""
        taken = self._small(word, words) or self._large(word, words)
        self.seen = self.seen or taken
        return taken

    def _small(self, word: str, words: NumberWords) -> bool:
        if word in words.add:
            value = words.add[word]
            if self.digit and (value >= 10 or self.digit % 10 or self.digit < 20):
                return False
            self.digit += value
        elif word in words.teen and 1 < self.digit < 10:
            self.digit += words.teen[word]
        elif word in words.half and self.seen and self.value().is_integer():
            self.digit += 0.5
        else:
            return False
        return True

    def _large(self, word: str, words: NumberWords) -> bool:
        pending = self.group + self.digit
        if word in words.whole and not pending:
            self.group += words.whole[word]
        elif word in words.times and self.digit and words.times[word] < self.factor:
            self.factor = words.times[word]
            self.group, self.digit = self.group + self.digit * words.times[word], 0
        elif word in words.scales and pending and words.scales[word] < self.scale:
            self.scale, self.factor = words.scales[word], float("inf")
            self.total, self.group, self.digit = self.total + pending * words.scales[word], 0, 0
        else:
            return False
        return True


def spelled_number(tokens: Sequence[str], language: str) -> tuple[float, int] | None:
    """The number that the first of these lower-case words spell, and how many words it takes; None where there is none.

    "dua puluh lima orang" gives (25, 3); "a dozen eggs" (12, 2); "two hundred and six" (206, 4).
    """
    words = number_words(language)
    total, end, start = _Sum(), 0, 0
    if len(tokens) > 1 and tokens[0] in words.articles and (tokens[1] in words.times or tokens[1] in words.scales):
        total.digit, start = 1, 1
    for place in range(start, min(len(tokens), 24)):
        if total.take(tokens[place], words):
            end = place + 1
        elif not (end and tokens[place] in words.joiners):
            break
    return (total.value(), end) if end else None
