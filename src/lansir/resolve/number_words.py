"""Numbers written as words or digits, by the rules of a language's `numbers.yaml`."""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from lansir.lang import table

__all__ = ["HeadWords", "NumberWords", "digits_value", "number_words", "read_digits", "spelled_number"]

LONGEST_DIGITS = 24
NOTATIONS = {",": "Indonesian", ".": "English"}  # by the decimal sign


class HeadWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How to tell where the words counted end: at their plural (an ending, or whole words), or before a verb.

    `verbs` are beginnings of verbs, `nouns` beginnings of nouns that look like such; `skip` words before the noun.
    """

    plural: str
    plurals: list[str]
    verbs: list[str]
    nouns: list[str]
    skip: list[str]


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `numbers.yaml`; every word in lower case.

    `add` is added ("satu", "twenty"), `whole` stands alone ("seratus"), `times` multiplies the digit before it
    ("puluh", "hundred"), `teen` adds to it ("belas"), `scales` multiply all since the last scale ("ribu", "million").
    `vague` and `some` are closed ranges, `some` only with people, a measure or a scale behind. `fractions` are shares;
    `loose_fractions` only with a bound before or a word of `fraction_next` behind; `and_half` adds a half, `multiples`
    are folds, `money_scales` letters that scale money alone, `minus` words of a negative number. `nobody` is zero,
    `zero` only before people. `bounds` are phrases before a number, `fillers` may stand between, `after` are phrases
    behind it. `between` opens a range that its words join, `to` joins one, but not behind a word of `change`
    unless one of `ranging` goes before. `unit_before` names the unit first ("berusia 12"), `one_unit` are one of it,
    behind a bound or a word of `lasting`. `measures_of` are measures before "of" alone, `matter` units of what is told
    behind, `of` words between a share and its whole. `not_after` are words whose number counts nothing ("Pasal 5"),
    `scores` words beside a score, `versus` those inside one. `people` and `persons` are counted, `stop` ends them.
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
    fractions: dict[str, float]
    loose_fractions: dict[str, float]
    fraction_next: list[str]
    and_half: list[str]
    multiples: dict[str, int]
    money_scales: dict[str, int]
    minus: list[str]
    zero: list[str]
    nobody: list[str]
    bounds: dict[str, list[str]]
    fillers: list[str]
    after: dict[str, str]
    to: list[str]
    between: dict[str, list[str]]
    change: list[str]
    ranging: list[str]
    scores: list[str]
    versus: list[str]
    money_before: dict[str, str]
    money_after: dict[str, str]
    percent: list[str]
    points: list[str]
    unit_before: dict[str, str]
    measures: dict[str, str]
    measures_of: dict[str, str]
    matter: list[str]
    of: list[str]
    one_unit: dict[str, str]
    lasting: list[str]
    people: list[str]
    persons: list[str]
    head: HeadWords
    classifiers: list[str]
    not_after: list[str]
    stop: list[str]


def number_words(language: str) -> NumberWords:
    """The number words of a language; DataFileError where its file is missing or off."""
    words: NumberWords = table(language, "numbers", NumberWords)
    return words


def digits_value(digits: str, language: str) -> float | None:
    """The value of digits with the language's separators: "1.500" is 1500 in Indonesian, 1.5 in English.

    Separators that only the other language puts so are read as its own ("2.3 juta", "1.250.000" in English). None
    where neither puts them there, or the number is absurdly long.
    """
    found = read_digits(digits, language)
    return found[0] if found else None


def read_digits(digits: str, language: str, *, whole: bool = False) -> tuple[float, str] | None:
    """The value of digits, and by whose notation they were read; None as for `digits_value`.

    `whole` says that only whole things can be meant: then "1.500" is 1500 in English too.
    """
    words = number_words(language)
    if len(digits) > LONGEST_DIGITS or not re.fullmatch(r"[0-9]+(?:[.,][0-9]+)*", digits):
        return None
    if digits.isdecimal():
        return float(digits), "digits"
    signs = [(words.group, words.decimal), (words.decimal, words.group)]
    if whole and re.fullmatch(rf"[1-9][0-9]{{0,2}}{re.escape(words.decimal)}[0-9]{{3}}", digits):
        return _by(digits, signs[1], ", as such a count is whole")
    if _grouped(words.group).fullmatch(digits):
        return _by(digits, signs[0], "")
    slip = re.fullmatch(r"[0-9]+[.,][0-9]{1,2}", digits) or (_grouped(words.decimal).fullmatch(digits))
    return _by(digits, signs[1], ", as its signs stand so") if slip and not _long_fraction(digits, signs[1]) else None


def _long_fraction(digits: str, signs: tuple[str, str]) -> bool:
    """Whether a number without groups has more decimals than a slip of the sign would have."""
    return signs[0] not in digits and len(digits.partition(signs[1])[2]) > 2


def _by(digits: str, signs: tuple[str, str], why: str) -> tuple[float, str]:
    group, decimal = signs
    return float(digits.replace(group, "").replace(decimal, ".")), f"digits, {NOTATIONS[decimal]} notation{why}"


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
    first = tokens[0] if tokens else ""
    if first not in words.add and first not in words.whole and first not in words.articles:
        return None  # all others only carry a number on
    total, end, start = _Sum(), 0, 0
    if len(tokens) > 1 and tokens[0] in words.articles and (tokens[1] in words.times or tokens[1] in words.scales):
        total.digit, start = 1, 1
    for place in range(start, min(len(tokens), 24)):
        if total.take(tokens[place], words):
            end = place + 1
        elif not (end and tokens[place] in words.joiners):
            break
    return (total.value(), end) if end else None
