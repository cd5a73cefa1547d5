"""Read the time expressions of MEANTIME (120 English Wikinews articles, TIMEX3) and compare with its annotation.

Given the annotated spans: the values and types that are right. By rule, and with the model end to end: the spans found
(same span, overlap) and those whose value is right too, as precision, recall and F1. Only the sentences that MEANTIME
annotates count; datelines (the document's own creation time) and expressions without words are left out. Where the
library dateparser is installed, it reads the given spans too.

TIMEX3 values are compared by what they mean: 2009-Q3, 2010-W04-WE and 198 as the days they stand for, TMO and zones
left out, P18M as P1.5Y, a range as the length that TIMEX3 gives for it, X and PAST_REF as no value; PRESENT_REF is
also the publication date, as Lansir's annotators write it.

usage: python -m bench.meantime MEANTIME_DIR [--model] [--errors]
"""

import argparse
import datetime
import importlib
import importlib.util
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from bench.times import rates
from lansir.resolve.times import Expression, find_times, resolve_times

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "AU": (9, 11), "WI": (12, 14)}
UNSETTLED = re.compile(r".*X|PAST_REF|FUTURE_REF|PRESENT_REF|FY")
TIGHT_BEFORE = {",", ".", ":", ";", "!", "?", ")", "%", "'s", "n't", "’s", "'", "’"}
TIGHT_AFTER = {"(", "$", "£", "€"}
LENGTH = re.compile(r"P(?:([\d.]+)Y)?(?:([\d.]+)Q)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(.+))?")
CLOCK = re.compile(r"(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?")
SLACK = {"D": 1, "W": 1, "M": 3, "Y": 5, "H": 1}  # days by which a range may differ from a length told in these units


class Timex(NamedTuple):
    """An annotated expression: where it is (sentence, start, end), its type and value."""

    sentence: int
    start: int
    end: int
    type: str
    value: str


class Text(NamedTuple):
    """A document: its annotated sentences, day of creation, and expressions other than the creation time's own."""

    name: str
    sentences: list[str]
    published: datetime.date | None
    gold: list[Timex]
    datelines: list[Timex]


Prediction = tuple[Timex, str | None]
Answer = tuple[str, str | None]


def texts(folder: Path) -> Iterator[Text]:
    """The documents of a folder and its subfolders, in order of name."""
    for path in sorted(folder.rglob("*.xml"), key=lambda path: path.name):
        root = etree.parse(str(path), etree.XMLParser(resolve_entities=False)).getroot()
        if root.get("lang") == "en":
            yield _text(path.stem, root)


def _text(name: str, root: etree._Element) -> Text:
    tokens = [
        (token.get("t_id") or "", int(token.get("sentence") or 0), token.text or "") for token in root.iter("token")
    ]
    marked = {anchor.get("t_id") for anchor in root.iter("token_anchor")}
    last = max((sentence for token, sentence, _ in tokens if token in marked), default=0)
    sentences, places = _joined(
        [(token, words) for token, sentence, words in tokens if sentence == k] for k in range(last + 1)
    )
    gold: list[Timex] = []
    datelines: list[Timex] = []
    published = None
    for element in root.iter("TIMEX3"):
        ids = [anchor.get("t_id") or "" for anchor in element.iter("token_anchor")]
        creation = element.get("functionInDocument") == "CREATION_TIME"
        if creation:
            published = _day(element.get("value") or "")
        spans = [places[token] for token in ids if token in places]
        if spans:
            ends = spans[0][0], spans[0][1], spans[-1][2]
            one = Timex(*ends, element.get("type") or "", element.get("value") or "")
            (datelines if creation else gold).append(one)
    return Text(name, sentences, published, gold, datelines)


def _joined(sentences: Iterator[list[tuple[str, str]]]) -> tuple[list[str], dict[str, tuple[int, int, int]]]:
    """Sentences as text, and token id -> its sentence, start and end there."""
    written, places = [], {}
    for number, tokens in enumerate(sentences):
        text, before = "", "("
        for token, words in tokens:
            text += "" if words in TIGHT_BEFORE or before in TIGHT_AFTER else " "
            places[token] = (number, len(text), len(text) + len(words))
            text, before = text + words, words
        written.append(text)
    return written, places


