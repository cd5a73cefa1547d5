"""The article card: what the page is, before anything that was read in it."""

from collections import Counter

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from lansir.cli.view_text import DIM, joined, shown, stated_time
from lansir.record import Article, BlockKind, Record, StatedTime
from lansir.words.catalogue import Messages
from lansir.words.counting import Count
from lansir.words.terminal import clean

__all__ = ["article_card"]

NEWS: frozenset[BlockKind] = frozenset(
    {"headline", "deck", "byline", "dateline", "caption", "credit", "paragraph", "subheading"}
)
"""Kinds of blocks that belong to the article; the others are the page's furniture."""
TITLE_LIMIT = 300
LINE_LIMIT = 200


def article_card(record: Record, messages: Messages, compact: bool = False) -> RenderableType:
    """The card of one article: title, outlet and what it relays, date, authors, language, blocks and topics."""
    article = record.article
    title = shown(article.title or messages.untitled, "bold", TITLE_LIMIT)
    lines = Table.grid(padding=(0, 2, 0, 0))
    lines.add_column(style=DIM, no_wrap=True)
    lines.add_column(overflow="fold")
    for label, value in _rows(record, messages, compact):
        if value:
            lines.add_row(Text(label), value)
    return Panel(Group(title, lines), box=box.ROUNDED, border_style="blue", padding=(0, 1))


def _rows(record: Record, messages: Messages, compact: bool) -> list[tuple[str, Text]]:
    article = record.article
    rows = [
        (messages.outlet, _chain(article, messages)),
        (messages.published, _date(article.published, messages)),
    ]
    if compact:
        return rows
    topics = (messages.contexts.get(topic, clean(topic)) for topic in record.contexts)
    return [
        *rows,
        (messages.updated, _date(article.updated, messages) if article.updated else Text()),
        (messages.authors, joined(shown(author, limit=LINE_LIMIT) for author in article.authors)),
        (messages.credits, joined(shown(credit, limit=LINE_LIMIT) for credit in _credits(article))),
        (messages.language, _language(article, messages)),
        (messages.page, _blocks(article, messages)),
        (messages.topics, Text(", ".join(topics))),
        (messages.address, shown(article.canonical_url or article.url, limit=LINE_LIMIT)),
    ]


def _credits(article: Article) -> list[str]:
    """What the page credits its pictures to, without the brackets around it."""
    return [block.span.text.strip("()[] ") for block in article.blocks if block.kind == "credit"]


def _chain(article: Article, messages: Messages) -> Text:
    """The outlet and behind it whom it relays: `Kabar Nusa ← AP News`."""
    outlet = shown(article.outlet or messages.unknown, "bold cyan" if article.outlet else DIM, LINE_LIMIT)
    names = dict.fromkeys(origin.name for origin in article.origins)
    return joined([outlet, *(shown(name, "cyan", LINE_LIMIT) for name in names)], " ← ")


def _date(time: StatedTime | None, messages: Messages) -> Text:
    if time is None:
        return Text(messages.unknown, style=DIM)
    source = messages.read_from.format(source=messages.time_sources[time.source])
    return Text.assemble(stated_time(time, messages), (f" · {source}", DIM))


def _language(article: Article, messages: Messages) -> Text:
    if article.language is None:
        return Text(messages.unknown, style=DIM)
    return Text(messages.languages.get(article.language, clean(article.language)))


def _blocks(article: Article, messages: Messages) -> Text:
    counts = Counter(block.kind for block in article.blocks)
    news = sum(number for kind, number in counts.items() if kind in NEWS)
    furniture = [f"{messages.blocks[kind]} {number}" for kind, number in counts.most_common() if kind not in NEWS]
    text = Text(messages.news_blocks.format(n=Count(news)))
    if furniture:
        aside = messages.furniture.format(n=counts.total() - news, kinds=", ".join(furniture))
        text.append(f" · {aside}", style=DIM)
    return text
