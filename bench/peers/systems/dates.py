"""dateparser's `search_dates`, sentence by sentence, told the language and the day of publication.

Its own period of a date says how much of it is stated, so that "2023" is a year and no day. Of a document without a day
only those dates have a value that do not depend on it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from importlib import import_module

from bench.peers.exchange import Answerer, Date, Found, Lesson, Settings, Text

__all__ = ["prepare", "value"]

FORMS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "time": "%Y-%m-%dT%H:%M"}
BASES = (datetime(1999, 5, 3), datetime(2011, 8, 16))
Hit = tuple[str, datetime, str]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns nothing; `strategy` is that of the search, the others are dateparser's own settings."""
    search = import_module("dateparser.search").search_dates
    strategy: str = settings["strategy"]
    own = {name: kept for name, kept in settings.items() if name != "strategy"} | {"RETURN_TIME_AS_PERIOD": True}

    def hits(sentence: str, language: str, base: datetime) -> list[Hit]:
        asked = {**own, "RELATIVE_BASE": base}
        found: list[Hit] | None = search(sentence, [language], asked, strategy=strategy, add_period=True)
        return found or []

    def answer(text: Text) -> Found:
        return Found(dates=[date for i in range(len(text.sentences)) for date in _dates(text, i, hits)])

    return answer


def value(moment: datetime, period: str) -> str:
    """The date in ISO 8601, as far as the period says that it is stated."""
    return moment.strftime(FORMS.get(period, "%Y-%m-%d"))


def _dates(text: Text, i: int, hits: Callable[[str, str, datetime], list[Hit]]) -> Iterator[Date]:
    sentence, at = text.sentences[i], 0
    bases = (datetime.fromisoformat(text.published),) if text.published else BASES
    answers = [hits(sentence, text.lang, base) for base in bases]
    for k, (words, _, _) in enumerate(answers[0]):
        start = sentence.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        told = {value(*hit[1:]) for answer in answers for hit in answer[k : k + 1]}
        yield Date((i, start, at), told.pop() if len(told) == 1 else None)