def _day(value: str) -> datetime.date | None:
    """ISO 8601, or day-month-year as one document has it."""
    turned = re.fullmatch(r"(\d\d)-(\d\d)-(\d{4})", value)
    try:
        return datetime.date.fromisoformat("-".join(turned.groups()[::-1]) if turned else value[:10])
    except ValueError:
        return None


def same_value(gold: str, value: str | None, published: datetime.date | None) -> bool:
    """Whether a TIMEX3 value and one of Lansir's mean the same time."""
    if gold == "PRESENT_REF" and value == str(published):
        return True
    if UNSETTLED.match(gold) or not gold:
        return value is None
    if value is None:
        return False
    if gold.startswith("P"):
        return _same_length(gold, value)
    return _days(gold) == _days(value)


def _days(value: str) -> str:
    """A value as Lansir writes it: TIMEX3's quarters, weekends, seasons and decades as days, no parts of days."""
    value = re.sub(r"T(?:MO|MI|AF|EV|NI|DT)$|(?<=:\d\d)(?::\d\d)?Z?$", "", value)
    quarter = re.fullmatch(r"(\d{4})-[QH](\d)", value)
    if quarter:
        size = 3 if "Q" in value else 6
        return _months(int(quarter[1]), (int(quarter[2]) - 1) * size + 1, size)
    season = re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI)", value)
    if season:
        first, last = SEASONS[season[2]]
        return _months(int(season[1]), first, last - first + 1)
    weekend = re.fullmatch(r"(\d{4})-W(\d\d)-WE", value)
    if weekend:
        saturday = datetime.date.fromisocalendar(int(weekend[1]), int(weekend[2]), 6)
        return f"{saturday}/{saturday + datetime.timedelta(days=1)}"
    return f"{value}0/{value}9" if re.fullmatch(r"\d{3}", value) else value


def _months(year: int, first: int, count: int) -> str:
    last = year * 12 + first - 1 + count
    return f"{year}-{first:02d}-01/{datetime.date(last // 12, last % 12 + 1, 1) - datetime.timedelta(days=1)}"


