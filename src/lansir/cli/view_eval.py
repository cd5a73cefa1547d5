"""The measures as a table, and disagreements with the sentence in which both sides are marked."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from rich import box
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lansir.cli.view_marks import BOTH, GOLD, OURS, marked, signed
from lansir.cli.view_text import DIM, heading, joined, shown, unsure
from lansir.evaluate.disagreement import KINDS, Disagreement, Kind
from lansir.evaluate.evaluation import ALL, Group
from lansir.evaluate.measures import MEASURES
from lansir.evaluate.shown import about_words, value_words
from lansir.words.catalogue import Messages, messages
from lansir.words.counting import Count
from lansir.words.evaluation import EvalWords, eval_words

__all__ = ["errors_view", "measures_view"]

INDENT = 2
B3 = ("entities B3 precision", "entities B3 recall")
FIGURE = 4
"""Characters of a figure: .823, or 1.00."""
LONGEST = 400
"""Characters of a value that are shown."""


def measures_view(groups: Mapping[str, Group], language: str) -> RenderableType:
    """A row a measure: how many there are, and precision, recall and F1 of all and of each language."""
    words, labels = eval_words(language), messages(language)
    shown_groups = [ALL] if len(groups) == len((ALL, "one language")) else list(groups)
    counted = ", ".join(
        f"{_group_name(name, words, labels)}: {words.documents.format(n=Count(groups[name].documents))}"
        for name in shown_groups
    )
    rows = [name for name in MEASURES if name != B3[1]]
    figures = [[cell for group in shown_groups for cell in _figures(groups[group], name)] for name in rows]
    gold = [groups[ALL].measures[name].gold for name in rows]
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(f"\n{words.measure}" if len(shown_groups) > 1 else words.measure, no_wrap=True)
    table.add_column(Text(words.gold_rows), justify="right", no_wrap=True, vertical="bottom")
    for name in shown_groups:
        title = _group_name(name, words, labels) if len(shown_groups) > 1 else ""
        table.add_column(_headed(title, words), no_wrap=True)
    for name, number, cells in zip(rows, gold, figures, strict=True):
        table.add_row(words.measures[name.removesuffix(" precision")], f"{number:,}" if number else "", *cells)
    return Lines(Text(counted), table, Text(words.figures, style=DIM), Text(words.hint, style=DIM))


def errors_view(
    found: list[Disagreement], counts: Mapping[Kind, int], documents: int, language: str, *, plain: bool
) -> RenderableType:
    """How many there are of each kind, then those that are shown, kind by kind; `plain` marks them with signs."""
    words, labels = eval_words(language), messages(language)
    if not counts:
        return Text(words.none)
    total = words.total.format(n=Count(sum(counts.values())), documents=Count(documents))
    parts: list[RenderableType] = [Text(total, style="bold"), _counts(counts, words)]
    ordered = sorted(found, key=lambda one: KINDS.index(one.kind))
    for kind, of_kind in groupby(ordered, key=lambda one: one.kind):
        rows = list(of_kind)
        parts.append(heading(words.kinds[kind], counts[kind]))
        parts += [part for one in rows for part in _told(one, words, labels, plain)]
        if len(rows) < counts[kind]:
            parts.append(Text(words.shown.format(shown=len(rows), n=f"{counts[kind]:,}"), style=DIM))
        else:
            parts.pop()
    return Lines(*parts, Text(""), _legend(words, plain))


def _counts(counts: Mapping[Kind, int], words: EvalWords) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right")
    for kind, number in counts.items():
        table.add_row(Text(f"{number:,}"), Text(words.kinds[kind]), Text(kind, style=DIM))
    return table


def _told(one: Disagreement, words: EvalWords, labels: Messages, plain: bool) -> Iterator[RenderableType]:
    sure = words.sure.format(percent=f"{one.confidence:.0%}") if one.confidence is not None else ""
    head = [
        shown(one.document, "bold"), Text(words.sentence.format(n=one.sentence)),
        shown(labels.languages.get(one.language, one.language)), shown(about_words(one, labels)),
        unsure(Text(sure), one.confidence or 1.0) if sure else Text(),
    ]  # fmt: skip
    yield joined(head, " · ")
    yield Padding(signed(one) if plain else marked(one), (0, 0, 0, INDENT))
    yield Padding(_sides(one, words, labels, plain), (0, 0, 0, INDENT))
    yield Text("")


def _sides(one: Disagreement, words: EvalWords, labels: Messages, plain: bool) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for label, reading, style in ((words.gold, one.gold, GOLD), (words.ours, one.ours, OURS)):
        value = value_words(one, reading, labels)
        told = shown(value, limit=LONGEST) if value else Text(words.nothing, style=DIM)
        table.add_row(Text(label, style="" if plain else style), told)
    return table


def _headed(title: str, words: EvalWords) -> Text:
    """The three figures of a group, below its name."""
    figures = " ".join(f"{figure:>{FIGURE}}" for figure in (words.precision, words.recall, words.f1))
    return Text(f"{title:^{len(figures)}}\n{figures}" if title else figures)


def _figures(group: Group, name: str) -> Iterator[str]:
    """Precision, recall and F1 of a measure in one cell; that of entities stands in two measures."""
    rate = group.measures[name]
    recall = group.measures[B3[1]].recall if name == B3[0] else rate.recall
    first = rate.precision if rate.share is None else rate.share
    yield " ".join(_figure(value) for value in (first, recall, rate.f1))


def _figure(value: float | None) -> str:
    return f"{'' if value is None else f'{value:.3f}'.removeprefix('0')[:FIGURE]:>{FIGURE}}"


def _group_name(name: str, words: EvalWords, labels: Messages) -> str:
    return words.all if name == ALL else labels.languages.get(name, name)


def _legend(words: EvalWords, plain: bool) -> Text:
    if plain:
        signs = f"[{words.gold}]  {{{words.ours}}}  [{{{words.both}}}]  *{words.trigger}*"
        return Text(signs, style=DIM)
    samples = ((words.gold, GOLD), (words.ours, OURS), (words.both, BOTH), (words.trigger, "bold"))
    return Text("  ").join(Text(label, style=style) for label, style in samples)
