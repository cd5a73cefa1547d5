"""GDELT 2.0's mention table: 16 columns, tab-separated, no header, one row for each row of `gdelt_events`.

It is the closest thing in the field to evidence: the number of the sentence, and where in the text the actors and the
act are named. Offsets count code points of the record's text, not of the page as a browser shows it.
"""

from collections.abc import Iterable, Iterator

from lansir.export.coded import write_happened
from lansir.export.coded_event import Coded
from lansir.export.coded_losses import CodedLosses
from lansir.export.coded_text import Sentences, address, cell, host
from lansir.export.columns import tables
from lansir.export.format import Loss, Options, Sink
from lansir.export.gdelt_events import NO_TONE, global_event_id, stamp
from lansir.query.entries import Entry
from lansir.record import Argument, Article

__all__ = ["GdeltMentions"]

FILE = "gdelt.mentions.CSV"
WEB, CITATION = "1", "2"
NOT_NAMED = "-1"
AS_WRITTEN = "1"


class GdeltMentions:
    """GDELT 2.0 mentions."""

    name = "gdelt-mentions"
    title = "GDELT 2.0 mentions"
    media_type = "text/tab-separated-values"
    tables = tables("gdelt-mentions")

    def write(self, entries: Iterable[Entry], sink: Sink, options: Options) -> list[Loss]:
        """Write `gdelt.mentions.CSV`; the options do not matter, the format is fixed."""
        losses = CodedLosses(self.name)
        with sink.open(FILE) as file:
            write_happened(entries, file, losses, lambda entry: Sentences(entry.record.article), _rows)
        return losses.told()


def _rows(entry: Entry, coded: Coded, sentences: Sentences, losses: CodedLosses) -> Iterator[list[str]]:
    article, event = entry.record.article, coded.event
    for actor, recipient in coded.pairs:
        losses.add("tone")
        yield [
            str(global_event_id(coded, actor, recipient)),
            stamp(entry),
            stamp(entry),
            *_source(article, losses),
            str(sentences.number(event.sentence)),
            _offset(entry, actor),
            _offset(entry, recipient),
            str(event.trigger.start),
            AS_WRITTEN,
            str(min(100, max(0, round(event.confidence * 100)))),
            str(len(article.text)),
            NO_TONE,
            "",
            "",
        ]


def _source(article: Article, losses: CodedLosses) -> list[str]:
    """MentionType, MentionSourceName, MentionIdentifier: a page of the web, else a citation."""
    url = address(article)
    if host(url):
        return [WEB, host(url), url]
    cited = ", ".join(part for part in (article.outlet, article.title, stated(article)) if part)
    return [CITATION, cell(article.outlet, losses), cell(cited, losses) or article.id]


def stated(article: Article) -> str | None:
    """The time of publication as the page states it."""
    return article.published.value if article.published else None


def _offset(entry: Entry, argument: Argument | None) -> str:
    return NOT_NAMED if argument is None else str(entry.mentions[argument.mention].span.start)