def _same_length(gold: str, value: str) -> bool:
    """A length against a length, or against a range of that length."""
    length = _in_days(gold)
    if value.startswith("P"):
        return length == _in_days(value)
    ends = [_day(end if len(end) > 7 else f"{end}-01-01"[:10]) for end in value.split("/")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return False
    return length is not None and abs((ends[1] - ends[0]).days - length) <= SLACK.get(gold[-1], 1)


def _in_days(value: str) -> float | None:
    """Days of a length, a month being 30.4; the letters of "PM6" turned round."""
    value = re.sub(r"^(PT?)([A-Z])(\d+)$", r"\1\3\2", value)
    match = LENGTH.fullmatch(value)
    clock = CLOCK.fullmatch(match[6] or "") if match else None
    if match is None or clock is None:
        return None
    years, quarters, months, weeks, days = (float(match[k] or 0) for k in range(1, 6))
    hours, minutes, seconds = (float(clock[k] or 0) for k in range(1, 4))
    whole = (years * 12 + quarters * 3 + months) * 30.4375 + weeks * 7 + days
    return round(whole + hours / 24 + minutes / 1440 + seconds / 86400, 4)


def read_given(text: Text) -> list[Answer]:
    """Type and value of the annotated spans."""
    spans = [_expression(text, one) for one in text.gold]
    return [(answer.type, answer.value) for answer in resolve_times(spans, "en", text.published)]


def by_dateparser(text: Text) -> list[Answer]:
    """The same with the library dateparser, which gives days only and no types."""
    parse = importlib.import_module("dateparser").parse
    base = datetime.datetime.combine(text.published or datetime.date(1970, 1, 1), datetime.time())
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    found = [parse(_expression(text, one).words, languages=["en"], settings=settings) for one in text.gold]
    return [("DATE", str(day.date()) if day else None) for day in found]


def _expression(text: Text, one: Timex) -> Expression:
    sentence = text.sentences[one.sentence]
    return Expression(sentence[one.start : one.end], sentence, one.start, one.sentence)


def by_rule(text: Text) -> list[Prediction]:
    """What the rules find, with values."""
    spans = [
        Timex(k, start, end, "", "")
        for k, sentence in enumerate(text.sentences)
        for start, end in find_times(sentence, "en")
    ]
    answers = resolve_times([_expression(text, one) for one in spans], "en", text.published)
    return [(one, answer.value) for one, answer in zip(spans, answers, strict=True)]


def with_model(text: Text) -> list[Prediction]:
    """What the reader finds in the whole article, with values."""
    from lansir.annotate import Document, article_of  # noqa: PLC0415 - the model is loaded only where it is asked for
    from lansir.reader import read_article  # noqa: PLC0415

    day = str(text.published) if text.published else None
    article, sentences = article_of(Document(text.name, text.sentences, "en", day))
    starts = list(accumulate((len(sentence) + 1 for sentence in text.sentences), initial=0))
    found = []
    for time in read_article(article, sentences).times:
        k = max(k for k, start in enumerate(starts) if start <= time.span.start)
        found.append((Timex(k, time.span.start - starts[k], time.span.end - starts[k], time.type, ""), time.value))
    return found


def _core(text: Text, one: Timex) -> tuple[int, int, int]:
    """The span without the preposition and article that Lansir's annotators keep and TIMEX3 leaves out."""
    words = text.sentences[one.sentence][one.start : one.end]
    lead = re.match(r"(?:(?:on|in|at|by|since|until|for|from|of|over|during|within|the)\s+)*", words, re.IGNORECASE)
    return one.sentence, one.start + (lead.end() if lead else 0), one.end


def score(text: Text, predictions: Sequence[Prediction], *, errors: bool) -> Counter[str]:
    """Gold, found, hits by overlap, by the same span and with value; finds that only touch a dateline do not count."""
    count = Counter(gold=len(text.gold))
    free = list(text.gold)
    for one, value in predictions:
        partner = next((gold for gold in free if _touch(one, gold)), None)
        if partner is None and any(_touch(one, other) for other in (*text.datelines, *text.gold)):
            continue
        count["found"] += 1
        if partner is None:
            _print(errors, text, one, "-", value)
            continue
        free.remove(partner)
        right = same_value(partner.value, value, text.published)
        count.update(overlap=1, same=_core(text, one) == _core(text, partner), value=right)
    return count


def _touch(one: Timex, other: Timex) -> bool:
    return one.sentence == other.sentence and one.start < other.end and other.start < one.end


def _print(errors: bool, text: Text, one: Timex, gold: str, value: str | None) -> None:
    if errors:
        words = text.sentences[one.sentence][one.start : one.end]
        print(text.name[:20], text.published, words, one.type, gold, value, sep=" | ")


def main(arguments: list[str] | None = None) -> int:
    """Print what is right; 2 where the folder holds no documents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", action="store_true", help="also the whole reader, end to end")
    parser.add_argument("--errors", action="store_true", help="print wrong values and finds")
    options = parser.parse_args(arguments)
    documents = list(texts(options.folder))
    if not documents:
        print(f"bench.meantime: no English documents in {options.folder}; give the folder of the corpus")
        return 2
    print("given spans:", _given(documents, read_given, errors=options.errors))
    if importlib.util.find_spec("dateparser"):
        print("given spans, dateparser:", _given(documents, by_dateparser, errors=False))
    ways: list[tuple[str, Callable[[Text], list[Prediction]]]] = [("by rule", by_rule)]
    for name, find in [*ways, ("with the model", with_model)] if options.model else ways:
        count = sum((score(text, find(text), errors=options.errors) for text in documents), Counter[str]())
        for kind in ("same", "overlap", "value"):
            print(f"{name}, {kind}: {rates(count[kind], count['found'], count['gold'])}")
        print(f"{name}: {count['found']} found, {count['gold']} gold")
    return 0


def _given(documents: Sequence[Text], read: Callable[[Text], list[Answer]], *, errors: bool) -> str:
    right, typed, number = 0, 0, 0
    for text in documents:
        for one, (kind, value) in zip(text.gold, read(text), strict=True):
            same = same_value(one.value, value, text.published)
            right, typed, number = right + same, typed + (kind == one.type), number + 1
            if not same:
                _print(errors, text, one, one.value, value)
    return f"value {right}/{number} = {right / number:.3f}, type {typed}/{number} = {typed / number:.3f}"


if __name__ == "__main__":
    raise SystemExit(main())
